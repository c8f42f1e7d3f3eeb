"""Plain text made safe to stand in a Markdown answer, so that a quote shows as its own characters and nothing else."""

import re

_INLINE = re.compile(r"([\\`*<\[\]])")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BLOCK_START = re.compile(r"^(\s*)([#>+-]|\d+[.)](?=\s))")


def escaped(text: str) -> str:
    """Escape what Markdown could read as a mark, a link, a tag or a marker like [1]."""
    text = _EDGE_UNDERSCORE.sub(r"\\_", _INLINE.sub(r"\\\1", text))
    return _BLOCK_START.sub(
        lambda match: match[1] + (f"\\{match[2]}" if not match[2][0].isdigit() else f"{match[2][:-1]}\\{match[2][-1]}"),
        text,
    )
