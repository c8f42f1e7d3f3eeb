"""Answers from one stage's own parts: what it is about, outcomes, exercise, pitfalls, tools, and when it is done."""

from trekbot.answering.claims import Claim, Draft, Layout, Step
from trekbot.answering.extractive.bench import Bench, claim, listed
from trekbot.answering.extractive.passages import from_passages
from trekbot.answering.extractive.targets import no_such_stage, not_covered, target
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.retrieval.section_roles import Role, sections_for
from trekbot.roadmaps.model import Stage

MOST_ITEMS = 8  # sentences of a list that are quoted
MOST_SENTENCES = 4  # sentences of running text that are quoted

_FIRST_SENTENCES = frozenset((Intent.TOOLS, Intent.OUTCOMES))  # of whose list items the first sentence is enough
_MISSING = {
    Intent.PRACTICE: "an exercise for {}",
    Intent.DONE: "when {} is done",
    Intent.PITFALLS: "what goes wrong in {}",
    Intent.TOOLS: "the tools of {}",
}
_ROLE_OF: dict[Intent, Role] = {
    Intent.OUTCOMES: "outcomes",
    Intent.PRACTICE: "practice",
    Intent.DONE: "done",
    Intent.PITFALLS: "pitfalls",
    Intent.TOOLS: "tools",
}


def about(bench: Bench) -> Draft:
    """What a stage, or the roadmap, is about."""
    reference = bench.query.a
    if reference is not None and not reference.stages and reference.missing_number is None:
        named = [roadmap for roadmap in bench.roadmaps if roadmap.slug in bench.query.roadmaps]
        if named or not reference.words:
            return _about_roadmaps(bench)
        return from_passages(bench)
    if reference is not None and reference.stage is not None and not reference.named:
        return from_passages(bench)
    stage = target(bench, reference)
    if stage is None:
        return no_such_stage(bench) if reference is not None else _about_roadmaps(bench)
    keys = dict.fromkeys(subject.stages[0] for subject in bench.query.subjects if subject.named and subject.stages)
    if len(keys) > 1:
        return _about_each(bench, [bench.stage(key) for key in keys])
    return about_stage(bench, stage)


def _about_each(bench: Bench, stages: list[Stage]) -> Draft:
    """Name several stages with their summaries."""
    home = stages[0].key.roadmap
    steps: list[Step] = []
    for stage in stages:
        steps.append(claim(f"{bench.name(stage, home)}:", bench.card(stage, home), layout="item"))
        steps.append(bench.summary(stage, "continued"))
    return Draft(tuple(steps), tuple(bench.about(stage) for stage in stages))


def about_stage(bench: Bench, stage: Stage) -> Draft:
    """Name the stage, quote its summary and up to two sentences of what it teaches."""
    roadmap = bench.roadmap_of(stage)
    steps = [
        claim(
            f"**{escaped(stage.title)}** is stage {stage.number} of {escaped(roadmap.title)}.",
            bench.facts.card(stage, roadmap.title),
        ),
        bench.summary(stage),
    ]
    for role in ("outcomes", "ideas"):
        sections = sections_for(stage, role)
        quotes = [quote for section in sections for quote in bench.quotes_of(stage, section, 3)]
        if quotes:
            steps += [
                Step(Claim(text, (evidence,), quoted=True), "paragraph" if layout == "sentence" else layout)
                for text, evidence, layout in quotes[:3]
            ]
            break
    title = bench.plain_title(stage)
    return Draft(
        tuple(steps), (phrase(Intent.PREREQUISITES, title), phrase(Intent.NEXT, title), phrase(Intent.SKIP, title))
    )


def part(bench: Bench) -> Draft:
    """Quote the stage's section for what was asked; search in it where the stage has no such section."""
    query = bench.query
    role = _ROLE_OF[query.intent]
    reference = query.a
    if reference is not None and reference.missing_number is not None:
        return no_such_stage(bench)
    if reference is None or (not reference.stages and not reference.words):
        named = [subject for subject in query.subjects if subject.stage]
        reference = named[0] if named else None
    stage = target(bench, reference)
    if stage is None:
        return from_passages(bench, {role: 0.15})
    if reference is not None and not reference.named:
        narrow = from_passages(bench, {role: 0.3}, stages=reference.stages)
        if narrow.answers:
            return narrow
    sections = sections_for(stage, role)
    limit = 4 * MOST_ITEMS if query.intent in _FIRST_SENTENCES else MOST_ITEMS
    quotes = [quote for section in sections for quote in bench.quotes_of(stage, section, limit)][:limit]
    if not quotes:
        return _without_section(bench, stage, role)
    steps = _set(bench, stage, quotes, query.intent)
    title = bench.plain_title(stage)
    return Draft(tuple(steps), (bench.about(stage), phrase(Intent.NEXT, title), phrase(Intent.PREREQUISITES, title)))


def _without_section(bench: Bench, stage: Stage, role: Role) -> Draft:
    """Answer from the stage's running text, if that says it; a summary alone is no exercise and no criterion."""
    intent = bench.query.intent
    if intent is Intent.OUTCOMES:
        return about_stage(bench, stage)
    found = from_passages(bench, {role: 0.15}, stages=(stage.key,), summaries=False)
    if found.answers:
        return found
    if intent is Intent.TOOLS and stage.tags:
        tags = listed([escaped(tag) for tag in stage.tags])
        step = claim(f"The tags of {bench.name(stage)} are {tags}.", bench.facts.field(stage, "tags", *stage.tags))
        return Draft((step,), (bench.about(stage),))
    return not_covered(bench, _MISSING[intent].format(escaped(stage.title)))


def _set(bench: Bench, stage: Stage, quotes: list[tuple[str, Evidence, Layout]], intent: Intent) -> list[Step]:
    """Lead in with the stage, then running text as sentences and list items as a list (numbered for an exercise's
    steps).
    """
    what = {
        Intent.OUTCOMES: "What {} teaches:",
        Intent.PRACTICE: "The exercise of {}:",
        Intent.DONE: "You are done with {} when this holds:",
        Intent.PITFALLS: "What goes wrong in {}:",
        Intent.TOOLS: "The tools of {}:",
    }[intent].format(bench.name(stage))
    steps = [claim(what, bench.card(stage))]
    running = 0
    for text, evidence, layout in quotes:
        if layout == "continued" and intent in _FIRST_SENTENCES:
            continue
        if layout == "sentence":
            running += 1
            if running > MOST_SENTENCES:
                continue
        fresh_paragraph = layout == "sentence" and running == 1
        steps.append(Step(Claim(text, (evidence,), quoted=True), "paragraph" if fresh_paragraph else layout))
    return steps


def _about_roadmaps(bench: Bench) -> Draft:
    steps = []
    for roadmap in bench.roadmaps[:5]:
        evidence = bench.facts.field(roadmap, "summary")
        layout: Layout = "sentence" if len(bench.roadmaps) == 1 else "item"
        steps.append(
            Step(
                Claim(
                    f"{escaped(roadmap.title)} has {len(roadmap.stages)} stages.",
                    (bench.facts.roadmap_card(roadmap, str(len(roadmap.stages))),),
                ),
                layout,
            )
        )
        steps.append(Step(Claim(roadmap.summary, (evidence,), quoted=True)))
    return Draft(tuple(steps), (phrase(Intent.START), bench.about(bench.roadmaps[0].stages[0])))
