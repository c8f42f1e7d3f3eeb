"""What counts as a difference, and how much evidence a verdict needs."""

from dataclasses import dataclass

from trekbot.errors import UsageError
from trekbot.evals.decision.run_files import Kind
from trekbot.evals.statistics.detectable import least_questions


@dataclass(frozen=True)
class Thresholds:
    """Settings of a decision.

    Args:
        least_share: the smallest change of a mean share that matters.
        least_points: the smallest change of a pass rate that matters, in percentage points.
        coverage: the share of what was to be scored, and of the base's questions, that must be there.
        alpha: the chance to call a difference where there is none, over all metrics that gate.
        clusters: the fewest clusters whose resamples show anything.

    Raises:
        UsageError: a value is out of its bounds.
    """

    least_share: float = 0.02
    least_points: float = 3.0
    coverage: float = 0.98
    alpha: float = 0.05
    clusters: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.least_share < 1:
            raise UsageError(f"The least share is {self.least_share}; it must be between 0 and 1.")
        if not 0 < self.least_points < 100:
            raise UsageError(f"The least points are {self.least_points}; they must be between 0 and 100.")

    def least(self, kind: Kind) -> float:
        """Give the smallest difference that matters, in the metric's own unit; 0 for a plain number."""
        return {"binary": self.least_points / 100, "share": self.least_share, "number": 0.0}[kind]

    @property
    def questions(self) -> int:
        """The fewest questions that rule out a drop of the pass rate that matters, even where none got worse."""
        return least_questions(self.least_points / 100)
