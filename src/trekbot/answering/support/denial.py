"""Whether a sentence denies and affirms the same as its evidence, and claims no more."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from trekbot.answering.support.irregular import base_of
from trekbot.answering.support.opposites import opposites_of
from trekbot.index.words import STOP_WORDS, raw_words, stem

_ALL = frozenset("all always each every everyone everybody everything everywhere".split())
_ALL_THERE = _ALL | frozenset("any anything whole entire must never no none nothing nobody both".split())
_HEDGES = frozenset(
    """most mostly some many often usually sometimes may might can could several few part partly generally typically
    commonly about roughly nearly almost mainly largely rarely seldom""".split()
)
_ONLY = frozenset("exclusively only solely".split())
_ONLY_THERE = _ONLY | frozenset("just merely alone nothing no never but else sole single one once unique".split())
_AT_ALL = re.compile(r"\b(?:at|first of|above|after) all\b|\ball the (?:same|more)\b", re.IGNORECASE)

_DENIALS = frozenset(
    """no not never none nothing nobody nor neither without cannot avoid avoids avoiding avoided lack lacks lacking
    lacked except unlike""".split()
)
_HALF_DENIALS = frozenset(
    """hardly rarely seldom scarcely barely little few less least only fail fails failed fails wrong lose loses lost
    stop stops prevent prevents instead rather too unless apart absent missing skip free impossible unable refuse
    nowhere until must beware alone merely except other""".split()
)
_DENYING_PHRASE = re.compile(r"\b(?:instead of|rather than|in place of)\b", re.IGNORECASE)
_KEPT_FROM = re.compile(r"\b(?:keep|keeps|kept|stop|stops|prevent|prevents)\b([^,.;]*?)\bfrom\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"n['’]t\b")
_CLAUSE_END = re.compile(r"[,;:.!?()–—]+(?:\s|$)")
_DOUBTS = _HALF_DENIALS - frozenset("only least less little few other too until must free alone merely".split())
_NEAR_COPY = 0.6
_COUNTED_IN = frozenset("more most few over under up down same".split())


@dataclass(frozen=True)
class Polarity:
    """The stems that a text denies, the first after each denial; those that it affirms; and whether it half denies."""

    heads: frozenset[str]
    denied: frozenset[str]
    affirmed: frozenset[str]
    half: bool

    @property
    def denies(self) -> bool:
        return bool(self.heads)


def claims_no_more(sentence: str, cited: str) -> bool:
    """Tell whether a sentence does not say "all" where its evidence says "most", nor "only" where that names others."""
    said, stated = set(raw_words(_AT_ALL.sub("", sentence))), set(raw_words(cited))
    if _ALL & said and not _ALL_THERE & stated and _HEDGES & stated and not _HEDGES & said:
        return False
    if _quantified(sentence, _ALL) & _quantified(cited, _HEDGES | {"a", "an"}) - _quantified(cited, _ALL_THERE):
        return False
    return not _ONLY & said or bool(_ONLY_THERE & stated) or not _in_front(sentence)


def denies_the_same(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether sentence and evidence deny and affirm the same of what they have in common."""
    ours, theirs = polarity(sentence), polarity(". ".join(quotes))
    if ours.denies and not (theirs.denies or theirs.half or _reverses(ours.denied, theirs.affirmed)):
        return False
    lost = theirs.heads & ours.affirmed - theirs.affirmed - ours.denied
    if lost and not ours.denies and not ours.half and not _reverses(ours.affirmed, theirs.denied):
        return False
    crossed = ours.heads & theirs.affirmed - theirs.denied
    return not (crossed and lost)


def denies_as_often(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether a sentence denies as often as the clauses that it says again, where it says them in their words."""
    ours = list(_clauses(sentence))
    said = {word for clause in ours for word in clause.content}
    there = [clause for quote in quotes for clause in _clauses(quote)]
    stated = {word for clause in there for word in clause.content}
    if len(said & stated) < _NEAR_COPY * len(said):
        return True
    own = [clause for clause in ours if _covered(clause, stated)]
    others = [clause for clause in there if _covered(clause, said)]
    more = sum(clause.denials for clause in own) - sum(clause.denials for clause in others)
    if not more:
        return True
    fewer = others if more > 0 else ours
    doubts = {word for clause in fewer for word in clause.words if word in _DOUBTS}
    return bool(doubts - {word for clause in (ours if more > 0 else others) for word in clause.words})


def turns_no_word_round(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether no word of a sentence is the opposite of one that its evidence has in its place."""
    ours, theirs = polarity(sentence), polarity(". ".join(quotes))
    stated = theirs.denied | theirs.affirmed
    new = ours.affirmed - stated
    if ours.denies or theirs.denies:
        return True  # a denial may turn the word back again
    return not any(opposites_of(word) & theirs.affirmed - ours.affirmed for word in new)


@dataclass(frozen=True)
class _Counted:
    words: tuple[str, ...]
    content: frozenset[str]
    denials: int


def _clauses(text: str) -> Iterator[_Counted]:
    for clause in _CLAUSE_END.split(_plainly(text)):
        found = raw_words(clause)
        pairs = zip(found, [*found[1:], ""], strict=False)
        denials = sum(word in _DENIALS and following != "only" for word, following in pairs)
        content = frozenset(base_of(word) for word in found if word not in STOP_WORDS and word not in _DENIALS)
        if content or denials:
            yield _Counted(tuple(found), content, denials)


def _covered(clause: _Counted, words: Set[str]) -> bool:
    return bool(clause.content) and 2 * len(clause.content & words) >= len(clause.content)


def _plainly(text: str) -> str:
    """Write denials of several words, and those that hang on a verb, as words of their own."""
    return _KEPT_FROM.sub(r"not \1", _DENYING_PHRASE.sub("without", _CONTRACTED.sub(" not", text)))


def polarity(text: str) -> Polarity:
    """Read what a text denies: the two content words after a denial, within its clause."""
    heads: set[str] = set()
    denied: set[str] = set()
    affirmed: set[str] = set()
    half = False
    for clause in _CLAUSE_END.split(_plainly(text)):
        found = raw_words(clause)
        reach = 0
        for word, following in zip(found, [*found[1:], ""], strict=False):
            half = half or word in _HALF_DENIALS
            if word in _DENIALS and following != "only":
                reach = 2
            elif word not in STOP_WORDS or word in _COUNTED_IN:
                base = base_of(word)
                if reach == 2:
                    heads.add(base)
                (denied if reach else affirmed).add(base)
                reach = max(0, reach - 1)
    return Polarity(frozenset(heads), frozenset(denied), frozenset(affirmed), half)


def _reverses(words: Iterable[str], others: frozenset[str]) -> bool:
    return any(opposites_of(word) & others for word in words)


def _quantified(text: str, quantifiers: Set[str]) -> set[str]:
    """Give the stems of the words right after a quantifier: "every boat", "most of the boats"."""
    bare = [word for word in raw_words(text) if word not in ("of", "the", "its", "their")]
    return {stem(word) for before, word in pairwise(bare) if before in quantifiers} - {""}


def _in_front(sentence: str) -> bool:
    """Tell whether "only" leads the sentence: there it is about what the sentence is about, further on it may hedge."""
    return bool(_ONLY.intersection(raw_words(sentence)[:2]))
