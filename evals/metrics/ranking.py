"""How well search ranks what a question needs, by the places that its row calls relevant.

Passages are sentences, and several of one section say no more than one. So a ranking is looked at as a ranking of
places: each passage stands for the most precise place of the row that it lies in, else for its own section, and a place
counts where it comes first.
"""

import math
from collections.abc import Mapping, Sequence

from trekbot.evals.generation import Generation, Retrieved
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.places import Place
from trekbot.evals.questions import Row


def ranked_places(retrieved: Sequence[Retrieved], relevant: Mapping[Place, int]) -> list[Place]:
    """Give the places of a ranking, best first, each once."""
    return list(dict.fromkeys(_place_of(one, relevant) for one in retrieved))


def _place_of(one: Retrieved, relevant: Mapping[Place, int]) -> Place:
    section = f"{one.place}#{one.section or ''}"
    return one.place if section not in relevant and one.place in relevant else section


def recall_at(ranked: Sequence[Place], relevant: Mapping[Place, int], depth: int) -> float:
    """Give the share of the relevant places that are among the first `depth`."""
    return sum(place in relevant for place in ranked[:depth]) / len(relevant)


def ndcg_at(ranked: Sequence[Place], relevant: Mapping[Place, int], depth: int) -> float:
    """Give the normalised discounted cumulative gain, the gain of a place being its grade.

    Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002, with the discount
    log2(rank + 1), as trec_eval has it.
    """
    best = sorted(relevant.values(), reverse=True)
    return _gain([relevant.get(place, 0) for place in ranked[:depth]]) / _gain(best[:depth])


def reciprocal_rank(ranked: Sequence[Place], relevant: Mapping[Place, int]) -> float:
    """Give 1 / the rank of the first relevant place; 0 where there is none."""
    return next((1 / rank for rank, place in enumerate(ranked, start=1) if place in relevant), 0.0)


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


class _OfRanking(Metric):
    """Applies where a search was made and the row says what it should find."""

    kind = "share"

    def score(self, row: Row, generation: Generation) -> float | None:
        retrieved = generation.told.retrieved if generation.told else ()
        if not retrieved or not row.relevant:
            return None
        return self.of(ranked_places(retrieved, row.relevant), row.relevant)

    def of(self, ranked: Sequence[Place], relevant: Mapping[Place, int]) -> float:
        raise NotImplementedError


class RecallAt5(_OfRanking):
    """The share of the relevant places among the first five."""

    name = "recall@5"

    def of(self, ranked: Sequence[Place], relevant: Mapping[Place, int]) -> float:
        return recall_at(ranked, relevant, 5)


class NdcgAt10(_OfRanking):
    """Whether the relevant places come first, the more relevant ones before the others."""

    name = "ndcg@10"
    gates = True

    def of(self, ranked: Sequence[Place], relevant: Mapping[Place, int]) -> float:
        return ndcg_at(ranked, relevant, 10)


class Mrr(_OfRanking):
    """How soon the first relevant place comes; its mean over questions is the mean reciprocal rank."""

    name = "mrr"

    def of(self, ranked: Sequence[Place], relevant: Mapping[Place, int]) -> float:
        return reciprocal_rank(ranked, relevant)
