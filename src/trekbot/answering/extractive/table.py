"""Which builder answers which kind of question. A new intent is a line here and a function in its place."""

from collections.abc import Callable, Mapping

from trekbot.answering.claims import Draft
from trekbot.answering.extractive import (
    comparisons,
    conditions,
    definitions,
    occurrences,
    onward,
    order,
    passages,
    places,
    roadmap_facts,
    small_talk,
    stage_parts,
    standing,
    ways,
)
from trekbot.answering.extractive.bench import Bench
from trekbot.retrieval.query import Intent

Builder = Callable[[Bench], Draft]

BUILDERS: Mapping[Intent, Builder] = {
    Intent.PREREQUISITES: order.prerequisites,
    Intent.NEED: order.need,
    Intent.WHY_NEED: order.why_need,
    Intent.ORDER: order.order,
    Intent.NEXT: onward.next_stage,
    Intent.START: onward.start,
    Intent.SKIP: onward.skip,
    Intent.DEPENDENTS: onward.dependents,
    Intent.PATH: ways.path,
    Intent.ENTRIES: standing.entries,
    Intent.PARALLEL: standing.parallel,
    Intent.PROGRESS: standing.progress,
    Intent.STAGES: roadmap_facts.stages,
    Intent.COUNT: roadmap_facts.count,
    Intent.NUMBER: roadmap_facts.number,
    Intent.TIME: roadmap_facts.time,
    Intent.AVERAGE_TIME: roadmap_facts.average_time,
    Intent.LEVEL: roadmap_facts.level,
    Intent.MAINTAINER: roadmap_facts.maintainer,
    Intent.UPDATED: roadmap_facts.updated,
    Intent.CONDITIONS: conditions.conditions,
    Intent.ABOUT: stage_parts.about,
    Intent.OUTCOMES: stage_parts.part,
    Intent.PRACTICE: stage_parts.part,
    Intent.DONE: stage_parts.part,
    Intent.PITFALLS: stage_parts.part,
    Intent.TOOLS: stage_parts.part,
    Intent.COMPARISON: comparisons.comparison,
    Intent.WHERE: places.where,
    Intent.EVERYWHERE: occurrences.everywhere,
    Intent.DEFINITION: definitions.definition,
    Intent.WHY: passages.why,
    Intent.HOW_TO: passages.passages,
    Intent.OPEN: passages.passages,
    Intent.GREETING: small_talk.greeting,
    Intent.THANKS: small_talk.thanks,
    Intent.ATTACK: small_talk.attack,
    Intent.FOREIGN: small_talk.foreign,
}
