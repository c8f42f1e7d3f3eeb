"""What the corpus has to say to what a question takes for granted: nothing where it is right, else a correction."""

import re
from dataclasses import dataclass

from trekbot.answering.claims import Step
from trekbot.answering.extractive.asserted import bearing_on
from trekbot.answering.extractive.bench import Bench, claim, notice
from trekbot.answering.extractive.links import both_ends, own_requires
from trekbot.answering.extractive.time_spans import same_span
from trekbot.answering.markdown_text import escaped
from trekbot.index.words import raw_words, stem
from trekbot.retrieval.cues import NUMBER_WORDS
from trekbot.retrieval.premises import LAST
from trekbot.retrieval.query import Intent, RoadmapPremise, Saying, StagePremise
from trekbot.roadmaps.model import Roadmap, Stage

_LEANS_ON_IT = re.compile(r"\b(?:it|one|them|they|that|this|those|its)\b")


@dataclass(frozen=True)
class Correction:
    """What is said first. `moot` tells that the rest of the question falls with what it took for granted."""

    steps: tuple[Step, ...] = ()
    moot: bool = False


def correction(bench: Bench) -> Correction:
    """Hold a question's premise against the corpus."""
    premise = bench.query.premise
    if isinstance(premise, StagePremise):
        return Correction(tuple(_of_stage(bench, premise)))
    if isinstance(premise, RoadmapPremise):
        return Correction(tuple(_of_roadmap(bench, premise)))
    return _of_saying(bench, premise) if premise is not None else Correction()


def _of_stage(bench: Bench, premise: StagePremise) -> list[Step]:
    stage = bench.stage(premise.stage)
    if premise.earlier_than is not None:
        return _order(bench, stage, bench.stage(premise.earlier_than))
    if premise.number is not None:
        return _number(bench, stage, premise.number)
    if premise.time is not None:
        return _time(bench, stage, premise.time)
    return _requirement(bench, stage, bench.stage(premise.builds_on) if premise.builds_on else None, premise.denied)


def _order(bench: Bench, stage: Stage, later: Stage) -> list[Step]:
    home = stage.key.roadmap
    if bench.graph.order((stage.key, later.key))[0] == stage.key:
        return []
    if later.key.roadmap != home and later.key not in bench.graph.ancestors(stage.key):
        text = f"{bench.name(stage)} and {bench.name(later, home)} do not build on one another."
        return [claim(text, bench.card(stage), bench.card(later, home))]
    text = f"{bench.name(stage)} does not come before {bench.name(later, home)}, but after it."
    return [claim(text, bench.card(stage), bench.card(later, home))]


def _number(bench: Bench, stage: Stage, number: int) -> list[Step]:
    last = bench.roadmap_of(stage).stages[-1]
    if number == LAST and stage is not last:
        text = f"**{escaped(stage.title)}** is stage {stage.number}, not the last one: that is {bench.name(last)}."
        return [claim(text, bench.card(stage), bench.card(last))]
    if number in (LAST, stage.number):
        return []
    text = f"**{escaped(stage.title)}** is stage {stage.number}, not stage {number}."
    return [claim(text, bench.facts.card(stage, str(number)))]


def _time(bench: Bench, stage: Stage, said: str) -> list[Step]:
    if not stage.estimated_time:
        whole = bench.roadmap_of(stage)
        return [notice(f"{escaped(whole.title)} does not state a time for {escaped(stage.title)}.")]
    if same_span(said, stage.estimated_time):
        return []
    text = f"{bench.name(stage)} takes {escaped(stage.estimated_time)}, not {escaped(said)}."
    return [claim(text, bench.facts.field(stage, "estimated_time", said))]


