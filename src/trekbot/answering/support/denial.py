"""Whether a sentence denies and affirms the same as its evidence."""

import re
from collections.abc import Sequence
from itertools import pairwise

from trekbot.answering.support.opposites import opposites_of
from trekbot.index.words import STOP_WORDS, raw_words, stem

DENIED_STEMS = 2  # content words that a denial reaches: "does not need a GPU | for short trainings"

_ABSOLUTES = (
    frozenset("all always any anything each entire every everyone everything whole must".split()),
    frozenset("exclusively just only solely".split()),
)
_CARRIES_ABSOLUTE = frozenset("each every all any always whole must required requires never no none".split())
_DENIALS = frozenset(
    """no not never none nothing nobody nor neither without cannot avoid avoids avoiding lack lacks lacking
    hardly except unlike""".split()
)
_DENYING_PHRASE = re.compile(r"\b(?:instead of|rather than|in place of)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?()–—]+(?:\s|$)")


def claims_no_more(sentence: str, cited: str) -> bool:
    """Tell whether a sentence says "all" or "only" just where its evidence does."""
    said, stated = set(raw_words(sentence)), set(raw_words(cited))
    return all(not absolutes & said or (absolutes | _extra(absolutes)) & stated for absolutes in _ABSOLUTES)


def denies_the_same(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether sentence and evidence deny and affirm the same of what they have in common."""
    denies, denied, affirmed = _denied(sentence)
    _, denied_there, affirmed_there = _denied(". ".join(quotes))
    denied_or_opposite = denied_there | {other for one in affirmed_there for other in opposites_of(one)}
    if denies and not denied & denied_or_opposite:
        return False
    return denied.isdisjoint(affirmed_there - denied_there) and (affirmed - denied).isdisjoint(
        denied_there - affirmed_there
    )


def turns_no_word_round(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether no word of a sentence is the opposite of one that its evidence has in its place."""
    _, denied, affirmed = _denied(sentence)
    _, denied_there, affirmed_there = _denied(". ".join(quotes))
    stated = denied_there | affirmed_there
    new = affirmed - stated
    return not any(opposites_of(word) & (affirmed_there - denied_there) - affirmed for word in new) and not any(
        opposites_of(word) & denied_there for word in denied - stated
    )


def _extra(absolutes: frozenset[str]) -> frozenset[str]:
    return _CARRIES_ABSOLUTE if "all" in absolutes else frozenset()


def _denied(text: str) -> tuple[bool, set[str], set[str]]:
    """Tell whether a text denies anything, and give the stems that it denies and those that it affirms."""
    denies = False
    denied: set[str] = set()
    affirmed: set[str] = set()
    plain = _DENYING_PHRASE.sub("without", re.sub(r"n['’]t\b", " not", text))
    for clause in _CLAUSE_END.split(plain):
        reach = 0
        found = raw_words(clause)
        for word, following in pairwise([*found, ""]):
            if word in _DENIALS and following != "only":
                denies, reach = True, DENIED_STEMS
            elif word not in STOP_WORDS or word in ("more", "most", "few", "over", "under", "up", "down", "same"):
                (denied if reach else affirmed).add(stem(word))
                reach = max(0, reach - 1)
    return denies, denied, affirmed
