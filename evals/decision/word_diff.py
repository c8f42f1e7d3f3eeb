"""Two texts side by side, as the words that stayed, went and came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "removed", "added"]

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4_000  # words of a text that are compared: the time grows with their square


@dataclass(frozen=True)
class Span:
    """A stretch of text and what became of it."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> list[Span]:
    """Give the spans in reading order; what is removed stands before what came for it.

    All spans but the added make `before`, all but the removed `after`. A text beyond `LONGEST` is shown as a whole.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return [Span("same", before)] if before == after else [Span("removed", before), Span("added", after)]
    return list(_spans(old, new))


def _spans(old: list[str], new: list[str]) -> Iterator[Span]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Span("same", "".join(old[i:j]))
            continue
        if i < j:
            yield Span("removed", "".join(old[i:j]))
        if k < m:
            yield Span("added", "".join(new[k:m]))
