"""What comes before: prerequisites, need, reasons and the order of two stages, computed from the graph.

Each stage named is cited, and so is the place where a stage states that it builds on another.
"""

from itertools import pairwise

from trekbot.answering.claims import Draft, Step
from trekbot.answering.extractive.bench import Bench, claim, notice, topic_of
from trekbot.answering.extractive.links import both_ends, chain, entry_sentences, own_requires, reasons, supports, way
from trekbot.answering.extractive.targets import belongs, no_such_stage, target
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.retrieval.question_forms import asks_for_leave
from trekbot.roadmaps.model import Stage


def prerequisites(bench: Bench) -> Draft:
    """What to learn before a stage: the direct ones with the stage's own reason, then the rest of the way in order."""
    stage = target(bench, bench.query.a)
    if stage is None:
        return no_such_stage(bench)
    title = bench.plain_title(stage)
    direct = [bench.stage(key) for key in bench.graph.prerequisites(stage.key)]
    steps = belongs(bench, bench.query.a, stage)
    if not direct:
        steps.append(
            claim(
                f"{bench.name(stage)} builds on no earlier stage, so you can start with it.", own_requires(bench, stage)
            )
        )
        steps += entry_sentences(bench, stage, 2)
        return Draft(tuple(steps), (phrase(Intent.NEXT, title), bench.about(stage), phrase(Intent.SKIP, title)))
    home = stage.key.roadmap
    steps.append(
        claim(f"Before {bench.name(stage)}, learn {bench.names(direct, home)}.", *supports(bench, stage, direct))
    )
    steps += reasons(bench, stage, direct)
    rest = [
        bench.stage(key) for key in bench.graph.ancestors(stage.key) if key not in {before.key for before in direct}
    ]
    if rest:
        steps.append(notice("Before that, in order:", "paragraph"))
        steps += way(bench, rest, home)
    return Draft(
        tuple(steps),
        (bench.about(direct[-1]), phrase(Intent.SKIP, bench.plain_title(direct[-1])), phrase(Intent.NEXT, title)),
    )


def need(bench: Bench) -> Draft:
    """Whether `a` is needed before `b`: directly, on the way, or not."""
    stage, before = target(bench, bench.query.b), target(bench, bench.query.a)
    if stage is None or (before is None and bench.query.a and bench.query.a.missing_number):
        return no_such_stage(bench)
    if before is None or before.key == stage.key:
        return _instead(bench, stage, named=before is not None)
    home = stage.key.roadmap
    steps = belongs(bench, bench.query.a, before) + belongs(bench, bench.query.b, stage)
    needed, on_the_way = ("No", "") if asks_for_leave(bench.query.text) else ("Yes", ", on the way")
    if before.key in bench.graph.prerequisites(stage.key):
        steps.append(
            claim(
                f"{needed}: {bench.name(stage)} builds directly on {bench.name(before, home)}.",
                *both_ends(bench, stage, [before]),
            )
        )
        steps += reasons(bench, stage, [before])
    elif before.key in bench.graph.ancestors(stage.key):
        between = chain(bench, before.key, stage.key)[1:-1]
        links = [
            evidence
            for earlier, later in zip([before, *between], [*between, stage], strict=True)
            for evidence in both_ends(bench, later, [earlier])
        ]
        steps.append(
            claim(
                f"{needed}{on_the_way}: {bench.name(stage)} builds on {bench.name(before, home)} "
                f"through {bench.names(between, home)}.",
                *links,
            )
        )
    else:
        steps += _not_needed(bench, stage, before)
    return Draft(tuple(steps), (phrase(Intent.PREREQUISITES, bench.plain_title(stage)), bench.about(before)))


