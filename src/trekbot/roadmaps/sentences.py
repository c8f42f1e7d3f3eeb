"""A paragraph's sentences.

sentencex (Wikimedia) does the work: it knows the abbreviations and full stops of many languages and is fast. What it
gets wrong in technical text is mended here by joining pieces again: names such as `os.Path`, and
abbreviations that it does not know. Two sentences left together still read well; half a sentence does not.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

import sentencex

LONGEST_PORTION = 5_000  # characters

_ABBREVIATION = re.compile(
    r"(?<!\w)(?:vol|approx|incl|excl|max|min|dept|sect|sec|par|para|ch|ed|eds|abs|nr|tab|eq|ex|bzw|pág|pag|resp|esp|fig|art)\.$",
    re.IGNORECASE,
)
_WHITE_SPACE = re.compile(r"\s")
_TWO_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}\.$")


def split_sentences(text: str, protected: str | None = None) -> list[str]:
    """Give the sentences of one paragraph in order, without the white space around them.

    Args:
        text: a paragraph.
        protected: the same text, to the length, with a letter in place of whatever must not be split at
            (code, addresses); the text itself by default.
    """
    # sentencex panics on some white space that is more than one byte long.
    masked = _WHITE_SPACE.sub(" ", text if protected is None else protected)
    sentences = []
    start = end = 0
    lettered = False
    pieces = [piece for portion in _portions(masked) for piece in sentencex.segment("en", portion)]
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=""):
        end += len(piece)
        lettered = lettered or any(char.isalpha() for char in piece)  # "1." is no sentence
        if following and (not lettered or _belong_together(piece, following)):
            continue
        sentences.append(text[start:end].strip())
        start, lettered = end, False
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _portions(text: str) -> Iterator[str]:
    """Cut an over-long paragraph after full stops, since sentencex' time is quadratic in quotation marks."""
    start = 0
    while len(text) - start > LONGEST_PORTION:
        limit = start + LONGEST_PORTION
        end = text.rfind(". ", start, limit) + 2
        if end <= start + 1:
            end = text.rfind(" ", start, limit) + 1 or limit
        yield text[start:end]
        start = end
    yield text[start:]


def _belong_together(left: str, right: str) -> bool:
    """Say whether two neighbouring pieces are one sentence after all."""
    bare = left.rstrip()
    if not any(char.isalnum() for char in right):
        return True  # a closing bracket, say
    cased = right[0].isupper() or right[0].islower() or right[0].isdigit()
    if cased and bare == left and left.endswith((".", "?", "!")):
        return True  # os.Path; scripts that put no space between sentences have no upper and lower case
    if right[0].islower() and _TWO_LETTERS.search(bare):
        return True
    return (right[0].islower() or right[0].isdigit()) and _ABBREVIATION.search(bare) is not None
