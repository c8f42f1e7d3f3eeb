"""Two sides compared: the verdict in all, and all that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trekbot.evals.decision.critical import CriticalChange, critical_changes
from trekbot.evals.decision.judge_cards import WITHOUT_JUDGE, JudgeCards
from trekbot.evals.decision.metric_result import MetricResult, Verdict
from trekbot.evals.decision.metric_verdict import judge_metrics
from trekbot.evals.decision.pairing import Pairing, pair
from trekbot.evals.decision.side import Side
from trekbot.evals.decision.thresholds import Thresholds


@dataclass(frozen=True)
class Comparison:
    """What came of it.

    Args:
        reasons: why the verdict is what it is, sentences without their full stop, weightiest first.
        unmatched: metrics that only one side has.
        notes: what a reader should know besides, such as judges that do not gate.
        judge_at_fault: metrics that gate and scored nothing at all of what they should have.
    """

    base: Side
    candidate: Side
    thresholds: Thresholds
    pairing: Pairing
    metrics: Mapping[str, MetricResult]
    critical: tuple[CriticalChange, ...]
    unmatched: tuple[str, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    judge_at_fault: tuple[str, ...]

    @property
    def gating(self) -> tuple[MetricResult, ...]:
        return tuple(result for result in self.metrics.values() if result.gates)


def compare(base: Side, candidate: Side, cards: JudgeCards, thresholds: Thresholds | None = None) -> Comparison:
    """Compare a candidate with a base, over the questions that both were asked unchanged."""
    thresholds = thresholds or Thresholds()
    pairing = pair(base, candidate)
    allowed = [name for name, info in candidate.metrics.items() if name in base.metrics and cards.may_gate(info)]
    metrics = judge_metrics(base, candidate, pairing.shared, allowed, thresholds)
    gating = [metrics[name] for name in metrics if metrics[name].gates]
    critical = critical_changes(base, candidate, pairing.shared, [one.name for one in gating if one.paired])
    missing = [name for name, info in base.metrics.items() if info.gates and name not in candidate.metrics]
    missing = [name for name in missing if base.metrics[name].tier == WITHOUT_JUDGE]  # a judge may be left out
    dead = tuple(one.name for one in gating if one.candidate_coverage.attempted and not one.candidate_coverage.scored)
    verdict, reasons = _decide(pairing, gating, critical, missing, thresholds)
    return Comparison(
        base=base,
        candidate=candidate,
        thresholds=thresholds,
        pairing=pairing,
        metrics=metrics,
        critical=critical,
        unmatched=tuple(sorted(base.metrics.keys() ^ candidate.metrics.keys())),
        verdict=verdict,
        reasons=reasons,
        notes=(
            *(f"Of {side.name}: {note}." for side in (base, candidate) for note in side.notes),
            *cards.notes(candidate.metrics),
        ),
        judge_at_fault=dead,
    )


def _decide(
    pairing: Pairing,
    gating: Sequence[MetricResult],
    critical: Sequence[CriticalChange],
    missing: Sequence[str],
    thresholds: Thresholds,
) -> tuple[Verdict, tuple[str, ...]]:
    """Weigh all: worse before inconclusive before better, so that no gain hides what could not be seen."""
    worse = [*_of_critical(critical), *(_moved(one) for one in gating if one.verdict == "worse")]
    better = [_moved(one) for one in gating if one.verdict == "better"]
    unclear = [
        *_of_questions(pairing, thresholds),
        *(f"{name} gates and the candidate has no such metric" for name in missing),
        *([] if any(one.paired for one in gating) else ["no metric that gates has a question on both sides"]),
        *_of_unscored(critical),
        *(f"{one.name}: {one.why}" for one in gating if one.verdict == "inconclusive"),
    ]
    if worse:
        return "worse", (*worse, *unclear, *better)
    if unclear:
        return "inconclusive", (*unclear, *better)
    if better:
        return "better", tuple(better)
    judged = [one for one in gating if one.verdict != "not judged"]
    if all(one.verdict == "identical" for one in judged):
        return "identical", (f"all {len(judged)} metrics that gate have the same value for every question",)
    return "no difference shown", ("no metric that gates moved by more than chance and the least effect",)


def _of_critical(critical: Sequence[CriticalChange]) -> list[str]:
    ids = list(dict.fromkeys(change.id for change in critical if change.became == "wrong"))
    if not ids:
        return []
    were, are = ("was", "is") if len(ids) == 1 else ("were", "are")
    return [f"{_count(len(ids), 'critical question')} {were} right and {are} wrong now: {_listed(ids)}"]


def _of_unscored(critical: Sequence[CriticalChange]) -> list[str]:
    ids = list(dict.fromkeys(change.id for change in critical if change.became == "unscored"))
    return [f"{_count(len(ids), 'critical question')} could not be scored any more: {_listed(ids)}"] if ids else []


def _of_questions(pairing: Pairing, thresholds: Thresholds) -> list[str]:
    found = []
    if len(pairing.shared) < thresholds.questions:
        found.append(
            f"{_count(len(pairing.shared), 'question')} compared, too few: even with none worse, fewer than "
            f"{thresholds.questions} do not rule out a drop of {thresholds.least_points:g} points"
        )
    if pairing.compared_share < thresholds.coverage:
        gone = len(pairing.removed) + len(pairing.changed)
        found.append(
            f"{gone} of {gone + len(pairing.shared)} questions of the base were removed or changed, so they are not "
            "compared"
        )
    return found


def _moved(result: MetricResult) -> str:
    assert result.delta is not None
    assert result.interval is not None
    unit, factor = (" points", 100) if result.info.kind == "binary" else ("", 1)
    low, high = factor * result.interval.low, factor * result.interval.high
    digits = 1 if factor == 100 else 3
    direction = "fell" if result.delta < 0 else "rose"
    questions = _count(len(result.paired), "question")
    changed = f"of {questions}, {len(result.regressed)} got worse and {len(result.fixed)} better"
    interval = f"{low:+.{digits}f} to {high:+.{digits}f}".replace("-", "−")
    return (
        f"{result.name} {direction} by {abs(factor * result.delta):.{digits}f}{unit} "
        f"(95 % interval {interval}; {changed})"
    )


def _listed(ids: Sequence[str], most: int = 5) -> str:
    rest = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + rest


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
