"""F: lines, their numbers and their menus."""

from __future__ import annotations

import networkx as nx

from spec.faults import Path, listed
from spec.models.lines import NumberType
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import center_of, repeated, walk

TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
"""Area codes of +1 for which the called party pays (FCC, "What is a toll-free number?")."""


@rule()
def line_without_number(program: ProgramSpec) -> Findings:
    """F901: a public line has a number, and a line for transfers only has none (S29-3)."""
    for i, line in enumerate(program.infrastructure.lines):
        path: Path = ("infrastructure", "lines", i)
        if not line.numbers and not line.transfer_only:
            message = f"line '{line.id}' has no number"
            yield Finding(path, message, "add 'numbers:', or write transfer_only: true")
        if line.numbers and line.transfer_only:
            message = f"line '{line.id}' is reached by transfer only, but has a number"
            yield Finding((*path, "transfer_only"), message, "delete transfer_only, or the numbers")


@rule()
def number_twice(program: ProgramSpec) -> Findings:
    """F902: a number belongs to one line (S29-3)."""
    for path, number, first in repeated(walk(program, "infrastructure.lines[].numbers[].number")):
        line = program.infrastructure.lines[int(first[2])].id
        yield Finding(path, f"{number} already belongs to line '{line}'", "correct one of the two")


@rule()
def menu_key_twice(program: ProgramSpec) -> Findings:
    """F903: a key stands once in a menu (S29-4)."""
    for i, line in enumerate(program.infrastructure.lines):
        pairs = [(("infrastructure", "lines", i, "menu", j, "key"), c.key) for j, c in enumerate(line.menu)]
        for path, key, _ in repeated(pairs):
            yield Finding(path, f"line '{line.id}' uses key {key} twice", "give each choice its own key")


@rule()
def menu_dead_end(program: ProgramSpec) -> Findings:
    """F904: each choice of a menu leads to exactly one place: a topic, a queue or a line (S29-4)."""
    for path, choice in walk(program, "infrastructure.lines[].menu[]"):
        named = [key for key in ("topic", "queue", "line") if getattr(choice, key)]
        if len(named) != 1:
            message = f"key {choice.key} leads to {listed(named, 'and')}"
            yield Finding(path, message, "name one of topic, queue and line")


@rule()
def line_circle(program: ProgramSpec) -> Findings:
    """F905: menus do not send callers round in a circle within a center (BP-50).

    The state and an account manager must refer callers to each other (S30-6, S29-27); over two centers it is no circle.
    """
    home = {line.id: center_of(program, line) for line in program.infrastructure.lines}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for line in program.infrastructure.lines:
        within = (choice.line for choice in line.menu if choice.line and home.get(choice.line) == home[line.id])
        graph.add_edges_from((line.id, other) for other in within)
    for component in nx.strongly_connected_components(graph):
        if len(component) > 1 or graph.has_edge(*component, *component):
            links = walk(program, "infrastructure.lines[].menu[].line")
            own = program.infrastructure.lines
            inside = (path for path, name in links if name in component and own[int(path[2])].id in component)
            circle = [line.id for line in program.infrastructure.lines if line.id in component]
            message = f"{listed(circle, 'and')} send callers round in a circle"
            yield Finding(next(inside), message, "let one of the choices lead to a queue")


@rule()
def center_without_line(program: ProgramSpec) -> Findings:
    """F906: each center has a line (S29-3)."""
    served = {center_of(program, line) for line in program.infrastructure.lines}
    for path, center in walk(program, "infrastructure.centers[].id"):
        if center not in served:
            yield Finding(path, f"center '{center}' has no line", "add a line with this center")


@rule()
def no_public_line(program: ProgramSpec) -> Findings:
    """F907: the public can dial at least one line (XC-3)."""
    if all(line.transfer_only for line in program.infrastructure.lines):
        yield Finding(("infrastructure", "lines"), "no line is public", "give one line a number")


@rule()
def wrong_number_type(program: ProgramSpec) -> Findings:
    """F908: the type of a number is the one that its area code has (S29-3)."""
    for path, number in walk(program, "infrastructure.lines[].numbers[]"):
        kind = NumberType.TOLL_FREE if number.number[2:5] in TOLL_FREE else NumberType.DID
        if number.number.startswith("+1") and number.type is not kind:
            yield Finding((*path, "type"), f"{number.number} is no {number.type} number", f"write type: {kind}")
