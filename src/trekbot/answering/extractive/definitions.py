"""What a thing is: the sentence that defines it, found by its form, else those that introduce it best."""

import re

from trekbot.answering.claims import Draft
from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.introducing import INTRODUCES, introducing, is_beside
from trekbot.answering.extractive.paragraphs import quoted_in_place
from trekbot.answering.extractive.passages import from_passages, home_of, more_about
from trekbot.answering.extractive.stage_parts import about_stage
from trekbot.answering.extractive.targets import no_such_stage
from trekbot.index.words import raw_words, stem
from trekbot.retrieval.leaning import leans
from trekbot.retrieval.query import Reference
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.search import CARD, Found, is_sentence
from trekbot.retrieval.terms import term_of
from trekbot.roadmaps.model import Block, StageKey

_DEFINING = frozenset("is are means mean refers describes denotes was were stands".split())
_BESIDE = re.compile(
    r" (?:(?:is|are|mean|means) )?(?:for|in|on|of|at|with|to|by|from|when|if|while|during|here|there|as)\b.*$",
    re.IGNORECASE,
)
MOST_SENTENCES = 3
ANY_MENTION = -3.0  # score from which on a sentence is taken that only uses a term


def definition(bench: Bench) -> Draft:
    """The defining sentence and what follows on it; a stage's summary for a stage; else the best sentences."""
    reference = bench.query.a
    if reference is None:
        return from_passages(bench)
    if reference.missing_number is not None:
        return no_such_stage(bench)
    phrases = _more_and_less(reference)
    for said in phrases:
        defined = _defining(bench, reference, said)
        if defined:
            return Draft(tuple(bench.quote(found) for found in defined), more_about(bench, defined[0]))
    terms = [term_of(said, bench.library.vocabulary) for said in phrases if content_words(said)]
    known = bench.library.vocabulary.stems
    beside = [word for word in bench.query.words if terms and word not in terms[-1].stems and word in known]
    introduced = introducing(bench, reference, terms, beside, INTRODUCES)
    if introduced and (not reference.named or len(phrases) > 1):
        return Draft(quoted_in_place(bench, introduced), more_about(bench, introduced[0]))
    if reference.named and reference.stage is not None:
        return about_stage(bench, bench.stage(reference.stage))
    draft = from_passages(bench, stages=home_of(reference), saying=reference.words)
    if draft.answers or reference.unknown:
        return draft
    used = introducing(bench, reference, terms[:1], (), ANY_MENTION)
    return Draft(quoted_in_place(bench, used), more_about(bench, used[0])) if used else draft


def _more_and_less(reference: Reference) -> list[str]:
    """Give a phrase, and, where its words are known, the thing in it without where it is met: "scope when anchoring",
    "scope".
    """
    said = reference.phrase.strip(" ?.!,;:\"'“”‘’")
    if reference.unknown:
        return [said]
    return list(dict.fromkeys(text for text in (said, _BESIDE.sub("", said)) if raw_words(text)))


def _defining(bench: Bench, reference: Reference, phrase: str) -> list[Found]:
    """Find the sentence that opens with the term and a verb of being, and up to two that follow in its block."""
    term = [stem(word) for word in raw_words(phrase) if word not in ("a", "an", "the")]
    if not term:
        return []
    best: tuple[float, int] | None = None
    index, known = bench.library.index, bench.library.passages
    said = {word for word in term if word in reference.words}
    beside = [word for word in reference.words if word not in term]
    for number, passage in enumerate(index.passages):
        if passage.section == CARD or not passage.quotable or not bench.in_scope(passage.roadmap):
            continue
        if not said <= known.stems[number] or not is_sentence(passage.text) or not is_beside(bench, number, beside):
            continue
        section = known.sections[number]
        marked = section is not None and passage.sentence == 0 and _opens_marked(section.blocks[passage.block], term)
        if not marked and not _defines(passage.text, term):
            continue
        home = (
            reference.stages.index(StageKey(passage.roadmap, passage.stage))
            if passage.stage and (passage.roadmap, passage.stage) in reference.stages
            else len(reference.stages)
        )
        role = bench.library.passages.roles[number]
        rank = (0.0 if role == "ideas" else 0.5 if role in (None, "tools") else 2.0) + 0.6 * min(home, 3)
        if best is None or rank < best[0]:
            best = rank, number
    if best is None:
        return []
    first = index.passages[best[1]]
    found = [bench.found(best[1])]
    for number in range(best[1] + 1, min(best[1] + MOST_SENTENCES, len(index.passages))):
        following = index.passages[number]
        if (following.roadmap, following.stage, following.section, following.block) != (
            first.roadmap,
            first.stage,
            first.section,
            first.block,
        ):
            break
        about_it = leans(following.text) or (is_sentence(following.text) and _speaks_of(following.text, term))
        if not following.quotable or not about_it:
            break
        found.append(bench.found(number))
    return found


def _opens_marked(block: Block, term: list[str]) -> bool:
    """Tell whether a block opens with the term, or a longer name that begins with it, as its author marked it."""
    if not block.terms or block.kind not in ("paragraph", "item"):
        return False
    marked = [stem(word) for word in raw_words(block.terms[0])]
    opening = [stem(word) for word in raw_words(block.text) if word not in ("a", "an", "the")]
    return marked[: len(term)] == term and opening[: len(marked)] == marked


def _defines(text: str, term: list[str]) -> bool:
    """Tell whether a sentence opens with the term, or with what it abbreviates, and a verb of being."""
    found = raw_words(re.sub(r"\([^)]*\)", " ", text))
    if found and found[0] in ("a", "an", "the"):
        found = found[1:]
    if [stem(word) for word in found[: len(term)]] == term:
        return not _DEFINING.isdisjoint(found[len(term) : len(term) + 1])
    inside = re.findall(r"\(([^)]*)\)", text[:120])
    return any([stem(word) for word in raw_words(short)] == term for short in inside) and bool(
        _DEFINING.intersection(found[:8])
    )


def _speaks_of(text: str, term: list[str]) -> bool:
    """Tell whether a sentence has all the stems of a term."""
    return set(term) <= {stem(word) for word in raw_words(text)}
