"""Words that stand for names: initials written out, and what may mean one of two names asked back."""

import re
from collections.abc import Callable
from dataclasses import replace

from trekbot.retrieval.mending import Wording
from trekbot.retrieval.names import Vocabulary, key_of
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent, Query

MOST_MEANINGS = 3
SHORTEST_IN_LOWER_CASE = 3  # letters; two in lower case are too often a word of their own
_INITIALS = re.compile(r"(?!(?:PS|PPS|NB|FYI)\b[ :,]+\w)(?<![\w.&/-])([A-Za-z]{2,6})(?![\w&/-]|\.\w)")
_NAMED_ONLY = frozenset((Intent.DEFINITION, Intent.ABOUT, Intent.OPEN))  # the name is all that such a question says


class Ambiguities:
    """Reads initials and doubtful words over one corpus.

    Args:
        is_word: tells whether a folded word is a common word of its language.
    """

    def __init__(self, vocabulary: Vocabulary, is_word: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._is_word = is_word

    def written_out(self, text: str) -> str:
        """Write initials out that stand for one name: "OS" for "Operating systems"."""

        def long_form(match: re.Match[str]) -> str:
            meant = self._meant(match[1])
            return meant[0] if len(meant) == 1 else match[0]

        return _INITIALS.sub(long_form, text)

    def asked_back(self, query: Query, wording: Wording, read: Callable[[str], Query]) -> Query:
        """Give the query with its readings, where a word in it means one of several names.

        Args:
            read: understands a question in the place of this one.
        """
        for match in _INITIALS.finditer(query.text):
            meant = self._meant(match[1])
            if len(meant) > 1:
                return self._with_readings(query, match[1], meant, read)
        for _, best, rival in wording.doubtful:
            if re.search(rf"\b{re.escape(best)}\b", query.text):
                return self._with_readings(query, best, [best, rival], read)
        return query

    def _meant(self, written: str) -> list[str]:
        """Give the names that initials stand for; none where they are a word, or too short to be meant."""
        if not written.isupper() and (len(written) < SHORTEST_IN_LOWER_CASE or self._is_word(written.casefold())):
            return []
        return self._vocabulary.initials.get(written.upper(), [])

    def _with_readings(self, query: Query, word: str, meant: list[str], read: Callable[[str], Query]) -> Query:
        meant = meant[:MOST_MEANINGS]
        readings = tuple(self._reading(query.text, word, name, read) for name in meant)
        return replace(query, readings=readings, choices=tuple(meant))

    def _reading(self, text: str, word: str, name: str, read: Callable[[str], Query]) -> str:
        """Ask the question about one of the names; what the name is, where nothing else is asked."""
        asked = re.sub(rf"\b{re.escape(word)}\b", name.replace("\\", r"\\"), text)
        if read(asked).intent not in _NAMED_ONLY:
            return asked
        titled = any(known.kind == "title" for known in self._vocabulary.names.get(key_of(name), ()))
        return phrase(Intent.ABOUT if titled else Intent.WHERE, name)
