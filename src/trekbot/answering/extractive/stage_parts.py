"""Answers from one stage's own parts: what it is about, outcomes, exercise, pitfalls, tools, and when it is done."""

from trekbot.answering.claims import Claim, Draft, Layout, Step
from trekbot.answering.extractive.bench import Bench, claim, listed
from trekbot.answering.extractive.paragraphs import quoted_in_place
from trekbot.answering.extractive.part_sentences import (
    asks_detail,
    by_form,
    detailed,
    details_of,
    is_of_stage,
    quoted_sections,
)
from trekbot.answering.extractive.passages import from_passages
from trekbot.answering.extractive.targets import no_such_stage, not_covered, target
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.retrieval.question_forms import asks_for_list, asks_to_hand_in
from trekbot.retrieval.section_roles import Role, sections_for
from trekbot.roadmaps.model import Stage

MOST_ITEMS = 8  # sentences of a list that are quoted
MOST_SENTENCES = 4  # sentences of running text that are quoted
MOST_WORDS = 100  # quoted of one part
LONG_PART = 250  # words quoted where a list is asked for

_FIRST_SENTENCES = frozenset((Intent.TOOLS, Intent.OUTCOMES))  # of whose list items the first sentence is enough
_WITH_DETAILS: frozenset[Role] = frozenset(("practice", "pitfalls"))  # parts that may be asked about bit by bit
# A sentence of its own form tells these more surely than what a heading means.
_TELLING_FORMS: frozenset[Role] = frozenset(("done", "pitfalls"))
_STAND_INS: dict[Role, tuple[Role, ...]] = {"practice": ("done",), "done": ("practice",)}
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
    """Quote what the stage says of the part asked for: one detail of it, its section, or sentences of its form."""
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
    details = details_of(bench, reference, stage, role)
    if (details and role in _WITH_DETAILS) or (role == "practice" and asks_detail(query.text)):
        chosen = detailed(bench, stage, role, details)
        if chosen:
            return Draft(quoted_in_place(bench, chosen), _onward(bench, stage))
    if reference is not None and not is_of_stage(bench, reference, stage):
        narrow = from_passages(bench, {role: 0.3}, stages=reference.stages)
        if narrow.answers:
            return narrow
    return _whole(bench, stage, role) or _without(bench, stage, role, bool(details))


def _whole(bench: Bench, stage: Stage, role: Role) -> Draft | None:
    """Quote the whole part, of this role or of the one that stands in for it; None where the stage has neither."""
    intent = bench.query.intent
    all_of_it = asks_for_list(bench.query.text)
    most_words = LONG_PART if all_of_it or intent is Intent.TOOLS else MOST_WORDS
    limit = 4 * MOST_ITEMS if all_of_it or intent in _FIRST_SENTENCES else MOST_ITEMS
    for kind in (role, *_STAND_INS.get(role, ())):
        if kind == "practice" and role == "done" and not asks_to_hand_in(bench.query.text):
            continue
        told = quoted_sections(bench, stage, sections_for(stage, kind), kind, limit, most_words)
        if not told and kind in _TELLING_FORMS:
            chosen = by_form(bench, stage, kind)
            if chosen:
                return Draft(quoted_in_place(bench, chosen), _onward(bench, stage))
        meant = told or quoted_sections(
            bench, stage, bench.library.headings.sections_for(stage, kind), kind, limit, most_words
        )
        if meant:
            return Draft(tuple(_set(bench, stage, meant, intent if kind == role else None)), _onward(bench, stage))
        chosen = by_form(bench, stage, kind)
        if chosen:
            return Draft(quoted_in_place(bench, chosen), _onward(bench, stage))
    return None


def _without(bench: Bench, stage: Stage, role: Role, with_details: bool) -> Draft:
    """Answer from the stage's running text, if it says what was asked for; a summary alone is no exercise."""
    intent = bench.query.intent
    if intent is Intent.OUTCOMES:
        return about_stage(bench, stage)
    if with_details:
        found = from_passages(bench, {role: 0.15}, stages=(stage.key,), summaries=False)
        if found.answers:
            return found
    if intent is Intent.TOOLS and stage.tags:
        tags = listed([escaped(tag) for tag in stage.tags])
        step = claim(f"The tags of {bench.name(stage)} are {tags}.", bench.facts.field(stage, "tags", *stage.tags))
        return Draft((step,), (bench.about(stage),))
    return not_covered(bench, _MISSING[intent].format(escaped(stage.title)))


def _onward(bench: Bench, stage: Stage) -> tuple[str, ...]:
    title = bench.plain_title(stage)
    return bench.about(stage), phrase(Intent.NEXT, title), phrase(Intent.PREREQUISITES, title)


def _set(bench: Bench, stage: Stage, quotes: list[tuple[str, Evidence, Layout]], intent: Intent | None) -> list[Step]:
    """Lead in with the stage, then running text as sentences and list items as a list (numbered for an exercise's
    steps). Without an intent, what is quoted stands in for what was asked.
    """
    what = {
        None: "What {} asks for:",
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
