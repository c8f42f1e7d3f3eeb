"""Merge several rankings of the same things into one.

Dense and keyword scores cannot be compared, so only places count: reciprocal rank fusion
(Cormack, Clarke and Buettcher, SIGIR 2009).
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Ranked = TypeVar("Ranked", bound=Hashable)

RANK_OFFSET = 60  # the paper's constant; larger values flatten the lead of the first places


def fuse_rankings(rankings: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """Return everything ranked once, best first; ties keep the order of first appearance."""
    score: dict[Ranked, float] = {}
    for ranking in rankings:
        for place, entry in enumerate(ranking, start=1):
            score[entry] = score.get(entry, 0.0) + 1.0 / (RANK_OFFSET + place)
    return sorted(score, key=score.__getitem__, reverse=True)
