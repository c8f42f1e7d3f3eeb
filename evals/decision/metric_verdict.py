"""From paired questions to a verdict on one metric.

A drop is called where it is real and matters: the 95 % interval lies below zero, the exact or resampled p-value stands
after Holm, and the mean moved at least by the least effect. Where nothing is called, the minimum detectable effect says
whether anything could have been.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from trekbot.evals.decision.metric_result import MetricResult, Paired, Verdict
from trekbot.evals.decision.run_files import MetricInfo
from trekbot.evals.decision.side import Side
from trekbot.evals.decision.thresholds import Thresholds
from trekbot.evals.statistics.bootstrap import Interval, mean_interval
from trekbot.evals.statistics.detectable import detectable_effect
from trekbot.evals.statistics.holm import adjusted
from trekbot.evals.statistics.mcnemar import more_than_chance
from trekbot.evals.statistics.repeats import within_question_sd

_NOT_APPLICABLE: tuple[Verdict, str] = ("not judged", "it applies to no question of either side")
EQUAL = 1e-12  # two means of the same repeats may differ by rounding


@dataclass(frozen=True)
class _Measured:
    """A result without its verdict, and both one-sided p-values."""

    result: MetricResult
    p_worse: float
    p_better: float


def judge_metrics(
    base: Side, candidate: Side, shared: Sequence[str], gating: Iterable[str], thresholds: Thresholds
) -> dict[str, MetricResult]:
    """Judge every metric that both sides have, in the candidate's order.

    Args:
        shared: ids of the questions that pair.
        gating: the metrics that the decision depends on; Holm is over those of them that apply.
    """
    names = [name for name in candidate.metrics if name in base.metrics]
    chosen = set(gating)
    measured = {
        name: _measure(base, candidate, name, shared, gates=name in chosen, thresholds=thresholds) for name in names
    }
    family = {name: one for name, one in measured.items() if one.result.gates and one.result.paired}
    worse = adjusted({name: one.p_worse for name, one in family.items()})
    better = adjusted({name: one.p_better for name, one in family.items()})
    return {name: _judge(one, worse.get(name), better.get(name), thresholds) for name, one in measured.items()}


def _measure(
    base: Side, candidate: Side, name: str, shared: Sequence[str], *, gates: bool, thresholds: Thresholds
) -> _Measured:
    info = candidate.metrics[name]
    same_scorer = base.metrics[name].scorer == info.scorer
    paired = _pairs(base, candidate, name, shared, info) if same_scorer else ()
    repeat_sd = within_question_sd(side.marks_of(name, one.id).values for side in (base, candidate) for one in paired)
    regressed, fixed = (sum(one.gain < 0 for one in paired), sum(one.gain > 0 for one in paired))
    p_worse, p_better = more_than_chance(regressed, fixed), more_than_chance(fixed, regressed)
    interval, detectable = None, None
    if regressed or fixed:
        deltas, clusters = [one.candidate - one.base for one in paired], [one.cluster for one in paired]
        interval = mean_interval(deltas, clusters)
        detectable = detectable_effect(deltas, clusters) if len(paired) > 1 else None
        if info.kind != "binary":
            p_worse, p_better = _resampled(interval, info)
    result = MetricResult(
        name=name,
        info=info,
        gates=gates,
        paired=paired,
        clusters=len({one.cluster for one in paired}),
        base=fmean(one.base for one in paired) if paired else None,
        candidate=fmean(one.candidate for one in paired) if paired else None,
        interval=interval,
        p=min(p_worse, p_better) if interval else None,
        p_adjusted=None,
        detectable=detectable,
        least=max(thresholds.least(info.kind), repeat_sd or 0.0),
        repeat_sd=repeat_sd,
        base_coverage=base.coverage(name, shared),
        candidate_coverage=candidate.coverage(name, shared),
        only_one=_on_one_side(base, candidate, name, shared),
        verdict="inconclusive",
        why="" if same_scorer else "it was scored by another version or judge: score both runs again",
    )
    return _Measured(result, p_worse, p_better)


def _pairs(base: Side, candidate: Side, name: str, shared: Sequence[str], info: MetricInfo) -> tuple[Paired, ...]:
    sign = -1.0 if info.better == "lower" else 1.0
    found = []
    for question in shared:
        before, after = base.marks_of(name, question).mean, candidate.marks_of(name, question).mean
        if before is not None and after is not None:
            delta = after - before if abs(after - before) > EQUAL else 0.0
            found.append(Paired(question, base.questions[question].cluster, before, after, sign * delta))
    return tuple(found)


def _on_one_side(base: Side, candidate: Side, name: str, shared: Sequence[str]) -> tuple[str, ...]:
    attempted = ((one, base.marks_of(name, one).attempted, candidate.marks_of(name, one).attempted) for one in shared)
    return tuple(one for one, before, after in attempted if bool(before) != bool(after))


def _resampled(interval: Interval, info: MetricInfo) -> tuple[float, float]:
    if info.better == "lower":
        return interval.p_above, interval.p_below
    return interval.p_below, interval.p_above


def _judge(measured: _Measured, worse: float | None, better: float | None, thresholds: Thresholds) -> MetricResult:
    result = measured.result
    p_worse = measured.p_worse if worse is None else worse
    p_better = measured.p_better if better is None else better
    seen = p_worse if measured.p_worse <= measured.p_better else p_better
    verdict, why = _verdict(result, p_worse, p_better, thresholds)
    return replace(result, p_adjusted=seen if result.gates and result.p is not None else None, verdict=verdict, why=why)


def _verdict(result: MetricResult, p_worse: float, p_better: float, thresholds: Thresholds) -> tuple[Verdict, str]:
    if result.why:
        return "inconclusive", result.why
    covered = min(result.base_coverage.share, result.candidate_coverage.share)
    too_little = f"{covered:.1%} of what it should have scored was scored, less than {thresholds.coverage:.0%}"
    if not result.paired:
        return ("inconclusive", "no question was scored on both sides") if result.applies else _NOT_APPLICABLE
    if result.interval is None:
        same = f"every one of {len(result.paired)} questions has the same value"
        return ("identical", same) if covered >= thresholds.coverage else ("inconclusive", too_little)
    if result.info.better == "none":
        return "not judged", "neither more nor less of it is better"
    if result.clusters < thresholds.clusters:
        return "inconclusive", f"{result.clusters} clusters of questions are too few to tell chance by"
    stated = thresholds.least(result.info.kind)
    worse, better = _is_real(result, p_worse, thresholds, sign=-1), _is_real(result, p_better, thresholds, sign=1)
    moved = abs(result.delta or 0.0) + EQUAL
    if worse and moved >= result.least:
        return "worse", "it got worse by more than chance and the least effect"
    if covered < thresholds.coverage:
        return "inconclusive", too_little
    if better and moved >= result.least:
        return "better", "it got better by more than chance and the least effect"
    if (worse or better) and moved >= stated:
        return "inconclusive", "it moved by less than one question's value does when it is asked again"
    if stated and (result.detectable is None or result.detectable > stated):
        return "inconclusive", "too few questions: an effect that matters is smaller than what they can show"
    if worse or better:
        return "no difference shown", "it moved by less than the least effect that matters"
    return "no difference shown", "no effect that matters is larger than chance"


def _is_real(result: MetricResult, p_value: float, thresholds: Thresholds, sign: int) -> bool:
    """Tell whether the metric moved in a direction, -1 for worse, by more than chance."""
    assert result.interval is not None
    towards = -sign if result.info.better == "lower" else sign
    nearest_zero = min(towards * result.interval.low, towards * result.interval.high)
    return nearest_zero > 0 and p_value <= thresholds.alpha
