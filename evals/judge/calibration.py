"""Measures a judge by answers whose truth is known: `trekbot eval calibrate`.

The threshold is fitted on one half of the labels and everything is measured on the other, so that a judge is not
admitted on what it was fitted to.
"""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from trekbot.errors import JudgeUnavailable, LabelsError, MetricFailed
from trekbot.evals.judge.account import Cost
from trekbot.evals.judge.agreement import (
    auc,
    best_threshold,
    confusion,
    kappa_interval,
    rank_correlation,
)
from trekbot.evals.judge.card import JudgeCard, Mistake
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.labels import Label, LabelFile
from trekbot.evals.judge.tasks import Task

REPEATED = 30  # answers that are judged again
RUNS = 3  # judgements of each of them

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Graded:
    """One labelled answer and its score; None where the judge gave no usable judgement."""

    label: Label
    score: float | None


def calibrate(client: JudgeClient, grader: Grader, labels: LabelFile, progress: Progress) -> JudgeCard:
    """Judge every labelled answer once and some of them again, and write down what came of it.

    Raises:
        LabelsError: there are too few labels of a kind.
        JudgeUnavailable: the judge cannot be asked, or gave no usable judgement on a kind of a half of the labels.
        TokensSpent: it may not be asked any more. What was judged is remembered by the client's cache.
    """
    task = grader.task
    before = _costs(client)
    agreed = labels.agreed(task)
    fit_half, other_half = split(agreed, task)
    for half in (fit_half, other_half):
        if len({label.verdict(task) for label in half}) < 2:
            raise LabelsError(f"{labels.path}: {task.name!r} needs two true and two false answers at the least.")
    graded = _grade_all(client, grader, [*fit_half, *other_half], f"{task.name}", 0, progress)
    fitted = [one for one in graded[: len(fit_half)] if one.score is not None]
    measured = graded[len(fit_half) :]
    if any(len(_truths(half, task)) < 2 for half in (fitted, measured)):
        raise JudgeUnavailable(
            f"The judge {client.model!r} gave no usable judgement on {task.name!r}.", "Take another model for a judge."
        )
    threshold = best_threshold(
        [one.label.verdict(task) for one in fitted], [one.score for one in fitted if one.score is not None]
    )
    repeated = _repeat(client, grader, measured, threshold, progress)
    after = _costs(client)
    return _card(grader, labels, len(fit_half), measured, threshold, repeated, _difference(before, after))


def _truths(graded: Sequence[Graded], task: Task) -> set[bool]:
    """Give which labels the judge has judged any of."""
    return {one.label.verdict(task) for one in graded if one.score is not None}


def split(labels: Sequence[Label], task: Task) -> tuple[list[Label], list[Label]]:
    """Halve the labels by the hash of their ids, the true and the false ones each by itself.

    A new label moves few others, and no order of the file matters.
    """
    halves: tuple[list[Label], list[Label]] = ([], [])
    for verdict in (True, False):
        stratum = sorted((one for one in labels if one.verdict(task) is verdict), key=lambda one: _hash(one.id))
        for place, label in enumerate(stratum):
            halves[place % 2].append(label)
    return halves


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _grade_all(
    client: JudgeClient, grader: Grader, labels: Sequence[Label], phase: str, sample: int, progress: Progress
) -> list[Graded]:
    """Judge; answers about the same text come one after another, where a server keeps what it has read."""
    order = sorted(range(len(labels)), key=lambda place: (labels[place].context, labels[place].id))

    def grade(place: int) -> tuple[int, float | None]:
        try:
            return place, grader.grade(labels[place].to_case(), sample)
        except MetricFailed:
            return place, None

    _ = grader.identity  # what the endpoint can do is tried out once, before many ask at once
    scores: dict[int, float | None] = {}
    with ThreadPoolExecutor(client.patience.at_once) as pool:
        try:
            for place, score in pool.map(grade, order):
                scores[place] = score
                progress(phase, len(scores), len(labels))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [Graded(label, scores[place]) for place, label in enumerate(labels)]


