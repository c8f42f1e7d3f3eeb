"""Everything of a report as JSON, for programs; no number in it is NaN."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.metric_result import MetricResult
from trekbot.evals.decision.question_change import Changes, QuestionChange
from trekbot.evals.decision.run_files import Generation
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.run_summary import effort_of, flaky_questions, summarise, unscored, wrong_questions

FORMAT = 1


def comparison_object(comparison: Comparison, changes: Changes, exit_code: int) -> dict[str, Any]:
    """Give a comparison; `exit_code` is what the gate makes of it."""
    return {
        "format": FORMAT,
        "verdict": comparison.verdict,
        "exit_code": exit_code,
        "reasons": list(comparison.reasons),
        "notes": list(comparison.notes),
        "thresholds": asdict(comparison.thresholds),
        "base": _side(comparison.base),
        "candidate": _side(comparison.candidate),
        "questions": {
            "shared": list(comparison.pairing.shared),
            "added": list(comparison.pairing.added),
            "removed": list(comparison.pairing.removed),
            "changed": list(comparison.pairing.changed),
        },
        "metrics": {name: _metric(result) for name, result in comparison.metrics.items()},
        "unmatched": list(comparison.unmatched),
        "critical": [asdict(change) for change in comparison.critical],
        "regressions": [_change(change) for change in changes.regressions],
        "fixes": [_change(change) for change in changes.fixes],
    }


def run_object(run: Side, cards: JudgeCards) -> dict[str, Any]:
    """Give one run."""
    return {
        "format": FORMAT,
        "run": _side(run),
        "notes": [*run.notes, *cards.notes(run.metrics)],
        "metrics": {
            one.name: {
                **one.info.model_dump(),
                "gates": cards.may_gate(one.info),
                "mean": one.mean,
                "interval": [one.interval.low, one.interval.high] if one.interval else None,
                "at_worst": one.at_worst,
                "questions": one.questions,
                "coverage": asdict(one.coverage),
            }
            for one in summarise(run)
        },
        "wrong": [
            {
                "id": one.id,
                "category": one.category,
                "critical": one.critical,
                "by": list(one.by),
                "facts": list(one.facts),
                "answer": _generation(one.answer),
            }
            for one in wrong_questions(run)
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "run": side.name,
        "suite": side.suite,
        "suite_hash": side.suite_hash,
        "started": side.started,
        "identity": dict(side.identity),
        "effort": asdict(effort_of(side)),
        "missing": [asdict(one) for one in unscored(side)],
        "flaky": {name: list(metrics) for name, metrics in flaky_questions(side).items()},
    }


def _metric(result: MetricResult) -> dict[str, Any]:
    return {
        **result.info.model_dump(),
        "gates": result.gates,
        "verdict": result.verdict,
        "why": result.why,
        "questions": len(result.paired),
        "clusters": result.clusters,
        "base": result.base,
        "candidate": result.candidate,
        "delta": result.delta,
        "interval": [result.interval.low, result.interval.high] if result.interval else None,
        "p": result.p,
        "p_adjusted": result.p_adjusted,
        "detectable": result.detectable,
        "least": result.least,
        "repeat_sd": result.repeat_sd,
        "coverage": {"base": asdict(result.base_coverage), "candidate": asdict(result.candidate_coverage)},
        "regressed": list(result.regressed),
        "fixed": list(result.fixed),
        "only_one": list(result.only_one),
    }


def _change(change: QuestionChange) -> dict[str, Any]:
    return {
        "id": change.question.id,
        "category": change.question.category,
        "critical": change.question.critical,
        "broke": list(change.broke),
        "gain": change.gain,
        "metrics": [asdict(move) for move in change.moves],
        "question": change.row.question if change.row else None,
        "facts": list(change.facts),
        "attribution": asdict(change.attribution),
        "base": _generation(change.base),
        "candidate": _generation(change.candidate),
    }


def _generation(generation: Generation | None) -> Mapping[str, Any] | None:
    if generation is None:
        return None
    reply = generation.reply
    return {
        "repeat": generation.repeat,
        "status": reply.status if reply else None,
        "answer": reply.answer if reply else None,
        "cited": list(generation.cited),
        "found": list(generation.found),
        "error": generation.error,
    }
