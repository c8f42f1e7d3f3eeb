"""How well a sentence introduces a term: says what it is, names it for the first time, or speaks of it before all else.

Told by the form of the sentence: authors say "X is …", "… is called X", "X, the …", "… is the X", and mark X.
"""

import re
from collections.abc import Sequence

from trekbot.index.words import fold_case, raw_words
from trekbot.retrieval.terms import Term, stems_of

IS = 3.0  # "X is …"
CALLED = 3.0  # "… is called X"
ANSWERS_TO = 1.5  # "… is the X.", "That is X"
SET_OFF = 2.0  # "X, the …", "X: …", "X (…)"
MARKED = 1.0
OPENS = 0.7
_BEING = frozenset("is are means mean refers describes denotes was were stands consists comprises".split())
_CALLING = r"(?:called|named|termed|dubbed|known as|referred to as|spoken of as|the (?:name|term|word) for (?:\w+ ){1,5}is|call (?:it|this|that|them|these|such \w+)|we call|say)"
_MARKS = r"[\"'“”‘’*_]*"
_SMALL = r"(?:(?:an?|the|its|their|this|your) )?[\"'“‘*_(]*"


def introduction(text: str, term: Term, terms: Sequence[str] = ()) -> float:
    """Score a sentence that has a term; 0 or less where it only uses it.

    Args:
        terms: what its author marked in its block.
    """
    places = term.places(text)
    if not places:
        return -1.0
    text = fold_case(text)
    stems, size = stems_of(text), len(term.stems)
    score = OPENS * (places[0] <= 1)
    if places[0] == 0 and len(stems) > size and _is_being(text, size):
        score += IS
    said = _spelled(text, term)
    if said is not None:
        before, after = text[: said.start()], text[said.end() :]
        if re.search(rf"\b{_CALLING} {_SMALL}$", before, re.IGNORECASE):
            score += CALLED
        elif re.search(rf"\b(?:is|are|was|were) {_SMALL}$", before) and re.match(rf"{_MARKS}(?:[.,;:)]|$)", after):
            score += ANSWERS_TO
        score += SET_OFF * _is_set_off(before, after, places[0] == 0)
    return score + MARKED * any(tuple(stems_of(marked)) == term.stems for marked in terms)


def _is_set_off(before: str, after: str, opens: bool) -> bool:
    """Tell whether a term is explained by what is set off beside it, as told by what stands before and after it."""
    if opens and re.match(rf"{_MARKS}:", after):
        return True
    return bool(
        re.match(rf"{_MARKS}(?:, (?:an?|the|or|which|that|short|meaning|i\.e\.)\b| \(| [–—] )", after)
        or (re.search(rf"(?::| [–—]) {_MARKS}$", before) and re.match(rf"{_MARKS}\W*$", after))
        or (re.search(rf"(?:, (?:or )?|\(){_MARKS}$", before) and re.match(rf"{_MARKS}[,)]", after))
    )


def _is_being(text: str, size: int) -> bool:
    """Tell whether a verb of being follows the term that opens a text; what stands in brackets is passed over."""
    found = [word for word in raw_words(re.sub(r"\([^)]*\)", " ", text)) if word not in ("a", "an", "the")]
    return not _BEING.isdisjoint(found[size : size + 1])


def _spelled(text: str, term: Term) -> re.Match[str] | None:
    """Find the term's words in a text as it is written, each in whatever form."""
    joint = r"[\W_]+(?:(?:an?|the)[\W_]+)?"
    return re.search(joint.join(rf"\b{re.escape(_root(one))}\w*" for one in term.stems), text, re.IGNORECASE)


def _root(stem: str) -> str:
    """Give what all forms of a word open with: "idempot" for "idempotent", "bod" for "bodi"."""
    return stem[:-1] if len(stem) > 3 and stem[-1] in "iey" else stem
