"""What to say to a follow-up: the sentence that fits it best, seen from the sentences that were told before it.

A follow-up says little, so where a sentence stands counts beside what it says: on the page that was told of, in the
same paragraph, right behind it, and not told already. The shares are those of a conditional logit over 162 labelled
follow-ups: fitted on the other seven corpora, it puts a right sentence of the eighth first 125 times, against 107 with
pages chosen before sentences and shares that were chosen by hand.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from trekbot.answering.extractive.bench import Bench
from trekbot.index.words import words
from trekbot.retrieval.query import Leaning, Page
from trekbot.retrieval.question_forms import asks_detail, asks_yes_or_no
from trekbot.retrieval.search import CARD, Found
from trekbot.retrieval.section_roles import Role

# What each measure counts; the two cosines together count one, so that scores compare with those of other questions.
SAID = 0.75  # the cosine to the follow-up in the learner's own words
COMPLETED = 0.25  # the cosine to the question that it was completed to
COVERAGE = 0.32  # what the sentence covers of that question's content
OWN_COVERAGE = 0.05  # what it covers of the learner's own words
TOLD_PAGE = 0.17  # it stands on the page that the last answer is from
SPOKEN_OF = 0.13  # it stands on a page of what was spoken of
AGAIN = -0.09  # it was told already
PARAGRAPH = 0.21  # it stands, untold, in the paragraph that was told from
BEHIND = 0.15  # it stands right behind what was told; a part of that further on in the section
SUMMARY = -0.12  # it is a page's summary

ALREADY_TOLD = 0.75  # the share of a sentence's content that an answer has, where it was quoted or told
_WHICH = re.compile(r"\bwhich\b", re.IGNORECASE)
FEWEST_WORDS = 3  # content stems of a sentence that can be known again
ABOUT_IT = 0.3  # what the words of the last question count in finding the sentence that was told
LEAST_ALIKE = 0.2  # an answer that has less in common with the likest sentence was not told from the corpus


class Told:
    """The last answer's place in the corpus: the sentence that it is likest to, and all that it has told."""

    def __init__(self, bench: Bench, leaning: Leaning) -> None:
        self._passages = bench.library.index.passages
        self._stems = bench.library.passages.stems
        self._rarity = bench.library.vocabulary.rarity
        self._said = frozenset(words(leaning.told))
        self._asked = leaning.asked
        self.place = self._place(bench)

    @property
    def page(self) -> Page | None:
        """The page that the last answer is from; None where it is from none."""
        if self.place is None:
            return None
        return self._passages[self.place].roadmap, self._passages[self.place].stage

    def has(self, number: int) -> bool:
        """Tell whether a sentence was told."""
        stems = self._stems[number]
        return len(stems) >= FEWEST_WORDS and self._weight(stems & self._said) >= ALREADY_TOLD * self._weight(stems)

    def is_in_paragraph(self, number: int) -> bool:
        """Tell whether a sentence stands, untold, in the paragraph that the last answer is from."""
        return not self.has(number) and self._stands(number, "roadmap", "stage", "section", "block")

    def nearness_behind(self, number: int) -> float:
        """Tell how soon a sentence follows in the section that the last answer is from, in [0, 1]; 0 elsewhere."""
        if self.place is None or number <= self.place or not self._stands(number, "roadmap", "stage", "section"):
            return 0.0
        return 1.0 / (number - self.place)

    def _stands(self, number: int, *parts: str) -> bool:
        if self.place is None:
            return False
        one, other = self._passages[number], self._passages[self.place]
        return all(getattr(one, part) == getattr(other, part) for part in parts)

    def _place(self, bench: Bench) -> int | None:
        """Find the sentence that has most in common with the last answer, and with what it answers."""
        said, asked = self._weight(self._said), self._weight(self._asked) or 1.0
        around = bench.library.passages.context_stems
        best, place = 0.0, None
        for number, stems in enumerate(self._stems):
            shared = self._weight(stems & self._said)
            if shared == 0.0:
                continue
            alike = 2 * shared / (self._weight(stems) + said)
            about = self._weight(self._asked & (stems | around[number])) / asked
            if alike >= LEAST_ALIKE and alike + ABOUT_IT * about > best:
                best, place = alike + ABOUT_IT * about, number
        return place

    def _weight(self, stems: Collection[str]) -> float:
        return sum(self._rarity(stem) for stem in stems)


def ranked_after(
    bench: Bench, told: Told, ranked: Sequence[Found], leaning: Leaning, roles: Mapping[Role, float]
) -> list[Found]:
    """Rank sentences as answers to a question that goes on from what was told; those of the best one's page.

    What was told already only answers who asks whether it is so, for a detail of it, or which of it.
    """
    if not _asks_of_what_was_told(leaning.said):
        ranked = [found for found in ranked if not told.has(found.number)]
    if not ranked:
        return []
    own = sum(bench.library.vocabulary.rarity(word) for word in leaning.words) or 1.0
    moved = [replace(found, score=_score(bench, told, found, leaning, own, roles)) for found in ranked]
    moved.sort(key=lambda found: -found.score)
    return [found for found in moved if _page(found) == _page(moved[0])]


def _score(bench: Bench, told: Told, found: Found, leaning: Leaning, own: float, roles: Mapping[Role, float]) -> float:
    known = bench.library.passages
    stems = known.stems[found.number] | known.context_stems[found.number]
    covered = sum(bench.library.vocabulary.rarity(word) for word in leaning.words & stems) / own
    return (
        SAID * bench.search.cosine_to_said(found.number)
        + COMPLETED * found.cosine
        + COVERAGE * found.coverage
        + OWN_COVERAGE * covered
        + TOLD_PAGE * (_page(found) == told.page)
        + SPOKEN_OF * (_page(found) in leaning.pages)
        + AGAIN * told.has(found.number)
        + PARAGRAPH * told.is_in_paragraph(found.number)
        + BEHIND * told.nearness_behind(found.number)
        + SUMMARY * (found.passage.section == CARD)
        + (roles.get(found.role, 0.0) if found.role else 0.0)
    )


def is_beside_told(found: Found, told: Told, leaning: Leaning) -> bool:
    """Tell whether a sentence stands beside what a question that says little asks more about."""
    asks_more = leaning.pinned or not asks_yes_or_no(leaning.said)
    return asks_more and not asks_detail(leaning.said) and told.is_in_paragraph(found.number)


def _asks_of_what_was_told(said: str) -> bool:
    return asks_yes_or_no(said) or asks_detail(said) or bool(_WHICH.search(said))


def _page(found: Found) -> Page:
    return found.passage.roadmap, found.passage.stage
