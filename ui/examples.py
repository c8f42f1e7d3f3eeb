"""Questions to begin with, made from the corpus itself, so that each of them has an answer in it."""

from collections.abc import Iterator

from trekbot.roadmaps.model import Corpus, Roadmap

HOW_MANY = 4


def example_questions(corpus: Corpus, roadmap: str | None = None) -> tuple[str, ...]:
    """Give up to four questions about one roadmap, or, where none is chosen, about each in turn."""
    chosen = [one for one in corpus if roadmap in (None, one.slug)]
    name_it = len(corpus.roadmaps) > 1 and roadmap is None
    waiting = [_about(one, name_it) for one in chosen]
    questions: list[str] = []
    while waiting and len(questions) < HOW_MANY:
        asker = waiting.pop(0)
        question = next(asker, None)
        if question is not None:
            questions.append(question)
            waiting.append(asker)
    return tuple(dict.fromkeys(questions))


def stage_question(number: int, title: str) -> str:
    """Ask about one stage, in words that name it without doubt."""
    return f"What is stage {number}, {title}, about?"


def _about(roadmap: Roadmap, name_it: bool) -> Iterator[str]:
    """Ask from what the roadmap states: no time is asked for that it does not name, no tag that it does not have."""
    title = _in_a_sentence(roadmap.title)
    middle = roadmap.stages[len(roadmap.stages) // 2 :]
    yield f"Where do I start with {title}?" if name_it else "Where do I start?"
    built_on = next((stage for stage in middle if stage.requires), None)
    if built_on is not None:
        yield f"What should I learn before {built_on.title}?"
    topics = [tag for stage in middle for tag in stage.tags if tag.casefold() not in stage.title.casefold()]
    if topics:
        yield f"Which stage teaches {topics[0]}?"
    if roadmap.estimated_time:
        yield f"How long does {title} take?"
    if len(roadmap.stages) > 1:
        yield f"What comes after {roadmap.stages[0].title}?"


def _in_a_sentence(title: str) -> str:
    return "the " + title[4:] if title.startswith("The ") else title
