"""A comparison understood: every side pointed to stages, with the noun that the sides share put back."""

import re
from collections.abc import Sequence

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.comparison_forms import compared
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.joints import sentences_of
from trekbot.retrieval.mentions import Masked, Mention, mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.resolver import Resolver
from trekbot.retrieval.splitting import starts_a_question

LONGEST_SIDE = 6  # words; what is longer is no side of a comparison
MOST_SIDES = 4
LONGEST_SHARED = 2  # words of a noun that several sides share


_AGAINST = re.compile(r"(?P<a>(?:\S+ ){0,2}\S+) against (?P<b>(?:\S+ ){0,2}\S+)")
_POINTERS = ("it", "that", "this", "them", "those", "that one", "this one")
_NAME_LIKE = re.compile(r"(?<!\w)[A-Z][\w+#-]*")


class Comparisons:
    """Reads comparisons over one corpus."""

    def __init__(self, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._vocabulary = vocabulary
        self._resolver = resolver

    def read(self, masked: Masked, plain: str, roadmaps: Sequence[str]) -> Query | None:
        """Give the comparison in a question without courtesies; None where it is none, or about nothing known."""
        found = compared(self._set_against(masked, plain))
        if found is None:
            return None
        if len(found.sides) == 1 or set(found.sides) <= {"two", "they", "them"}:
            return self._of_one_name(masked, roadmaps)
        phrases = [masked.unmask(side) for side in found.sides]
        if len(phrases) > 2:
            phrases = [phrase for phrase in phrases if len(phrase.split()) <= LONGEST_SIDE]
        if len(phrases) < 2 or any(len(phrase.split()) > LONGEST_SIDE for phrase in phrases):
            return None
        sides = self._in_their_roadmaps(masked, found.sides, roadmaps)
        if not sides:
            shared = self._with_shared_noun(self._without_pointers(masked, phrases))
            sides = [self._resolve(phrase, roadmaps) for phrase in shared][:MOST_SIDES]
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

    def _set_against(self, masked: Masked, plain: str) -> str:
        """Read "X against Y" as a comparison, unless the corpus has "X against" together ("shelter against rain")."""
        whole = _AGAINST.fullmatch(plain)
        if whole is None or starts_a_question(plain):
            return plain
        together = self._vocabulary.says_together(masked.unmask(whole["a"]).split()[-1], "against")
        return plain if together else f"{whole['a']} versus {whole['b']}"

    def _of_one_name(self, masked: Masked, roadmaps: Sequence[str]) -> Query | None:
        """Compare the stages of one name ("both have a stage called X, how do the two differ?")."""
        for mention in masked.mentions:
            same = self._resolve(mention.text, roadmaps) if _is_title(mention) else None
            if same is not None and len({key.roadmap for key in same.stages}) > 1:
                return Query(masked.original, Intent.COMPARISON, same)
        return None

    def _in_their_roadmaps(self, masked: Masked, sides: Sequence[str], roadmaps: Sequence[str]) -> list[Reference]:
        """Read "X in this roadmap" and "the one in that": stages of one name, each in its side's roadmap."""
        homes = [[mark.roadmap for mark in masked.marks(side) if mark.roadmap is not None] for side in sides]
        if len(sides) != 2 or not all(homes) or homes[0][0] == homes[1][0]:
            return []
        named = [next((mark for mark in masked.marks(side) if _is_title(mark)), None) for side in sides]
        titles = [mark for mark in masked.mentions if _is_title(mark)]
        common = next((mark for mark in (*named, *titles) if mark is not None), None)
        if common is None:
            return []
        found = [
            self._resolve((mark or common).text, [home[0]]) for mark, home in zip(named, homes, strict=True) if home[0]
        ]
        return found if len(found) == 2 and all(one.named and one.stages for one in found) else []

    def _without_pointers(self, masked: Masked, phrases: Sequence[str]) -> list[str]:
        """Put what the message named before into a side that only points ("we use X. How does Y differ from it?")."""
        others = {phrase.casefold() for phrase in phrases}
        told = [name for name in self._named_before(masked) if name.casefold() not in others]
        return [told[-1] if told and phrase.casefold() in _POINTERS else phrase for phrase in phrases]

    def _named_before(self, masked: Masked) -> list[str]:
        """Give the names in the sentences before the question: the corpus' own, and what is written like a name."""
        before = sentences_of(masked.original)[:-1]
        return [
            word
            for sentence in before
            for word in _NAME_LIKE.findall(sentence)
            if word.casefold() not in STOP_WORDS
            and (word in sentence[1:] or stem(word.casefold()) in self._vocabulary.stems)
        ]

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
        own = re.sub(r" ones?$", "", re.sub(r"^an? ", "", phrase)).split()
        for other in others:
            words = re.sub(r"^an? ", "", other).split()
            for size in range(1, min(LONGEST_SHARED, len(words) - 1) + 1):
                noun = words[-size:]
                if (
                    not own
                    or own[-1] in _POINTERS
                    or stem(own[-1].casefold()) == stem(noun[-1].casefold())
                    or len(own) > LONGEST_SHARED
                ):
                    continue
                whole = " ".join([*own, *noun])
                if whole.casefold() != other.casefold() and self._vocabulary.says_together(own[-1], noun[0]):
                    return whole
        return phrase


def _is_title(mention: Mention) -> bool:
    return mention.number is None and any(name.kind in ("title", "part") for name in mention.names)
