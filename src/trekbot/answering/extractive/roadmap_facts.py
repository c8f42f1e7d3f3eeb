"""Facts that the roadmap's page or its structure states: stages, numbers, time, level, who, when."""

import re

from trekbot.answering.claims import Claim, Draft, Layout, Step
from trekbot.answering.extractive.bench import Bench, claim, refusal
from trekbot.answering.extractive.links import quoted
from trekbot.answering.extractive.passages import from_passages
from trekbot.answering.extractive.targets import no_such_stage, not_stated, target
from trekbot.answering.markdown_text import escaped
from trekbot.index.words import words
from trekbot.retrieval.cues import NUMBER_WORDS, STAGE_NOUN
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent
from trekbot.roadmaps.model import Stage

_AUDIENCE = re.compile(r"\b(?:who|whom|audience|for)\b", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:(?P<longer>longer|more|over|above)|(?P<shorter>less|shorter|fewer|under|below|at most))?(?: than)? ?"
    rf"\b(?P<number>\d+|an?|{'|'.join(NUMBER_WORDS)})[ -](?P<unit>hour|day|week|weekend|month|year)s?\b"
)
_WHICH_STAGES = re.compile(
    r"^\W*(?:(?:what|which) (?:of the )?|(?:list|show|name|give|tell)\b.*\b)"
    rf"(?:{STAGE_NOUN}s?|courses?|ones|weeks|classes|lectures)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"^\W*(?:and )?how long (?:is|are|was|were)\b", re.IGNORECASE)
_LENGTH_OF_ONE = re.compile(r"^\W*(?:and )?how long (?:is|was) an? ", re.IGNORECASE)
_SAYS_TIME = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|overnight)\b")


def stages(bench: Bench) -> Draft:
    """List the stages of the roadmap asked about, in order."""
    if len(bench.roadmaps) > 1:
        return which_roadmap(bench, "stages")
    roadmap = bench.roadmaps[0]
    count = len(roadmap.stages)
    steps = [
        claim(
            f"{escaped(roadmap.title)} has {_stages(count)}, in this order:",
            bench.facts.roadmap_card(roadmap, str(count)),
        )
    ]
    steps += [claim(bench.name(stage), bench.card(stage), layout="numbered") for stage in roadmap.stages]
    return Draft(tuple(steps), (phrase(Intent.START), bench.about(roadmap.stages[0])))


def count(bench: Bench) -> Draft:
    """How many stages there are."""
    steps: list[Step] = []
    for roadmap in bench.roadmaps:
        first, last, total = roadmap.stages[0], roadmap.stages[-1], len(roadmap.stages)
        text = f"{escaped(roadmap.title)} has {_stages(total)}, from {bench.name(first)} to {bench.name(last)}."
        cites = (bench.facts.roadmap_card(roadmap, str(total)), *bench.cards((first, last)))
        steps.append(claim(text, *cites, layout="sentence" if len(bench.roadmaps) == 1 else "item"))
    return Draft(tuple(steps), (phrase(Intent.START), bench.about(bench.roadmaps[0].stages[0])))


def number(bench: Bench) -> Draft:
    """Which number a stage has."""
    stage = target(bench, bench.query.a)
    if stage is None:
        return no_such_stage(bench)
    roadmap = bench.roadmap_of(stage)
    text = f"**{escaped(stage.title)}** is stage {stage.number} of {len(roadmap.stages)} in {escaped(roadmap.title)}."
    steps = [claim(text, bench.facts.card(stage, roadmap.title, str(len(roadmap.stages)))), bench.summary(stage)]
    return Draft(
        tuple(steps),
        (phrase(Intent.PREREQUISITES, bench.plain_title(stage)), phrase(Intent.NEXT, bench.plain_title(stage))),
    )


def time(bench: Bench) -> Draft:
    """How long the roadmap, or one stage, takes: only what is stated."""
    if _WHICH_STAGES.match(bench.query.text):
        return _timed_stages(bench)
    stage = _stage_meant(bench)
    if bench.query.a is not None and bench.query.a.missing_number is not None:
        return no_such_stage(bench)
    if stage is not None:
        if _LENGTH_OF_ONE.match(bench.query.text) and (told := _told_in(bench, stage)) is not None:
            return told
        if stage.estimated_time:
            step = claim(
                f"{bench.name(stage)} takes {escaped(stage.estimated_time)}.",
                bench.facts.field(stage, "estimated_time"),
            )
            return Draft((step,), (bench.about(stage), phrase(Intent.NEXT, bench.plain_title(stage))))
        told = _told_in(bench, stage)
        if told is not None:
            return told
        roadmap = bench.roadmap_of(stage)
        whole = (phrase(Intent.TIME, roadmap.title),) if roadmap.estimated_time else ()
        return not_stated(bench, f"a time for {escaped(stage.title)}", *whole, bench.about(stage))
    if bench.query.a is not None and bench.query.a.unknown:
        return not_stated(bench, f"a time for {escaped(bench.query.a.phrase)}", *_stated_times(bench))
    return _fact(bench, "estimated_time", "takes {}.", "how long it takes")


def _told_in(bench: Bench, stage: Stage) -> Draft | None:
    """Quote how long a thing is, or lasts, that a stage without a time treats; None where the stage itself is meant."""
    reference = bench.query.a
    content = set(reference.words) if reference is not None else set()
    if not content or reference is None or reference.phrase.casefold() == stage.title.casefold():
        return None
    draft = from_passages(bench, stages=[stage.key], saying=content)
    said = [step.content.text for step in draft.steps if isinstance(step.content, Claim)][:1]
    timed = _LENGTH.match(bench.query.text) or any(_SAYS_TIME.search(text) for text in said)
    return draft if said and timed and all(content <= set(words(text)) for text in said) else None


