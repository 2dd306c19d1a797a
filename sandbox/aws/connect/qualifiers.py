"""What may follow a flow's id: a version, an alias, `$LATEST` or `$SAVED`.

Sources: API reference, DescribeContactFlow (`{id}:$SAVED`, `{id}:{version}`); Administrator Guide, "Flow versioning and
aliasing" (phone numbers, queues and quick connects may name an alias); registry patterns of QuickConnect, Queue and
TaskTemplate (`contact-flow/<id>(:[a-zA-Z0-9-]+)?`), which fit an alias's id as they fit its name. Both are taken here.
"""

from __future__ import annotations

from typing import Any

from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.place import last_part
from sandbox.aws.store import Resource

LATEST, DRAFT = "$LATEST", "$SAVED"


def of(identifier: str) -> str:
    """The qualifier of an id or ARN; empty where it has none."""
    return last_part(identifier).partition(":")[2]


def version(desk: Desk, flow: Resource, qualifier: str) -> Resource | None:
    """The version that a qualifier stands for; None for what is published now and for what is saved.

    raises   Refusal where the flow has no such version or alias
    """
    if qualifier in ("", LATEST, DRAFT):
        return None
    if qualifier.isdigit():
        return numbered(desk, flow, int(qualifier))
    for alias in aliases(flow).values():
        if qualifier in (alias["AliasId"], alias["Name"]):
            return numbered(desk, flow, alias["Version"])
    raise missing(f"The flow has no version or alias {qualifier}")


def versions(desk: Desk, kind: str, parent: Resource, by: str) -> list[Resource]:
    """Versions or aliases, of that registry kind, of a flow or module that they name in a property."""
    everything = desk.resources.store.of_type(f"AWS::Connect::{kind}")
    return [one for one in everything if one.model[by] == parent.identifier]


def numbered(desk: Desk, flow: Resource, number: int) -> Resource:
    for one in versions(desk, "ContactFlowVersion", flow, "ContactFlowId"):
        if one.model["Version"] == number:
            return one
    raise missing(f"Version {number} of the flow was not found")


def aliases(flow: Resource) -> dict[str, dict[str, Any]]:
    """By alias id. Flow aliases have no registry type: they live with their flow."""
    found: dict[str, dict[str, Any]] = flow.facts.setdefault("aliases", {})
    return found


def qualified(desk: Desk, identifier: str) -> str:
    """ARN of a flow that a call names, with its qualifier. Raises Refusal where either does not exist."""
    flow, qualifier = desk.find("ContactFlow", identifier), of(identifier)
    version(desk, flow, qualifier)
    return f"{flow.identifier}:{qualifier}" if qualifier else flow.identifier
