"""What a person sees in a terminal: messages, the progress of a sync, an answer.

Results go to standard output and all else to standard error, so that a pipe gets only results.
Text of the corpus is shown without control characters: they could drive the terminal.
"""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from trekbot.answering.reply import Citation, Reply

Progress = Callable[[str, int, int], None]
INDENT = " " * 4
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def say(text: str = "") -> None:
    """Print a result."""
    print(_shown(text, sys.stdout.encoding))


def say_json(data: Mapping[str, Any]) -> None:
    """Print an object as JSON; where standard output lacks a character, every one beyond ASCII is escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    print(text)


def complain(text: str) -> None:
    """Print what is wrong, or what a person may want to know beside the result."""
    print(_shown(text, sys.stderr.encoding), file=sys.stderr, flush=True)


def _shown(text: str, encoding: str | None) -> str:
    """Drop control characters, and replace what the terminal's encoding lacks."""
    encoding = encoding or "utf-8"
    return CONTROLS.sub("", text).encode(encoding, "replace").decode(encoding)


@contextmanager
def sync_progress() -> Iterator[Progress]:
    """Give what a sync reports its progress to: a bar on a terminal, else lines."""
    if not sys.stderr.isatty():
        yield quarters(complain)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def draw(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bar.add_task(phase, total=total)
            bar.update(tasks[phase], completed=done, total=total)

        yield draw


def quarters(tell: Callable[[str], None]) -> Progress:
    """Give a progress that tells of each quarter of a phase, and nothing of phases with a single step."""
    told: dict[str, int] = {}

    def report(phase: str, done: int, total: int) -> None:
        quarter = 4 * done // max(total, 1)
        if total > 1 and quarter > told.get(phase, 0):
            told[phase] = quarter
            tell(f"{phase}: {done} of {total}")

    return report


def show_reply(reply: Reply) -> None:
    """Print an answer, then its sources, then what can be asked next."""
    show_markdown(reply.answer)
    if reply.citations:
        say("\nSources")
    for citation in reply.citations:
        say(f"\n[{citation.number}] {_place(citation)}")
        say(_indented(f"“{citation.quote}”"))
        say(f"{INDENT}{citation.url}")
    if reply.suggestions:
        say("\nYou can ask:")
    for suggestion in reply.suggestions:
        say(f"  - {suggestion}")
    if reply.degraded:
        complain(f"This answer was made with less than usual: {reply.degraded}")


def _place(citation: Citation) -> str:
    stage = f"Stage {citation.stage_number}: " if citation.stage_number is not None else ""
    section = f" › {citation.section}" if citation.section else ""
    return f"{stage}{citation.title}{section}"


def _indented(text: str) -> str:
    """Indent a text, on a terminal also its further lines."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    return textwrap.fill(text, width, initial_indent=INDENT, subsequent_indent=INDENT)


def show_markdown(text: str) -> None:
    """Lay Markdown out on a terminal; a pipe gets it as it is."""
    if not sys.stdout.isatty():
        say(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(_shown(text, sys.stdout.encoding), hyperlinks=False))
