"""What one metric says of two sides."""

from dataclasses import dataclass
from typing import Literal

from trekbot.evals.decision.run_files import MetricInfo
from trekbot.evals.decision.side import Coverage
from trekbot.evals.statistics.bootstrap import Interval

Verdict = Literal["identical", "better", "worse", "no difference shown", "inconclusive", "not judged"]


@dataclass(frozen=True)
class Paired:
    """One question's means on both sides; `gain` is above 0 where the candidate is better."""

    id: str
    cluster: str
    base: float
    candidate: float
    gain: float


@dataclass(frozen=True)
class MetricResult:
    """Means, intervals and effects are in the metric's own unit, over the questions that both sides scored.

    Args:
        gates: whether the decision depends on it: the metric gates and its judge, if any, has passed.
        paired: the questions that both sides scored.
        base, candidate: means over them; None where there are none, as all that follows from them.
        interval: 95 % of the mean difference, candidate less base; None where all are equal or there are none.
        p: one-sided, for the direction that was seen; exact McNemar for binary metrics, else of the resamples.
        p_adjusted: after Holm over the metrics that gate; None for another.
        detectable: the minimum detectable effect.
        least: the smallest effect that matters here: the setting, or the spread of repeats where that is larger.
        repeat_sd: standard deviation within a question; None without repeats.
        only_one: questions to which the metric applies on one side only.
        why: the reason of the verdict, a sentence without its full stop.
    """

    name: str
    info: MetricInfo
    gates: bool
    paired: tuple[Paired, ...]
    clusters: int
    base: float | None
    candidate: float | None
    interval: Interval | None
    p: float | None
    p_adjusted: float | None
    detectable: float | None
    least: float
    repeat_sd: float | None
    base_coverage: Coverage
    candidate_coverage: Coverage
    only_one: tuple[str, ...]
    verdict: Verdict
    why: str

    @property
    def applies(self) -> bool:
        """Whether there was anything to measure on either side."""
        return bool(self.base_coverage.attempted or self.candidate_coverage.attempted)

    @property
    def delta(self) -> float | None:
        """Candidate less base."""
        return None if self.base is None or self.candidate is None else self.candidate - self.base

    @property
    def regressed(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.paired if one.gain < 0)

    @property
    def fixed(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.paired if one.gain > 0)
