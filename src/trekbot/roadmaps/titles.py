"""A stage's title as it has to be said, so that it leads to that stage and to no other."""

from trekbot.roadmaps.model import Corpus, StageKey


def title_in_roadmap(corpus: Corpus, key: StageKey) -> str:
    """Give the title with its roadmap's: "Safety in Frame Building"."""
    roadmap = corpus.roadmap(key.roadmap)
    return f"{corpus.stages[key].title} in {roadmap.title if roadmap else key.roadmap}"


def telling_title(corpus: Corpus, key: StageKey) -> str:
    """Give the title alone where no other stage has it, letter case ignored; else with its roadmap's."""
    title = corpus.stages[key].title
    twins = sum(stage.title.casefold() == title.casefold() for stage in corpus.stages.values())
    return title_in_roadmap(corpus, key) if twins > 1 else title
