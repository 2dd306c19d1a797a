"""A contact flow as data: frozen actions with symbolic references. JSON is read and written in `text` only.

One form for all action types, ours and foreign ones: what the service would refuse must be representable too, or lint
could not speak of it (ADR 0010). What a type may carry is data, in `catalogue`.
Sources: Amazon Connect Developer Guide, "Flow language actions" and "Flow language example".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

VERSION = "2019-10-30"


class FlowType(StrEnum):
    """As Amazon Connect names them; a module is created by another operation and has no type there."""

    CONTACT_FLOW = "CONTACT_FLOW"
    CUSTOMER_QUEUE = "CUSTOMER_QUEUE"
    CUSTOMER_HOLD = "CUSTOMER_HOLD"
    CUSTOMER_WHISPER = "CUSTOMER_WHISPER"
    AGENT_HOLD = "AGENT_HOLD"
    AGENT_WHISPER = "AGENT_WHISPER"
    OUTBOUND_WHISPER = "OUTBOUND_WHISPER"
    AGENT_TRANSFER = "AGENT_TRANSFER"
    QUEUE_TRANSFER = "QUEUE_TRANSFER"
    CAMPAIGN = "CAMPAIGN"
    MODULE = "MODULE"


class Channel(StrEnum):
    """As `$.Channel` has them."""

    VOICE = "VOICE"
    CHAT = "CHAT"
    TASK = "TASK"
    EMAIL = "EMAIL"


@dataclass(frozen=True, slots=True)
class Ref:
    """Something deployed that is named by its spec id; `infra` turns it into an ARN. Always a whole value.

    kind     queue, hours, flow, module, function, prompt, bot
    """

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


Value = str | int | float | bool | None | Ref | Mapping[str, "Value"] | tuple["Value", ...]
"""What a parameter holds: JSON with tuples for lists, or a reference."""

NOTHING: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Condition:
    """A branch taken when the result of the action compares true. The service takes exactly one operand."""

    next: str
    operands: tuple[Value, ...]
    operator: str = "Equals"
    extra: Mapping[str, Value] = field(default_factory=dict)
    """Keys beside `NextAction` and `Condition` that a foreign document carries."""
    condition_extra: Mapping[str, Value] = field(default_factory=dict)
    """Keys beside `Operator` and `Operands`."""


@dataclass(frozen=True, slots=True)
class ErrorBranch:
    """A branch taken when the action fails in one way, such as `QueueAtCapacity`."""

    type: str
    next: str
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step (the console says block)."""

    id: str
    type: str
    parameters: Mapping[str, Value] | None = field(default_factory=dict)
    """None where a foreign document leaves them out."""
    next: str | None = None
    """`NextAction`; None only where the document has none, as a terminal action must."""
    conditions: tuple[Condition, ...] = ()
    errors: tuple[ErrorBranch, ...] = ()
    spec_path: str = ""
    """Part of the spec it was compiled from, such as `infrastructure.lines[main].menu`; empty in a foreign flow."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    transitions_extra: Mapping[str, Value] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    """Of `Conditions`, `Errors` and `Transitions`, those that a foreign document leaves out."""

    def given(self, name: str) -> Value:
        """A parameter, or None."""
        return (self.parameters or NOTHING).get(name)

    def error(self, kind: str) -> str | None:
        """Where the action goes on this error, by its own branch only."""
        return next((branch.next for branch in self.errors if branch.type == kind), None)

    def targets(self) -> Iterator[str]:
        if self.next is not None:
            yield self.next
        yield from (condition.next for condition in self.conditions)
        yield from (branch.next for branch in self.errors)


@dataclass(frozen=True, kw_only=True)
class FlowDocument:
    """One flow or module.

    id          spec id such as `line-main`; for a foreign flow its name or file
    type        None where a foreign file does not tell
    spec_path   part of the spec it was compiled from; empty in a foreign flow
    start       identifier of the first action; the first of `actions` when left out
    """

    id: str
    name: str
    type: FlowType | None
    description: str = ""
    spec_path: str = ""
    language: str = ""
    """Language in which the compiler wrote it, such as `es-US`; empty where it has none or may have several."""
    actions: tuple[Action, ...]
    start: str = ""
    version: str = VERSION
    metadata: Mapping[str, Value] = field(default_factory=dict)
    settings: Value = None
    """Top-level `Settings` of a module: boilerplate that the service insists on."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()
    """Of `Version`, `StartAction` and `Metadata`, those that a foreign document leaves out."""

    def __post_init__(self) -> None:
        if not self.start and self.actions:
            object.__setattr__(self, "start", self.actions[0].id)

    @cached_property
    def by_id(self) -> Mapping[str, Action]:
        """Actions by identifier; of duplicates the first."""
        found: dict[str, Action] = {}
        for action in self.actions:
            found.setdefault(action.id, action)
        return found

    @property
    def refs(self) -> frozenset[Ref]:
        return frozenset(ref for action in self.actions for ref in _refs(action.parameters))


@dataclass(frozen=True)
class FlowSet:
    """All flows of one center. A flow comes after those that it names, except where they form a cycle."""

    flows: tuple[FlowDocument, ...]

    @cached_property
    def _by_id(self) -> Mapping[str, FlowDocument]:
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """Flows that must exist, as a draft without their content, before the content of others can name them.

        In a circle there is no order in which each names only earlier ones.
        """
        place = {flow.id: number for number, flow in enumerate(self.flows)}
        return frozenset(
            ref.id
            for number, flow in enumerate(self.flows)
            for ref in flow.refs
            if ref.kind == "flow" and place.get(ref.id, -1) >= number
        )

    def __getitem__(self, flow_id: str) -> FlowDocument:
        return self._by_id[flow_id]

    def __contains__(self, flow_id: str) -> bool:
        return flow_id in self._by_id


def _refs(value: Value) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _refs(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _refs(part)
