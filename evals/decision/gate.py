"""The answer that CI needs, as an exit code: may this change go in?"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from trekbot.errors import BaselineError, DependencyError, UsageError
from trekbot.evals.decision.baseline import TIER_1, baseline_path, baseline_side, read_baseline, scorer_folder
from trekbot.evals.decision.comparison import Comparison, compare
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.saved_run import UNFINISHED
from trekbot.evals.decision.side import Side
from trekbot.evals.decision.thresholds import Thresholds

OK = 0
TOOL_AT_FAULT = DependencyError.exit_code
INCONCLUSIVE = 4
REGRESSION = 100


@dataclass(frozen=True)
class Gate:
    """The comparison with the baseline, and the exit code that it comes to."""

    comparison: Comparison
    exit_code: int


def gate(
    run: Side,
    baselines: Path,
    cards: JudgeCards,
    thresholds: Thresholds | None = None,
    run_named: Callable[[str], Side | None] = lambda name: None,
) -> Gate:
    """Hold a run against the baselines of its suite: that without a judge, and those of its judges that may gate.

    Args:
        run_named: gives the run that the baseline was taken from, where it still lies here; its answers are then shown.

    Raises:
        UsageError: the run is not finished.
        BaselineError: a baseline is missing or damaged.
    """
    if UNFINISHED in run.notes:
        raise UsageError(f"The run {run.name} is not finished.", "Go on with it, then ask the gate.")
    scorers = {scorer_folder(info) for info in run.metrics.values() if cards.may_gate(info)}
    if not scorers:
        raise BaselineError(f"No metric of the run {run.name} may gate, so there is nothing to decide by.")
    found = {scorer: read_baseline(baseline_path(baselines, scorer, run.suite)) for scorer in sorted(scorers)}
    side = baseline_side({scorer: found[scorer] for scorer in sorted(found, key=lambda name: name != TIER_1)})
    comparison = compare(_with_answers(side, run_named(side.name)), run, cards, thresholds)
    return Gate(comparison, exit_code_of(comparison))


def exit_code_of(comparison: Comparison) -> int:
    """Give 100 for a regression, else 3 where a scorer failed throughout, 4 where too little was seen, else 0."""
    if comparison.verdict == "worse":
        return REGRESSION
    if comparison.judge_at_fault:
        return TOOL_AT_FAULT
    return INCONCLUSIVE if comparison.verdict == "inconclusive" else OK


def _with_answers(side: Side, base: Side | None) -> Side:
    """Add the answers of the accepted run, for questions that are the same in both."""
    if base is None:
        return side
    same = {name for name, one in side.questions.items() if base.questions.get(name) == one}
    return replace(
        side,
        rows={name: row for name, row in base.rows.items() if name in same},
        generations={name: own for name, own in base.generations.items() if name in same},
    )
