"""What to say to a follow-up: what stands beside the sentences that were quoted before, and not those again."""

from collections.abc import Sequence
from dataclasses import replace

from trekbot.answering.extractive.bench import Bench
from trekbot.index.words import words
from trekbot.retrieval.query import Leaning
from trekbot.retrieval.question_forms import asks_yes_or_no
from trekbot.retrieval.search import CARD, Found

BESIDE = 0.15  # what a sentence right beside a quoted one gains
BESIDE_HALVED = 2  # sentences further on, the gain is half of that
AGAIN = 0.35  # what a sentence loses that was quoted before, and a summary beside it
ALREADY_TOLD = 0.75  # the share of a sentence's words that an answer has, where it was quoted or told
FEWEST_WORDS = 3  # content stems of a sentence that can be known again


def beside_what_was_told(bench: Bench, ranked: Sequence[Found], leaning: Leaning) -> list[Found]:
    """Rank a page's sentences anew by where they stand to those that the last answer has; unchanged where it has none.

    A question that says nothing alone asks for more than was told: those sentences are left out of its answer's best.

    Args:
        ranked: sentences of one page, best first.
    """
    again = _told_again(bench, ranked, leaning)
    anchors = [found for found in ranked if found.number in again and found.passage.section != CARD]
    if not anchors or leaning.beyond:
        return list(ranked)
    moved = [replace(found, score=found.score + _gain(found, anchors, again)) for found in ranked]
    moved.sort(key=lambda found: -found.score)
    fresh = [found for found in moved if found.number not in again and found.passage.section != CARD]
    asks_more = bool(leaning.own) and not asks_yes_or_no(bench.query.text)
    return [*fresh, *anchors] if asks_more and fresh and is_beside(fresh[0], anchors) else moved


def is_beside_told(bench: Bench, found: Found, ranked: Sequence[Found], leaning: Leaning) -> bool:
    """Tell whether a sentence stands in the paragraph that a question which says nothing alone was answered from."""
    if not leaning.own or asks_yes_or_no(bench.query.text):
        return False
    again = _told_again(bench, ranked, leaning)
    return found.number not in again and is_beside(found, [one for one in ranked if one.number in again])


def is_beside(found: Found, anchors: Sequence[Found]) -> bool:
    """Tell whether a sentence stands in the same paragraph as one of others."""
    place = found.passage.section, found.passage.block
    return any(place == (anchor.passage.section, anchor.passage.block) for anchor in anchors)


def _told_again(bench: Bench, ranked: Sequence[Found], leaning: Leaning) -> set[int]:
    told = set(words(leaning.told))
    stems = bench.library.passages.stems
    return {
        found.number
        for found in ranked
        if len(stems[found.number]) >= FEWEST_WORDS
        and len(stems[found.number] & told) >= ALREADY_TOLD * len(stems[found.number])
    }


def _gain(found: Found, anchors: Sequence[Found], again: set[int]) -> float:
    if found.number in again or found.passage.section == CARD:
        return -AGAIN
    apart = [abs(found.number - anchor.number) for anchor in anchors if anchor.passage.section == found.passage.section]
    return BESIDE / (1 + (min(apart) - 1) / BESIDE_HALVED) if apart else 0.0
