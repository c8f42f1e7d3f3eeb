"""A sentence as its checks see it: clauses of words, with stems."""

import re
from dataclasses import dataclass
from functools import lru_cache

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.roadmaps.sentences import split_sentences

_STRONG = re.compile(r"[;:!?()–—]+|\.(?=\s|$)|,(?!\d)")
_COMMA = re.compile(r",(?!\d)")
_JOINTS = frozenset("and but while whereas although though or yet".split())


@dataclass(frozen=True)
class Clause:
    """Words in order, folded; their stems at the same places."""

    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def content(self) -> tuple[str, ...]:
        """The stems of what is no function word, in order."""
        return tuple(
            stem for word, stem in zip(self.words, self.stems, strict=True) if word not in STOP_WORDS and word != ","
        )


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[Clause, ...]:
    """Give each sentence of a text as one clause, its commas among the words."""
    return tuple(clause for sentence in split_sentences(text) if (clause := _clause(_with_commas(sentence))).content)


@lru_cache(maxsize=4096)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """Split at punctuation and at what joins clauses."""
    found: list[Clause] = []
    for piece in _STRONG.split(text):
        run: list[str] = []
        for word in raw_words(piece):
            if word in _JOINTS:
                found.append(_clause(run))
                run = []
            else:
                run.append(word)
        found.append(_clause(run))
    return tuple(clause for clause in found if clause.content)


def _with_commas(sentence: str) -> list[str]:
    words: list[str] = []
    for part in _COMMA.split(sentence):
        words += [*([","] if words else []), *raw_words(part)]
    return words


def _clause(words: list[str]) -> Clause:
    return Clause(tuple(words), tuple(map(stem, words)))
