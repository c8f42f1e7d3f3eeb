"""What comes after: the next stage, where to start, and what hangs on a stage that somebody would skip."""

from collections.abc import Sequence

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim
from trekbot.answering.extractive.goals import goal_stage
from trekbot.answering.extractive.links import (
    dependences,
    known_stages,
    no_stage_skipped,
    own_requires,
    quoted,
    reasons,
)
from trekbot.answering.extractive.targets import belongs, no_such_stage, target
from trekbot.answering.extractive.ways import way_to
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.retrieval.section_roles import role_of, sections_for
from trekbot.roadmaps.model import Stage

MOST_NAMED = 12  # stages named in one sentence
MOST_ROADMAPS = 5  # roadmaps that a start is given for


def next_stage(bench: Bench) -> Draft:
    """What comes after a stage, by number, and what else builds on it."""
    reference = bench.query.a
    if reference is None or not (reference.stages or reference.words or reference.missing_number):
        return start(bench)
    stage = target(bench, reference)
    if stage is None:
        return start(bench) if bench.query.known and not reference.certain else no_such_stage(bench)
    following = bench.graph.next_stage(stage.key)
    steps = belongs(bench, reference, stage)
    if following is None:
        roadmap = bench.roadmap_of(stage)
        steps.append(
            claim(
                f"{bench.name(stage)} is the last stage of {escaped(roadmap.title)}.",
                bench.facts.card(stage, roadmap.title),
            )
        )
        steps += _closing_words(bench, stage)
    else:
        after = bench.stage(following)
        steps.append(
            claim(f"After {bench.name(stage)} comes {bench.name(after)}.", bench.card(stage), bench.card(after))
        )
        own = reasons(bench, after, [stage]) if stage.key in bench.graph.prerequisites(after.key) else []
        steps += own or [bench.summary(after)]
    builds_on = [bench.stage(key) for key in bench.graph.dependents(stage.key) if key != following][:MOST_NAMED]
    if builds_on:
        home = stage.key.roadmap
        verb = f"{'also ' if following else ''}{'build' if len(builds_on) > 1 else 'builds'}"
        steps.append(
            claim(
                f"{bench.names(builds_on, home)} {verb} on {bench.name(stage)}.",
                bench.card(stage),
                *bench.cards([one for one in builds_on if one.key.roadmap != home], home),
                *dependences(bench, builds_on, stage),
            )
        )
    last = bench.stage(following) if following else stage
    return Draft(
        tuple(steps),
        (
            bench.about(last),
            phrase(Intent.DEPENDENTS, bench.plain_title(stage)),
            phrase(Intent.PREREQUISITES, bench.plain_title(last)),
        ),
    )


def _closing_words(bench: Bench, stage: Stage) -> list[Step]:
    """Quote what the roadmap's page says about what comes after the last stage."""
    roadmap = bench.roadmap_of(stage)
    for section in reversed(roadmap.sections):
        if role_of(section.heading) == "next":
            texts = [sentence.text for block in section.blocks for sentence in block.sentences if sentence.quotable][:3]
            return [quoted(text, bench.facts.sentence(roadmap, section, text)) for text in texts]
    return []


def start(bench: Bench) -> Draft:
    """Where to begin: in each roadmap asked about, the first stage that is not known and whose prerequisites are."""
    goal = goal_stage(bench)
    if goal is not None:
        return way_to(bench, goal)
    said = known_stages(bench)
    known = said.union(*(bench.graph.ancestors(key) for key in said))
    begun = [roadmap for roadmap in bench.roadmaps if roadmap.slug in {key.roadmap for key in said}]
    going_on = any(stage.key not in known for roadmap in begun for stage in roadmap.stages)
    chosen = (begun if going_on and not bench.query.roadmaps else bench.roadmaps)[:MOST_ROADMAPS]
    steps: list[Step] = []
    firsts: list[Stage] = []
    for roadmap in chosen:
        unknown = [stage for stage in roadmap.stages if stage.key not in known]
        if not unknown:
            continue
        ready = [stage for stage in unknown if all(key in known for key in bench.graph.prerequisites(stage.key))]
        first = (ready or unknown)[0]
        firsts.append(first)
        done = [stage for stage in roadmap.stages if stage.key in said]
        place = f" in {escaped(roadmap.title)}" if len(chosen) > 1 else ""
        lead, cites = _after(bench, done)
        steps.append(
            claim(
                f"{lead}{place} with {bench.name(first)}.",
                *cites,
                bench.facts.card(first, roadmap.title),
                layout="item" if len(chosen) > 1 else "sentence",
            )
        )
        if len(chosen) == 1:
            steps.append(bench.summary(first))
            others = [stage for stage in ready[1:4] if not bench.graph.prerequisites(stage.key)]
            if others:
                verb = "need" if len(others) > 1 else "needs"
                steps.append(
                    claim(
                        f"{bench.names(others)} {verb} no earlier stage either.",
                        *(own_requires(bench, stage) for stage in others),
                    )
                )
    if not firsts:
        return no_such_stage(bench)
    steps += no_stage_skipped(bench)
    return Draft(tuple(steps), (bench.about(firsts[0]), phrase(Intent.NEXT, bench.plain_title(firsts[0]))))


