"""Means and their intervals along a row of runs, as places in a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.evals.decision.run_files import Kind
from trekbot.evals.reporting.numbers import shown_value

HEIGHT = 150
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 10, 10  # for the labels of the axis, and so that no dot is cut
STEP = 90  # between two runs
LEAST_SPAN = 0.10  # of a share's axis, so that noise does not look like a cliff


@dataclass(frozen=True)
class TrendPoint:
    x: float
    low: float
    mean: float
    high: float
    breaks: bool


@dataclass(frozen=True)
class TrendChart:
    """Places from the top left. A stretch is a line between points that compare, and the band around it."""

    width: int
    height: int
    points: tuple[TrendPoint, ...]
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]


def draw_trend(means: Sequence[tuple[float, float, float]], breaks: Sequence[bool], kind: Kind) -> TrendChart:
    """Draw means with the ends of their intervals, each `(low, mean, high)`.

    Args:
        breaks: for each, whether it does not compare with the one before; no line leads over a break.
    """
    bottom, top = _axis(means, kind)

    def height_of(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM), 1)

    points = tuple(
        TrendPoint(LEFT + STEP / 2 + place * STEP, height_of(low), height_of(mean), height_of(high), broken)
        for place, ((low, mean, high), broken) in enumerate(zip(means, breaks, strict=True))
    )
    stretches: list[list[TrendPoint]] = []
    for point in points:
        if point.breaks or not stretches:
            stretches.append([])
        stretches[-1].append(point)
    return TrendChart(
        width=LEFT + STEP * len(points) + RIGHT,
        height=HEIGHT,
        points=points,
        lines=tuple(" ".join(f"{point.x:g},{point.mean:g}" for point in own) for own in stretches if len(own) > 1),
        bands=tuple(_band(own) for own in stretches if len(own) > 1),
        ticks=tuple((height_of(value), shown_value(value, kind)) for value in (bottom, (bottom + top) / 2, top)),
    )


def _axis(means: Sequence[tuple[float, float, float]], kind: Kind) -> tuple[float, float]:
    lowest, highest = min(low for low, _, _ in means), max(high for _, _, high in means)
    if kind == "number":
        margin = 0.1 * (highest - lowest) or abs(highest) * 0.1 or 1.0
        return lowest - margin, highest + margin
    middle, half = (lowest + highest) / 2, max((highest - lowest) * 0.6, LEAST_SPAN / 2)
    bottom = max(0.0, min(middle - half, 1 - 2 * half))
    return bottom, min(1.0, bottom + 2 * half)


def _band(points: Sequence[TrendPoint]) -> str:
    over = [f"{point.x:g},{point.high:g}" for point in points]
    under = [f"{point.x:g},{point.low:g}" for point in reversed(points)]
    return " ".join(over + under)
