"""What answers about order have in common: reasons, dependences, ways, and what the learner knows already."""

from collections.abc import Sequence

from trekbot.answering.claims import Claim, Step
from trekbot.answering.extractive.bench import Bench, claim, listed, notice
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.names import key_of
from trekbot.retrieval.query import Reference
from trekbot.retrieval.section_roles import sections_for
from trekbot.roadmaps.model import Stage, StageKey

LONGEST_WAY = 15  # stages of a way that are listed; more is a list nobody reads


def quoted(text: str, evidence: Evidence) -> Step:
    return Step(Claim(text, (evidence,), quoted=True))


def own_requires(bench: Bench, stage: Stage) -> Evidence:
    """Quote the stage's own list of prerequisites; its card where it has none."""
    return (
        bench.facts.field(stage, "requires")
        if stage.requires_stated and "requires" in stage.fields
        else bench.card(stage)
    )


def reasons(bench: Bench, stage: Stage, before: Sequence[Stage]) -> list[Step]:
    """Quote the stage's own reasons for its prerequisites, each sentence once."""
    found = {}
    for one in before:
        reason = bench.facts.reason(stage, one)
        if reason is not None:
            found[reason.quote] = reason
    return [quoted(text, evidence) for text, evidence in found.items()]


def entry_sentences(bench: Bench, stage: Stage, limit: int) -> list[Step]:
    """Quote what the stage says that a learner brings."""
    return [
        quoted(text, evidence)
        for section in sections_for(stage, "entry")[:1]
        for text, evidence, _ in bench.quotes_of(stage, section, limit)
    ]


def dependences(bench: Bench, stages: Sequence[Stage], on: Stage) -> list[Evidence]:
    return [bench.facts.dependence(stage, on) for stage in stages]


def both_ends(bench: Bench, stage: Stage, before: Sequence[Stage]) -> list[Evidence]:
    """Cite each prerequisite's card and where the stage states that it builds on it."""
    home = stage.key.roadmap
    return [cited for one in before for cited in (bench.card(one, home), bench.facts.dependence(stage, one))]


def supports(bench: Bench, stage: Stage, before: Sequence[Stage]) -> list[Evidence]:
    """Cite as `both_ends` for one prerequisite; for several, leave out what the reasons quoted next will cite."""
    if len(before) == 1:
        return both_ends(bench, stage, before)
    silent = [one for one in before if bench.facts.reason(stage, one) is None]
    home = stage.key.roadmap
    cards = [bench.card(one, home) for one in before]
    return [*cards, bench.card(stage), *(bench.facts.dependence(stage, one) for one in silent)]


def way(bench: Bench, stages: Sequence[Stage], home: str, limit: int = LONGEST_WAY) -> list[Step]:
    """List stages in the order given."""
    steps = [claim(bench.name(stage, home), bench.card(stage, home), layout="numbered") for stage in stages[:limit]]
    if len(stages) > limit:
        steps.append(notice(f"{len(stages) - limit} more follow.", "paragraph"))
    return steps


def chain(bench: Bench, first: StageKey, last: StageKey) -> list[Stage]:
    """Give one shortest chain of direct prerequisites from `first` up to `last`, both included; empty where there is
    none.
    """
    chains = [[last]]
    seen = {last}
    while chains:
        current = chains.pop(0)
        for key in bench.graph.prerequisites(current[0]):
            if key == first:
                return [bench.stage(one) for one in (first, *current)]
            if key not in seen:
                seen.add(key)
                chains.append([key, *current])
    return []


def known_stages(bench: Bench) -> set[StageKey]:
    """Give the stages that the learner says to know: those named, and those that alone bear the thing as a tag."""
    known: set[StageKey] = set()
    for reference in bench.query.known:
        one_roadmap = len({key.roadmap for key in reference.stages}) == 1
        if (reference.named and one_roadmap) or (
            len(reference.stages) == 1 and _stands_for(bench.stage(reference.stages[0]), reference)
        ):
            known.update(reference.stages)
    return known


def no_stage_skipped(bench: Bench) -> list[Step]:
    """Say which of the things that the learner knows stand for no stage."""
    known = known_stages(bench)
    elsewhere = [reference.phrase for reference in bench.query.known if not known.intersection(reference.stages)]
    if not elsewhere:
        return []
    return [notice(f"Knowing {listed([escaped(said) for said in elsewhere])} replaces no whole stage.", "paragraph")]


def _stands_for(stage: Stage, reference: Reference) -> bool:
    """Tell whether a thing at home in one stage alone is a tag of it; without tags, whether the stage names it."""
    if not stage.tags:
        return reference.certain
    return any(key_of(tag) == key_of(reference.phrase) for tag in stage.tags)
