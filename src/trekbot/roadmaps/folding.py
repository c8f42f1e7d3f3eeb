"""What two texts have in common when one quotes the other.

A quote is its file's text but for white space, Markdown's inline marks, character references, and removed comments,
tags, control and format characters. `fold` takes all of those away, so a quote is found in its file by
comparing folded texts. Its rules are the contract's; changing one breaks what others check quotes with.
"""

import html
import re
import unicodedata

SHORTEST_QUOTE = 12  # folded characters; less shows nothing

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS = str.maketrans("", "", "*_`\"'\\>#|")
_WHITE_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Give a text as quotes are compared, in lower case (`str.casefold`) and with single spaces."""
    text = html.unescape(_TAG.sub("", _without_comments(text)))
    text = visible(_without_links(text)).translate(_MARKS)
    return _WHITE_SPACE.sub(" ", text).strip().casefold()


def visible(text: str) -> str:
    """Give a text without control and format characters (Unicode Cc and Cf), white space kept."""
    if text.isprintable():
        return text
    hidden = {
        ord(char): None for char in set(text) if not char.isspace() and unicodedata.category(char) in ("Cc", "Cf")
    }
    return text.translate(hidden) if hidden else text


def is_quotable(text: str, folded_file: str) -> bool:
    """Say whether a text can be quoted from a file, given folded."""
    return FoldedFile(folded_file).holds(text)


class FoldedFile:
    """A folded file that is asked for its sentences in order, as they come.

    A sentence is sought from where the one before was found: from the start every time, a long file would be read
    once a sentence.
    """

    def __init__(self, folded_file: str) -> None:
        self._text = folded_file
        self._place = 0

    def holds(self, text: str) -> bool:
        """Say whether a text is in the file, and long enough to show something."""
        folded = fold(text)
        if len(folded) < SHORTEST_QUOTE:
            return False
        place = self._text.find(folded, self._place)
        if place < 0:
            return folded in self._text
        self._place = place
        return True


def _without_comments(text: str) -> str:
    """Remove `<!--.*?-->`; found by hand because the expression is quadratic in comments that do not close."""
    parts = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[place:start])
        place = end + 3
    return "".join([*parts, text[place:]])


def _without_links(text: str) -> str:
    r"""Replace `!?\[([^\]]*)\]\([^)]*\)` by its first group; by hand, being quadratic in open brackets too."""
    parts: list[str] = []
    kept = place = 0
    while (start := text.find("[", place)) >= 0 and (close := text.find("]", start + 1)) >= 0:
        if text[close + 1 : close + 2] != "(":
            # No bracket before this `]` can open a link either: each would close here.
            place = close + 1
            continue
        end = text.find(")", close + 2)
        if end < 0:
            break
        image = start > kept and text[start - 1] == "!"
        parts += (text[kept : start - image], text[start + 1 : close])
        kept = place = end + 1
    return "".join([*parts, text[kept:]])
