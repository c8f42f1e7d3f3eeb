"""A term as a learner writes it, found again in the corpus' own text: inflected, in a row, and as a name where it has
to be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.names import Vocabulary, key_of

_ARTICLES = ("a", "an", "the")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:]\s+)\W*$")


@dataclass(frozen=True)
class Term:
    """A term by its stems, in order, articles left out.

    `written` is set where all of its words are words that any text uses ("Go", "Make"): then only these spellings, and
    not at the start of a sentence, are the term. `words` are set where the corpus writes it as a proper name: then no
    other word of the same stem is it ("Evidently" is no "evidence").
    """

    stems: tuple[str, ...]
    written: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def places(self, text: str) -> list[int]:
        """Give where the term stands in a text, as places among its words, articles left out."""
        found = _words_of(text)
        wanted, form = (tuple(map(_singular, self.words)), _singular) if self.words else (self.stems, stem)
        size = len(wanted)
        places = [at for at in range(len(found) - size + 1) if tuple(map(form, found[at : at + size])) == wanted]
        return places if places and (not self.written or self._is_written_in(text)) else []

    def stands_in(self, text: str) -> bool:
        return bool(self.places(text))

    def _is_written_in(self, text: str) -> bool:
        """Tell whether a text has the term as a name: a whole field, or inside a sentence as it is spelled."""
        return any(
            not _SENTENCE_OPENS.search(text[: match.start()]) or match[0] == text.strip()
            for form in self.written
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
        )


def stems_of(text: str) -> list[str]:
    """Give the stems of a text's words in order, articles left out."""
    return [stem(word) for word in _words_of(text)]


def _words_of(text: str) -> list[str]:
    return [word for word in raw_words(text) if word not in _ARTICLES]


def _singular(word: str) -> str:
    """Take the plural off a name."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def term_of(phrase: str, vocabulary: Vocabulary) -> Term:
    """Give the term that a phrase is, without what only asks at its ends."""
    found = [word for word in raw_words(phrase) if word not in _ARTICLES]
    while len(found) > 1 and found[0] in STOP_WORDS:
        found.pop(0)
    while len(found) > 1 and found[-1] in STOP_WORDS:
        found.pop()
    usual = all(word in STOP_WORDS or word in CUE_WORDS for word in found)
    names = [name for name in vocabulary.names.get(key_of(phrase), ()) if name.kind in ("tag", "term")]
    written = tuple(dict.fromkeys(name.form for name in names if not name.form.islower()))
    proper = bool(names) and len(written) == len({name.form for name in names})
    return Term(tuple(map(stem, found)), written if usual else (), tuple(found) if proper else ())


def content_of(stems: Sequence[str]) -> tuple[str, ...]:
    """Give the stems that are no function words."""
    return tuple(dict.fromkeys(one for one in stems if one not in STOP_WORDS))
