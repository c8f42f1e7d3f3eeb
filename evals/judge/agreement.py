"""How well two sets of yes and no agree, and how well a score tells them apart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata, spearmanr

RESAMPLES = 10_000
SEED = 20_240_601
LEVEL = 0.95


@dataclass(frozen=True)
class Confusion:
    """Counts of labels (true, false) against a judge's verdicts."""

    true_yes: int
    true_no: int
    false_yes: int
    false_no: int

    @property
    def tpr(self) -> float:
        """The share of true ones that the judge calls true; NaN where there is none."""
        return _share(self.true_yes, self.true_no)

    @property
    def tnr(self) -> float:
        """The share of false ones that the judge calls false; NaN where there is none."""
        return _share(self.false_no, self.false_yes)

    @property
    def kappa(self) -> float:
        counts = np.array([[self.true_yes, self.true_no, self.false_yes, self.false_no]], dtype=np.float64)
        return float(_kappas(counts)[0])


def confusion(labels: Sequence[bool], verdicts: Sequence[bool]) -> Confusion:
    """Count; both have the same length and order."""
    pairs = list(zip(labels, verdicts, strict=True))
    return Confusion(
        pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)), pairs.count((False, False))
    )


def auc(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """Give the chance that a true one scores higher than a false one, ties counting half; NaN without both.

    Source: Mann and Whitney's U over the number of pairs (Hanley and McNeil, Radiology 1982).
    """
    true = np.asarray(labels, dtype=bool)
    many, few = int(true.sum()), int((~true).sum())
    if not many or not few:
        return math.nan
    ranks = rankdata(np.asarray(scores, dtype=np.float64))
    return float((ranks[true].sum() - many * (many + 1) / 2) / (many * few))


def kappa_interval(labels: Sequence[bool], verdicts: Sequence[bool], clusters: Sequence[str]) -> tuple[float, float]:
    """Give the 95 % percentile interval of Cohen's kappa, resampling whole clusters, with a fixed seed.

    Args:
        clusters: what each pair belongs to; pairs of one cluster are alike and are drawn together.
    """
    names = sorted(set(clusters))
    places = {name: place for place, name in enumerate(names)}
    counts = np.zeros((len(names), 4))
    for label, verdict, cluster in zip(labels, verdicts, clusters, strict=True):
        counts[places[cluster], (0 if label else 2) + (0 if verdict else 1)] += 1
    drawn = np.random.default_rng(SEED).multinomial(len(names), np.full(len(names), 1 / len(names)), RESAMPLES)
    low, high = np.quantile(_kappas(drawn @ counts), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def best_threshold(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """Give the cut with the largest TPR + TNR; of several, the one in the midst of them.

    Source: Youden's index, "Index for rating diagnostic tests", Cancer 1950.
    """
    distinct = sorted(set(scores))
    cuts = [distinct[0], *((low + high) / 2 for low, high in pairwise(distinct))]
    gains = []
    for cut in cuts:
        counts = confusion(labels, [score >= cut for score in scores])
        gains.append(round(counts.tpr + counts.tnr, 12))
    best = [cut for cut, gain in zip(cuts, gains, strict=True) if gain == max(gains)]
    return best[len(best) // 2]


def rank_correlation(scores: Sequence[float], lengths: Sequence[int]) -> float | None:
    """Give Spearman's rho in [-1, 1]; None where one of the two never changes."""
    if len(set(scores)) < 2 or len(set(lengths)) < 2:
        return None
    return float(spearmanr(scores, lengths).statistic)


def corrected_rate(rate: float, tpr: float, tnr: float) -> float | None:
    """Give the share of true ones behind a judge's share of yes, in [0, 1]; None for a judge no better than chance.

    Source: Rogan and Gladen, "Estimating prevalence from the results of a screening test", Am. J. Epidemiology 1978.
    """
    gain = tpr + tnr - 1
    return min(1.0, max(0.0, (rate + tnr - 1) / gain)) if gain > 0 else None


def _kappas(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cohen's kappa of each row of (true_yes, true_no, false_yes, false_no); 0 where chance alone explains all.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
    """
    true_yes, true_no, false_yes, false_no = counts.T
    total = counts.sum(axis=1)
    agreed = (true_yes + false_no) / total
    by_chance = (
        (true_yes + true_no) * (true_yes + false_yes) + (false_yes + false_no) * (true_no + false_no)
    ) / total**2
    certain = by_chance >= 1.0
    return np.where(certain, 0.0, (agreed - by_chance) / np.where(certain, 1.0, 1.0 - by_chance))


def _share(hits: int, misses: int) -> float:
    return hits / (hits + misses) if hits + misses else math.nan
