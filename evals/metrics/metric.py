"""What every metric is: a name, how its values compare, and a value for one answer to one question."""

from abc import ABC, abstractmethod
from typing import Any, Literal

from trekbot.evals.generation import Generation
from trekbot.evals.questions import Row

Kind = Literal["binary", "share", "number"]
Better = Literal["higher", "lower", "none"]
Tier = Literal[1, 2]


class Metric(ABC):
    """One number for one answer.

    `kind` says what the number is: 0 or 1, a share in [0, 1], or any. `better` says which way is good, `none` where
    neither is. Metrics of tier 1 need no judge. One that `gates` may call a change a regression.
    """

    name: str
    kind: Kind
    better: Better = "higher"
    tier: Tier = 1
    gates: bool = False

    @abstractmethod
    def score(self, row: Row, generation: Generation) -> float | None:
        """Give the value; None where the question or the answer gives nothing to measure. The answer is there.

        Raises:
            MetricFailed: there should have been a value.
        """

    def why(self, row: Row, generation: Generation) -> str | None:
        """Say in a few words what took from the value; None where there is nothing to say."""
        return None

    def about(self, scorer: str) -> dict[str, Any]:
        """Say what the metric is, as `metrics.json` holds it."""
        return {
            "kind": self.kind,
            "better": self.better,
            "tier": self.tier,
            "gates": self.gates,
            "scorer": scorer,
        }
