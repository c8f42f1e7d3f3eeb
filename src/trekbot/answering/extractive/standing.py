"""Where a learner stands: which stages are open to anybody, which go side by side, and how many are left."""

from collections import defaultdict
from collections.abc import Sequence

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, refusal
from trekbot.answering.extractive.links import both_ends, known_stages, no_stage_skipped, own_requires, way
from trekbot.answering.extractive.roadmap_facts import which_roadmap
from trekbot.answering.extractive.targets import no_such_stage
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.roadmaps.model import Roadmap, Stage, StageKey

MOST_LISTED = 30  # stages of a list that is read
MOST_GROUPS = 4  # sets of stages that can be learned side by side


def entries(bench: Bench) -> Draft:
    """The stages that need no other before them."""
    free = [stage for roadmap in bench.roadmaps for stage in roadmap.stages if not bench.graph.prerequisites(stage.key)]
    if len(free) == 1:
        text = f"Only {bench.name(free[0])} needs no earlier stage."
        return Draft((claim(text, own_requires(bench, free[0]), bench.card(free[0])),), (bench.about(free[0]),))
    home = bench.roadmaps[0].slug
    first = free[0]
    count = str(len(free))
    steps = [claim(f"{count} stages need no earlier stage:", bench.facts.card(first, count))]
    steps += [
        claim(bench.name(stage, home), bench.card(stage, home), own_requires(bench, stage), layout="item")
        for stage in free[:MOST_LISTED]
    ]
    return Draft(tuple(steps), (bench.about(first), phrase(Intent.NEXT, bench.plain_title(first))))


def parallel(bench: Bench) -> Draft:
    """The sets of stages that build on the same ones and not on each other, the largest first."""
    groups: dict[tuple[str, tuple[StageKey, ...]], list[Stage]] = defaultdict(list)
    for roadmap in bench.roadmaps:
        for stage in roadmap.stages:
            groups[roadmap.slug, bench.graph.prerequisites(stage.key)].append(stage)
    shared = sorted((entry for entry in groups.items() if len(entry[1]) > 1), key=lambda entry: -len(entry[1]))
    if not shared:
        return refusal(
            "No two stages build on the same ones, so each has its place in one order.", phrase(Intent.START)
        )
    steps: list[Step] = []
    for (_, before), together in shared[:MOST_GROUPS]:
        home = together[0].key.roadmap
        shown = together[:MOST_LISTED]
        needed = [bench.stage(key) for key in before]
        on = f"after {bench.names(needed, home)}" if needed else "from the start"
        cites = [
            cited for stage in shown for cited in (both_ends(bench, stage, needed) or [own_requires(bench, stage)])
        ]
        text = f"{bench.names(shown, home)} can be learned side by side {on}: none of them builds on another."
        steps.append(claim(text, *bench.cards(shown, home), *cites, layout="item"))
    return Draft(tuple(steps), (bench.about(shared[0][1][0]),))


def progress(bench: Bench) -> Draft:
    """How many stages are left after one, or after what is known, and which."""
    reference = bench.query.a
    if reference is not None and reference.missing_number is not None:
        return no_such_stage(bench)
    if reference is not None and reference.stage is not None:
        last = bench.stage(reference.stage)
        roadmap = bench.roadmap_of(last)
        left = [stage for stage in roadmap.stages if stage.number > last.number]
        return _left(bench, roadmap, f"After {bench.name(last)}", last, left)
    said = known_stages(bench)
    if len(bench.roadmaps) > 1 and len({key.roadmap for key in said}) != 1:
        return which_roadmap(bench, "stages")
    roadmap = next((one for one in bench.roadmaps if one.slug in {key.roadmap for key in said}), bench.roadmaps[0])
    known = said.union(*(bench.graph.ancestors(key) for key in said))
    if not known:
        middle = roadmap.stages[(len(roadmap.stages) - 1) // 2]
        return _left(
            bench, roadmap, f"After {bench.name(middle)}", middle, roadmap.stages[roadmap.stages.index(middle) + 1 :]
        )
    done = [stage for stage in roadmap.stages if stage.key in said]
    lead = f"With {bench.names(done)} done" if len(done) <= MOST_LISTED else f"With {bench.name(done[-1])} done"
    left = [stage for stage in roadmap.stages if stage.key not in known]
    return _left(bench, roadmap, lead, done[-1], left)


def _left(bench: Bench, roadmap: Roadmap, lead: str, last: Stage, left: Sequence[Stage]) -> Draft:
    """Say how many stages are left, and list them where the list is short."""
    total, count = str(len(roadmap.stages)), str(len(left))
    suggestions = (phrase(Intent.NEXT, bench.plain_title(last)), bench.about(last))
    cites = [
        *bench.cards([stage for stage in roadmap.stages if bench.name(stage) in lead]),
        bench.facts.roadmap_card(roadmap, total, count),
    ]
    if not left:
        text = f"{lead}, nothing is left of {escaped(roadmap.title)}."
        return Draft((claim(text, *cites),), suggestions)
    are = "is" if len(left) == 1 else "are"
    end = ":" if len(left) <= MOST_LISTED else "."
    steps = [claim(f"{lead}, {count} of the {total} stages of {escaped(roadmap.title)} {are} left{end}", *cites)]
    if len(left) <= MOST_LISTED:
        steps += way(bench, left, roadmap.slug, MOST_LISTED)
    return Draft((*steps, *no_stage_skipped(bench)), suggestions)
