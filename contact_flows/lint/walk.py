"""Searching the ways of a flow, linear in its edges and states; a budget ends what grows beyond sense."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from contact_flows.lint.ways import Edge

State = TypeVar("State", bound=Hashable)
MOST_STATES = 200_000
"""Five hundred times what the largest flow that the service takes needs."""
MOST_NAMES = 12


class BudgetSpentError(Exception):
    """A search has grown beyond `MOST_STATES`; `lint` turns this into a finding."""


class At(NamedTuple, Generic[State]):
    """An action, reached in a state."""

    block: str
    state: State


class Explored(Generic[State]):
    """Every (action, state) that can be reached, in breadth-first order, each with the one before it."""

    def __init__(self, before: Mapping[At[State], At[State] | None]) -> None:
        self._before = before

    def __iter__(self) -> Iterator[At[State]]:
        return iter(self._before)

    def path(self, at: At[State]) -> list[str]:
        """Blocks of a shortest way to `at`."""
        found = [at.block]
        step = self._before[at]
        while step is not None:
            found.append(step.block)
            step = self._before[step]
        return found[::-1]


def explore(
    ways: Mapping[str, tuple[Edge, ...]],
    start: Iterable[tuple[str, State]],
    step: Callable[[Edge, State], State | None],
) -> Explored[State]:
    """Follow every edge from `start`.

    step     state behind an edge; None where the way is not of interest
    raises   BudgetSpentError
    """
    before: dict[At[State], At[State] | None] = {At(block, state): None for block, state in start if block in ways}
    waiting = deque(before)
    while waiting:
        at = waiting.popleft()
        for edge in ways[at.block]:
            if edge.target not in ways:
                continue
            state = step(edge, at.state)
            if state is None:
                continue
            then = At(edge.target, state)
            if then not in before:
                before[then] = at
                waiting.append(then)
        if len(before) > MOST_STATES:
            raise BudgetSpentError
    return Explored(before)


def leading_to(ways: Mapping[str, tuple[Edge, ...]], goals: Iterable[str]) -> set[str]:
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
