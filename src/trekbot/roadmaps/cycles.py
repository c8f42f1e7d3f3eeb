"""Circles in what requires what: a learner could never begin."""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

MOST_CYCLES = 100  # more would not help anyone, and a dense graph has exponentially many

Node = TypeVar("Node", bound=Hashable)


def find_cycles(required: Mapping[Node, Sequence[Node]]) -> list[tuple[Node, ...]]:
    """Give cycles, each without its first node repeated, such that every edge on any cycle is on one of them.

    Args:
        required: each node's direct prerequisites; names that are no key are passed over, as are edges to oneself.

    Returns:
        shortest cycles first for the edges in the order given; no more than `MOST_CYCLES`.
    """
    edges = _inner_part(required)
    seen: set[tuple[Node, Node]] = set()
    cycles: list[tuple[Node, ...]] = []
    for node, targets in edges.items():
        for target in targets:
            way = None if (node, target) in seen else _way(edges, target, node)
            if way is not None:
                cycle = (node, *way[:-1])
                seen.update(zip(cycle, [*cycle[1:], node], strict=True))
                cycles.append(cycle)
            if len(cycles) == MOST_CYCLES:
                return cycles
    return cycles


def _inner_part(required: Mapping[Node, Sequence[Node]]) -> dict[Node, list[Node]]:
    """Leave out, again and again, what requires nothing that is left: no cycle goes through it."""
    edges = {
        node: [other for other in others if other in required and other != node] for node, others in required.items()
    }
    dependents: dict[Node, list[Node]] = {node: [] for node in edges}
    for node, others in edges.items():
        for other in others:
            dependents[other].append(node)
    left = {node: len(others) for node, others in edges.items()}
    free = deque(node for node, count in left.items() if not count)
    while free:
        for dependent in dependents[free.popleft()]:
            left[dependent] -= 1
            if not left[dependent]:
                free.append(dependent)
    return {node: [other for other in others if left[other]] for node, others in edges.items() if left[node]}


def _way(edges: Mapping[Node, Sequence[Node]], start: Node, end: Node) -> list[Node] | None:
    """Give the shortest way from one node to another, both included; None where there is none."""
    came_from: dict[Node, Node | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came_from:
        node = waiting.popleft()
        for target in edges[node]:
            if target not in came_from:
                came_from[target] = node
                waiting.append(target)
    if end not in came_from:
        return None
    way: list[Node] = []
    place: Node | None = end
    while place is not None:
        way.append(place)
        place = came_from[place]
    return way[::-1]