def _timed_stages(bench: Bench) -> Draft:
    """List the stages that state a time; where the question names a span, those that fit it."""
    asked = _SPAN.search(bench.query.text.casefold())
    timed = [stage for roadmap in bench.roadmaps for stage in roadmap.stages if stage.estimated_time]
    shown = [stage for stage in timed if _fits_span(stage.estimated_time or "", asked)] if asked else timed
    if not shown:
        return not_stated(bench, "that time for any stage", *_stated_times(bench))
    home = bench.roadmaps[0].slug
    steps = [
        claim(
            f"{bench.name(stage, home)} takes {escaped(stage.estimated_time or '')}.",
            bench.facts.field(stage, "estimated_time", bench.roadmap_of(stage).title),
            layout="item",
        )
        for stage in shown
    ]
    return Draft(tuple(steps), (bench.about(shown[0]),))


def _fits_span(stated: str, asked: re.Match[str]) -> bool:
    """Tell whether a stated time is the span asked for, or longer or shorter where the question says so."""
    span = re.search(r"(\d+) ?([a-z]+?)s?\b", stated.casefold())
    if span is None or span[2] != asked["unit"]:
        return False
    own, other = (
        int(span[1]),
        NUMBER_WORDS.get(asked["number"]) or int(asked["number"].replace("an", "1").replace("a", "1")),
    )
    if asked["longer"]:
        return own > other
    return own < other if asked["shorter"] else own == other


def average_time(bench: Bench) -> Draft:
    """The mean time a stage, computed from what the roadmap states and called a mean."""
    steps: list[Step] = []
    for roadmap in bench.roadmaps:
        stated = re.fullmatch(r"\W*(\d+(?:\.\d+)?) ?(\w+)\W*", roadmap.estimated_time or "")
        if stated is None:
            continue
        mean = float(stated[1]) / len(roadmap.stages)
        text = (
            f"{escaped(roadmap.title)} takes {escaped(stated[0])} for {_stages(len(roadmap.stages))}, "
            f"which is an average of about {mean:.2g} {stated[2]} a stage."
        )
        steps.append(claim(text, bench.facts.field(roadmap, "estimated_time", str(len(roadmap.stages)), f"{mean:.2g}")))
    if not steps:
        return not_stated(bench, "a time that an average could be taken of")
    return Draft(tuple(steps), _stated_times(bench))


def level(bench: Bench) -> Draft:
    """The stated level, and what the roadmap's page says about whom it is for."""
    stated = _fact(bench, "level", "is at the level {}.", "its level")
    steps = list(stated.steps) if stated.answers else []
    for roadmap in bench.roadmaps[:1] if len(bench.roadmaps) == 1 else ():
        for section in roadmap.sections:
            if section.heading and _AUDIENCE.search(section.heading):
                texts = [
                    sentence.text for block in section.blocks for sentence in block.sentences if sentence.quotable
                ][:2]
                steps += [quoted(text, bench.facts.sentence(roadmap, section, text)) for text in texts]
                break
    return Draft(tuple(steps), stated.suggestions) if steps else stated


def maintainer(bench: Bench) -> Draft:
    return _fact(bench, "maintained_by", "is maintained by {}.", "who maintains it")


def updated(bench: Bench) -> Draft:
    return _fact(bench, "updated", "was last updated: {}.", "when it was updated")


_VALUES = {
    "estimated_time": lambda roadmap: roadmap.estimated_time,
    "level": lambda roadmap: roadmap.level,
    "maintained_by": lambda roadmap: roadmap.maintained_by,
    "updated": lambda roadmap: roadmap.updated,
}


def _fact(bench: Bench, field: str, wording: str, what: str) -> Draft:
    """Give one field of every roadmap asked about that states it."""
    stating = [roadmap for roadmap in bench.roadmaps if _VALUES[field](roadmap)]
    if not stating:
        return not_stated(bench, what)
    layout: Layout = "sentence" if len(stating) == 1 else "item"
    steps = [
        claim(
            f"{escaped(roadmap.title)} {wording.format(escaped((_VALUES[field](roadmap) or '').rstrip('.')))}",
            bench.facts.field(roadmap, field),
            layout=layout,
        )
        for roadmap in stating
    ]
    return Draft(tuple(steps), (phrase(Intent.START), *(bench.about(roadmap.stages[0]) for roadmap in stating[:1])))


def which_roadmap(bench: Bench, wanted: str) -> Draft:
    """Ask back which roadmap is meant."""
    asked = {"stages": "What are the stages of {}?", "plan": "List the stages of {}."}[wanted]
    names = (
        ", ".join(escaped(roadmap.title) for roadmap in bench.roadmaps[:-1])
        + f" or {escaped(bench.roadmaps[-1].title)}"
    )
    return refusal(
        f"Which roadmap do you mean: {names}?", *(asked.format(roadmap.title) for roadmap in bench.roadmaps[:3])
    )


def _stage_meant(bench: Bench) -> Stage | None:
    reference = bench.query.a
    if reference is not None and (reference.named or reference.of_title) and reference.stage is not None:
        return bench.stage(reference.stage)
    named = [subject for subject in bench.query.subjects if subject.named and subject.stage]
    return bench.stage(named[0].stages[0]) if named else None


def _stated_times(bench: Bench) -> tuple[str, ...]:
    return tuple(phrase(Intent.TIME, roadmap.title) for roadmap in bench.roadmaps if roadmap.estimated_time)[:2]


def _stages(count_of: int) -> str:
    return f"{count_of} stages" if count_of != 1 else "1 stage"
