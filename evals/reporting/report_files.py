"""The four files of a report, written together into one folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trekbot.evals.decision.comparison import Comparison
from trekbot.evals.decision.gate import exit_code_of
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.question_change import changes_of
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.junit_report import comparison_junit, run_junit
from trekbot.evals.reporting.machine_report import comparison_object, run_object
from trekbot.evals.reporting.markdown_report import comparison_markdown, run_markdown
from trekbot.evals.reporting.report_page import comparison_page, run_page


def write_comparison(comparison: Comparison, folder: Path) -> str:
    """Write report.html, report.md, report.json and junit.xml of a comparison; give the Markdown."""
    changes = changes_of(comparison)
    markdown = comparison_markdown(comparison, changes)
    _write(
        folder,
        page=comparison_page(comparison, changes),
        markdown=markdown,
        machine=comparison_object(comparison, changes, exit_code_of(comparison)),
        junit=comparison_junit(comparison, changes),
    )
    return markdown


def write_run(run: Side, cards: JudgeCards, folder: Path) -> str:
    """Write the same four of one run; give the Markdown."""
    markdown = run_markdown(run, cards)
    _write(
        folder,
        page=run_page(run, cards),
        markdown=markdown,
        machine=run_object(run, cards),
        junit=run_junit(run),
    )
    return markdown


def _write(folder: Path, *, page: str, markdown: str, machine: Mapping[str, Any], junit: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(machine, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    files = {"report.html": page, "report.md": markdown, "report.json": text, "junit.xml": junit}
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8", errors="replace")  # a lone surrogate of a model stays readable
