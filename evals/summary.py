"""A run in Markdown: a table by category, what was refused, the metrics, then every fault, named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from trekbot.answering.markdown_text import escaped
from trekbot.answering.reply import Reply
from trekbot.evals.contract import Contract, Pages
from trekbot.evals.grading import grade
from trekbot.evals.metrics.refusals import refusal_matrix
from trekbot.evals.metrics.verdicts import broken
from trekbot.evals.questions import Row
from trekbot.evals.run_folder import Manifest, RunFolder

SHOWN_CHARACTERS = 300  # of a wrong answer

_HEAD = """| category | right | answered, as due | refused, as due | broken contract | p50 ms | p95 ms |
|---|--:|--:|--:|--:|--:|--:|"""
_METRICS_HEAD = """| metric | mean | scored | failed | gates |
|---|--:|--:|--:|---|"""
_REFUSALS_HEAD = """| | answered | not covered | declined |
|---|--:|--:|--:|"""


@dataclass(frozen=True)
class Answer:
    """One question's outcome. `wrong` is None where there was nothing to grade by; `latency_s` is wall-clock time."""

    row: Row
    reply: Reply
    latency_s: float
    broken: tuple[str, ...]
    wrong: tuple[str, ...] | None


@dataclass(frozen=True)
class Summary:
    """What a scored run comes to. `errors` are the questions that could not be asked, each with the reason."""

    manifest: Manifest
    answers: tuple[Answer, ...]
    errors: tuple[tuple[Row, str], ...]
    scores: Sequence[Mapping[str, Any]]
    metrics: Mapping[str, Mapping[str, Any]]
    refusals: Mapping[str, Mapping[str, int]]

    @property
    def keeps_the_contract(self) -> bool:
        return not any(answer.broken for answer in self.answers)

    def to_markdown(self) -> str:
        """Give the summary; wrong answers come in the order of the questions."""
        sections = [f"# Eval run {self.manifest.run}", self._identity()]
        if self.answers:
            sections += [_table(self.answers), self._refusals(), self._metrics()]
        wrong = [_wrong(answer) for answer in self.answers if answer.wrong]
        faults = [f"- {_named(answer.row)}: {_line(fault)}" for answer in self.answers for fault in answer.broken]
        errors = [f"- {_named(row)}: {_line(why)}" for row, why in self.errors]
        for title, lines in (("Wrong", wrong), ("Breaks the contract", faults), ("Not answered", errors)):
            if lines:
                sections += [f"## {title}", "\n".join(lines)]
        return "\n\n".join(sections) + "\n"

    def _identity(self) -> str:
        identity = self.manifest.identity
        files = ", ".join(f"{_line(file['file'])} (`{file['sha256'][:12]}`)" for file in self.manifest.questions)
        often = f", {self.manifest.repeats} times each" if self.manifest.repeats > 1 else ""
        index = f"`{identity['index'][:12]}`" if identity["index"] else "not told"
        facts = (
            f"Questions: {self.manifest.asked} of {files}{often}",
            f"Index: {index}",
            f"Engine: {_line(identity['engine'] or 'not told')}; prompt: {_line(identity['prompt'] or 'none')}",
            f"Trekbot {_line(identity['version'] or 'of an unknown version')}, {_line(identity['target'])}",
        )
        return "\n".join(f"- {fact}" for fact in facts)

    def _refusals(self) -> str:
        lines = [
            f"| {due} | {counts['answered']} | {counts['not_covered']} | {counts['declined']} |"
            for due, counts in self.refusals.items()
        ]
        return "\n".join((_REFUSALS_HEAD, *lines))

    def _metrics(self) -> str:
        lines = []
        for name, about in self.metrics.items():
            own = [score for score in self.scores if score["metric"] == name]
            values = [score["value"] for score in own if score["state"] == "scored"]
            failed = sum(score["state"] == "failed" for score in own)
            if values or failed:
                mean = f"{fmean(values):.3f}" if values else "–"
                lines.append(f"| {name} | {mean} | {len(values)} | {failed} | {'yes' if about['gates'] else ''} |")
        return "\n".join((_METRICS_HEAD, *lines))


def summary_of(folder: RunFolder, pages: Pages) -> Summary:
    """Sum up a scored run; `pages` are those that it was answered from.

    Raises:
        RunError: the run has not been scored.
    """
    contract = Contract(pages)
    rows = {row.id: row for row in folder.rows()}
    generations = folder.generations().values()
    answers = tuple(
        Answer(
            rows[one.id], one.told.reply, one.told.seconds, broken(contract, one), grade(rows[one.id], one.told.reply)
        )
        for one in generations
        if one.told is not None
    )
    errors = tuple((rows[one.id], one.error or "") for one in generations if one.told is None)
    refusals = refusal_matrix((rows[one.id], one) for one in generations)
    return Summary(folder.manifest, answers, errors, folder.scores(), folder.metrics(), refusals)


def _table(answers: Sequence[Answer]) -> str:
    categories = sorted({answer.row.category for answer in answers})
    lines = [_table_row(_line(name), [each for each in answers if each.row.category == name]) for name in categories]
    return "\n".join((_HEAD, *lines, _table_row("**in all**", answers)))


def _table_row(name: str, answers: Sequence[Answer]) -> str:
    answered = [each.reply.status == "answered" for each in answers if each.row.answerable is True]
    refused = [each.reply.status != "answered" for each in answers if each.row.answerable is False]
    cells = (
        name.replace("|", "\\|"),
        _share([not each.wrong for each in answers if each.wrong is not None]),
        _share(answered),
        _share(refused),
        str(sum(bool(each.broken) for each in answers)),
        f"{_quantile(answers, 0.5):.0f}",
        f"{_quantile(answers, 0.95):.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _share(outcomes: Sequence[bool]) -> str:
    return f"{sum(outcomes)} of {len(outcomes)}" if outcomes else "–"


def _quantile(answers: Sequence[Answer], share: float) -> float:
    """Give the milliseconds that a share of the answers stayed below; with few answers, the next slower one."""
    latencies = sorted(1000 * answer.latency_s for answer in answers)
    return latencies[int(share * len(latencies))]


def _wrong(answer: Answer) -> str:
    text = " ".join(answer.reply.answer.split())
    cut = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    return f"- {_named(answer.row)}: {_line('; '.join(answer.wrong or ()))}\n  > {_line(cut)}"


def _named(row: Row) -> str:
    return f"**{_line(row.id)}** “{_line(row.question)}”"


def _line(text: str) -> str:
    """Give a text on one line, shown by Markdown as its own characters."""
    return escaped(" ".join(text.split()))
