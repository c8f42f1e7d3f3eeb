"""A run of inline Markdown as plain text: what a learner reads of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from trekbot.roadmaps.folding import visible

_WHITE_SPACE = re.compile(r"\s+")
_NOT_A_LETTER = re.compile(r"[^\w ]")
_OPENED_TERMS = ("strong_open", "em_open")
_CLOSED_TERMS = ("strong_close", "em_close")


@dataclass(frozen=True)
class InlineText:
    """Plain text with white space folded; `protected` is the same with signs in code and addresses made letters.

    `terms` are the emphasised or code-marked parts, in order.
    """

    text: str
    protected: str
    terms: tuple[str, ...] = ()


class _Writer:
    """Puts plain text together, piece by piece."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._protected: list[str] = []
        self._after_space = True
        self.length = 0

    def write(self, piece: str, is_code: bool = False) -> None:
        piece = _WHITE_SPACE.sub(" ", visible(piece))
        if self._after_space:
            piece = piece.lstrip(" ")
        if not piece:
            return
        self._after_space = piece.endswith(" ")
        self._text.append(piece)
        self._protected.append(_NOT_A_LETTER.sub("x", piece) if is_code else piece)
        self.length += len(piece)

    def finish(self, terms: Sequence[tuple[int, int]]) -> InlineText:
        text = "".join(self._text)
        named = (text[start:end].strip() for start, end in terms)
        bare = text.rstrip()
        return InlineText(
            bare, "".join(self._protected)[: len(bare)], tuple(dict.fromkeys(name for name in named if name))
        )


def inline_text(token: Token) -> InlineText:
    """Give an inline token's text: marks and HTML removed, links as their text, images as their alternative text."""
    writer = _Writer()
    terms: list[tuple[int, int]] = []
    opened: list[int] = []
    in_address = False
    for child in token.children or ():
        if child.type in _OPENED_TERMS:
            opened.append(writer.length)
        elif child.type in _CLOSED_TERMS:
            start = opened.pop()
            if not opened:
                terms.append((start, writer.length))
        elif child.type == "code_inline":
            start = writer.length
            writer.write(child.content, is_code=True)
            if not opened:
                terms.append((start, writer.length))
        elif child.type in ("link_open", "link_close"):
            in_address = child.type == "link_open" and child.markup == "autolink"
        elif child.type in ("softbreak", "hardbreak"):
            writer.write(" ")
        elif child.type == "image":
            writer.write(inline_text(child).text)
        elif child.type != "html_inline":
            writer.write(child.content, is_code=in_address)
    return writer.finish(terms)
