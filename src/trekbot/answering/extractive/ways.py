"""The way to a stage, or through a whole roadmap: what to learn in order, what is skipped and why."""

import re
from collections.abc import Sequence

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, notice
from trekbot.answering.extractive.links import known_stages, no_stage_skipped, way
from trekbot.answering.extractive.roadmap_facts import which_roadmap
from trekbot.answering.extractive.targets import belongs, no_such_stage, target
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent, Reference
from trekbot.roadmaps.model import Stage

_TIME_SPAN = re.compile(r"\b(?:\d+|one|two|three|four|six|a few) (?:months?|weeks?|hours?|days?|years?)\b")
MOST_NAMED = 12  # stages named in one sentence
LONGEST_NAMED_ROW = 3  # "everything up to x" is said again as a number of stages
LONGEST_PLAN = 200  # a plan was asked for in full


def path(bench: Bench) -> Draft:
    """The shortest way to a stage; without a goal, a plan for the whole roadmap."""
    reference = bench.query.a
    goal = target(bench, reference)
    if goal is None:
        whole = reference is None or not reference.words or _is_roadmap(bench)
        return _plan(bench) if whole else no_such_stage(bench)
    return way_to(bench, goal, reference)


def way_to(bench: Bench, goal: Stage, reference: Reference | None = None) -> Draft:
    """The stages to learn for one, in order, without those that are known; `reference` is what it was called."""
    home = goal.key.roadmap
    found = bench.graph.path(goal.key, known_stages(bench))
    stages = [bench.stage(step.key) for step in found.steps]
    title = bench.plain_title(goal)
    if not stages:
        done = claim(f"You are there: {bench.name(goal)} is one that you know already.", bench.card(goal))
        return Draft((done,), (phrase(Intent.NEXT, title),))
    steps = belongs(bench, reference, goal)
    count = f"{len(stages)} stages, in this order" if len(stages) > 1 else "one stage"
    steps.append(
        claim(f"The shortest way to {bench.name(goal)} has {count}:", bench.facts.card(goal, str(len(stages))))
    )
    steps += way(bench, stages, home, LONGEST_PLAN)
    steps += _skipped(bench, [bench.stage(key) for key in found.skipped], goal)
    steps += no_stage_skipped(bench) + _no_hours(bench)
    return Draft(
        tuple(steps), (bench.about(stages[0]), phrase(Intent.NEXT, title), phrase(Intent.PREREQUISITES, title))
    )


def _skipped(bench: Bench, skipped: Sequence[Stage], goal: Stage) -> list[Step]:
    """Say what the way leaves out, by name where that is readable, and why."""
    if not skipped:
        return []
    why = "because you know it" if len(skipped) == 1 else "because you know them, or only such stages need them"
    row = any(len(reference.stages) > LONGEST_NAMED_ROW for reference in bench.query.known)
    if row or len(skipped) > MOST_NAMED:
        return [
            claim(
                f"{len(skipped)} stages are skipped, {why}.",
                bench.facts.card(goal, str(len(skipped))),
                layout="paragraph",
            )
        ]
    home = goal.key.roadmap
    names = bench.names(skipped, home)
    verb = "is" if len(skipped) == 1 else "are"
    return [claim(f"{names} {verb} skipped, {why}.", *bench.cards(skipped, home), layout="paragraph")]


def _is_roadmap(bench: Bench) -> bool:
    """Tell whether the goal is a roadmap as a whole."""
    reference = bench.query.a
    named = [roadmap for roadmap in bench.roadmaps if roadmap.slug in bench.query.roadmaps]
    return (
        reference is not None
        and not reference.unknown
        and bool(named)
        and reference.phrase.casefold() in " ".join(roadmap.title for roadmap in named).casefold()
    )


def _plan(bench: Bench) -> Draft:
    if len(bench.roadmaps) > 1:
        return which_roadmap(bench, "plan")
    roadmap = bench.roadmaps[0]
    known = known_stages(bench)
    stages = [
        bench.stage(key) for key in bench.graph.order([stage.key for stage in roadmap.stages if stage.key not in known])
    ]
    if not stages:
        return no_such_stage(bench)
    count = f"{len(stages)} stages" if len(stages) > 1 else "1 stage"
    steps = [
        claim(
            f"The order to learn {escaped(roadmap.title)}, {count}:",
            bench.facts.roadmap_card(roadmap, str(len(stages))),
        )
    ]
    steps += way(bench, stages, roadmap.slug, LONGEST_PLAN)
    steps += _skipped(bench, [stage for stage in roadmap.stages if stage.key in known], stages[0])
    if roadmap.estimated_time:
        steps.append(
            claim(
                f"The time stated for all of {escaped(roadmap.title)} is {escaped(roadmap.estimated_time)}.",
                bench.facts.field(roadmap, "estimated_time"),
                layout="paragraph",
            )
        )
    steps += no_stage_skipped(bench) + _no_hours(bench)
    return Draft(tuple(steps), (bench.about(stages[0]), phrase(Intent.NEXT, bench.plain_title(stages[0]))))


def _no_hours(bench: Bench) -> list[Step]:
    """Say that no time is stated for a stage, where a plan for a time was asked for."""
    timed = any(stage.estimated_time for roadmap in bench.roadmaps for stage in roadmap.stages)
    if timed or not _TIME_SPAN.search(bench.query.text.casefold()):
        return []
    return [notice("No time is stated for a single stage, so this is the order without dates.", "paragraph")]
