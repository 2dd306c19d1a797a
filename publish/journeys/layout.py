"""Where the steps of a journey stand in a picture: a tree, top down, in which no lines cross.

Each step stands below the nearest earlier one that leads to it. Every other way to it is a reference by number, as
between the pages of a flow chart (ISO 5807, connector): with them drawn as lines, a menu of nine keys cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_flows.journey.model import Journey, Step, Way


@dataclass(frozen=True, slots=True)
class Place:
    """Layer from the top, and column from the left; both from 0. A parent stands over the first of its children.

    So the picture begins at its upper left corner, where a page that scrolls sideways shows it.
    """

    layer: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """drawn: step -> the way by which it is reached, as (number of the earlier step, way)."""

    places: Mapping[int, Place]
    drawn: Mapping[int, tuple[int, Way]]
    layers: int
    columns: int

    def referred(self, step: Step) -> tuple[Way, ...]:
        """Ways of a step that are not drawn as lines."""
        return tuple(way for way in step.ways if self.drawn.get(way.to) != (step.number, way))


def layout(journey: Journey) -> Layout:
    """Places of all steps. Linear in the number of ways; same journey, same places."""
    drawn = _tree(journey)
    children: dict[int, list[int]] = {step.number: [] for step in journey.steps}
    for number, (parent, _) in drawn.items():
        children[parent].append(number)
    layer = {1: 0}
    for number in sorted(drawn):  # a parent has the lower number
        layer[number] = layer[drawn[number][0]] + 1
    column: dict[int, int] = {}
    leaves = 0
    for below in children.values():
        below.sort()
    for number in _leaves_first(children):
        below = children[number]
        column[number] = column[below[0]] if below else leaves
        leaves += not below
    places = {number: Place(layer[number], column[number]) for number in children}
    return Layout(places, drawn, max(layer.values(), default=0) + 1, max(leaves, 1))


def _tree(journey: Journey) -> dict[int, tuple[int, Way]]:
    """For each step but the first, the nearest earlier step that leads to it; one that leads there on purpose first."""
    found: dict[int, tuple[int, Way]] = {}
    for failure in (True, False):  # the later overwrites the earlier
        for step in journey.steps:
            for way in step.ways:
                if way.failure is failure and way.to > step.number:
                    found[way.to] = (step.number, way)
    return found


def _leaves_first(children: Mapping[int, list[int]]) -> list[int]:
    """Every step after those below it, from left to right."""
    order: list[int] = []
    waiting = [1] if children else []
    while waiting:
        number = waiting.pop()
        order.append(number)
        waiting += children[number]
    return order[::-1]
