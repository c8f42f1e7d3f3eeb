"""What an answer may stand on: verbatim pieces of the corpus, each with its place.

Facts of the graph are evidence like any passage: they quote the front matter that they were computed from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.index.words import raw_words, stem
from trekbot.retrieval.sources import Sources
from trekbot.roadmaps.model import Roadmap, Section, Stage


@dataclass(frozen=True)
class Evidence:
    """One quotable piece of a page.

    `stage` is None for a roadmap's own page, `section` None for the front matter or text before the first heading.
    `quote` is verbatim (see the
    contract's folding). `states` are names and numbers that the page states besides the quote, or that the graph
    computed from it.
    `score` is in [0, 1]; computed facts have 1.
    """

    roadmap: str
    stage: str | None
    section: Section | None
    quote: str
    states: tuple[str, ...] = ()
    score: float = 1.0

    @property
    def place(self) -> tuple[str, str | None, str | None, str]:
        """What makes two pieces of evidence the same citation."""
        return self.roadmap, self.stage, self.section.anchor if self.section else None, self.quote


class Facts:
    """Quotes the corpus' structure: cards of stages and roadmaps, single fields, sentences that state a dependence."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def card(self, stage: Stage, *states: str) -> Evidence:
        """Quote the stage's number and title as they stand in its front matter."""
        number, title = (
            f"number: {stage.fields.get('number', stage.number)}",
            f"title: {stage.fields.get('title', stage.title)}",
        )
        quote = self._sources.first_found(
            stage.key.roadmap,
            stage.key.stage,
            (f"{number} {title}", f"{title} {number}", title, stage.fields.get("title", stage.title), stage.summary),
        )
        return Evidence(stage.key.roadmap, stage.key.stage, None, quote, self._states(stage, *states))

    def summary(self, stage: Stage) -> Evidence:
        quote = self._sources.first_found(
            stage.key.roadmap, stage.key.stage, (stage.summary, stage.fields.get("summary", stage.summary))
        )
        return Evidence(stage.key.roadmap, stage.key.stage, None, quote, self._states(stage))

    def field(self, page: Stage | Roadmap, name: str, *states: str) -> Evidence:
        """Quote one front-matter field, key and value; the field must be there."""
        roadmap, stage = (page.key.roadmap, page.key.stage) if isinstance(page, Stage) else (page.slug, None)
        raw = page.fields[name]
        quote = self._sources.first_found(roadmap, stage, (f"{name}: {raw}", raw))
        own = self._states(page) if isinstance(page, Stage) else (page.title,)
        return Evidence(roadmap, stage, None, quote, (*own, raw, *states))

    def roadmap_card(self, roadmap: Roadmap, *states: str) -> Evidence:
        """Quote the roadmap's title."""
        raw = roadmap.fields.get("title", roadmap.title)
        quote = self._sources.first_found(roadmap.slug, None, (f"title: {raw}", raw))
        return Evidence(roadmap.slug, None, None, quote, (roadmap.title, *states))

    def dependence(self, stage: Stage, on: Stage) -> Evidence:
        """Quote where `stage` says that it builds on `on`: a sentence that names it, else `requires`, else the
        number.
        """
        sentence = self.reason(stage, on)
        if sentence is not None:
            return sentence
        states = self._states(on)
        return (
            self.field(stage, "requires", *states)
            if stage.requires_stated and "requires" in stage.fields
            else self.card(stage, *states)
        )

    def reason(self, stage: Stage, on: Stage) -> Evidence | None:
        """Quote the sentence of `stage` that names `on` and says most of why; None where there is none."""
        best: tuple[float, Evidence] | None = None
        for section in stage.sections:
            early = section.heading is not None and is_entry_heading(section.heading)
            for block in section.blocks:
                for sentence in block.sentences:
                    if not sentence.quotable or not _names(sentence.text, on.title):
                        continue
                    reasoned = any(word in raw_words(sentence.text) for word in _REASON_WORDS)
                    score = (
                        2.0 * early
                        + 1.0 * reasoned
                        + 0.5 * _names(sentence.text, stage.title)
                        - 0.001 * len(sentence.text)
                    )
                    if not early and not reasoned:
                        continue
                    if best is None or score > best[0]:
                        best = score, self.sentence(stage, section, sentence.text)
        return best[1] if best else None

    def naming(self, stage: Stage, words: Sequence[str]) -> Evidence | None:
        """Quote where the stage bears these stems: its tags, its summary, else its first sentence that has all of
        them.
        """
        wanted = set(words)
        if wanted <= {stem(word) for tag in stage.tags for word in raw_words(tag)}:
            return self.field(stage, "tags")
        if wanted <= {stem(word) for word in raw_words(stage.summary)}:
            return self.summary(stage)
        for section in stage.sections:
            for block in section.blocks:
                for sentence in block.sentences:
                    if sentence.quotable and wanted <= {stem(word) for word in raw_words(sentence.text)}:
                        return self.sentence(stage, section, sentence.text)
        return None

    def sentence(self, page: Stage | Roadmap, section: Section | None, text: str, score: float = 1.0) -> Evidence:
        """Quote one sentence of a section."""
        roadmap, stage = (page.key.roadmap, page.key.stage) if isinstance(page, Stage) else (page.slug, None)
        own = self._states(page) if isinstance(page, Stage) else (page.title,)
        return Evidence(roadmap, stage, section, text, own, score)

    def _states(self, stage: Stage, *more: str) -> tuple[str, ...]:
        return (stage.title, str(stage.number), *more)


_REASON_WORDS = frozenset(
    """because since so as reason reasons therefore needs need requires builds build depends rests relies assumes
    presupposes without""".split()
)
_ENTRY_WORDS = frozenset(
    """before prerequisite prerequisites require required requirement requirements entry background assumed assumptions
    builds need needs foundations prepare preparation ready""".split()
)


def is_entry_heading(heading: str) -> bool:
    """Tell whether a heading announces what a stage builds on."""
    return bool(_ENTRY_WORDS.intersection(raw_words(heading)))


def _names(text: str, title: str) -> bool:
    """Tell whether a text names a title, inflection ignored."""
    wanted, found = [stem(word) for word in raw_words(title)], [stem(word) for word in raw_words(text)]
    return any(found[place : place + len(wanted)] == wanted for place in range(len(found) - len(wanted) + 1))
