"""Prepared flows: nodes that run, and edges that lead from one to the next. What the interpreter walks on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contact_flows.language.document import FlowType
from contact_flows.simulate.trace import Step

if TYPE_CHECKING:
    from contact_flows.simulate.session import Session

Run = Callable[["Session"], "Edge"]


class Edge:
    """A way on: the step that the trace shows for it, and the node behind it; None behind a terminal action.

    Edges are made once for each branch, so that walking one makes nothing.
    """

    __slots__ = ("node", "step")

    def __init__(self, step: Step, node: Node | None) -> None:
        self.step = step
        self.node = node


class Node:
    """One action, ready to run. `run` and `error` are set when all nodes of the flow exist.

    error   the way on at an error of this kind, whether or not the action has a branch of its own for it
    """

    __slots__ = ("block", "error", "errors", "flow", "run", "type")

    def __init__(self, flow: str, block: str, type_: str) -> None:
        self.flow = flow
        self.block = block
        self.type = type_
        self.run: Run = self._unset
        self.error: Callable[[str], Edge] = self._unset
        self.errors: frozenset[str] = frozenset()

    def _unset(self, _given: Session | str) -> Edge:
        raise AssertionError(f"{self.flow}/{self.block} was not prepared")


@dataclass(frozen=True, slots=True)
class PreparedFlow:
    """start   None where the flow's first action does not exist"""

    key: str
    type: FlowType | None
    start: Node | None
