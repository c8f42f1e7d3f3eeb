"""Sentences that lean on the one before: quoted alone, they would speak of something that nobody has named."""

import re

from trekbot.index.words import raw_words

_OPENERS = frozenset(
    """it its they them their this these those that such he him his she her hers here there then both also however therefore otherwise instead
    but and so yet thus hence consequently nevertheless nonetheless moreover furthermore besides accordingly likewise similarly""".split()
)  # fmt: skip
_PAIRS = frozenset(
    (("for", "example"), ("for", "instance"), ("in", "addition"), ("as", "such"), ("as", "well"), ("in", "contrast"), ("in", "turn"),
     ("the", "former"), ("the", "latter"), ("the", "other"), ("the", "others"), ("the", "two"), ("the", "same"), ("the", "reverse"),
     ("one", "of"), ("some", "of"), ("most", "of"), ("all", "of"), ("none", "of"), ("many", "of"), ("neither", "of"), ("each", "of"))
)  # fmt: skip
_BEING = frozenset("is are was were be exists exist".split())
_POINTERS = frozenset("it them they these those this that him her he she one".split())
_BEFORE_POINTERS = frozenset(
    "without with in of on to for by from after before if when once until because since as while although unless between among like under over despite".split()
)
_OPEN_END = re.compile(
    r"^(?:when|once|if|as soon as) you can (?:say why|see why|do (?:it|this|that|so|all))\b", re.IGNORECASE
)


def leans(text: str) -> bool:
    """Tell whether a sentence's subject stands in the sentence before ("It also …", "Without them …")."""
    found = raw_words(text)
    if not found:
        return False
    first, second, third = (*found, "", "", "")[:3]
    if first == "there" and _BEING.intersection(found[1:4]):
        return False  # "There is no exam" points to nothing
    if first in _OPENERS:
        return True
    if first in ("one", "some", "most", "all", "none", "many", "neither", "each"):
        return (first, second) in _PAIRS and third in _POINTERS
    if (first, second) in _PAIRS:
        return True
    if first in _BEFORE_POINTERS and second in _POINTERS:
        return True
    return bool(_OPEN_END.match(text))
