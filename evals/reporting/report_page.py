"""The report as one HTML file: the verdict in words first, then what it rests on, then each question that changed."""

from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.question_change import Changes, QuestionChange, changes_of
from trekbot.evals.decision.side import Side
from trekbot.evals.decision.word_diff import word_diff
from trekbot.evals.reporting.heat_map import heat_map_of_changes, heat_map_of_means
from trekbot.evals.reporting.html_page import html_page
from trekbot.evals.reporting.identity_table import identity_lines, prompt_diff
from trekbot.evals.reporting.interval_bar import WIDTH, interval_bars
from trekbot.evals.reporting.rerun import rerun_command
from trekbot.evals.reporting.run_summary import effort_of, flaky_questions, summarise, unscored, wrong_questions
from trekbot.evals.reporting.verdict_words import headline

OPEN_AT_FIRST = 3  # regressions whose details are shown without a click


def comparison_page(comparison: Comparison, changes: Changes | None = None) -> str:
    """Give the page of a comparison."""
    base, candidate = comparison.base, comparison.candidate
    changes = changes or changes_of(comparison)
    return html_page(
        "comparison.html",
        {
            "c": comparison,
            "metrics": sorted(comparison.metrics.values(), key=lambda result: not result.gates),
            "headline": headline(comparison),
            "identity": identity_lines(base.identity, candidate.identity),
            "prompts": prompt_diff(base.identity, candidate.identity),
            "bars": interval_bars(tuple(comparison.metrics.values())),
            "bar_width": WIDTH,
            "heat": heat_map_of_changes(comparison),
            "changes": changes,
            "open_at_first": OPEN_AT_FIRST,
            "answer_diff": _answer_diff,
            "rerun": rerun_command,
            "unscored": unscored(candidate),
            "flaky": (("base", flaky_questions(base)), ("candidate", flaky_questions(candidate))),
            "efforts": tuple(
                (name, effort_of(side)) for name, side in (("base", base), ("candidate", candidate)) if side.generations
            ),
        },
    )


def run_page(run: Side, cards: JudgeCards) -> str:
    """Give the page of one run, with nothing to compare it with."""
    return html_page(
        "run.html",
        {
            "run": run,
            "cards": cards,
            "judges": cards.notes(run.metrics),
            "identity": identity_lines(None, run.identity),
            "metrics": summarise(run),
            "heat": heat_map_of_means(run),
            "wrong": wrong_questions(run),
            "open_at_first": OPEN_AT_FIRST,
            "rerun": rerun_command,
            "unscored": unscored(run),
            "flaky": (("run", flaky_questions(run)),),
            "efforts": (("run", effort_of(run)),),
        },
    )


def _answer_diff(change: QuestionChange) -> list[object]:
    """Give the spans between the two answers; none where the base kept no answer."""
    before = change.base.reply.answer if change.base and change.base.reply else None
    after = change.candidate.reply.answer if change.candidate and change.candidate.reply else None
    return [] if before is None or after is None else list(word_diff(before, after))
