"""Two sets of flows, block by block. Layout, key order and the order of error branches never show as a change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contact_flows.language.canonical import canonical
from contact_flows.language.document import Action, FlowDocument, FlowSet
from contact_flows.language.text import thaw


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One thing about a block: a parameter such as `Text`, `type`, or a branch such as `on QueueAtCapacity`.

    None stands for what is not there.
    """

    part: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class BlockChange:
    kind: Kind
    block: str
    type: str
    parts: tuple[PartChange, ...] = ()
    """Of a changed block what differs; of an added or removed one, empty."""
    was: str | None = None
    """Earlier identifier of a block that only got another name."""


@dataclass(frozen=True, slots=True)
class FlowChange:
    kind: Kind
    flow: str
    name: str
    blocks: tuple[BlockChange, ...] = ()
    parts: tuple[PartChange, ...] = ()
    """What differs of the flow itself: `name`, `type`, `start`."""


def changes(before: FlowSet, after: FlowSet) -> tuple[FlowChange, ...]:
    """Flows that differ, in the order of `after`, removed ones last. Empty when both do the same to every contact."""
    old = {flow.id: flow for flow in before.flows}
    new = {flow.id: flow for flow in after.flows}
    found: list[FlowChange] = []
    for id_, flow in new.items():
        if id_ not in old:
            found.append(FlowChange(Kind.ADDED, id_, flow.name))
        elif (change := flow_change(old[id_], flow)) is not None:
            found.append(change)
    gone = (flow for id_, flow in old.items() if id_ not in new)
    return (*found, *(FlowChange(Kind.REMOVED, flow.id, flow.name) for flow in gone))


def flow_change(before: FlowDocument, after: FlowDocument) -> FlowChange | None:
    """What differs between two versions of one flow; None when nothing does."""
    own = tuple(
        PartChange(part, str(old) if old else None, str(new) if new else None)
        for part, old, new in (
            ("name", before.name, after.name),
            ("type", before.type, after.type),
            ("start", before.start, after.start),
        )
        if old != new
    )
    if not own and canonical(before) == canonical(after):
        return None
    return FlowChange(Kind.CHANGED, after.id, after.name, tuple(_block_changes(before, after)), own)


def _block_changes(before: FlowDocument, after: FlowDocument) -> Iterator[BlockChange]:
    old, new = before.by_id, after.by_id
    renamed = _renamed([a for id_, a in old.items() if id_ not in new], [a for id_, a in new.items() if id_ not in old])
    for id_, action in new.items():
        earlier = old.get(id_) or renamed.get(id_)
        if earlier is None:
            yield BlockChange(Kind.ADDED, id_, action.type)
        elif parts := tuple(_parts(earlier, action)):
            yield BlockChange(Kind.CHANGED, id_, action.type, parts, None if id_ in old else earlier.id)
        elif id_ not in old:
            yield BlockChange(Kind.CHANGED, id_, action.type, (), earlier.id)
    kept = {action.id for action in renamed.values()}
    for id_, action in old.items():
        if id_ not in new and id_ not in kept:
            yield BlockChange(Kind.REMOVED, id_, action.type)


def _renamed(gone: list[Action], come: list[Action]) -> dict[str, Action]:
    """New identifier -> the block it was: same type and same parameters, one of each, and parameters that tell."""
    found: dict[str, Action] = {}
    for action in come:
        if not action.parameters:
            continue
        alike = [old for old in gone if old.type == action.type and old.parameters == action.parameters]
        if len(alike) == 1 and alike[0] not in found.values():
            found[action.id] = alike[0]
    return found


def _parts(before: Action, after: Action) -> Iterator[PartChange]:
    old, new = _facts(before), _facts(after)
    for part in dict.fromkeys([*new, *old]):
        if old.get(part) != new.get(part):
            yield PartChange(part, old.get(part), new.get(part))


def _facts(action: Action) -> dict[str, str]:
    """A block as named texts that compare one by one."""
    found = {"type": action.type}
    found |= dict(_flat("", thaw(action.parameters or {})))
    if action.next is not None:
        found["next"] = action.next
    found |= {f"on {branch.operator} {_words(branch.operands)}": branch.next for branch in action.conditions}
    if any(branch.operator != "Equals" for branch in action.conditions):  # then the first that is true wins
        found["order of conditions"] = ", ".join(f"{b.operator} {_words(b.operands)}" for b in action.conditions)
    found |= {f"on {branch.type}": branch.next for branch in action.errors}
    for name, extra in (("", action.extra), ("transitions ", action.transitions_extra)):
        found |= {f"{name}{path}": text for path, text in _flat("", thaw(extra))}
    return found


def _words(operands: tuple[Any, ...]) -> str:
    return " ".join(str(operand) for operand in operands)


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Leaves of JSON data with their path: `Messages.0.Text`."""
    if isinstance(value, Mapping) and value:
        for key, part in value.items():
            yield from _flat(f"{path}.{key}" if path else str(key), part)
    elif isinstance(value, list) and value:
        for number, part in enumerate(value):
            yield from _flat(f"{path}.{number}", part)
    elif path:
        yield path, value if isinstance(value, str) else json.dumps(value)