def _repeat(
    client: JudgeClient, grader: Grader, measured: Sequence[Graded], threshold: float, progress: Progress
) -> list[tuple[bool, float]]:
    """Judge some answers again, past the first judgement; tell whether the verdict was the same, and the change."""
    again = sorted(measured, key=lambda one: _hash(f"again {one.label.id}"))[:REPEATED]
    found: list[tuple[bool, float]] = []
    for sample in range(1, RUNS):
        phase = f"{grader.task.name}, run {sample + 1}"
        repeated = _grade_all(client, grader, [one.label for one in again], phase, sample, progress)
        for first, second in zip(again, repeated, strict=True):
            if first.score is None or second.score is None:
                found.append((first.score is second.score, 0.0))
            else:
                same = (first.score >= threshold) is (second.score >= threshold)
                found.append((same, abs(first.score - second.score)))
    return found


def _card(
    grader: Grader,
    labels: LabelFile,
    fitted_on: int,
    measured: Sequence[Graded],
    threshold: float,
    repeated: Sequence[tuple[bool, float]],
    cost: Cost,
) -> JudgeCard:
    task = grader.task
    scored = [(one.label, one.score) for one in measured if one.score is not None]
    truths = [label.verdict(task) for label, _ in scored]
    scores = [score for _, score in scored]
    all_truths = [one.label.verdict(task) for one in measured]
    verdicts = [_verdict(one, task, threshold) for one in measured]
    counts = confusion(all_truths, verdicts)
    low, high = kappa_interval(all_truths, verdicts, [one.label.question for one in measured])
    return JudgeCard(
        judge=grader.identity.to_dict(),
        task=task.name,
        labels={"file": labels.path.name, "sha256": hashlib.sha256(labels.path.read_bytes()).hexdigest()},
        labellers=labels.labellers,
        labeller_kappa={
            " and ".join(one.labellers): round(confusion(*map(list, zip(*one.pairs, strict=True))).kappa, 4)
            for one in labels.agreements(task)
        },
        fitted_on=fitted_on,
        measured_on=len(measured),
        failed=len(measured) - len(scored),
        threshold=round(threshold, 6),
        auc=_rounded(auc(truths, scores)),
        kappa=_rounded(counts.kappa),
        kappa_low=_rounded(low),
        kappa_high=_rounded(high),
        tpr=_rounded(counts.tpr),
        tnr=_rounded(counts.tnr),
        length_bias=_length_bias(scored, task),
        self_agreement=_rounded(sum(same for same, _ in repeated) / len(repeated)) if repeated else None,
        largest_change=_rounded(max(change for _, change in repeated)) if repeated else None,
        repeated=len(repeated),
        mistakes=tuple(
            Mistake(label.id, label.kind, truth, _rounded(score), label.answer)
            for (label, score), truth in zip(scored, truths, strict=True)
            if (score >= threshold) is not truth
        ),
        tokens=cost.tokens,
        seconds=round(cost.seconds, 1),
    )


def _verdict(one: Graded, task: Task, threshold: float) -> bool:
    """Give the judge's verdict; where it gave none, the wrong one."""
    return one.score >= threshold if one.score is not None else not one.label.verdict(task)


def _length_bias(scored: Sequence[tuple[Label, float]], task: Task) -> dict[str, float | None]:
    bias: dict[str, float | None] = {}
    for name, wanted in (("all", (True, False)), ("true ones", (True,)), ("false ones", (False,))):
        chosen = [(score, len(label.answer)) for label, score in scored if label.verdict(task) in wanted]
        rho = rank_correlation([score for score, _ in chosen], [length for _, length in chosen])
        bias[name] = None if rho is None else _rounded(rho)
    return bias


def _rounded(value: float) -> float:
    return round(value, 4)


def _costs(client: JudgeClient) -> tuple[Cost, Cost]:
    return client.account.asked, client.account.cached


def _difference(before: tuple[Cost, Cost], after: tuple[Cost, Cost]) -> Cost:
    """Give what was used between two moments, remembered replies included."""

    def used(name: str) -> float:
        return sum(
            float(getattr(later, name)) - float(getattr(earlier, name))
            for earlier, later in zip(before, after, strict=True)
        )

    return Cost(int(used("calls")), int(used("input_tokens")), int(used("output_tokens")), used("seconds"))
