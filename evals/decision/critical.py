"""Rows that must not break: one that was right and is not any more is a regression, whatever the statistics say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from trekbot.evals.decision.marks import Marks
from trekbot.evals.decision.run_files import MetricInfo
from trekbot.evals.decision.side import Side


@dataclass(frozen=True)
class CriticalChange:
    """A critical question that a metric called right on the base and `wrong`, or did not score, on the candidate."""

    id: str
    metric: str
    became: Literal["wrong", "unscored"]


def critical_changes(
    base: Side, candidate: Side, shared: Sequence[str], gating: Iterable[str]
) -> tuple[CriticalChange, ...]:
    """Find what was right in every repeat and is not in every one now, by each binary metric that gates."""
    found = []
    for metric in gating:
        info = candidate.metrics[metric]
        if info.kind != "binary" or info.better == "none":
            continue
        for question in shared:
            if not base.questions[question].critical or not _is_right(base.marks_of(metric, question), info):
                continue
            marks = candidate.marks_of(metric, question)
            if any(value != _right(info) for value in marks.values):
                found.append(CriticalChange(question, metric, "wrong"))
            elif marks.failed:
                found.append(CriticalChange(question, metric, "unscored"))
    return tuple(found)


def _is_right(marks: Marks, info: MetricInfo) -> bool:
    return bool(marks.values) and not marks.failed and all(value == _right(info) for value in marks.values)


def _right(info: MetricInfo) -> float:
    return 0.0 if info.better == "lower" else 1.0
