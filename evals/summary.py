"""A run in Markdown: a table by category, then every answer that is wrong or breaks the contract, named."""

from collections.abc import Sequence

from trekbot.answering.markdown_text import escaped
from trekbot.evals.run import Answer, Run

SHOWN_CHARACTERS = 300  # of a wrong answer

_HEAD = """| category | right | answered, as due | refused, as due | broken contract | p50 ms | p95 ms |
|---|--:|--:|--:|--:|--:|--:|"""


def report_of(run: Run) -> str:
    """Give the report; wrong answers come in the order of the questions."""
    sections = [f"# Eval run {run.manifest.run}", _identity(run), _table(run.answers)]
    wrong = [_wrong(answer) for answer in run.answers if answer.wrong]
    broken = [f"- {_named(answer)}: {_line(fault)}" for answer in run.answers for fault in answer.broken]
    if wrong:
        sections += ["## Wrong", "\n".join(wrong)]
    if broken:
        sections += ["## Breaks the contract", "\n".join(broken)]
    return "\n\n".join(sections) + "\n"


def _identity(run: Run) -> str:
    manifest = run.manifest
    category = f", of the category {_line(manifest.category)} only" if manifest.category is not None else ""
    questions = f"{manifest.asked} of {_line(manifest.questions)} (`{manifest.questions_sha256[:12]}`){category}"
    engines, prompts = (", ".join(map(_line, names)) for names in (manifest.engines, manifest.prompts))
    facts = (
        f"Questions: {questions}",
        f"Index: `{manifest.index[:12]}`",
        f"Engine: {engines}; prompt: {prompts or 'none'}",
        f"Trekbot {manifest.version}",
    )
    return "\n".join(f"- {fact}" for fact in facts)


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
    return f"- {_named(answer)}: {_line('; '.join(answer.wrong or ()))}\n  > {_line(cut)}"


def _named(answer: Answer) -> str:
    return f"**{_line(answer.row.id)}** “{_line(answer.row.question)}”"


def _line(text: str) -> str:
    """Give a text on one line, shown by Markdown as its own characters."""
    return escaped(" ".join(text.split()))
