"""Has a run's answers judged, metric after metric, so that a server keeps the prompt that all answers share."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trekbot.errors import MetricFailed, UsageError
from trekbot.evals.judge.case import case_of
from trekbot.evals.judge.score_file import Key, ScoreFile, State, read_lines
from trekbot.evals.metrics.judged import JudgedMetric

CANARIES = 4  # answers that show whether a metric works at all, where its judge is not trusted with more

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Answered:
    """One answer of a run, with the row that it answers."""

    row: Mapping[str, Any]
    generation: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, int]:
        return str(self.row["id"]), int(self.generation["repeat"])


@dataclass(frozen=True)
class Tally:
    """How many scores of one metric there are now, by state; those of an earlier run of the same command included.

    `mean` is of what is scored, and None where nothing is.
    """

    metric: str
    scored: int
    not_applicable: int
    failed: int
    mean: float | None


def read_answers(folder: Path) -> list[Answered]:
    """Read what a run asked and was answered.

    Raises:
        UsageError: the folder holds no run.
    """
    questions, generations = folder / "questions.jsonl", folder / "generations.jsonl"
    if not questions.exists() or not generations.exists():
        raise UsageError(f"{folder} holds no run.", "Make one: trekbot eval generate")
    rows = {row["id"]: row for row in read_lines(questions)}
    return [Answered(rows[one["id"]], one) for one in read_lines(generations) if one["id"] in rows]


def canaries(answers: Sequence[Answered]) -> list[Answered]:
    """Choose a few answers, the same ones in every run, of those that were due and given."""
    due = [one for one in answers if one.row.get("answerable") is not False and one.row.get("reference")]
    given = [one for one in due if (one.generation.get("reply") or {}).get("status") == "answered"]
    return sorted(given, key=lambda one: hashlib.sha256(str(one.row["id"]).encode()).digest())[:CANARIES]


def judge_run(
    folder: Path,
    metrics: Mapping[JudgedMetric, Sequence[Answered]],
    at_once: int,
    progress: Progress,
) -> list[Tally]:
    """Score answers and write the scores as they are made; what is there already is not made again.

    Args:
        folder: of the run.
        metrics: what to score, in this order, and which answers.
        at_once: threads that judge; the judge's own limit holds besides.

    Raises:
        JudgeUnavailable: the judge cannot be asked. What was judged before is written.
        TokensSpent: it may not be asked any more. The same.
    """
    told = {metric.name: about(metric) for metric in metrics}
    file = ScoreFile(folder)
    settled = file.settled(told)
    for metric, answers in metrics.items():
        left = [one for one in answers if (*one.key, metric.name) not in settled]
        _judge_all(file, metric, left, at_once, progress)
    return tallies(read_lines(folder / "scores.jsonl"), list(told))


def tallies(scores: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Tally]:
    """Count the scores of some metrics."""
    counted = []
    for name in names:
        own = [score for score in scores if score["metric"] == name]
        states = Counter(score["state"] for score in own)
        values = [score["value"] for score in own if score["state"] == "scored"]
        mean = sum(values) / len(values) if values else None
        counted.append(Tally(name, states["scored"], states["not_applicable"], states["failed"], mean))
    return counted


def about(metric: JudgedMetric) -> dict[str, Any]:
    """What `metrics.json` says of a metric."""
    return {
        "kind": metric.kind,
        "better": metric.better,
        "tier": metric.tier,
        "gates": metric.gates,
        "scorer": metric.scorer,
    }


def _judge_all(
    file: ScoreFile, metric: JudgedMetric, answers: Sequence[Answered], at_once: int, progress: Progress
) -> None:
    """Judge answers, several at once; when the judge is gone, what is under way is finished and written."""
    writing = threading.Lock()
    done = 0

    def judge(answered: Answered) -> None:
        nonlocal done
        value, state, why = _judged(metric, answered)
        with writing:
            key: Key = (*answered.key, metric.name)
            file.add(key, value, state, why)
            done += 1
            progress(metric.name, done, len(answers))

    with ThreadPoolExecutor(at_once) as pool:
        futures = [pool.submit(judge, answered) for answered in answers]
        try:
            finished, _ = wait(futures, return_when=FIRST_EXCEPTION)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        if any(future.exception() for future in finished):
            pool.shutdown(wait=True, cancel_futures=True)
    for future in futures:
        if not future.cancelled():
            future.result()


def _judged(metric: JudgedMetric, answered: Answered) -> tuple[float | None, State, str | None]:
    case = case_of(answered.row, answered.generation)
    if case is None:
        return None, "failed", f"there is no answer: {answered.generation.get('error')}"
    try:
        judgement = metric.judge(case)
    except MetricFailed as failed:
        return None, "failed", failed.message
    if judgement is None:
        return None, "not_applicable", None
    return judgement.value, "scored", judgement.why
