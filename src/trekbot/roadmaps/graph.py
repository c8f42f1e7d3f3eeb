"""Order in the corpus: what comes before a stage, what builds on it, and the path to it.

Two orders live side by side. A stage's number says where it stands in its roadmap; `requires` says what must be
learned before. Learning order obeys `requires` and, where that leaves a choice, numbers.
"""

import heapq
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from trekbot.errors import UnknownPlace
from trekbot.roadmaps.model import Corpus, StageKey
from trekbot.roadmaps.names import closest


@dataclass(frozen=True)
class Step:
    """One stage of a path; `because` are the stages of the path that require it directly, none for the target."""

    key: StageKey
    because: tuple[StageKey, ...]


@dataclass(frozen=True)
class LearningPath:
    """The stages to learn, in order, the target last; `skipped` are its ancestors that were left out."""

    steps: tuple[Step, ...]
    skipped: tuple[StageKey, ...]


class RoadmapGraph:
    """Answers every question of order about one corpus, whose reader has made sure that there are no cycles.

    Each method raises UnknownPlace for a stage that the corpus does not hold.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._stages = corpus.stages
        self._by_number = {roadmap.slug: [stage.key for stage in roadmap.stages] for roadmap in corpus.roadmaps}
        self._dependents: dict[StageKey, list[StageKey]] = {key: [] for key in self._stages}
        for key, stage in self._stages.items():
            for required in stage.requires:
                self._dependents[required].append(key)
        self._place = {key: place for place, key in enumerate(self._sorted(self._stages, ""))}

    def prerequisites(self, key: StageKey) -> tuple[StageKey, ...]:
        """Give the direct prerequisites, in order to learn."""
        return self._in_order_for(key, self._required(key))

    def ancestors(self, key: StageKey) -> tuple[StageKey, ...]:
        """Give everything that must be learned before, in order to learn; ties go to the stage's own roadmap first."""
        return tuple(self._sorted(self._reach(key, upwards=False), key.roadmap))

    def dependents(self, key: StageKey) -> tuple[StageKey, ...]:
        """Give the stages that require this one directly, in order to learn."""
        self._known(key)
        return self._in_order_for(key, self._dependents[key])

    def descendants(self, key: StageKey) -> tuple[StageKey, ...]:
        """Give every stage that needs this one, directly or not, in order to learn."""
        return self._in_order_for(key, self._reach(key, upwards=True))

    def next_stage(self, key: StageKey) -> StageKey | None:
        """Give the stage after this one by number, None for the last."""
        return self._neighbour(key, 1)

    def previous_stage(self, key: StageKey) -> StageKey | None:
        """Give the stage before this one by number, None for the first."""
        return self._neighbour(key, -1)

    def order(self, keys: Iterable[StageKey]) -> tuple[StageKey, ...]:
        """Sort stages into learning order, each once; ties go by roadmap, then number."""
        return tuple(sorted({self._known(key) for key in keys}, key=self._place.__getitem__))

    def path(self, to: StageKey, known: Collection[StageKey] = ()) -> LearningPath:
        """Give what is left to learn up to a stage: not the known ones, nor what only known ones need."""
        known_keys = {self._known(key) for key in known}
        ancestors = self.ancestors(to)
        needed: set[StageKey] = set()
        waiting = [to]
        while waiting:
            key = waiting.pop()
            if key not in needed and key not in known_keys:
                needed.add(key)
                waiting.extend(self._required(key))
        in_order = [key for key in (*ancestors, to) if key in needed]
        steps = tuple(Step(key, tuple(user for user in in_order if key in self._required(user))) for key in in_order)
        return LearningPath(steps, tuple(key for key in ancestors if key not in needed))

    def _required(self, key: StageKey) -> tuple[StageKey, ...]:
        return self._stages[self._known(key)].requires

    def _known(self, key: StageKey) -> StageKey:
        if key not in self._stages:
            raise _unknown(str(key), (str(known) for known in self._stages))
        return key

    def _reach(self, key: StageKey, upwards: bool) -> set[StageKey]:
        self._known(key)
        found: set[StageKey] = set()
        waiting = [key]
        while waiting:
            place = waiting.pop()
            for neighbour in self._dependents[place] if upwards else self._stages[place].requires:
                if neighbour not in found:
                    found.add(neighbour)
                    waiting.append(neighbour)
        return found

    def _in_order_for(self, key: StageKey, others: Iterable[StageKey]) -> tuple[StageKey, ...]:
        """Sort stages around one into learning order, which is that of all their ancestors together."""
        wanted = set(others)
        closed = wanted.union(*(self._reach(other, upwards=False) for other in wanted))
        return tuple(other for other in self._sorted(closed, key.roadmap) if other in wanted)

    def _sorted(self, keys: Collection[StageKey], first_roadmap: str) -> list[StageKey]:
        """Sort a set that holds its own prerequisites (Kahn, 1962).

        Of several stages that can be next, the roadmap named goes first, others by slug, and then the lowest number.
        """
        wanted = set(keys)
        left = {key: sum(required in wanted for required in self._stages[key].requires) for key in wanted}
        ready = [self._rank(key, first_roadmap) for key, count in left.items() if not count]
        heapq.heapify(ready)
        ordered = []
        while ready:
            *_, key = heapq.heappop(ready)
            ordered.append(key)
            for dependent in self._dependents[key]:
                if dependent in wanted:
                    left[dependent] -= 1
                    if not left[dependent]:
                        heapq.heappush(ready, self._rank(dependent, first_roadmap))
        return ordered

    def _rank(self, key: StageKey, first_roadmap: str) -> tuple[bool, str, int, StageKey]:
        return (key.roadmap != first_roadmap, key.roadmap, self._stages[key].number, key)

    def _neighbour(self, key: StageKey, step: int) -> StageKey | None:
        self._known(key)
        row = self._by_number[key.roadmap]
        place = row.index(key) + step
        return row[place] if 0 <= place < len(row) else None


def _unknown(name: str, known: Iterable[str]) -> UnknownPlace:
    meant = closest(name, known)
    return UnknownPlace(f"There is no stage '{name}'.", f"Did you mean '{meant}'?" if meant else "")
