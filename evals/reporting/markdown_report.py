"""The report for a pull request: the verdict and a table, and folded below, what got worse."""

import re
from collections.abc import Iterator

from trekbot.answering.markdown_text import escaped
from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.metric_result import MetricResult
from trekbot.evals.decision.question_change import Changes, QuestionChange
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.numbers import NONE, plain, shown_delta, shown_p, shown_size, shown_value
from trekbot.evals.reporting.run_summary import summarise, unscored, wrong_questions
from trekbot.evals.reporting.verdict_words import headline

MOST_QUESTIONS = 20
MOST_CHARACTERS = 300  # of an answer
_MENTION = re.compile(r"@(?=[A-Za-z])")  # calls somebody, unless something invisible stands behind it
SYMBOLS = {"worse": "🔴", "better": "🟢", "identical": "🟢", "no difference shown": "⚪", "inconclusive": "🟡"}


def comparison_markdown(comparison: Comparison, changes: Changes) -> str:
    """Give the report of a comparison."""
    compared = f"{len(comparison.pairing.shared)} questions of {_text(comparison.candidate.suite)}"
    sections = [
        f"## {SYMBOLS.get(comparison.verdict, '')} {headline(comparison)}".replace("  ", " "),
        f"`{_code(comparison.candidate.name)}` against `{_code(comparison.base.name)}`, {compared}.",
        _list(comparison.reasons),
        "\n".join(_metric_lines(comparison)),
        *(_text(note) for note in comparison.notes),
        *_not_compared(comparison),
        *_fold(f"{len(changes.regressions)} worse", changes.regressions),
        *_fold(f"{len(changes.fixes)} better", changes.fixes),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def run_markdown(run: Side, cards: JudgeCards) -> str:
    """Give the report of one run."""
    wrong = wrong_questions(run)
    lines = ["| metric | mean | 95 % CI | questions | scored / attempted |", "|---|--:|--:|--:|--:|"]
    for one in (each for each in summarise(run) if each.coverage.attempted):
        kind = one.info.kind
        interval = (
            f"{shown_value(one.interval.low, kind)} … {shown_value(one.interval.high, kind)}" if one.interval else NONE
        )
        gates = " (gates)" if cards.may_gate(one.info) else ""
        coverage = f"{one.coverage.scored} / {one.coverage.attempted}"
        lines.append(_row(_cell(one.name) + gates, shown_value(one.mean, kind), interval, str(one.questions), coverage))
    missing = unscored(run)
    shown = [f"- **{_text(one.id)}** {_text('; '.join(one.facts) or ', '.join(one.by))}" for one in wrong]
    sections = [
        f"## {len(run.questions)} questions, {len(wrong)} with something wrong",
        f"Run `{_code(run.name)}` of {_text(run.suite)}.",
        "\n".join(lines),
        *(_text(note) for note in (*run.notes, *cards.notes(run.metrics))),
        f"{len(missing)} answers or scores are missing." if missing else "",
        _folded(f"{len(wrong)} wrong", [*shown[:MOST_QUESTIONS], *_and_more(len(wrong))]) if wrong else "",
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _metric_lines(comparison: Comparison) -> Iterator[str]:
    yield "| metric | base | candidate | Δ | 95 % CI | p | MDE | scored / attempted | verdict |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|---|"
    for result in sorted(comparison.metrics.values(), key=lambda result: not result.gates):
        if result.applies:
            yield _metric_line(result)


def _metric_line(result: MetricResult) -> str:
    kind, interval = result.info.kind, result.interval
    name = _cell(result.name)
    return _row(
        f"**{name}**" if result.gates else name,
        shown_value(result.base, kind),
        shown_value(result.candidate, kind),
        shown_delta(result.delta, kind),
        f"{shown_delta(interval.low, kind)} … {shown_delta(interval.high, kind)}" if interval else NONE,
        shown_p(result.p if result.p_adjusted is None else result.p_adjusted),
        shown_size(result.detectable, kind),
        f"{result.candidate_coverage.scored} / {result.candidate_coverage.attempted}",
        result.verdict,
    )


def _not_compared(comparison: Comparison) -> Iterator[str]:
    pairing = comparison.pairing
    for name, ids in (("Changed", pairing.changed), ("Removed", pairing.removed), ("Added", pairing.added)):
        if ids:
            yield f"{name} and not compared ({len(ids)}): {_text(', '.join(ids[:MOST_QUESTIONS]))}" + (
                "…" if len(ids) > MOST_QUESTIONS else ""
            )


def _fold(title: str, changes: tuple[QuestionChange, ...]) -> Iterator[str]:
    if changes:
        lines = [line for change in changes[:MOST_QUESTIONS] for line in _change_lines(change)]
        yield _folded(title, [*lines, *_and_more(len(changes))])


def _folded(title: str, lines: list[str]) -> str:
    body = "\n".join(lines)
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def _and_more(count: int) -> list[str]:
    return [f"- and {count - MOST_QUESTIONS} more"] if count > MOST_QUESTIONS else []


def _change_lines(change: QuestionChange) -> Iterator[str]:
    critical = " (critical, broke)" if change.broke else " (critical)" if change.question.critical else ""
    moves = ", ".join(f"{move.metric} {plain(move.base)} → {plain(move.candidate)}" for move in change.moves)
    question = f" “{_text(change.row.question)}”" if change.row else ""
    yield f"- **{_text(change.question.id)}**{critical}{question}: {_text(moves)}"
    if change.gain < 0 or change.broke:
        facts = f"{_text('; '.join(change.facts))}. " if change.facts else ""
        yield f"  {facts}Look at {_LOOK[change.attribution.cause]}: {_text(change.attribution.why)}."
        if change.candidate and change.candidate.reply:
            yield f"  > {_text(change.candidate.reply.answer)}"


_LOOK = {
    "retrieval": "retrieval",
    "generation": "generation",
    "either": "retrieval or generation",
    "scoring": "how it is scored",
    "unknown": "both retrieval and generation",
}


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {_text(line)}." for line in lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")


def _text(text: str) -> str:
    """Give a text on one line, cut where it is long, shown as its own characters: no tag, mark, link or mention."""
    line = " ".join(text.split())
    cut = line if len(line) <= MOST_CHARACTERS else f"{line[:MOST_CHARACTERS]}…"
    return _MENTION.sub("@\u200b", escaped(cut))
