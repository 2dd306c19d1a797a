"""Searching the ways of a flow, linear in its edges and states; a budget ends what grows beyond sense."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from contact_flows.lint.ways import Edge

State = TypeVar("State", bound=Hashable)
Ways = Mapping[str, tuple[Edge, ...]]
"""Edges by the block that they leave."""
MOST_STATES = 200_000
"""Five hundred times what the largest flow that the service takes needs."""
MOST_NAMES = 12


class BudgetSpentError(Exception):
    """A search has grown beyond `MOST_STATES`; `lint` turns this into a finding."""


class Explored(Generic[State]):
    """Every (block, state) that can be reached, in breadth-first order, each with the one before it."""

    def __init__(self, before: Mapping[tuple[str, State], tuple[str, State] | None]) -> None:
        self._before = before

    def __iter__(self) -> Iterator[tuple[str, State]]:
        return iter(self._before)

    @cached_property
    def blocks(self) -> Mapping[str, State]:
        """Blocks that are reached, in any state, in the order of their distance."""
        found: dict[str, State] = {}
        for block, state in self._before:
            found.setdefault(block, state)
        return found

    def path(self, block: str, state: State) -> list[str]:
        """Blocks of a shortest way."""
        found = [block]
        step = self._before[block, state]
        while step is not None:
            found.append(step[0])
            step = self._before[step]
        return found[::-1]


def explore(
    ways: Ways, start: Iterable[tuple[str, State]], step: Callable[[Edge, State], State | None]
) -> Explored[State]:
    """Follow every edge from `start`.

    step     state behind an edge; None where the way is not of interest
    raises   BudgetSpentError
    """
    before: dict[tuple[str, State], tuple[str, State] | None] = {at: None for at in start if at[0] in ways}
    waiting = deque(before)
    while waiting:
        at = waiting.popleft()
        for edge in ways[at[0]]:
            target = edge[1]
            if target in ways and (state := step(edge, at[1])) is not None and (then := (target, state)) not in before:
                before[then] = at
                waiting.append(then)
        if len(before) > MOST_STATES:
            raise BudgetSpentError
    return Explored(before)


def reachable(ways: Ways, start: str) -> set[str]:
    """Blocks that can be reached from one, this included."""
    found = {start} & ways.keys()
    waiting = list(found)
    while waiting:
        for edge in ways[waiting.pop()]:
            target = edge[1]
            if target not in found and target in ways:
                found.add(target)
                waiting.append(target)
    return found


def leading_to(ways: Ways, goals: Iterable[str]) -> set[str]:
    """Actions from which one of the goals can be reached, these included."""
    backward: dict[str, list[str]] = {}
    for source, edges in ways.items():
        for edge in edges:
            backward.setdefault(edge.target, []).append(source)
    found = set(goals)
    waiting = deque(found)
    while waiting:
        for source in backward.get(waiting.popleft(), ()):
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found


def spelled(path: list[str]) -> str:
    """`greet -> menu -> hang-up`; the middle of a long way is left out."""
    if len(path) > MOST_NAMES:
        half = MOST_NAMES // 2
        path = [*path[:half], f"... {len(path) - 2 * half} more ...", *path[-half:]]
    return " -> ".join(path)