def _after(bench: Bench, done: Sequence[Stage]) -> tuple[str, tuple[Evidence, ...]]:
    """Begin a sentence about the start with what is done, by name where that is readable; with what carries it."""
    if not done:
        return "Start", ()
    if len(done) > MOST_NAMED:
        count = str(len(done))
        return f"With the {count} stages up to {bench.name(done[-1])} done, start", (bench.facts.card(done[-1], count),)
    return f"With {bench.names(done)} done, start", bench.cards(done)


def skip(bench: Bench) -> Draft:
    """Whether a stage can be left out."""
    stage = target(bench, bench.query.a)
    if stage is None:
        return no_such_stage(bench)
    if any(stage.key in reference.stages for reference in bench.query.known):
        return _known_already(bench, stage)
    if bench.graph.dependents(stage.key):
        return _hanging_on(bench, stage, f"Better not skip {bench.name(stage)}: ")
    lead = f"You can skip {bench.name(stage)} without blocking another stage: none builds on it."
    steps = [*belongs(bench, bench.query.a, stage), claim(lead, bench.card(stage)), bench.summary(stage)]
    return Draft(tuple(steps), (bench.about(stage), phrase(Intent.PREREQUISITES, bench.plain_title(stage))))


def _known_already(bench: Bench, stage: Stage) -> Draft:
    """Who knows what a stage teaches can skip it: how to tell, and what then builds on it."""
    home = stage.key.roadmap
    direct = [bench.stage(key) for key in bench.graph.dependents(stage.key)][:MOST_NAMED]
    steps = [
        claim(f"You can skip {bench.name(stage)} if you know what it teaches.", bench.card(stage)),
        bench.summary(stage),
    ]
    for section in sections_for(stage, "done")[:1]:
        steps += [quoted(text, evidence) for text, evidence, _ in bench.quotes_of(stage, section, 2)]
    if direct:
        verb = "build" if len(direct) > 1 else "builds"
        cites = (
            *bench.cards([one for one in direct if one.key.roadmap != home], home),
            *dependences(bench, direct, stage),
        )
        steps.append(claim(f"{bench.names(direct, home)} {verb} directly on it.", *cites))
    return Draft(tuple(steps), (bench.about(stage), phrase(Intent.DONE, bench.plain_title(stage))))


def dependents(bench: Bench) -> Draft:
    """Which stages build on a stage, directly and not."""
    stage = target(bench, bench.query.a)
    if stage is None:
        return no_such_stage(bench)
    if bench.graph.dependents(stage.key):
        return _hanging_on(bench, stage, "")
    step = claim(f"No stage builds on {bench.name(stage)}.", bench.card(stage))
    return Draft((step,), (bench.about(stage), phrase(Intent.PREREQUISITES, bench.plain_title(stage))))


def _hanging_on(bench: Bench, stage: Stage, lead: str) -> Draft:
    home = stage.key.roadmap
    direct = [bench.stage(key) for key in bench.graph.dependents(stage.key)]
    others = [bench.stage(key) for key in bench.graph.descendants(stage.key) if key not in {one.key for one in direct}]
    on = "it" if lead else bench.name(stage)
    verb = "build" if len(direct) > 1 else "builds"
    shown = direct[:MOST_NAMED]
    steps = belongs(bench, bench.query.a, stage)
    steps.append(
        claim(
            f"{lead}{bench.names(shown, home)} {verb} directly on {on}.",
            bench.card(stage),
            *bench.cards([one for one in shown if one.key.roadmap != home], home),
            *dependences(bench, shown, stage),
        )
    )
    if len(direct) == 1:
        steps += reasons(bench, direct[0], [stage])
    if others:
        further = others[:MOST_NAMED]
        verb = "depend" if len(further) > 1 else "depends"
        rest = f" and {len(others) - len(further)} more" if len(others) > len(further) else ""
        cites = (
            [*bench.cards(further, home), bench.facts.card(stage, str(len(others) - len(further)))]
            if rest
            else bench.cards(further, home)
        )
        steps.append(claim(f"Further on, {bench.names(further, home)}{rest} {verb} on it too.", *cites))
    return Draft(tuple(steps), (bench.about(stage), phrase(Intent.PREREQUISITES, bench.plain_title(direct[0]))))
