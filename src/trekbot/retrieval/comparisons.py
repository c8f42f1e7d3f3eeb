"""A comparison understood: every side pointed to stages, with the noun that the sides share put back."""

import re
from collections.abc import Sequence

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.comparison_forms import compared
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.mentions import Masked, mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver

LONGEST_SIDE = 6  # words; what is longer is no side of a comparison
MOST_SIDES = 4
LONGEST_SHARED = 2  # words of a noun that several sides share


class Comparisons:
    """Reads comparisons over one corpus."""

    def __init__(self, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._vocabulary = vocabulary
        self._resolver = resolver

    def read(self, masked: Masked, plain: str, roadmaps: Sequence[str]) -> Query | None:
        """Give the comparison in a question without courtesies; None where it is none, or about nothing known."""
        found = compared(plain)
        if found is None:
            return None
        phrases = [masked.unmask(side) for side in found.sides]
        if any(len(phrase.split()) > LONGEST_SIDE for phrase in phrases):
            return None
        sides = [self._resolve(phrase, roadmaps) for phrase in self._with_shared_noun(phrases)][:MOST_SIDES]
        if not any(side.stages or side.missing_number is not None for side in sides):
            return None
        return Query(
            masked.original,
            Intent.COMPARISON,
            sides[0],
            sides[1],
            others=tuple(sides[2:]),
            criterion=self._criterion(masked.unmask(found.criterion)),
        )

    def _resolve(self, phrase: str, roadmaps: Sequence[str]) -> Reference:
        own = mask(phrase, self._vocabulary)
        return self._resolver.resolve(own, own.text, roadmaps)

    def _criterion(self, text: str) -> tuple[str, ...]:
        """Give the stems of what is to decide, as far as the corpus knows them."""
        said = [word for word in raw_words(text) if word not in STOP_WORDS and word not in CUE_WORDS]
        return tuple(dict.fromkeys(stem(word) for word in said if stem(word) in self._vocabulary.stems))

    def _with_shared_noun(self, phrases: Sequence[str]) -> list[str]:
        """Read "hard or soft cheese" as "hard cheese or soft cheese", where the corpus says so."""
        return [self._completed(phrase, [other for other in phrases if other != phrase]) for phrase in phrases]

    def _completed(self, phrase: str, others: Sequence[str]) -> str:
        own = re.sub(r"^an? ", "", phrase).split()
        for other in others:
            words = re.sub(r"^an? ", "", other).split()
            for size in range(1, min(LONGEST_SHARED, len(words) - 1) + 1):
                noun = words[-size:]
                if not own or stem(own[-1].casefold()) == stem(noun[-1].casefold()) or len(own) > LONGEST_SHARED:
                    continue
                whole = " ".join([*own, *noun])
                if whole.casefold() != other.casefold() and self._vocabulary.says_together(own[-1], noun[0]):
                    return whole
        return phrase
