"""A question whose value moved: what was said before and after, what was found and cited, and where to look first."""

from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.evals.decision.attribution import Attribution, attribute
from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.failed_facts import failed_facts
from trekbot.evals.decision.run_files import AskedRow, Generation
from trekbot.evals.decision.side import Side, SideQuestion


@dataclass(frozen=True)
class MetricMove:
    """One metric's means of one question; `gain` is above 0 where the candidate is better."""

    metric: str
    base: float
    candidate: float
    gain: float
    gates: bool
    why: str | None


@dataclass(frozen=True)
class QuestionChange:
    """All that a person needs to see why a question got worse, or better.

    Args:
        broke: the metrics by which it is critical and broke.
        gain: summed over the metrics that count; below 0 for a regression.
        row: as the candidate was asked.
        base, candidate: the answers shown: with repeats, the best of the base and the worst of the candidate; None
            where a side has none.
        facts: what the candidate's answer lacks.
        found, cited: places of the base and of the candidate, None where the base kept none.
    """

    question: SideQuestion
    broke: tuple[str, ...]
    moves: tuple[MetricMove, ...]
    gain: float
    row: AskedRow | None
    base: Generation | None
    candidate: Generation | None
    facts: tuple[str, ...]
    found: tuple[Sequence[str], Sequence[str]] | None
    cited: tuple[Sequence[str], Sequence[str]] | None
    attribution: Attribution

    @property
    def same_answer(self) -> bool:
        """Whether both sides answered the same, to the letter."""
        return _is_same(self.base, self.candidate)


@dataclass(frozen=True)
class Changes:
    """What moved by the metrics that count: regressions weightiest first, and fixes likewise."""

    regressions: tuple[QuestionChange, ...]
    fixes: tuple[QuestionChange, ...]


def changes_of(comparison: Comparison) -> Changes:
    """Gather every question that moved.

    The metrics that gate count; where none does, every share and every yes or no. A question that got worse by one
    and better by another is a regression.
    """
    counting = counting_metrics(comparison)
    moves: dict[str, list[MetricMove]] = {}
    for name, result in comparison.metrics.items():
        for one in result.paired:
            if one.gain and result.info.better != "none" and result.info.kind != "number":
                why = comparison.candidate.whys.get((name, one.id))
                move = MetricMove(name, one.base, one.candidate, one.gain, result.gates, why)
                moves.setdefault(one.id, []).append(move)
    broke: dict[str, list[str]] = {}
    for change in comparison.critical:
        if change.became == "wrong":
            broke.setdefault(change.id, []).append(change.metric)
    found = [
        _change(comparison, question, own, broke.get(question, []), counting)
        for question, own in moves.items()
        if any(move.metric in counting for move in own)
    ]
    worse = {
        one.question.id for one in found if one.broke or any(m.gain < 0 and m.metric in counting for m in one.moves)
    }
    return Changes(
        tuple(sorted((one for one in found if one.question.id in worse), key=_weight)),
        tuple(sorted((one for one in found if one.question.id not in worse), key=lambda one: -one.gain)),
    )


def counting_metrics(comparison: Comparison) -> frozenset[str]:
    """Give the names of the metrics by which a question is better or worse."""
    gating = {result.name for result in comparison.gating}
    shares = (name for name, result in comparison.metrics.items() if result.info.kind != "number")
    return frozenset(gating or shares)


def _weight(change: QuestionChange) -> tuple[bool, bool, float, str]:
    return not change.broke, not change.question.critical, change.gain, change.question.id


def _change(
    comparison: Comparison, question: str, moves: Sequence[MetricMove], broke: Sequence[str], counting: frozenset[str]
) -> QuestionChange:
    base, candidate = comparison.base, comparison.candidate
    row = candidate.rows.get(question)
    before = _shown(base, question, counting, comparison, best=True)
    after = _shown(candidate, question, counting, comparison, best=False)
    found, cited = _places(base, question, before, after)
    return QuestionChange(
        question=candidate.questions[question],
        broke=tuple(broke),
        moves=tuple(sorted(moves, key=lambda move: (not move.gates, move.gain))),
        gain=sum(move.gain for move in moves if move.metric in counting),
        row=row,
        base=before,
        candidate=after,
        facts=failed_facts(row, after.reply if after else None) if row else (),
        found=found,
        cited=cited,
        attribution=attribute(found, cited, same_answer=_is_same(before, after)),
    )


def _is_same(before: Generation | None, after: Generation | None) -> bool:
    if before is None or after is None or before.reply is None or after.reply is None:
        return False
    return (before.reply.status, before.reply.answer) == (after.reply.status, after.reply.answer)


def _places(
    base: Side, question: str, before: Generation | None, after: Generation | None
) -> tuple[tuple[Sequence[str], Sequence[str]] | None, tuple[Sequence[str], Sequence[str]] | None]:
    if after is None:
        return None, None
    if before is not None:
        return (before.found, after.found), (before.cited, after.cited)
    if question in base.places:
        found, cited = base.places[question]
        return (found, after.found), (cited, after.cited)
    return None, None


def _shown(
    side: Side, question: str, counting: frozenset[str], comparison: Comparison, *, best: bool
) -> Generation | None:
    """Choose the repeat that shows the change most clearly, by the values of the metrics that count."""
    answers = side.generations.get(question, ())
    totals = [0.0] * len(answers)
    for name in counting:
        values = side.marks_of(name, question).values
        if len(values) == len(answers):  # or it is not known whose they are
            sign = -1 if comparison.metrics[name].info.better == "lower" else 1
            totals = [total + sign * value for total, value in zip(totals, values, strict=True)]
    if not answers:
        return None
    return answers[totals.index(max(totals) if best else min(totals))]
