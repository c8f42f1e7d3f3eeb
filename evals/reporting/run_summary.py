"""One run by itself: means with their intervals, what failed, what wavered, what it took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import fmean

from trekbot.evals.decision.failed_facts import failed_facts
from trekbot.evals.decision.run_files import AskedRow, Generation, MetricInfo
from trekbot.evals.decision.side import Coverage, Side
from trekbot.evals.statistics.bootstrap import Interval, mean_interval


@dataclass(frozen=True)
class MetricSummary:
    """One metric's mean over the questions that it scored.

    Args:
        mean: None where it scored none, as `interval`, the 95 % of the mean.
        at_worst: the mean if all that failed were wrong; only of shares and of yes or no.
        questions: how many the mean is over.
    """

    name: str
    info: MetricInfo
    mean: float | None
    interval: Interval | None
    at_worst: float | None
    questions: int
    coverage: Coverage


@dataclass(frozen=True)
class WrongQuestion:
    """A question that a yes-or-no metric that counts called wrong in any repeat."""

    id: str
    category: str
    critical: bool
    row: AskedRow | None
    answer: Generation | None
    by: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Unscored:
    """Why a metric gave no value, or a question no answer."""

    id: str
    what: str
    why: str


@dataclass(frozen=True)
class Effort:
    """What the answers took. Times are in seconds of wall-clock time; None where none was measured."""

    answers: int
    errors: int
    first_p50: float | None
    p50: float | None
    p95: float | None
    input_tokens: int
    output_tokens: int
    cost: tuple[str, ...]


def summarise(side: Side, questions: Iterable[str] | None = None) -> tuple[MetricSummary, ...]:
    """Give every metric's mean over these questions, over all without."""
    chosen = tuple(side.questions if questions is None else questions)
    return tuple(_summary(side, name, info, chosen) for name, info in side.metrics.items())


def _summary(side: Side, name: str, info: MetricInfo, questions: Sequence[str]) -> MetricSummary:
    marks = [(question, side.marks_of(name, question)) for question in questions]
    means = [(question, mark.mean) for question, mark in marks if mark.mean is not None]
    failed = sum(1 for _, mark in marks if mark.failed)
    values = [mean for _, mean in means]
    worst = [*values, *[0.0 if info.better != "lower" else 1.0] * failed]
    return MetricSummary(
        name=name,
        info=info,
        mean=fmean(values) if values else None,
        interval=mean_interval(values, [side.questions[one].cluster for one, _ in means]) if values else None,
        at_worst=fmean(worst) if failed and info.kind != "number" else None,
        questions=len(values),
        coverage=side.coverage(name, questions),
    )


def wrong_questions(side: Side) -> tuple[WrongQuestion, ...]:
    """Give what is wrong, critical questions first, by the yes-or-no metrics that gate, by all where none does."""
    binary = [name for name, info in side.metrics.items() if info.kind == "binary" and info.better != "none"]
    counting = [name for name in binary if side.metrics[name].gates] or binary
    found = []
    for question in side.questions.values():
        by = [name for name in counting if _is_wrong_once(side, name, question.id)]
        if by:
            row, answer = side.rows.get(question.id), _worst_answer(side, question.id, by)
            facts = failed_facts(row, answer.reply if answer else None) if row else ()
            found.append(
                WrongQuestion(question.id, question.category, question.critical, row, answer, tuple(by), facts)
            )
    return tuple(sorted(found, key=lambda one: not one.critical))


def _is_wrong_once(side: Side, metric: str, question: str) -> bool:
    right = 0.0 if side.metrics[metric].better == "lower" else 1.0
    return any(value != right for value in side.marks_of(metric, question).values)


def _worst_answer(side: Side, question: str, metrics: Sequence[str]) -> Generation | None:
    answers = side.generations.get(question, ())
    for name in metrics:
        values = side.marks_of(name, question).values
        if len(values) == len(answers):
            worst = max(values) if side.metrics[name].better == "lower" else min(values)
            return answers[values.index(worst)]
    return answers[0] if answers else None


def flaky_questions(side: Side) -> dict[str, tuple[str, ...]]:
    """Give the questions whose repeats differ, each with the metrics by which they do; plain numbers do not count."""
    found: dict[str, tuple[str, ...]] = {}
    for question in side.questions:
        by = tuple(
            name
            for name, info in side.metrics.items()
            if info.kind != "number" and len(set(side.marks_of(name, question).values)) > 1
        )
        if by:
            found[question] = by
    return found


def unscored(side: Side) -> tuple[Unscored, ...]:
    """Give every answer that is missing, then every score that is, with the reason where one is known."""
    missing = [
        Unscored(question, "no answer", answer.error or "no reason is known")
        for question, answers in side.generations.items()
        for answer in answers
        if answer.reply is None
    ]
    without = {one.id for one in missing}
    failed = [
        Unscored(question, name, side.whys.get((name, question), "no score was written"))
        for name in side.metrics
        for question, marks in side.marks.get(name, {}).items()
        if marks.failed and question not in without
    ]
    return (*missing, *failed)


def effort_of(side: Side) -> Effort:
    """Add up what the answers of a run took."""
    answers = [answer for own in side.generations.values() for answer in own]
    told = [answer for answer in answers if answer.reply is not None]
    seconds = sorted(answer.seconds for answer in told if answer.seconds is not None)
    first = sorted(answer.first_s for answer in told if answer.first_s is not None)
    usages = [answer.reply.usage for answer in told if answer.reply]
    return Effort(
        answers=len(told),
        errors=len(answers) - len(told),
        first_p50=_quantile(first, 0.5),
        p50=_quantile(seconds, 0.5),
        p95=_quantile(seconds, 0.95),
        input_tokens=sum(_tokens(usage.get("input_tokens")) for usage in usages),
        output_tokens=sum(_tokens(usage.get("output_tokens")) for usage in usages),
        cost=_costs(usage.get("cost") for usage in usages),
    )


def _quantile(values: Sequence[float], share: float) -> float | None:
    """Give the value that a share of them stay below; with few, the next larger one."""
    return values[min(int(share * len(values)), len(values) - 1)] if values else None


def _tokens(value: object) -> int:
    return value if isinstance(value, int) else 0


def _costs(costs: Iterable[object]) -> tuple[str, ...]:
    amounts: dict[str, Decimal] = {}
    for cost in costs:
        if not isinstance(cost, dict):
            continue
        try:
            amount = Decimal(str(cost.get("amount")))
        except InvalidOperation:
            continue
        currency = str(cost.get("currency"))
        amounts[currency] = amounts.get(currency, Decimal(0)) + amount
    return tuple(f"{amounts[currency].normalize():f} {currency}" for currency in sorted(amounts))
