"""Hold a language model's sentence to what it cites, more strictly than one that was composed here.

Beside what `verify` asks: its numbers, its names, its "all" and "only" and what it denies are in the cited text, and so
is most of the rest, by its words or by its meaning. In doubt a sentence falls, which costs fluency and nothing else.
Not seen: two things that changed places, opposites without a word of denial ("cheap" for "dear"), a condition left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from trekbot.answering.claims import Claim, VerifiedClaim
from trekbot.answering.markdown_text import escaped
from trekbot.answering.verify import verify
from trekbot.index.embedder import Embedder
from trekbot.index.words import STOP_WORDS, raw_words, stem, words
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library

ENOUGH_WORDS = 0.6  # the share of a sentence's content stems that the cited text has
ENOUGH_MEANING = 0.6  # else the cosine of the two
DENIED_STEMS = 2  # content words that a denial reaches: "does not need a GPU | for short trainings"

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "dozen": "12", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "thousand": "1000",
    "million": "1000000", "half": "0.5", "twice": "2", "double": "2",
}  # fmt: skip
_TECHNICAL = re.compile(r"[/:@_.=\\]|^-|[^\W_][A-Z]|[^\W\d_]\d|\d[^\W\d_]")  # MLflow, v2, config.yaml, --depth
_EDGES = ".,;:!?()[]{}<>\"'“”‘’*"
_ABSOLUTES = (
    frozenset("all always any anything each entire every everyone everything whole".split()),
    frozenset("exclusively just only solely".split()),
)
_DENIALS = frozenset(
    """no not never none nothing nobody nor neither without cannot avoid avoids avoiding lack lacks lacking
    hardly except unlike""".split()
)
_DENYING_PHRASE = re.compile(r"\b(?:instead of|rather than|in place of)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?()–—]+(?:\s|$)")


@dataclass(frozen=True)
class Rejected:
    """A sentence that does not hold, and the first thing that was wrong with it."""

    reason: str


class GeneratedVerifier:
    """Verifies sentences over one library; threads may share it."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self._embedder = embedder
        tags = {tag for stage in library.corpus.stages.values() for tag in stage.tags}
        self._spelling = _Spelling((passage.text for passage in library.index.passages), tags)

    def verify(self, sentence: str, cites: tuple[Evidence, ...]) -> VerifiedClaim | None:
        """Give a plain-text sentence as a verified claim, or None where what it cites does not carry it."""
        claim = verify(Claim(escaped(sentence), cites), self.library.sources)
        cited = [text for evidence in cites for text in (evidence.quote, *_names_stated(evidence))]
        if (
            claim is None
            or not _numbers(sentence) <= _numbers(" ".join(cited))
            or not all(any(_names(text, name) for text in cited) for name in self._spelling.names_in(sentence))
            or not _claims_no_more(sentence, " ".join(cited))
            or not _denies_the_same(sentence, [evidence.quote for evidence in cites])
            or not self._says_the_same(sentence, " ".join(cited))
        ):
            return None
        return claim

    def check(self, sentence: str, cites: tuple[Evidence, ...]) -> VerifiedClaim | Rejected:
        return self.verify(sentence, cites) or Rejected("meaning")

    def best_cites(self, sentence: str, evidence: Sequence[Evidence], hint: tuple[int, ...]) -> tuple[Evidence, ...]:
        return tuple(evidence[i] for i in hint)

    def _says_the_same(self, sentence: str, cited: str) -> bool:
        stems = set(words(sentence))
        if not stems:
            return False
        if len(stems.intersection(words(cited))) >= ENOUGH_WORDS * len(stems):
            return True
        one, other = self._embedder.embed_passages([sentence, cited])
        return float(one @ other) >= ENOUGH_MEANING


class _Spelling:
    """Tells names from words by how the corpus itself writes them; its tags are names in any spelling."""

    def __init__(self, sentences: Iterable[str], tags: Iterable[str]) -> None:
        self._tags = tuple(tags)
        self._words: set[str] = set(STOP_WORDS)  # written in lower case anywhere
        capitals: set[str] = set()  # written with a capital elsewhere than at a sentence's start
        for sentence in sentences:
            for place, written in enumerate(sentence.split()):
                if written == written.lower():
                    self._words.update(raw_words(written))
                elif place > 0:
                    capitals.update(raw_words(written))
        capitals.update(word for tag in self._tags if tag != tag.lower() for word in raw_words(tag))
        self._names = capitals - self._words

    def names_in(self, sentence: str) -> list[str]:
        """Give what has to be cited as it is: names, and whatever is written like code, a file or a version.

        The first word is capitalised in any case: it is a name unless the corpus knows it as a word.
        """
        found = [tag for tag in self._tags if _names(sentence, tag)]
        for place, token in enumerate(sentence.split()):
            name = token.strip(_EDGES)
            parts = raw_words(name)
            if name == name.lower():
                is_name = not self._names.isdisjoint(parts)
            else:
                is_name = place > 0 or not self._words.issuperset(parts)
            if is_name or _TECHNICAL.search(name):
                found.append(name)
        return found


def _names_stated(evidence: Evidence) -> list[str]:
    """Give the names that the page states besides the quote; a stage's number is no number of its text."""
    return [text for text in evidence.states if not text.isdigit()]


def _numbers(text: str) -> set[str]:
    digits = {found.replace(",", "") for found in _NUMBER.findall(text)}
    return digits | {_NUMBER_WORDS[word] for word in raw_words(text) if word in _NUMBER_WORDS}


def _names(text: str, name: str) -> bool:
    """Tell whether a text has a name's words in a row, inflection ignored; a name without words is in every text."""
    wanted, found = _stems(name), _stems(text)
    return any(found[place : place + len(wanted)] == wanted for place in range(len(found) - len(wanted) + 1))


@lru_cache(maxsize=10_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in raw_words(text))


def _claims_no_more(sentence: str, cited: str) -> bool:
    """Tell whether a sentence says "all" or "only" just where its evidence does."""
    said, stated = raw_words(sentence), raw_words(cited)
    return all(absolutes.isdisjoint(said) or not absolutes.isdisjoint(stated) for absolutes in _ABSOLUTES)


def _denies_the_same(sentence: str, quotes: list[str]) -> bool:
    """Tell whether sentence and evidence deny and affirm the same of what they have in common."""
    denies, denied, affirmed = _denied(sentence)
    _, denied_there, affirmed_there = _denied(". ".join(quotes))
    if denies and not denied & denied_there:
        return False
    return denied.isdisjoint(affirmed_there - denied_there) and (affirmed - denied).isdisjoint(
        denied_there - affirmed_there
    )


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
            elif word not in STOP_WORDS:
                (denied if reach else affirmed).add(stem(word))
                reach = max(0, reach - 1)
    return denies, denied, affirmed
