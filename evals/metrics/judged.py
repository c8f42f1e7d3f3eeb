"""Metrics that ask a judge: what they share, and the two that a small local model can carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from trekbot.evals.judge.card import JudgeCard
from trekbot.evals.judge.case import Case, case_of
from trekbot.evals.judge.grader import Grader

Kind = Literal["binary", "share", "number"]


@dataclass(frozen=True)
class Judgement:
    """A value, in [0, 1], and what the judge said that explains it."""

    value: float
    why: str | None = None


class JudgedMetric(Protocol):
    """One metric that asks a judge; threads may share it.

    `scorer` is the judge's identity for this metric: scores of another one do not compare.
    """

    name: str
    kind: Kind
    better: Literal["higher"]
    tier: Literal[2]
    gates: bool

    @property
    def scorer(self) -> str:
        """The id of who judges."""

    def judge(self, case: Case) -> Judgement | None:
        """Give a judgement; None where there is nothing to judge.

        Raises:
            MetricFailed: there should have been one.
            JudgeUnavailable: the judge cannot be asked.
            TokensSpent: the judge may not be asked any more.
        """


def score_with(metric: JudgedMetric, row: Mapping[str, Any], generation: Mapping[str, Any]) -> float | None:
    """Score one answer as it stands in a run's files; None where the metric does not apply."""
    case = case_of(row, generation)
    judgement = metric.judge(case) if case is not None else None
    return judgement.value if judgement is not None else None


class Probability:
    """How far a judge says yes, in [0, 1].

    Its height means nothing by itself, a judge's own threshold does, so it is a trend and never gates.
    """

    kind: Kind = "share"
    better: Literal["higher"] = "higher"
    tier: Literal[2] = 2
    gates = False

    def __init__(self, grader: Grader) -> None:
        self.name = grader.task.name
        self._grader = grader

    @property
    def scorer(self) -> str:
        return self._grader.identity.id

    def judge(self, case: Case) -> Judgement | None:
        return Judgement(self._grader.grade(case)) if self._grader.task.fits(case) else None


class Verdict:
    """Whether a judge says yes, 1 or 0, by the threshold of its card; gates where the card was passed."""

    kind: Kind = "binary"
    better: Literal["higher"] = "higher"
    tier: Literal[2] = 2

    def __init__(self, grader: Grader, card: JudgeCard) -> None:
        self.name = f"{grader.task.name}_verdict"
        self.gates = card.admitted
        self._grader = grader
        self._card = card

    @property
    def scorer(self) -> str:
        return f"{self._grader.identity.id} at {self._card.threshold:.4f}"

    def corrected(self, rate: float) -> float | None:
        """Give the true share behind a share of yes, by the rates of the card; None where it was not passed."""
        return self._card.corrected(rate)

    def judge(self, case: Case) -> Judgement | None:
        if not self._grader.task.fits(case):
            return None
        probability = self._grader.grade(case)
        return Judgement(float(probability >= self._card.threshold), f"probability {probability:.3f}")
