"""What the maker of an action's `run` is given: the action, its ways on, and its parameters ready to resolve."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contact_flows.language.document import NOTHING, Action, Channel, FlowType, Value
from contact_flows.simulate.branches import Branches
from contact_flows.simulate.graph import Node, Run
from contact_flows.simulate.references import Resolved, Text, deep, static, text, value_of
from contact_flows.simulate.session import Session


@dataclass(frozen=True, slots=True)
class Making:
    """One action of one flow, for contacts of one channel."""

    flow: str
    language: str
    kind: FlowType | None
    channel: Channel
    action: Action
    branches: Branches
    node: Node

    @property
    def block(self) -> str:
        return self.action.id

    @property
    def parameters(self) -> Mapping[str, Value]:
        return self.action.parameters or NOTHING

    def given(self, name: str) -> Value:
        return self.parameters.get(name)

    def part(self, name: str) -> Mapping[str, Value]:
        """A parameter that is an object; empty where it is left out or something else."""
        found = self.parameters.get(name)
        return found if isinstance(found, Mapping) else NOTHING

    def text(self, name: str) -> Text:
        return text(self.parameters.get(name))

    def value(self, name: str) -> Resolved:
        return value_of(self.parameters.get(name))

    def deep(self, name: str) -> Resolved:
        return deep(self.parameters.get(name))

    def fields(self, name: str) -> Callable[[Session], dict[str, Any]]:
        """A parameter that is an object, with the references inside replaced; empty where it is something else."""
        found = self.part(name)
        return deep(found) if found else lambda _s: {}

    def rows(self, name: str) -> Callable[[Session], list[dict[str, Any]]]:
        """A parameter that is a list of objects, likewise; what is none of them is left out."""
        found = self.parameters.get(name)
        return deep(tuple(row for row in found if isinstance(row, Mapping)) if isinstance(found, tuple) else ())

    def number(self, name: str, otherwise: float) -> float:
        """A static number, which flows write as text."""
        return number(self.parameters.get(name), otherwise)

    def flag(self, name: str) -> bool:
        """Of `"True"`, `"true"` and true."""
        return str(static(self.parameters.get(name))).lower() == "true"

    def place(self) -> tuple[str, str]:
        return self.flow, self.block


Maker = Callable[[Making], Run]


def number(value: Value, otherwise: float) -> float:
    """`otherwise` for what is no number, and for what no count and no time can be."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return otherwise
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return otherwise
    return found if math.isfinite(found) else otherwise
