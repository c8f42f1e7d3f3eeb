"""Which stage a question is about, and what to say where there is none."""

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, listed, refusal, topic_of
from trekbot.answering.extractive.described import described_stage
from trekbot.answering.markdown_text import escaped
from trekbot.answering.sufficiency import MEANT_COSINE
from trekbot.index.words import words
from trekbot.retrieval.query import Intent, Reference
from trekbot.roadmaps.model import Stage, StageKey

_OF_ORDER = frozenset(
    (
        Intent.PREREQUISITES, Intent.NEED, Intent.WHY_NEED, Intent.ORDER, Intent.NEXT, Intent.SKIP, Intent.DEPENDENTS,
        Intent.PATH,
    )
)  # fmt: skip
FEWEST_WORDS = 2  # of a phrase that can describe a stage
NEAREST = 3  # stages offered where the corpus has no answer


def target(bench: Bench, reference: Reference | None) -> Stage | None:
    """Give the stage that a phrase points to, by name or, failing that, by meaning; None where nothing is near
    enough.
    """
    if reference is None or reference.missing_number is not None:
        return None
    if reference.stage is not None:
        return bench.stage(reference.stage)
    if not reference.words:
        return None
    if bench.query.intent in _OF_ORDER and len(reference.words) >= FEWEST_WORDS:
        described = described_stage(bench, reference.phrase, reference.words)
        if described is not None:
            return described
    best = bench.search.dense_chunks[:1]
    if not best or best[0][1] < MEANT_COSINE:
        return None
    chunk = best[0][0]
    return bench.stage(StageKey(chunk.roadmap, chunk.stage)) if chunk.stage else None


def belongs(bench: Bench, reference: Reference | None, stage: Stage) -> list[Step]:
    """Say which stage treats the thing that was asked about, where that thing is no stage itself."""
    if reference is None or reference.named or not reference.stages or set(reference.words) <= set(words(stage.title)):
        return []
    shown = bench.facts.naming(stage, reference.words)
    if shown is None:
        return []
    topic = topic_of(reference, "that")
    return [claim(f"{topic[:1].upper()}{topic[1:]} belongs to {bench.name(stage)}.", shown)]


def no_such_stage(bench: Bench) -> Draft:
    """Say that a stage or subject is not there, and offer the nearest."""
    for reference in (bench.query.a, bench.query.b):
        if reference is not None and reference.missing_number is not None:
            return _no_such_number(bench, reference.missing_number)
    missing = next((one for one in (bench.query.b, bench.query.a) if one is not None and not one.stages), bench.query.a)
    return not_covered(bench, topic_of(missing, "that"))


def not_covered(bench: Bench, topic: str) -> Draft:
    """Say that the corpus does not treat a topic, given as Markdown, and offer the nearest stages as questions."""
    return refusal(f"{whose(bench)} not cover {topic}.", *nearest_questions(bench))


def not_stated(bench: Bench, what: str, *suggestions: str) -> Draft:
    """Say that a fact is not stated, and offer the nearest that is."""
    return refusal(f"{whose(bench)} not state {what}.", *suggestions, *nearest_questions(bench))


def whose(bench: Bench) -> str:
    roadmaps = bench.roadmaps
    return f"{escaped(roadmaps[0].title)} does" if len(roadmaps) == 1 else "The roadmaps do"


def nearest_questions(bench: Bench) -> tuple[str, ...]:
    """Ask what the nearest stages are about: questions that always have an answer."""
    return tuple(bench.about(stage) for stage in nearest_stages(bench))


def nearest_stages(bench: Bench) -> list[Stage]:
    """Give the stages nearest in meaning, best first."""
    found: dict[StageKey, None] = {}
    for chunk, _ in bench.search.dense_chunks:
        if chunk.stage:
            found[StageKey(chunk.roadmap, chunk.stage)] = None
    return [bench.stage(key) for key in found][:NEAREST]


def _no_such_number(bench: Bench, number: int) -> Draft:
    ends = listed(
        [f"{escaped(roadmap.title)} ends with stage {roadmap.stages[-1].number}" for roadmap in bench.roadmaps[:4]]
    )
    stages = [roadmap.stages[-1] for roadmap in bench.roadmaps[:NEAREST]]
    return refusal(f"There is no stage {number}: {ends}.", *(bench.about(stage) for stage in stages))
