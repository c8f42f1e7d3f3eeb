"""What `requires` means: names made stages, the stage before where nothing is said, and no circles.

Names are resolved against every stage file found, faulty ones included, so that one broken file does not
make faults of all that refer to it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trekbot.roadmaps.cycles import find_cycles
from trekbot.roadmaps.faults import FaultList, shown_value
from trekbot.roadmaps.model import StageKey
from trekbot.roadmaps.names import as_slug, closest_of


@dataclass(frozen=True)
class Requirement:
    """What one stage file says about its place: `number` is None where it is faulty.

    `requires` are the names as written, None where the key is left out or faulty; `line` is that key's line.
    """

    key: StageKey
    path: Path
    number: int | None
    requires: tuple[str, ...] | None
    stated: bool
    line: int


Resolved = dict[StageKey, tuple[StageKey, ...]]


def resolve(requirements: Sequence[Requirement], faults: FaultList) -> Resolved:
    """Give each stage's direct prerequisites, in the order stated; unknown names and cycles are noted."""
    names = _Names([requirement.key for requirement in requirements], faults)
    before = _stages_before(requirements)
    resolved: Resolved = {}
    for requirement in requirements:
        if requirement.requires is not None:
            resolved[requirement.key] = names.resolve(requirement, requirement.requires)
        elif not requirement.stated and requirement.key in before:
            resolved[requirement.key] = (before[requirement.key],)
        else:
            resolved[requirement.key] = ()
    _note_cycles(resolved, requirements, faults)
    _warn_of_later_stages(resolved, requirements, faults)
    return resolved


class _Names:
    """Finds the stage that a name means."""

    def __init__(self, keys: Sequence[StageKey], faults: FaultList) -> None:
        self._keys = dict.fromkeys(keys)
        self._faults = faults

    def resolve(self, requirement: Requirement, names: Sequence[str]) -> tuple[StageKey, ...]:
        found: dict[StageKey, None] = {}
        for name in names:
            key = _key(name, requirement.key.roadmap)
            if key == requirement.key:
                what = f"`requires` names {shown_value(name)}, which is this stage itself"
                self._faults.error(requirement.path, requirement.line, what, "remove it")
            elif key is not None and key in self._keys:
                found[key] = None
            else:
                where = "this roadmap" if "/" not in name else "the corpus"
                what = f"`requires` names {shown_value(name)}, which is no stage of {where}"
                self._faults.error(requirement.path, requirement.line, what, self._remedy(name, requirement.key))
        return tuple(found)

    def _remedy(self, name: str, asking: StageKey) -> str:
        choices = {}
        for key in self._keys:
            if key != asking:
                shown = key.stage if key.roadmap == asking.roadmap else str(key)
                choices[shown] = str(key) if "/" in name else key.stage
        wanted = "/".join(as_slug(part) for part in name.split("/"))
        meant = closest_of(wanted, choices)
        return f"Did you mean '{meant}'?" if meant else "name a stage file's slug, `slug` or `other-roadmap/slug`"


def _key(name: str, own_roadmap: str) -> StageKey | None:
    parts = name.split("/")
    if len(parts) > 2:
        return None
    return StageKey(parts[0], parts[1]) if len(parts) == 2 else StageKey(own_roadmap, name)


def _stages_before(requirements: Sequence[Requirement]) -> dict[StageKey, StageKey]:
    """Give each stage's neighbour by number; nothing for a roadmap whose numbers or slugs are faulty: a guess."""
    roadmaps: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        roadmaps.setdefault(requirement.key.roadmap, []).append(requirement)
    before: dict[StageKey, StageKey] = {}
    for stages in roadmaps.values():
        numbered = {stage.number: stage.key for stage in stages if stage.number is not None}
        if len(numbered) == len(stages) == len(set(numbered.values())):
            ordered = [numbered[number] for number in sorted(numbered)]
            before.update(zip(ordered[1:], ordered, strict=False))
    return before


def _note_cycles(resolved: Resolved, requirements: Sequence[Requirement], faults: FaultList) -> None:
    by_key = {requirement.key: requirement for requirement in requirements}
    for cycle in find_cycles(resolved):
        culprit = _culprit(cycle, by_key)
        begin = cycle.index(culprit.key)
        turned = [*cycle[begin:], *cycle[:begin], culprit.key]
        way = " -> ".join(_shown(key, culprit.key.roadmap) for key in turned)
        implied = [_shown(key, culprit.key.roadmap) for key in cycle if not by_key[key].stated]
        what = f"`requires` goes round in a circle, {way}"
        if implied:
            names = " and ".join(f"'{name}'" for name in implied)
            what += f" ({names} without `requires`: the stage before is required)"
        faults.error(culprit.path, culprit.line, what, "remove one of these requirements")


def _warn_of_later_stages(resolved: Resolved, requirements: Sequence[Requirement], faults: FaultList) -> None:
    """Note prerequisites with a higher number: the order of the trek says the opposite of `requires`."""
    by_key = {requirement.key: requirement for requirement in requirements}
    for requirement in requirements:
        for key in resolved[requirement.key]:
            number = by_key[key].number
            if key.roadmap == requirement.key.roadmap and (number or 0) > (requirement.number or number or 0):
                what = f"`requires` names '{key.stage}', which comes later by number ({number})"
                faults.warning(requirement.path, requirement.line, what, "change a number, or the requirement")


def _culprit(cycle: Sequence[StageKey], by_key: Mapping[StageKey, Requirement]) -> Requirement:
    """Give the stage whose `requires` is most likely wrong: one that states a stage that comes after it."""
    stated = [
        (by_key[key], by_key[needs])
        for key, needs in zip(cycle, [*cycle[1:], cycle[0]], strict=True)
        if by_key[key].stated
    ]
    for stage, needed in stated:
        if stage.key.roadmap == needed.key.roadmap and (stage.number or 0) < (needed.number or 0):
            return stage
    return stated[0][0]  # there is one: stages before, alone, only ever lead down


def _shown(key: StageKey, own_roadmap: str) -> str:
    return key.stage if key.roadmap == own_roadmap else str(key)


def note_duplicate_numbers(requirements: Sequence[Requirement], lines: Mapping[Path, int], faults: FaultList) -> None:
    """Note every stage whose number another stage of its roadmap has; `lines` holds each file's line of `number`."""
    counts = Counter((requirement.key.roadmap, requirement.number) for requirement in requirements)
    first: dict[tuple[str, int], Path] = {}
    for requirement in requirements:
        if requirement.number is None or counts[requirement.key.roadmap, requirement.number] == 1:
            continue
        taken = first.setdefault((requirement.key.roadmap, requirement.number), requirement.path)
        if taken is not requirement.path:
            what = f"`number` {requirement.number} is a duplicate: {shown_value(taken.name)} has it too"
            faults.error(requirement.path, lines[requirement.path], what, "give each stage a number of its own")
