"""Answers from the text: the sentences that fit a question best, a few, in a readable order."""

from collections.abc import Collection, Mapping, Sequence

from trekbot.answering.claims import Draft
from trekbot.answering.extractive.asserted import bearing_on
from trekbot.answering.extractive.bench import Bench, topic_of
from trekbot.answering.extractive.fits import fit_of
from trekbot.answering.extractive.paragraphs import SAME, all_anchored, paragraph_of, quoted_in_place, surrounded
from trekbot.answering.extractive.targets import no_such_stage, not_covered
from trekbot.answering.extractive.told_before import Told, is_beside_told, ranked_after
from trekbot.answering.sufficiency import evidence_score
from trekbot.index.words import raw_words
from trekbot.retrieval.answer_forms import has_asked_form
from trekbot.retrieval.page_ranking import sentences_of_best_page
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent, Leaning, Query, Reference, Saying
from trekbot.retrieval.question_forms import (
    asks_how_to,
    asks_yes_or_no,
    is_about_roadmap,
    leaves_out,
    thing_left_out,
)
from trekbot.retrieval.search import CARD, Found, overlap
from trekbot.retrieval.section_roles import Role
from trekbot.roadmaps.model import StageKey

MOST_WORDS = 90  # of running text in one answer
MOST_SENTENCES = 4
MOST_AROUND = 75  # words of the best sentence's paragraph, from that sentence on
NEARLY_AS_GOOD = 0.85  # of the best sentence's score
NEARLY_AS_MEANT = 0.75  # of the best sentence's cosine
ALL_COVERED = 0.85  # of a question's content, by rarity, has to be in a sentence that denies it
BESIDE_TOLD = -1.5  # log-odds that are enough for a sentence beside those that were quoted before
SHORT_BLOCK = 60  # words; a paragraph up to here is quoted whole, as its author wrote it

_PREFERRED: dict[Intent, dict[Role, float]] = {
    Intent.DEFINITION: {"ideas": 0.06, "practice": -0.06, "done": -0.08, "outcomes": -0.06, "next": -0.05},
    Intent.WHY: {"ideas": 0.05, "entry": 0.03, "pitfalls": 0.03, "done": -0.08, "outcomes": -0.06},
    Intent.HOW_TO: {
        "practice": 0.03,
        "tools": 0.03,
        "ideas": 0.03,
        "pitfalls": 0.02,
        "outcomes": -0.12,
        "done": -0.1,
        "next": -0.08,
    },
    Intent.WHERE: {"outcomes": 0.03, "ideas": 0.03, "tools": 0.03, "entry": -0.05, "next": -0.08},
    Intent.OPEN: {"outcomes": -0.05, "done": -0.06, "next": -0.04},
}


def from_passages(
    bench: Bench,
    roles: Mapping[Role, float] | None = None,
    stages: Collection[StageKey] | None = None,
    own_pages: bool = False,
    saying: Collection[str] = (),
    summaries: bool = True,
) -> Draft:
    """Answer with the best sentences, from the best one's page; refuse where they are not enough.

    Args:
        roles: what a section's role adds to a sentence's score; the intent's own by default.
        stages: the stages to search; those that the question names, else all, by default.
        own_pages: search the roadmaps' own pages instead.
        saying: stems that the best sentence, or its heading, has to have: one of them at least.
        summaries: let summaries answer too.
    """
    query = bench.query
    named = [subject.stages[0] for subject in query.subjects if subject.named and subject.stages]
    leaning = query.leaning or Leaning()
    told = Told(bench, leaning) if leaning.told else None
    if leaning.pinned and (told is None or told.place is None):
        named += [StageKey(roadmap, stage) for roadmap, stage in leaning.pages if stage is not None]
    scope = stages if stages is not None else (named or None)
    if told is not None and told.place is not None and scope is not None:
        spoken_of = (told.page, *leaning.pages)
        scope = [*scope, *(StageKey(page[0], page[1]) for page in spoken_of if page is not None and page[1])]
    preferred = roles or _PREFERRED.get(query.intent) or {}
    ranked = bench.search.sentences(scope, preferred, own_pages=own_pages, leaning=True)
    if leaning.required:
        ranked = [found for found in ranked if bench.says_any(found, leaning.required)]
    if leaning.beyond:
        ranked = [found for found in ranked if not bench.library.passages.stems[found.number] & leaning.beyond]
    if not summaries:
        ranked = [found for found in ranked if found.passage.section != CARD]
    if saying:
        ranked = [found for found in ranked if bench.says_any(found, saying)]
    alone = _of_asked_form(query, sentences_of_best_page(bench.search, ranked, query.words))
    if told is None or told.place is None or not ranked:
        told, ranked = None, alone
    else:
        ranked = _of_asked_form(query, ranked_after(bench, told, ranked, leaning, preferred))
    if not ranked or not _enough(bench, ranked, alone, leaning, told):
        return not_covered(bench, _missing(bench))
    best = ranked[0]
    block = paragraph_of(bench, best)
    whole_block = len(block) > 1 and sum(len(raw_words(found.passage.text)) for found in block) <= SHORT_BLOCK
    if not whole_block:
        chosen = _chosen(bench, ranked, surrounded(bench, best, MOST_AROUND))
    else:  # a follow-up says little: the next best of its page may be what it means
        chosen = _chosen(bench, ranked, block) if told is not None else block
    return Draft(quoted_in_place(bench, chosen), more_about(bench, best))


