"""Protection as it stands in a deployment's state. Pure: deployments are Pulumi's version-3 JSON."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

UNDELETABLE = "aws-native:connect:AgentStatus"
"""Amazon Connect deletes no status: it goes with its instance, or is forgotten when it is named itself."""
INSTANCE = "aws-native:connect:Instance"
TABLE = "aws:dynamodb/table:Table"


def protected(deployment: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Protected resources in state order."""
    return [resource for resource in deployment.get("resources") or () if resource.get("protect")]


def released(deployment: Mapping[str, Any], urns: frozenset[str]) -> dict[str, Any]:
    """The deployment without protection of `urns`, of what bears their names, and of statuses of released instances."""
    changed = copy.deepcopy(dict(deployment))
    names = {name_of(urn) for urn in urns}
    for resource in protected(changed):
        if resource["type"] == UNDELETABLE:  # still kept on deletion: there is nothing to call
            resource["protect"] = resource["urn"] not in urns and not _goes_with(resource, urns)
        elif name_of(resource["urn"]) in names:
            resource["protect"] = resource["retainOnDelete"] = False
    return changed


def holders(deployment: Mapping[str, Any], urns: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Name of each of `urns` that could not go -> names of what stays protected and rests on it, near or far."""
    rests_on = {found["urn"]: _below(found) for found in deployment.get("resources") or ()}
    found: dict[str, tuple[str, ...]] = {}
    for keeper in protected(released(deployment, urns)):
        reached, front = set[str](), {keeper["urn"]}
        while front := {below for urn in front for below in rests_on.get(urn, ())} - reached:
            reached |= front
        for urn in sorted(urns & reached):
            found[name_of(urn)] = (*found.get(name_of(urn), ()), name_of(keeper["urn"]))
    return found


def locked_tables(deployment: Mapping[str, Any], names: frozenset[str]) -> list[tuple[str, str]]:
    """Region and name of each DynamoDB table that bears one of the logical names, and that DynamoDB itself protects."""
    return [
        (outputs["arn"].split(":")[3], outputs["name"])
        for resource in deployment.get("resources") or ()
        if resource["type"] == TABLE and name_of(resource["urn"]) in names
        if (outputs := resource.get("outputs") or {}).get("deletionProtectionEnabled")
    ]


def _below(resource: Mapping[str, Any]) -> frozenset[str]:
    parent = resource.get("parent")
    return frozenset((*(resource.get("dependencies") or ()), *([parent] if parent else ())))


def name_of(urn: str) -> str:
    """The logical name at the end of a URN."""
    return urn.rpartition("::")[2]


def _goes_with(status: Mapping[str, Any], urns: frozenset[str]) -> bool:
    instances = {urn for urn in urns if f"{INSTANCE}::" in urn}
    return bool(instances & set(status.get("dependencies") or ()))
