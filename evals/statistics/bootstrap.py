"""How far a mean may be from what was measured, where questions about one page stand or fall together.

Whole clusters are drawn again, not questions: a test over questions rejects a true "no difference" far too often where
those about one stage are alike. Percentiles, not BCa, which gives NaN where all values are equal (Davison and Hinkley,
"Bootstrap Methods and their Application", 1997, sections 3.8 and 5.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
SEED = 20_260_301
LEVEL = 0.95  # of the interval
CELLS_AT_ONCE = 4_000_000  # resamples times clusters held in memory


@dataclass(frozen=True)
class Interval:
    """The percentile interval of a mean, and how often a resample lies on either side of zero.

    `p_below` is the one-sided p-value for "the mean is below zero", `p_above` for "above"; never 0, since a resample
    count cannot show that (Phipson and Smyth, 2010).
    """

    low: float
    high: float
    p_below: float
    p_above: float


def mean_interval(
    values: Sequence[float], clusters: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Give the interval of the mean of values, each of the cluster at its place.

    Raises:
        ValueError: there are no values, or not as many clusters as values.
    """
    means = _resampled_means(values, clusters, resamples, seed)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(
        float(low),
        float(high),
        p_below=float((1 + np.count_nonzero(means >= 0)) / (resamples + 1)),
        p_above=float((1 + np.count_nonzero(means <= 0)) / (resamples + 1)),
    )


def _resampled_means(
    values: Sequence[float], clusters: Sequence[str], resamples: int, seed: int
) -> NDArray[np.float64]:
    """Draw as many clusters as there are, with replacement, and take the mean over all their values."""
    if not values or len(values) != len(clusters):
        raise ValueError(f"{len(values)} values cannot be resampled by {len(clusters)} clusters")
    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(place, weights=np.asarray(values, dtype=np.float64))
    sizes = np.bincount(place).astype(np.float64)
    random = np.random.default_rng(seed)
    rows = max(1, CELLS_AT_ONCE // len(names))
    means = []
    for start in range(0, resamples, rows):
        drawn = random.integers(len(names), size=(min(rows, resamples - start), len(names)), dtype=np.int32)
        means.append(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1))
    return np.concatenate(means)
