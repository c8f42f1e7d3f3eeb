"""What a term is, from a corpus that uses it and does not define it by form: the sentences that introduce it best."""

import re
from collections.abc import Sequence

from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.paragraphs import surrounded
from trekbot.retrieval.introductions import introduction
from trekbot.retrieval.query import Reference
from trekbot.retrieval.search import CARD, Found
from trekbot.retrieval.section_roles import Role
from trekbot.retrieval.terms import Term
from trekbot.roadmaps.model import StageKey

INTRODUCES = 1.5  # score of a sentence that tells what a term is; a lower one only uses it
_POINTS_BACK = re.compile(r"\b(?:of|with|by|in|for|from|to) (?:that|this|these|those|such) \w+\b")
MOST_WORDS = 60  # quoted around it
FIRST = 0.6  # what the first mention in a stage gains
HOME = 0.8  # what a stage gains where the term is at home, and
CONTEXT = 1.5  # one that has all of what stands beside the term in the question
_TELLS: dict[Role | None, float] = {
    "ideas": 0.5, "tools": 0.4, "outcomes": -0.3, "practice": -0.4, "done": -0.6, "entry": -0.8, "next": -1.0,
    "reading": -1.5,
}  # fmt: skip


def introducing(
    bench: Bench, reference: Reference, terms: Sequence[Term], context: Sequence[str], least: float
) -> list[Found]:
    """Give the sentence that introduces the first of the terms that the corpus uses, with what its paragraph says on.

    Args:
        terms: the same thing, said more and less fully.
        context: stems that the question has beside the term.
        least: score from which on a sentence is good enough.
    """
    for term in terms:
        best = _best(bench, reference, term, context)
        if best is not None:
            return _with_pointed(bench, surrounded(bench, bench.found(best[1]), MOST_WORDS)) if best[0] >= least else []
    return []


def _with_pointed(bench: Bench, found: list[Found]) -> list[Found]:
    """Put the sentence before in front where the first one points to it ("a step with that quality is called X")."""
    first = found[0] if found else None
    if first is None or first.passage.sentence == 0 or not _POINTS_BACK.search(first.passage.text):
        return found
    before = bench.found(first.number - 1)
    return [before, *found] if before.passage.quotable else found


def is_beside(bench: Bench, number: int, stems: Sequence[str]) -> bool:
    """Tell whether the stage of a passage has all of what the question's phrase has beside its term; so has no page
    without a stage.
    """
    passage = bench.library.index.passages[number]
    if not stems or passage.stage is None:
        return not stems
    return bench.library.vocabulary.share_in(stems, StageKey(passage.roadmap, passage.stage)) >= 1.0


def _best(bench: Bench, reference: Reference, term: Term, context: Sequence[str]) -> tuple[float, int] | None:
    best: tuple[float, int] | None = None
    known, vocabulary = bench.library.passages, bench.library.vocabulary
    met: set[tuple[str, str | None]] = set()
    beside = [word for word in reference.words if word not in term.stems]
    for number, passage in enumerate(bench.library.index.passages):
        if not passage.quotable or not bench.in_scope(passage.roadmap) or not term.stands_in(passage.text):
            continue
        if not is_beside(bench, number, beside):
            continue
        page = passage.roadmap, passage.stage
        section = known.sections[number]
        block = section.blocks[passage.block] if section is not None else None
        if block is not None and block.kind in ("code", "head"):
            continue
        score = introduction(passage.text, term, block.terms if block is not None else ())
        score += _TELLS.get(known.roles[number], 0.0) - 0.7 * (passage.section == CARD)
        if passage.section != CARD:
            score += FIRST * (page not in met)
            met.add(page)
        if not (known.stands_alone[number] or known.terse[number] or known.before[number]):
            score -= 1.0 if block is not None and block.kind in ("item", "row") else 3.0
        if passage.stage is not None:
            key = StageKey(passage.roadmap, passage.stage)
            score += HOME * (key in reference.stages[:1]) + CONTEXT * (
                vocabulary.share_in(context, key) if context else 0.0
            )
        if best is None or score > best[0]:
            best = score, number
    return best
