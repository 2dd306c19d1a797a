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
    """One action, ready to run. `run` is set when all nodes of the flow exist."""

    __slots__ = ("block", "flow", "run")

    def __init__(self, flow: str, block: str) -> None:
        self.flow = flow
        self.block = block
        self.run: Run = self._unset

    def _unset(self, _session: Session) -> Edge:
        raise AssertionError(f"{self.flow}/{self.block} was not prepared")


@dataclass(frozen=True, slots=True)
class PreparedFlow:
    """start   None where the flow's first action does not exist"""

    key: str
    type: FlowType | None
    start: Node | None
