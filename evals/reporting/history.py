"""Each metric over the runs of a folder, oldest first, with the interval of each mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.evals.decision.run_files import MetricInfo
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.html_page import html_page
from trekbot.evals.reporting.run_summary import MetricSummary, summarise
from trekbot.evals.reporting.trend_chart import TrendChart, draw_trend


@dataclass(frozen=True)
class HistoryPoint:
    """One run's mean of one metric. `breaks` says why it does not compare with the run before, None where it does."""

    run: str
    label: str
    started: str
    summary: MetricSummary
    breaks: str | None


@dataclass(frozen=True)
class MetricHistory:
    """A metric's points, oldest first, and their drawing."""

    name: str
    info: MetricInfo
    points: tuple[HistoryPoint, ...]
    chart: TrendChart


@dataclass(frozen=True)
class SuiteHistory:
    """The runs that asked the same files of questions."""

    suite: str
    runs: tuple[Side, ...]
    metrics: tuple[MetricHistory, ...]


def history_of(runs: Sequence[Side]) -> tuple[SuiteHistory, ...]:
    """Gather runs by suite and metric, in the order in which they were started."""
    in_order = sorted(runs, key=lambda run: (run.started, run.name))
    suites = sorted({run.suite for run in in_order})
    return tuple(_suite(suite, tuple(run for run in in_order if run.suite == suite)) for suite in suites)


def history_page(runs: Sequence[Side]) -> str:
    """Give the page of all runs."""
    return html_page("history.html", {"suites": history_of(runs), "label": label_of})


def label_of(run: Side) -> str:
    """Name who answered: the prompt, or the engine where there was none."""
    return str(run.identity.get("prompt") or run.identity.get("engine") or run.name)


def _suite(suite: str, runs: tuple[Side, ...]) -> SuiteHistory:
    by_metric: dict[str, list[HistoryPoint]] = {}
    before: dict[str, tuple[Side, MetricSummary]] = {}
    for run in runs:
        for summary in summarise(run):
            if summary.mean is None:
                continue
            breaks = _break(before.get(summary.name), run, summary)
            point = HistoryPoint(run.name, label_of(run), run.started, summary, breaks)
            by_metric.setdefault(summary.name, []).append(point)
            before[summary.name] = run, summary
    return SuiteHistory(suite, runs, tuple(_metric(name, tuple(points)) for name, points in by_metric.items()))


def _metric(name: str, points: tuple[HistoryPoint, ...]) -> MetricHistory:
    info = points[-1].summary.info
    triples = [
        (point.summary.interval.low, point.summary.mean, point.summary.interval.high)
        for point in points
        if point.summary.interval is not None and point.summary.mean is not None
    ]
    chart = draw_trend(triples, [point.breaks is not None for point in points], info.kind)
    return MetricHistory(name, info, points, chart)


def _break(before: tuple[Side, MetricSummary] | None, run: Side, summary: MetricSummary) -> str | None:
    if before is None:
        return None
    earlier, last = before
    if last.info.scorer != summary.info.scorer:
        return "another scorer"
    return "other questions" if earlier.suite_hash != run.suite_hash else None
