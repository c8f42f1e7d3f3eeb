"""A language model's text, as it comes, to sentences with the numbers that they cite: one reader for each form of text.

Models keep to a form only roughly, so each reader takes what it can read and passes over the rest. A sentence is given
as soon as it cannot change any more.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator

from trekbot.answering.generative.marked_sentences import MarkedSentence, plain_text, read_marked
from trekbot.llm.prompts import Form

_BEGUN = 12  # characters of the next sentence, by which its forerunner's markers are in
_NUMBERED = re.compile(
    r"""
    "(?P<key>\d{1,2})" \s*:\s* (?P<value>"(?:[^"\\]|\\.)*")     # a member of a JSON object
    | ^[^\S\n]* (?:[-*+>][^\S\n]+)? [*_]*[\[(【]?             # or a line: a bullet, a bracket,
      (?P<lead>\d{1,2}) [\])】]?[^\S\n]*[.:)–-]?[*_]*[^\S\n]*[.:)–-]?[^\S\n]+     # the number and what follows it,
      (?P<line>\S[^\n]*)\n                                    # the sentence
    """,
    re.VERBOSE | re.MULTILINE,
)


def marked_sentences(pieces: Iterable[str]) -> Iterator[MarkedSentence]:
    """Read running text with markers like [1]; see `read_marked`."""
    text = ""
    given: set[str] = set()
    for piece in pieces:
        text += piece
        if _may_end(piece):
            *ready, last = read_marked(text) or [MarkedSentence("", ())]
            if len(last.text) >= _BEGUN:
                yield from _fresh(ready, given)
    yield from _fresh(read_marked(text), given)


def json_sentences(pieces: Iterable[str]) -> Iterator[MarkedSentence]:
    """Read `{"sentences": [{"text": …, "sources": [1]}, …]}`, whatever stands around it, an item once it is closed."""
    text, place = "", -1
    decoder = json.JSONDecoder()
    for piece in pieces:
        text += piece
        if place < 0 and "[" in text:
            place = text.index("[") + 1
        while place >= 0 and "}" in piece and (start := text.find("{", place)) >= 0:
            try:
                item, place = decoder.raw_decode(text, start)
            except ValueError:
                break  # not closed yet
            if sentence := _of_item(item):
                yield sentence


def numbered_sentences(pieces: Iterable[str]) -> Iterator[MarkedSentence]:
    """Read `{"1": "…", "2": "…"}`, or else one sentence a line, led by its number; the number is all that it cites."""
    text, place = "", 0
    for piece in pieces:
        text += piece
        for match in _NUMBERED.finditer(text, place):
            place = match.end()
            if sentence := _of_match(match):
                yield sentence
    last = _NUMBERED.match(text + "\n", place) or _NUMBERED.search(text + "\n", place)
    if last and (sentence := _of_match(last)):
        yield sentence


READERS: dict[Form, Callable[[Iterable[str]], Iterator[MarkedSentence]]] = {
    "marked": marked_sentences,
    "json": json_sentences,
    "numbered": numbered_sentences,
}


def _may_end(piece: str) -> bool:
    """Tell whether a piece can bring the next sentence far enough: one that ends a word or a line."""
    return any(char.isspace() for char in piece)


def _fresh(sentences: Iterable[MarkedSentence], given: set[str]) -> Iterator[MarkedSentence]:
    for sentence in sentences:
        if sentence.text not in given:
            given.add(sentence.text)
            yield sentence


def _of_item(item: object) -> MarkedSentence | None:
    text, sources = (item.get("text"), item.get("sources")) if isinstance(item, dict) else (None, None)
    if not isinstance(text, str) or not any(char.isalpha() for char in text):
        return None
    numbers = [int(one) for one in sources if str(one).isdigit()] if isinstance(sources, list) else []
    return MarkedSentence(plain_text(text), tuple(dict.fromkeys(numbers)))


def _of_match(match: re.Match[str]) -> MarkedSentence | None:
    number = match["key"] or match["lead"]
    try:
        text = plain_text(json.loads(match["value"]) if match["key"] else match["line"])
    except ValueError:  # an escape that JSON does not know
        return None
    return MarkedSentence(text, (int(number),)) if any(char.isalpha() for char in text) else None
