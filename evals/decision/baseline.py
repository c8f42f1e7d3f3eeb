"""What a run is held against in CI: the values of one accepted run, in a file that is committed.

    evals/baselines/tier1/<suite>.json         metrics that need no judge
    evals/baselines/<judge>/<suite>.json       those of one judge, by its identity

Only `trekbot eval accept` writes one. Each acceptance is appended to the file's history with its reason and with the
hash of the values, so an edit by hand is found when the file is read.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trekbot.errors import BaselineError, UsageError
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.marks import Marks
from trekbot.evals.decision.run_files import MetricInfo
from trekbot.evals.decision.saved_run import UNFINISHED
from trekbot.evals.decision.side import Side, SideQuestion

TIER_1 = "tier1"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BaselineQuestion(_File):
    """One question: what pairs it, where its answer came from, and its values, a place for each repeat, null failed."""

    row_hash: str
    category: str
    cluster: str
    critical: bool
    found: tuple[str, ...]
    cited: tuple[str, ...]
    values: dict[str, tuple[float | None, ...]]


class Acceptance(_File):
    """When, of what run and why a baseline was accepted; `git` is that of the code that was measured."""

    accepted: str
    run: str
    git: dict[str, Any] | None
    reason: str = Field(min_length=1)
    questions: int
    means: dict[str, float | None]
    values_sha256: str


class Baseline(_File):
    """The file. `history` has the oldest acceptance first; the last is in force."""

    format: int = 1
    suite: str
    suite_hash: str
    started: str
    scorer: str
    identity: dict[str, Any]
    metrics: dict[str, MetricInfo]
    questions: dict[str, BaselineQuestion]
    history: tuple[Acceptance, ...] = Field(min_length=1)

    def values_sha256(self) -> str:
        """Hash all that a comparison reads."""
        content = self.model_dump(mode="json", exclude={"history"})
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def scorer_folder(metric: MetricInfo) -> str:
    """Give the folder of a metric's baselines: a name for people, and a hash that tells judges apart."""
    if metric.tier == 1:
        return TIER_1
    name = re.sub(r"[^a-z0-9]+", "-", metric.scorer.casefold()).strip("-")[:40].strip("-")
    return f"{name or 'judge'}-{hashlib.sha256(metric.scorer.encode()).hexdigest()[:8]}"


def baseline_path(folder: Path, scorer: str, suite: str) -> Path:
    return folder / scorer / f"{suite}.json"


