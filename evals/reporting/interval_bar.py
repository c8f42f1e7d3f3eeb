"""A mean difference and its interval as a small drawing, so that a table of metrics is read at a glance."""

from dataclasses import dataclass

from trekbot.evals.decision.metric_result import MetricResult

WIDTH = 120.0
LEAST_REACH = 0.10  # of the axis, so that a small change does not look large


@dataclass(frozen=True)
class IntervalBar:
    """Places on an axis of `WIDTH`, zero in its middle; all within it."""

    low: float
    high: float
    mean: float
    least_low: float
    least_high: float


def interval_bars(results: tuple[MetricResult, ...]) -> dict[str, IntervalBar]:
    """Draw shares and pass rates on one axis; a plain number has no place on it."""
    drawn = [one for one in results if one.info.kind != "number" and one.delta is not None]
    ends = [abs(end) for one in drawn if one.interval for end in (one.interval.low, one.interval.high)]
    reach = max([LEAST_REACH, *ends])

    def place(value: float) -> float:
        return round(WIDTH / 2 * (1 + max(-1.0, min(1.0, value / reach))), 1)

    bars = {}
    for one in drawn:
        delta = one.delta or 0.0
        low, high = (one.interval.low, one.interval.high) if one.interval else (delta, delta)
        bars[one.name] = IntervalBar(place(low), place(high), place(delta), place(-one.least), place(one.least))
    return bars
