"""Whether what a sentence says of two things was not crossed: of each what its evidence says of the other."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from trekbot.answering.support.irregular import base_of
from trekbot.index.words import STOP_WORDS, raw_words

_ENDS = re.compile(r"[;:!?()–—]+|\.(?=\s|$)|,(?!\d)|\b(?:but|while|whereas)\b", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)


def keeps_the_pairs(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether no two clauses of a sentence both take words from the same two clauses of its evidence.

    "A is for B, and C for D" said again as "C is for B, and A for D" does: each clause joins what stood apart.
    Only words that one clause of the evidence has, and no other, tell where they come from.
    """
    there = [part for quote in quotes for part in _parts(quote)]
    ours = list(_parts(sentence))
    for one, other in combinations(range(len(there)), 2):
        first, second = there[one] - there[other], there[other] - there[one]
        joined = [part for part in ours if part & first and part & second]
        if any(_crossed(a, b, first, second) for a, b in combinations(joined, 2)):
            return False
    return True


def _crossed(one: frozenset[str], other: frozenset[str], first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether two clauses share out the words of two others between them."""
    return not one & other & (first | second) and len((one | other) & first) >= 2 and len((one | other) & second) >= 2


def _parts(text: str) -> Iterator[frozenset[str]]:
    """Give the content of each clause; "and" parts clauses where both sides have two words of content or more."""
    for piece in _ENDS.split(text):
        run: frozenset[str] = frozenset()
        for words in map(_content, _AND.split(piece)):
            if len(run) >= 2 and len(words) >= 2:
                yield run
                run = words
            else:
                run |= words
        if run:
            yield run


def _content(text: str) -> frozenset[str]:
    return frozenset(base_of(word) for word in raw_words(text) if word not in STOP_WORDS)
