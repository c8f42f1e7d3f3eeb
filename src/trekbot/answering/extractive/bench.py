"""What every builder of an answer works with: one query over one library, and the sentences that recur."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from trekbot.answering.claims import Claim, Draft, Layout, Notice, Step
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.evidence import Evidence, Facts
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.library import Library
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.search import Found, Search
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Block, Corpus, Roadmap, Section, Stage, StageKey
from trekbot.roadmaps.titles import telling_title

LONGEST_TOPIC = 4  # words


class Bench:
    """One query over one library."""

    def __init__(self, library: Library, query: Query) -> None:
        self.library = library
        self.query = query
        self.corpus: Corpus = library.corpus
        self.graph: RoadmapGraph = library.graph
        self.facts: Facts = library.facts

    @cached_property
    def search(self) -> Search:
        return self.library.search(self.query)

    @property
    def roadmaps(self) -> list[Roadmap]:
        """The roadmaps asked about."""
        asked = [roadmap for roadmap in self.corpus if roadmap.slug in self.query.roadmaps]
        return asked or list(self.corpus)

    def stage(self, key: StageKey) -> Stage:
        return self.corpus.stages[key]

    def roadmap_of(self, stage: Stage) -> Roadmap:
        roadmap = self.corpus.roadmap(stage.key.roadmap)
        assert roadmap is not None
        return roadmap

    def name(self, stage: Stage, home: str | None = None) -> str:
        """Write a stage as Markdown: title and number, and its roadmap where that is not `home`."""
        elsewhere = home is not None and stage.key.roadmap != home
        place = (
            f"stage {stage.number} of {escaped(self.roadmap_of(stage).title)}" if elsewhere else f"stage {stage.number}"
        )
        return f"**{escaped(stage.title)}** ({place})"

    def card(self, stage: Stage, home: str | None = None) -> Evidence:
        """Give the card that carries `name(stage, home)`."""
        return (
            self.facts.card(stage, self.roadmap_of(stage).title)
            if home not in (None, stage.key.roadmap)
            else self.facts.card(stage)
        )

    def names(self, stages: Sequence[Stage], home: str | None = None) -> str:
        return listed([self.name(stage, home) for stage in stages])

    def cards(self, stages: Iterable[Stage], home: str | None = None) -> tuple[Evidence, ...]:
        return tuple(self.card(stage, home) for stage in stages)

    def quote(self, found: Found, layout: Layout = "sentence") -> Step:
        """Quote a sentence that search found."""
        passage = found.passage
        page = self.corpus.stages[found.stage] if found.stage else self.corpus.roadmap(passage.roadmap)
        assert page is not None
        evidence = self.facts.sentence(page, found.section, passage.text, max(0.0, min(1.0, found.cosine)))
        return Step(Claim(passage.text, (evidence,), quoted=True), layout)

    def summary(self, stage: Stage, layout: Layout = "sentence") -> Step:
        """Quote a stage's summary."""
        return Step(Claim(stage.summary, (self.facts.summary(stage),), quoted=True), layout)

    def quotes_of(self, stage: Stage, section: Section, limit: int) -> list[tuple[str, Evidence, Layout]]:
        """Give up to `limit` quotable sentences of a stage's section as (text, evidence, layout), in order."""
        quotes = [quote for block in section.blocks for quote in self.quotes_of_block(stage, section, block)]
        while quotes and leans(quotes[0][0]):
            quotes.pop(0)
        return quotes[:limit]

    def quotes_of_block(self, stage: Stage, section: Section, block: Block) -> Iterator[tuple[str, Evidence, Layout]]:
        """Give the quotable sentences of a block, but for code, the heads of tables and what announces a list."""
        layout = layout_of(block)
        for sentence in block.sentences if block.kind not in ("code", "head") else ():
            if not sentence.quotable or sentence.text.endswith(":"):
                continue
            yield sentence.text, self.facts.sentence(stage, section, sentence.text), layout
            layout = layout if layout == "sentence" else "continued"

    def found(self, number: int) -> Found:
        """Take a passage as found whatever the question's embedding says: its form has chosen it."""
        known = self.library.passages
        return Found(
            number, self.library.index.passages[number], known.sections[number], known.roles[number], 1.0, 1.0, 1.0
        )

    def says_any(self, found: Found, stems: Collection[str]) -> bool:
        """Tell whether a sentence, or its page's title and heading, has one of these stems."""
        known = self.library.passages
        return bool((known.stems[found.number] | known.context_stems[found.number]).intersection(stems))

    def in_scope(self, roadmap: str) -> bool:
        """Tell whether a roadmap is one that was asked about."""
        return not self.query.roadmaps or roadmap in self.query.roadmaps

    def about(self, stage: Stage) -> str:
        """Ask what a stage is about: a question that always has an answer."""
        return phrase(Intent.ABOUT, self.plain_title(stage))

    def plain_title(self, stage: Stage) -> str:
        """Give the title that leads to this stage alone."""
        return telling_title(self.corpus, stage.key)


def layout_of(block: Block) -> Layout:
    """Set a block's sentences as the page does."""
    if block.kind != "item":
        return "sentence"
    return "item" if block.number is None else "numbered"


def claim(text: str, *cites: Evidence, layout: Layout = "sentence") -> Step:
    """Compose a sentence from what its evidence states."""
    return Step(Claim(text, tuple(cites)), layout)


def notice(text: str, layout: Layout = "sentence") -> Step:
    return Step(Notice(text), layout)


def refusal(text: str, *suggestions: str) -> Draft:
    """Say that the corpus does not have it."""
    return Draft((notice(text),), suggestions)


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Join as a person would: "a", "a and b", "a, b and c"."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def topic_of(reference: Reference | None, fallback: str) -> str:
    """Name what was asked about in the learner's words, if they are a name and not half a sentence."""
    said = (reference.phrase if reference else "").strip(" ?.!,;:\"'").strip()
    names = bool(said) and len(said.split()) <= LONGEST_TOPIC and not said.casefold().startswith("difference")
    return escaped(said) if names else fallback
