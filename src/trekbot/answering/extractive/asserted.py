"""What the corpus says of a statement: the sentence that speaks of its subject and of most that it says.

Whether the sentence agrees is for the learner to read: it is quoted as it is, before anything is answered on the
strength of the statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trekbot.answering.claims import Step
from trekbot.answering.extractive.bench import Bench
from trekbot.index.words import raw_words
from trekbot.retrieval.answer_forms import states_number
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.query import Saying
from trekbot.retrieval.search import AROUND, CARD, COVERAGE, Found
from trekbot.retrieval.word_families import family_of

COVERED = 0.7  # of the statement's content, by rarity, has to be in the sentence and its headings
NEAR_COSINE, NEAR_COVERED = 0.6, 0.45  # or this, where the meaning is as near
LONE_COSINE = 0.35  # a statement of one word has to be near in meaning too
COLUMN = " | "  # a table's row is no sentence
SHORTEST = 4  # words of a sentence that can be quoted
SHORT = 8  # words; after so short a sentence the next one is quoted too
_DENIALS = frozenset("no not never nor without none nobody nothing neither cannot hardly instead isn aren".split())


@dataclass(frozen=True)
class Bearing:
    """The sentences that bear on a statement, and whether one of them denies where the statement does not."""

    steps: tuple[Step, ...]
    denies: bool
    coverage: float
    found: Found


def bearing_on(bench: Bench, saying: Saying) -> Bearing | None:
    """Find what the corpus says of a statement; None where no sentence speaks of it."""
    known = bench.library.passages
    vocabulary = bench.library.vocabulary
    same = saying.text == bench.query.text  # then the question's embedding is the statement's
    search = bench.search if same else bench.library.search(replace(bench.query, text=saying.text, words=saying.words))
    telling = [word for word in saying.words if not states_number(word)] or saying.words
    weights = {word: vocabulary.rarity(word) for word in telling}  # a wrong number is what is to be put right
    whole = sum(weights.values())
    best: tuple[float, float, Found] | None = None
    for number, passage in enumerate(bench.library.index.passages):
        if not passage.quotable or not bench.in_scope(passage.roadmap) or (saying.of_roadmap and passage.stage):
            continue
        size = len(raw_words(passage.text))
        if passage.section != CARD and (
            size < SHORTEST or passage.text.rstrip().endswith(("?", ":")) or COLUMN in passage.text
        ):
            continue
        own, around = known.stems[number], known.context_stems[number]
        if not all(family_of(word) & (own | around) for word in saying.subject):
            continue
        coverage = (
            sum(
                weight if family_of(word) & own else AROUND * weight if word in around else 0.0
                for word, weight in weights.items()
            )
            / whole
        )
        if coverage < NEAR_COVERED:
            continue
        cosine = float(search.cosines[number])
        if not _is_near(coverage, cosine, len(weights)):
            continue
        score = cosine + 2 * COVERAGE * coverage
        if best is None or score > best[0]:
            best = score, coverage, replace(bench.found(number), cosine=cosine)
    if best is None:
        return None
    _, coverage, found = best
    chosen = with_neighbours(bench, found)
    said = {word for one in chosen for word in raw_words(one.passage.text)}
    denies = bool(said & _DENIALS) and not set(raw_words(saying.text)) & _DENIALS
    return Bearing(tuple(bench.quote(one) for one in chosen), denies, coverage, found)


def _is_near(coverage: float, cosine: float, count: int) -> bool:
    if count == 1:
        return coverage >= COVERED and cosine >= LONE_COSINE
    return coverage >= COVERED or (coverage >= NEAR_COVERED and cosine >= NEAR_COSINE)


def with_neighbours(bench: Bench, found: Found) -> Sequence[Found]:
    """Give the sentence with the one that it leans on, and those after it that lean on it."""
    passages = bench.library.index.passages
    place = found.number
    block = _block(bench, place)
    first = place - 1 if leans(found.passage.text) and _quotable_in(bench, place - 1, block) else place
    last = place
    if found.passage.section != CARD and _quotable_in(bench, place + 1, block) and leans(passages[place + 1].text):
        last = place + 1
        short = len(raw_words(passages[last].text)) < SHORT
        last += short and _quotable_in(bench, last + 1, block)
    return [found if number == place else bench.found(number) for number in range(first, last + 1)]


def _block(bench: Bench, number: int) -> tuple[str, str | None, int, int]:
    passage = bench.library.index.passages[number]
    return passage.roadmap, passage.stage, passage.section, passage.block


def _quotable_in(bench: Bench, number: int, block: tuple[str, str | None, int, int]) -> bool:
    passages = bench.library.index.passages
    return 0 <= number < len(passages) and passages[number].quotable and _block(bench, number) == block
