"""The flows of a center as a list, and one flow block by block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cli.flow_sources import CenterFlows
from contact_flows.language.document import Action, FlowDocument


def list_text(chosen: CenterFlows) -> str:
    """One line a flow: id, type, how many blocks, name."""
    rows = [(flow.id, str(flow.type), str(len(flow.actions)), flow.name) for flow in chosen.flows.flows]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    lines = [
        f"{id_:<{widths[0]}}  {kind:<{widths[1]}}  {blocks:>{widths[2]}} blocks  {name}"
        for id_, kind, blocks, name in rows
    ]
    return "\n".join([f"{chosen.center.id}, {chosen.source}: {len(rows)} flows", *lines])


def list_json(chosen: CenterFlows) -> list[dict[str, Any]]:
    return [
        {
            "id": flow.id,
            "name": flow.name,
            "type": str(flow.type),
            "language": flow.language or None,
            "blocks": len(flow.actions),
            "spec_path": flow.spec_path or None,
        }
        for flow in chosen.flows.flows
    ]


def flow_text(flow: FlowDocument) -> str:
    """Each block with what it is given and where it leads."""
    head = f"{flow.id} ({flow.type}): {flow.name}, starts at {flow.start}"
    return "\n".join([head, *(line for action in flow.actions for line in _block(action))])


def _block(action: Action) -> Iterator[str]:
    yield f"\n{action.id}: {action.type}"
    for name, value in (action.parameters or {}).items():
        yield f"    {name}: {_short(value)}"
    for branch in action.conditions:
        operands = " ".join(str(operand) for operand in branch.operands)
        yield f"    {branch.operator} {operands} -> {branch.next}"
    if action.next is not None:
        yield f"    next -> {action.next}"
    for error in action.errors:
        yield f"    {error.type} -> {error.next}"


def _short(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_short(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}={_short(part)}" for key, part in value.items())
    return str(value)
