"""What is wrong with a corpus, in words for the person who wrote it.

Reading never stops at the first fault: each place that finds one notes it in a `FaultList` and goes on, so that
one run shows all of them.
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LONGEST_VALUE = 80  # characters of a faulty value that a message shows

_BREAKING = ("Cc", "Cf", "Zl", "Zp")  # categories of characters that hide or break a line

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Fault:
    """One thing to mend; `str()` gives `path:line: what: remedy`, always a single line.

    `path` is as the person would type it (see `shown_path`), `line` counts from 1.
    """

    path: str
    line: int
    what: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}: {self.remedy}"


class FaultList:
    """The faults found so far, and the way to note another."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def error(self, path: Path, line: int, what: str, remedy: str) -> None:
        self._faults.append(Fault(shown_path(path), line, what, remedy))

    def warning(self, path: Path, line: int, what: str, remedy: str) -> None:
        self._faults.append(Fault(shown_path(path), line, what, remedy, "warning"))

    def in_order(self) -> tuple[Fault, ...]:
        """Give every fault once, by file and line; several of one line in the order they were found."""
        return tuple(sorted(dict.fromkeys(self._faults), key=lambda fault: (_natural(fault.path), fault.line)))


def shown_path(path: Path) -> str:
    """Give a path relative to the current directory where it lies below it, else as it was typed.

    Bytes that are no UTF-8 and characters that would break the line or hide are shown as escapes.
    """
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        repr(char)[1:-1] if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in text
    )


def shown_value(value: str) -> str:
    """Give a faulty value in quotes, on one line and cut to a length that can be read."""
    return repr(value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…")


def _natural(path: str) -> tuple[tuple[int, int | str], ...]:
    """Sort 2-b before 10-a."""
    return tuple(_natural_part(part) for part in re.split(r"([0-9]{1,18})", path))


def _natural_part(part: str) -> tuple[int, int | str]:
    return (0, int(part)) if part.isdecimal() and part.isascii() else (1, part)