def _requirement(bench: Bench, stage: Stage, before: Stage | None, denied: bool) -> list[Step]:
    """Say what a stage builds on, where that is not what was taken for granted; `before` is None for nothing at all."""
    home = stage.key.roadmap
    direct = [bench.stage(key) for key in bench.graph.prerequisites(stage.key)]
    ancestors = bench.graph.ancestors(stage.key)
    if before is None or denied:
        wanted = direct if before is None else [before] if before.key in ancestors else []
        if not wanted:
            return []
        if before is not None and before not in direct:
            text = f"{bench.name(stage)} does need {bench.name(before, home)} on the way."
            return [claim(text, *both_ends(bench, stage, direct), bench.card(before, home), bench.card(stage))]
        text = f"{bench.name(stage)} does build on {bench.names(wanted, home)}."
        return [claim(text, *both_ends(bench, stage, wanted), bench.card(stage))]
    if before.key in ancestors:
        return []
    text = f"{bench.name(stage)} does not build on {bench.name(before, home)}."
    steps = [claim(text, own_requires(bench, stage), bench.card(stage), bench.card(before, home))]
    if direct:
        text = f"It builds on {bench.names(direct, home)}."
        steps.append(claim(text, *both_ends(bench, stage, direct), bench.card(stage)))
    else:
        steps.append(claim(f"{bench.name(stage)} builds on no earlier stage.", own_requires(bench, stage)))
    return steps


def _of_roadmap(bench: Bench, premise: RoadmapPremise) -> list[Step]:
    """State the fact, where no roadmap asked about has it as it was said."""
    if premise.fact is Intent.COUNT:
        return _count(bench, premise.said)
    stating = [(roadmap, stated) for roadmap in bench.roadmaps if (stated := _stated(roadmap, premise.fact))]
    if not stating or any(_agrees(premise, stated) for _, stated in stating):
        return []
    field, wording, otherwise = _WORDINGS[premise.fact]
    said = escaped(premise.said)
    return [
        claim(
            f"{escaped(roadmap.title)} {wording} {escaped(stated.rstrip('.'))}, {otherwise.format(said)}.",
            bench.facts.field(roadmap, field, premise.said),
            layout="sentence" if len(stating) == 1 else "item",
        )
        for roadmap, stated in stating
    ]


_WORDINGS = {
    Intent.TIME: ("estimated_time", "takes", "not {}"),
    Intent.LEVEL: ("level", "is at the level", "not only “{}”"),
    Intent.MAINTAINER: ("maintained_by", "is maintained by", "not by {}"),
    Intent.UPDATED: ("updated", "was last updated:", "not {}"),
}


def _stated(roadmap: Roadmap, fact: Intent) -> str | None:
    fields = {
        Intent.TIME: roadmap.estimated_time,
        Intent.LEVEL: roadmap.level,
        Intent.MAINTAINER: roadmap.maintained_by,
        Intent.UPDATED: roadmap.updated,
    }
    return fields[fact]


def _agrees(premise: RoadmapPremise, stated: str) -> bool:
    if premise.fact is Intent.TIME:
        return same_span(premise.said, stated)
    if premise.fact is Intent.UPDATED:
        said = re.findall(r"\d+", premise.said)
        return set(said) <= set(re.findall(r"\d+", stated))
    said_stems = {stem(word) for word in raw_words(premise.said)}
    return bool(said_stems & {stem(word) for word in raw_words(stated)})


def _count(bench: Bench, said: str) -> list[Step]:
    number = NUMBER_WORDS.get(said.casefold()) or int(said)
    if any(len(roadmap.stages) == number for roadmap in bench.roadmaps):
        return []
    return [
        claim(
            f"{escaped(roadmap.title)} has {len(roadmap.stages)} stages, not {escaped(said)}.",
            bench.facts.roadmap_card(roadmap, str(len(roadmap.stages)), said),
            layout="sentence" if len(bench.roadmaps) == 1 else "item",
        )
        for roadmap in bench.roadmaps
    ]


def _of_saying(bench: Bench, premise: Saying) -> Correction:
    bearing = bearing_on(bench, premise)
    if bearing is None:
        return Correction()
    return Correction(bearing.steps, bearing.denies and bool(_LEANS_ON_IT.search(premise.rest.casefold())))
