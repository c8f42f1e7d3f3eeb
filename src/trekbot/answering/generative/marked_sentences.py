"""A language model's text to sentences and the evidence numbers that each one cites.

Models keep to a form only roughly, so this reads what they mean: any kind of bracket, markers before or after the full
stop, lists. Code, what a model says to itself first, and announcements ("Here is the answer:") are passed over.
"""

import re
from dataclasses import dataclass

from trekbot.roadmaps.sentences import split_sentences

_ASIDE = re.compile(r"<think>.*?(?:</think>|\Z)|```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_NUMBERS = r"\^?\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})*"
_LINKED = re.compile(r"\[(\d{1,3})\]\([^)\s]*[^)\d\s][^)\s]*\)")
_ODD_BRACKET = re.compile(rf"[【［\[{{]\s*(?:(?:source|excerpt)s?\s+)?({_NUMBERS})\s*[】］\]}}]", re.IGNORECASE)
_ROUND_AT_END = re.compile(rf"\(\s*({_NUMBERS})\s*\)(?=\s*[.!?]*\s*(?:$|\[\d))", re.MULTILINE)
_MARKER = re.compile(rf"\[({_NUMBERS})\]")
_AFTER_STOP = re.compile(rf"([.!?][\"')”’]?)\s*((?:\[{_NUMBERS}\]\s*)+)")
_NO_STOP = re.compile(rf"(\[{_NUMBERS}\])\s+(?=[A-Z])")
_LIST_LEAD = re.compile(r"^\s*(?:[-*+•>#]+|\d{1,2}[.)])\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EXCERPT = rf"(?:the )?(?:(?:excerpt|source|passage)s? )?\[{_NUMBERS}\]"
_SAYS = r"(?:says|states|explains|mentions|notes|tells us)(?: that)?\b"
_POINTING = re.compile(  # what is built on a marker: without it, "In, the loaf …" would be left
    rf"\b(?:according to|as (?:\w+ )?(?:in|by)|in|by|from|per|see) {_EXCERPT},?|^\W*{_EXCERPT} {_SAYS}", re.IGNORECASE
)
_LEFT_BEFORE = re.compile(r"^(?:[.,;:!?)\]]+\s+)+")  # what stood behind the marker of the sentence before
_MARKS = re.compile(r"`+|\*\*+|__+|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])[*_](?!\w)|</?[A-Za-z][^<>]*>")


@dataclass(frozen=True)
class MarkedSentence:
    """One sentence as plain text, and the numbers that it cites, each once, in order."""

    text: str
    numbers: tuple[int, ...]


def read_marked(text: str) -> list[MarkedSentence]:
    """Read a model's answer; a sentence said twice is given once."""
    text = _ODD_BRACKET.sub(r"[\1]", _LINKED.sub(r"[\1]", _ASIDE.sub("\n", text)))
    text = _AFTER_STOP.sub(r" \2\1 ", _ROUND_AT_END.sub(r"[\1]", text))
    found: dict[str, MarkedSentence] = {}
    for line in text.splitlines():
        for piece in split_sentences(_NO_STOP.sub(r"\1. ", _LIST_LEAD.sub("", line))):
            sentence = _read(piece)
            if any(char.isalpha() for char in sentence.text) and not sentence.text.endswith(":"):
                found.setdefault(sentence.text, sentence)
    return list(found.values())


def _read(piece: str) -> MarkedSentence:
    numbers = [int(number) for marker in _MARKER.findall(piece) for number in re.findall(r"\d+", marker)]
    return MarkedSentence(plain_text(piece), tuple(dict.fromkeys(numbers)))


def plain_text(piece: str) -> str:
    """Give a sentence without markers, Markdown's inline marks and tags."""
    bare = _POINTING.sub("", piece)
    plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", _MARKER.sub("", bare))).split())
    plain = _LEFT_BEFORE.sub("", re.sub(r"\s+([.,;:!?])(?!\w)", r"\1", plain)).strip()
    return re.sub(r",([.!?])$", r"\1", plain[:1].upper() + plain[1:]) if bare != piece else plain