def _not_needed(bench: Bench, stage: Stage, before: Stage) -> list[Step]:
    home = stage.key.roadmap
    direct = [bench.stage(key) for key in bench.graph.prerequisites(stage.key)]
    comes_later = stage.key in bench.graph.ancestors(before.key)
    free = "Yes" if asks_for_leave(bench.query.text) else "No"
    reversed_order = f"; {bench.name(before, home)} builds on it instead" if comes_later else ""
    steps = [
        claim(
            f"{free}: {bench.name(stage)} does not build on {bench.name(before, home)}{reversed_order}.",
            own_requires(bench, stage),
            bench.card(stage),
            bench.card(before, home),
        )
    ]
    if direct:
        steps.append(
            claim(
                f"The stages to learn before are {bench.names(direct, home)}."
                if len(direct) > 1
                else f"The stage to learn before is {bench.names(direct, home)}.",
                *both_ends(bench, stage, direct),
            )
        )
    return steps


def _instead(bench: Bench, stage: Stage, named: bool) -> Draft:
    """Give a stage's prerequisites where what was asked for is no stage before it."""
    direct = [bench.stage(key) for key in bench.graph.prerequisites(stage.key)]
    steps: list[Step] = [] if named else [notice(f"No stage of its own teaches {topic_of(bench.query.a, 'that')}.")]
    if direct:
        steps.append(
            claim(
                f"Before {bench.name(stage)}, learn {bench.names(direct, stage.key.roadmap)}.",
                *both_ends(bench, stage, direct),
            )
        )
        steps += reasons(bench, stage, direct)
    else:
        steps.append(claim(f"{bench.name(stage)} builds on no earlier stage.", own_requires(bench, stage)))
        steps += entry_sentences(bench, stage, 2)
    return Draft(tuple(steps), (bench.about(stage),))


def why_need(bench: Bench) -> Draft:
    """Why `a` comes before `b`, in the words of the stages on the way."""
    stage, before = target(bench, bench.query.b), target(bench, bench.query.a)
    if stage is None or before is None:
        return no_such_stage(bench)
    links = chain(bench, before.key, stage.key)
    if not links:
        return need(bench)
    steps: list[Step] = []
    for earlier, later in pairwise(links):
        own = reasons(bench, later, [earlier])
        if own:
            steps += own
        else:
            steps.append(
                claim(
                    f"{bench.name(later)} builds on {bench.name(earlier, later.key.roadmap)}.",
                    *both_ends(bench, later, [earlier]),
                )
            )
            steps.append(bench.summary(earlier))
    return Draft(tuple(steps), (bench.about(before), phrase(Intent.PREREQUISITES, bench.plain_title(stage))))


def order(bench: Bench) -> Draft:
    """Which of two stages comes first, and whether one builds on the other."""
    one, other = target(bench, bench.query.a), target(bench, bench.query.b)
    if one is None or other is None or one.key == other.key:
        return no_such_stage(bench)
    first, second = (bench.stage(key) for key in bench.graph.order((one.key, other.key)))
    home = second.key.roadmap
    steps = belongs(bench, bench.query.a, one) + belongs(bench, bench.query.b, other)
    if first.key in bench.graph.ancestors(second.key):
        links = chain(bench, first.key, second.key)
        cites = [evidence for earlier, later in pairwise(links) for evidence in both_ends(bench, later, [earlier])]
        steps.append(
            claim(
                f"{bench.name(first, home)} comes first: {bench.name(second)} builds on it.",
                bench.card(first, home),
                *cites,
                bench.card(second),
            )
        )
        steps += reasons(bench, second, [first]) if len(links) == 2 else []
    elif first.key.roadmap == second.key.roadmap:
        steps.append(
            claim(
                f"{bench.name(first)} comes first by number, but {bench.name(second)} does not build on it.",
                bench.card(first),
                bench.card(second),
            )
        )
    else:
        steps.append(
            claim(
                f"Neither {bench.name(first, home)} nor {bench.name(second)} builds on the other.",
                bench.card(first, home),
                bench.card(second),
            )
        )
    return Draft(tuple(steps), (phrase(Intent.PREREQUISITES, bench.plain_title(second)), bench.about(first)))