def accept(run: Side, folder: Path, reason: str, now: datetime, cards: JudgeCards) -> list[Path]:
    """Make a run the baseline of its suite, for each scorer whose metrics may gate; give the files written.

    Raises:
        UsageError: no reason is given, or the run is not finished.
        BaselineError: nothing of the run gates, a metric that gates failed somewhere, or the file in place is damaged.
    """
    if not reason.strip():
        raise UsageError("A baseline changes for a reason.", "Give it with --reason.")
    if UNFINISHED in run.notes:
        raise UsageError(f"The run {run.name} is not finished.", "Go on with it before it is accepted.")
    gating = {name: info for name, info in run.metrics.items() if cards.may_gate(info)}
    if not gating:
        raise BaselineError(f"No metric of the run {run.name} may gate, so there is nothing to hold others against.")
    failed = sorted(name for name in gating if any(marks.failed for marks in run.marks[name].values()))
    if failed:
        raise BaselineError(
            f"Of the run {run.name}, not every answer could be scored by: {', '.join(failed)}.",
            "Score it again before it is accepted: what is missing in a baseline is never compared.",
        )
    written = []
    for scorer in sorted({scorer_folder(info) for info in gating.values()}):
        path = baseline_path(folder, scorer, run.suite)
        earlier = read_baseline(path).history if path.exists() else ()
        metrics = {name: info for name, info in gating.items() if scorer_folder(info) == scorer}
        baseline = _taken_from(run, scorer, metrics, reason.strip(), now, earlier)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(
            json.dumps(baseline.model_dump(mode="json"), indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8"
        )
        beside.replace(path)
        written.append(path)
    return written


def read_baseline(path: Path) -> Baseline:
    """Read one baseline.

    Raises:
        BaselineError: it is missing, does not fit, or was changed by another way than `accept`.
    """
    try:
        baseline = Baseline.model_validate_json(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BaselineError(
            f"{path}: there is no baseline.", 'Make one of a run with `trekbot eval accept RUN --reason "…"`.'
        ) from None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise BaselineError(f"{path}: `{'.'.join(map(str, fault['loc']))}`: {fault['msg']}.") from None
    if baseline.history[-1].values_sha256 != baseline.values_sha256():
        raise BaselineError(
            f"{path}: its values are not those that were accepted last.",
            "A baseline is changed by `trekbot eval accept` alone: take the committed file back, or accept a run.",
        )
    return baseline


def baseline_side(baselines: Mapping[str, Baseline]) -> Side:
    """Give the baselines of one suite, by scorer, as a side to compare with; that without a judge says the questions.

    Values of a judge are taken only for rows that are the same in both.
    """
    first = baselines.get(TIER_1) or next(iter(baselines.values()))
    marks: dict[str, dict[str, Marks]] = {}
    metrics: dict[str, MetricInfo] = {}
    notes = [f"accepted {first.history[-1].accepted[:10]} because: {first.history[-1].reason.rstrip('.')}"]
    for scorer, baseline in baselines.items():
        metrics |= baseline.metrics
        same = {
            name: question
            for name, question in baseline.questions.items()
            if name in first.questions and first.questions[name].row_hash == question.row_hash
        }
        if len(same) < len(first.questions):
            notes.append(f"that of {scorer} knows {len(same)} of its {len(first.questions)} questions")
        for metric in baseline.metrics:
            marks[metric] = {name: _marks(one.values[metric]) for name, one in same.items() if metric in one.values}
    return Side(
        name=first.history[-1].run,
        suite=first.suite,
        suite_hash=first.suite_hash,
        started=first.started,
        identity=first.identity,
        questions={
            name: SideQuestion(name, one.row_hash, one.category, one.cluster, one.critical)
            for name, one in first.questions.items()
        },
        metrics=metrics,
        marks=marks,
        rows={},
        generations={},
        whys={},
        places={name: (one.found, one.cited) for name, one in first.questions.items()},
        notes=tuple(notes),
    )


def _marks(values: tuple[float | None, ...]) -> Marks:
    return Marks(tuple(value for value in values if value is not None), values.count(None))


def _taken_from(
    run: Side,
    scorer: str,
    metrics: Mapping[str, MetricInfo],
    reason: str,
    now: datetime,
    earlier: tuple[Acceptance, ...],
) -> Baseline:
    questions = {name: _question(run, question, metrics) for name, question in run.questions.items()}
    entry = Acceptance(
        accepted=now.isoformat(timespec="seconds"),
        run=run.name,
        git=run.identity.get("git"),
        reason=reason,
        questions=len(questions),
        means={metric: _mean(run, metric) for metric in metrics},
        values_sha256="",
    )
    bare = Baseline(
        suite=run.suite,
        suite_hash=run.suite_hash,
        started=run.started,
        scorer=scorer,
        identity=dict(run.identity),
        metrics=dict(metrics),
        questions=questions,
        history=(*earlier, entry),
    )
    sealed = entry.model_copy(update={"values_sha256": bare.values_sha256()})
    return bare.model_copy(update={"history": (*earlier, sealed)})


def _question(run: Side, question: SideQuestion, metrics: Mapping[str, MetricInfo]) -> BaselineQuestion:
    answer = next(iter(run.generations.get(question.id, ())), None)
    values = {metric: run.marks_of(metric, question.id).values for metric in metrics}
    return BaselineQuestion(
        row_hash=question.row_hash,
        category=question.category,
        cluster=question.cluster,
        critical=question.critical,
        found=answer.found if answer else (),
        cited=answer.cited if answer else (),
        values={metric: own for metric, own in values.items() if own},
    )


def _mean(run: Side, metric: str) -> float | None:
    means = [marks.mean for marks in run.marks[metric].values() if marks.mean is not None]
    return round(sum(means) / len(means), 6) if means else None
