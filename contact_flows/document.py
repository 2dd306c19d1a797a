"""A contact flow as data: frozen actions with symbolic references; JSON only in `to_json`.

Sources: Amazon Connect Developer Guide, "Flow language actions" and "Flow language example".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

VERSION = "2019-10-30"

MODULE_SETTINGS = {
    "InputParameters": [],
    "OutputParameters": [],
    "Transitions": [{"DisplayName": name, "ReferenceName": name, "Description": ""} for name in ("Success", "Error")],
}

# Connect refuses identifiers longer than this (Developer Guide, "Flow language actions").
MAX_IDENTIFIER = 50


class FlowType(StrEnum):
    """As Amazon Connect names them; a module is created by another operation and has no type there."""

    CONTACT_FLOW = "CONTACT_FLOW"
    CUSTOMER_QUEUE = "CUSTOMER_QUEUE"
    AGENT_WHISPER = "AGENT_WHISPER"
    QUEUE_TRANSFER = "QUEUE_TRANSFER"
    MODULE = "MODULE"


@dataclass(frozen=True, slots=True)
class Ref:
    """Something deployed that is named by its spec id; `infra` turns it into an ARN.

    kind     queue, hours, flow, module, function, prompt
    """

    kind: str
    id: str


Parameter = str | int | bool | Ref | Mapping[str, "Parameter"] | tuple["Parameter", ...]


@dataclass(frozen=True, slots=True)
class Condition:
    next: str
    operand: str
    operator: str = "Equals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step (the console says block)."""

    id: str
    type: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    next: str | None = None
    """None only for a terminal action, whose transitions are empty."""
    conditions: tuple[Condition, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    """(error type, next action) in the order of the document."""

    def targets(self) -> Iterator[str]:
        if self.next is not None:
            yield self.next
        yield from (condition.next for condition in self.conditions)
        yield from (target for _, target in self.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDocument:
    """One flow or module. `spec_path` is the part of the spec it was compiled from."""

    id: str
    name: str
    type: FlowType
    description: str
    spec_path: str
    actions: tuple[Action, ...]

    @property
    def start(self) -> str:
        return self.actions[0].id

    @property
    def refs(self) -> frozenset[Ref]:
        return frozenset(ref for action in self.actions for ref in _refs(action.parameters))

    def to_json(self, resolve: Callable[[Ref], str]) -> str:
        """The document as Amazon Connect takes it; `resolve` gives the ARN of a reference. Same input, same bytes."""
        body: dict[str, Any] = {
            "Version": VERSION,
            "StartAction": self.start,
            "Metadata": {},
            "Actions": [_action_json(action, resolve) for action in self.actions],
        }
        if self.type is FlowType.MODULE:  # the service refuses a module without it, and a flow with it
            body["Settings"] = MODULE_SETTINGS
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class FlowSet:
    """All flows of one center, modules first, so that each refers only to earlier ones or to hooks."""

    flows: tuple[FlowDocument, ...]

    def __getitem__(self, flow_id: str) -> FlowDocument:
        return next(flow for flow in self.flows if flow.id == flow_id)


def _refs(value: Parameter) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _refs(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _refs(part)


def _plain(value: Parameter, resolve: Callable[[Ref], str]) -> Any:
    if isinstance(value, Ref):
        return resolve(value)
    if isinstance(value, Mapping):
        return {key: _plain(part, resolve) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part, resolve) for part in value]
    return value


def _action_json(action: Action, resolve: Callable[[Ref], str]) -> dict[str, Any]:
    transitions: dict[str, Any] = {}
    if action.next is not None:
        transitions = {
            "NextAction": action.next,
            "Conditions": [
                {"NextAction": c.next, "Condition": {"Operator": c.operator, "Operands": [c.operand]}}
                for c in action.conditions
            ],
            "Errors": [{"NextAction": target, "ErrorType": error} for error, target in action.errors],
        }
    return {
        "Identifier": action.id,
        "Type": action.type,
        "Parameters": _plain(action.parameters, resolve),
        "Transitions": transitions,
    }
