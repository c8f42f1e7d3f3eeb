"""What one metric makes of one question over all its repeats."""

from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True)
class Marks:
    """The values of the repeats that were scored, and how many should have been and were not.

    Repeats to which the metric does not apply are in neither.
    """

    values: tuple[float, ...] = ()
    failed: int = 0

    @property
    def attempted(self) -> int:
        return len(self.values) + self.failed

    @property
    def mean(self) -> float | None:
        """The mean; None where nothing applies, or where a repeat failed, since a failure must not raise a mean."""
        return fmean(self.values) if self.values and not self.failed else None


NOT_MARKED = Marks()
