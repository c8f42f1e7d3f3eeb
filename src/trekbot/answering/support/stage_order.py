"""Whether a sentence that puts two stages in an order has the order of their roadmap."""

from trekbot.answering.support.tokens import sentences_of
from trekbot.index.words import raw_words
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, StageKey

_EARLIER_FIRST = frozenset("before precedes then preceding".split())
_LATER_FIRST = frozenset("after follows requires require needs depends builds".split())


class StageOrder:
    """Knows the stages of a corpus by their titles."""

    def __init__(self, corpus: Corpus, graph: RoadmapGraph) -> None:
        self._graph = graph
        self._titles: list[tuple[tuple[str, ...], StageKey]] = sorted(
            ((tuple(raw_words(stage.title)), key) for key, stage in corpus.stages.items()), key=lambda one: -len(one[0])
        )
        self._numbers = {key: stage.number for key, stage in corpus.stages.items()}

    def agrees(self, sentence: str) -> bool | None:
        """Tell whether the one order that a sentence states is the roadmap's; None where it states none that is known."""
        for clause in sentences_of(sentence):
            named = self._named(clause.words)
            if len(named) != 2 or named[0][1].roadmap != named[1][1].roadmap:
                continue
            (start, first), (end, second) = named
            between = clause.words[start:end]
            lead = clause.words[:start]
            if _EARLIER_FIRST.intersection(between):
                return self._comes_before(first, second)
            if _LATER_FIRST.intersection(between):
                return self._comes_before(second, first)
            if "before" in lead:
                return self._comes_before(second, first)
            if "after" in lead:
                return self._comes_before(first, second)
        return None

    def _named(self, words: tuple[str, ...]) -> list[tuple[int, StageKey]]:
        """Give the stages that are named, in order, each with the place of its title; longer titles first."""
        found: dict[int, tuple[int, StageKey]] = {}
        taken: set[int] = set()
        for title, key in self._titles:
            for place in range(len(words) - len(title) + 1):
                span = range(place, place + len(title))
                if title and words[place : place + len(title)] == title and taken.isdisjoint(span):
                    found[place] = (place, key)
                    taken.update(span)
        return [found[place] for place in sorted(found)]

    def _comes_before(self, one: StageKey, other: StageKey) -> bool:
        if one in self._graph.ancestors(other):
            return True
        if other in self._graph.ancestors(one):
            return False
        return self._numbers[one] < self._numbers[other]
