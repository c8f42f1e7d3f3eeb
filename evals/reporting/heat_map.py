"""Each category by each metric, so that a change that hits one kind of question is seen at once."""

from dataclasses import dataclass
from statistics import fmean

from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.question_change import counting_metrics
from trekbot.evals.decision.run_files import Kind
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.numbers import NONE, shown_delta, shown_value

STEPS = (0.03, 0.10, 0.25)  # of a mean gain, in shares; each deepens the colour


@dataclass(frozen=True)
class Cell:
    """A mean and how many questions it is over. `tone` is from -3, worst, to 3; 0 has no colour."""

    text: str
    questions: int
    tone: int


@dataclass(frozen=True)
class HeatMap:
    """Rows by category, each with its cells in the order of `metrics`."""

    metrics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def heat_map_of_changes(comparison: Comparison) -> HeatMap:
    """Give mean differences by category, coloured by gain."""
    counting = counting_metrics(comparison)
    metrics = tuple(name for name, result in comparison.metrics.items() if name in counting and result.paired)
    categories = {name: one.category for name, one in comparison.candidate.questions.items()}
    rows = []
    for category in sorted({categories[name] for name in comparison.pairing.shared}):
        cells = []
        for metric in metrics:
            result = comparison.metrics[metric]
            own = [one for one in result.paired if categories[one.id] == category]
            gain = fmean(one.gain for one in own) if own else 0.0
            delta = fmean(one.candidate - one.base for one in own) if own else None
            cells.append(Cell(shown_delta(delta, result.info.kind), len(own), _tone(gain, result.info.kind)))
        rows.append((category, tuple(cells)))
    return HeatMap(metrics, tuple(rows))


def heat_map_of_means(side: Side) -> HeatMap:
    """Give means by category, coloured by how far they are from right; plain numbers are left out."""
    metrics = tuple(
        name for name, info in side.metrics.items() if info.kind != "number" and info.better != "none" and info.gates
    ) or tuple(name for name, info in side.metrics.items() if info.kind != "number" and info.better != "none")
    rows = []
    for category in sorted({one.category for one in side.questions.values()}):
        own = [one.id for one in side.questions.values() if one.category == category]
        rows.append((category, tuple(_mean_cell(side, metric, own) for metric in metrics)))
    return HeatMap(metrics, tuple(rows))


def _mean_cell(side: Side, metric: str, questions: list[str]) -> Cell:
    info = side.metrics[metric]
    means = [mean for one in questions if (mean := side.marks_of(metric, one).mean) is not None]
    if not means:
        return Cell(NONE, 0, 0)
    mean = fmean(means)
    lost = mean if info.better == "lower" else 1 - mean
    return Cell(shown_value(mean, info.kind), len(means), _tone(-lost, info.kind))


def _tone(gain: float, kind: Kind) -> int:
    if kind == "number":
        return 0
    depth = sum(abs(gain) >= step for step in STEPS)
    return depth if gain > 0 else -depth
