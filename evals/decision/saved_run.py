"""A run, read from its folder.

manifest.json  questions.jsonl  generations.jsonl  scores.jsonl  metrics.json
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from trekbot.errors import RunError, UsageError
from trekbot.evals.decision.marks import Marks
from trekbot.evals.decision.run_files import (
    AskedRow,
    Generation,
    Manifest,
    MetricInfo,
    Score,
    read_lines,
    read_metrics,
    read_object,
)
from trekbot.evals.decision.side import Side, SideQuestion

UNFINISHED = "the run is not finished"


def find_run(name: str | Path, runs: Path) -> Path:
    """Give the folder of a run that is named by its path, or by its id below the folder of runs.

    Raises:
        UsageError: neither is a run.
    """
    for folder in (Path(name), runs / name):
        if (folder / "manifest.json").is_file():
            return folder
    known = ", ".join(path.parent.name for path in sorted(runs.glob("*/manifest.json"))) or "none"
    raise UsageError(f"There is no run {str(name)!r}, neither here nor in {runs}.", f"The runs there are: {known}.")


def read_run(folder: Path) -> Side:
    """Read a run that was generated and scored.

    Of several lines about one answer the last counts: it was written when the answer was asked for again.

    Raises:
        RunError: a file is missing or does not fit.
    """
    manifest = read_object(folder / "manifest.json", Manifest)
    rows = {row.id: row for row in read_lines(folder / "questions.jsonl", AskedRow)}
    answers = {(one.id, one.repeat): one for one in read_lines(folder / "generations.jsonl", Generation)}
    metrics = read_metrics(folder / "metrics.json")
    scores = {(one.id, one.repeat, one.metric): one for one in read_lines(folder / "scores.jsonl", Score)}
    for answer in answers.values():
        row = rows.get(answer.id)
        if row is None or row.row_hash != answer.row_hash:
            raise RunError(f"{folder / 'generations.jsonl'}: the answer to {answer.id!r} is to no row of the run.")
    return Side(
        name=manifest.run,
        suite=manifest.suite,
        suite_hash=manifest.suite_hash,
        started=manifest.started,
        identity=manifest.identity,
        questions={row.id: question_of(row) for row in rows.values()},
        metrics=metrics,
        marks=_marks(rows, answers.values(), metrics, scores),
        rows=rows,
        generations=_by_question(answers.values()),
        whys={(score.metric, score.id): score.why for score in scores.values() if score.why},
        places={},
        notes=() if manifest.finished else (UNFINISHED,),
    )


def question_of(row: AskedRow) -> SideQuestion:
    """Give what pairs a row."""
    return SideQuestion(row.id, row.row_hash, row.category, _cluster_of(row), row.severity == "critical")


def _cluster_of(row: AskedRow) -> str:
    """Give what a row stands or falls with: its page; its category, where it is about the roadmap as a whole.

    Most questions to refuse are about no page. Were they one cluster, a resample would hold either all or none of
    them, and no interval of refusals could show anything.
    """
    if row.cluster is None:
        return row.id
    return f"{row.cluster}{row.category}" if row.cluster.endswith("/") else row.cluster


def _by_question(answers: Iterable[Generation]) -> dict[str, tuple[Generation, ...]]:
    found: dict[str, list[Generation]] = defaultdict(list)
    for answer in sorted(answers, key=lambda one: one.repeat):
        found[answer.id].append(answer)
    return {name: tuple(own) for name, own in found.items()}


def _marks(
    rows: Mapping[str, AskedRow],
    answers: Iterable[Generation],
    metrics: Mapping[str, MetricInfo],
    scores: Mapping[tuple[str, int, str], Score],
) -> dict[str, dict[str, Marks]]:
    """Gather the scores by question.

    A metric that gates scores every answer, so what it left out counts as failed; another may be asked of a few.
    """
    repeats: dict[str, set[int]] = {row: set() for row in rows}
    for answer in answers:
        repeats[answer.id].add(answer.repeat)
    marks: dict[str, dict[str, Marks]] = {metric: {} for metric in metrics}
    for metric, info in metrics.items():
        for row, own in repeats.items():
            values, failed = [], 0
            for repeat in sorted(own) or [0]:
                score = scores.get((row, repeat, metric))
                if score is None:
                    failed += info.gates
                elif score.number is not None:
                    values.append(score.number)
                elif score.state != "not_applicable":
                    failed += 1
            if values or failed:
                marks[metric][row] = Marks(tuple(values), failed)
    return marks