def _enough(bench: Bench, ranked: Sequence[Found], alone: Sequence[Found], leaning: Leaning, told: Told | None) -> bool:
    """Tell whether the best sentence answers; one beside what was told before needs less, for it was half found.

    Where a sentence comes first for its place alone, the page's best fit decides.
    """
    score = evidence_score(fit_of(bench, ranked[0]))
    if told is None or score >= 0.0:
        return score >= 0.0
    if score >= BESIDE_TOLD and is_beside_told(ranked[0], told, leaning):
        return True
    moved = bool(alone) and alone[0].stage == ranked[0].stage and alone[0].number != ranked[0].number
    return moved and evidence_score(fit_of(bench, alone[0])) >= 0.0


def _of_asked_form(query: Query, ranked: Sequence[Found]) -> list[Found]:
    """Keep the sentences that have what a question asks for by its form: a number, or to do without a thing."""
    left_out = thing_left_out(query.leaning.said if query.leaning is not None else query.text)
    if left_out is not None:
        ranked = [found for found in ranked if leaves_out(found.passage.text, left_out)]
    if query.intent is Intent.WHY:
        return list(ranked)
    return [found for found in ranked if has_asked_form(query.text, found.passage.text)]


def _chosen(bench: Bench, ranked: Sequence[Found], around: Sequence[Found]) -> list[Found]:
    """Choose the best sentence, with what stands around it, and others of its page that add to it."""
    chosen = list(around)
    kept = {one.number for one in chosen}
    size = sum(len(raw_words(one.passage.text)) for one in chosen)
    for found in all_anchored(bench, _together(ranked[0], ranked[1:])):
        size += len(raw_words(found.passage.text)) if found.number not in kept else 0
        if found.number not in kept and size <= MOST_WORDS:
            chosen.append(found)
            kept.add(found.number)
    return chosen


def _missing(bench: Bench) -> str:
    """Name what the corpus does not have, as it goes on after "does not cover"."""
    query = bench.query
    if query.a is None or not query.a.words:
        return "that"
    topic = topic_of(query.a, "that")
    return f"how to {topic}" if topic != "that" and asks_how_to(query.text) else topic


def _together(best: Found, others: Sequence[Found]) -> list[Found]:
    """Keep the best sentence and those that add to it: nearly as good, of the same page, and not the same again."""
    chosen = [best]
    size = len(raw_words(best.passage.text))
    for found in others:
        near = found.score >= NEARLY_AS_GOOD * best.score and found.cosine >= NEARLY_AS_MEANT * best.cosine
        if len(chosen) == MOST_SENTENCES or not near or found.stage != best.stage:
            continue
        length = len(raw_words(found.passage.text))
        if size + length > MOST_WORDS or any(overlap(found.passage.text, kept.passage.text) > SAME for kept in chosen):
            continue
        chosen.append(found)
        size += length
    rest = sorted(chosen[1:], key=lambda found: (found.passage.section, found.passage.block, found.passage.sentence))
    return [best, *rest]


def more_about(bench: Bench, found: Found) -> tuple[str, ...]:
    if found.stage is None:
        return ()
    stage = bench.stage(found.stage)
    title = bench.plain_title(stage)
    return bench.about(stage), phrase(Intent.PREREQUISITES, title), phrase(Intent.NEXT, title)


def why(bench: Bench) -> Draft:
    """Why a thing matters, in the words of the stages where it is at home."""
    reference = bench.query.a
    if reference is not None and reference.missing_number is not None:
        return no_such_stage(bench)
    denied = told_otherwise(bench)
    return denied if denied is not None else from_passages(bench, stages=home_of(reference))


def passages(bench: Bench) -> Draft:
    """Answer an open question or a "how do I" from the best sentences; one about the roadmap itself from its own
    page.
    """
    if not bench.query.subjects and is_about_roadmap(bench.query.text):
        draft = from_passages(bench, own_pages=True)
        if draft.answers:
            return draft
    said = told_otherwise(bench) if asks_yes_or_no(bench.query.text) else None
    return said if said is not None else from_passages(bench)


def told_otherwise(bench: Bench) -> Draft | None:
    """Quote the sentence that has all that a question takes or puts as a fact, and denies it; None where none does."""
    query = bench.query
    if len(query.words) < 2:
        return None
    subject = tuple(word for one in query.subjects[:1] for word in one.words) or query.words[:1]
    bearing = bearing_on(bench, Saying(query.text, query.words, subject))
    if bearing is None or not bearing.denies or bearing.coverage < ALL_COVERED:
        return None
    if bearing.found.passage.section == CARD:
        return None  # a summary names what is taught and denies nothing
    return Draft(bearing.steps, more_about(bench, bearing.found))


def home_of(reference: Reference | None) -> Sequence[StageKey] | None:
    """Give the stages to search for a named thing; None, for all, where it is not one that the corpus names."""
    return reference.stages if reference is not None and reference.stages and not reference.unknown else None
