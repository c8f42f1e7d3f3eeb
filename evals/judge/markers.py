"""Citation markers, taken out of what a judge reads: it takes "Stage 4 requires it [1]" for a claim about [1]."""

import re

_CODE = re.compile(r"(```.*?```|`[^`]*`)", re.DOTALL)  # a number in brackets is the code's own there
_MARKER = re.compile(r"[ \t]*\[\d+\](?!\(|\[(?!\d+\]))")  # before another bracket it belongs to a link


def without_markers(text: str) -> str:
    """Give a text without its citation markers, white space at its ends included."""
    pieces = _CODE.split(text)
    return "".join(piece if place % 2 else _MARKER.sub("", piece) for place, piece in enumerate(pieces)).strip()
