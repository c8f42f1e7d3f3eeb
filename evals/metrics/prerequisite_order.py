"""Whether an answer about order names stages in an order in which they can be learned."""

import re
from collections.abc import Iterator
from itertools import combinations

from trekbot.answering.reply import Reply
from trekbot.evals.generation import Generation
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import Row
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import StageKey

PREREQUISITE = "prerequisite"
CATEGORIES = frozenset((PREREQUISITE, "path"))

_ITEM = re.compile(r"^\s*(?P<number>\d+)\. .*?(?<!\\)\[(?P<marker>\d+)\]", re.MULTILINE)


class PrerequisiteOrder(Metric):
    """Whether no numbered list has a stage before one that it needs, and no prerequisite comes only after the stage.

    Applies to answers of a path or of prerequisites. The stage asked about is the row's cluster; a list's item is the
    stage of its first citation. Outside of lists, stages may be told of in any order: "learn B, and before that A".
    """

    name = "prerequisite_order"
    kind = "binary"

    def __init__(self, graph: RoadmapGraph, stages: frozenset[StageKey]) -> None:
        self._graph = graph
        self._stages = stages

    def score(self, row: Row, generation: Generation) -> float | None:
        reply = generation.reply
        if row.category not in CATEGORIES or reply is None or reply.status != "answered":
            return None
        if row.category != PREREQUISITE and not any(_lists_of(reply)):
            return None
        return float(not self._faults(row, reply))

    def why(self, row: Row, generation: Generation) -> str | None:
        return "; ".join(self._faults(row, generation.reply)) or None if generation.reply else None

    def _faults(self, row: Row, reply: Reply) -> list[str]:
        faults = [
            f"{one} before {other}"
            for listed in _lists_of(reply)
            for one, other in combinations([key for key in listed if key in self._stages], 2)
            if other in self._graph.ancestors(one)
        ]
        target = StageKey(*row.cluster.split("/", 1)) if row.cluster else None
        if row.category == PREREQUISITE and target in self._stages:
            cited = {StageKey(one.roadmap, one.stage) for one in reply.citations if one.stage is not None}
            later = [key for key in self._graph.descendants(target) if key in cited]
            faults += [f"{key}, which comes after {target}" for key in later]
        return faults


def _lists_of(reply: Reply) -> Iterator[list[StageKey]]:
    """Give the stages of each numbered list."""
    cited = {one.number: StageKey(one.roadmap, one.stage) for one in reply.citations if one.stage is not None}
    listed: list[StageKey] = []
    for item in _ITEM.finditer(reply.answer):
        if item["number"] == "1" and listed:
            yield listed
            listed = []
        if (key := cited.get(int(item["marker"]))) is not None:
            listed.append(key)
    if listed:
        yield listed
