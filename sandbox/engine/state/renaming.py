"""A state whose stack gets another name: every URN in it changes, inputs and outputs do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_ROOT = "pulumi:pulumi:Stack"
_PREFIX = "urn:pulumi:"


def with_stack_name(deployment: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The deployment as `stack rename` leaves it; secrets stay sealed as they are."""

    def urn(old: str) -> str:
        return _renamed(old, name)

    return {
        **deployment,
        "resources": [_resource(record, urn) for record in deployment.get("resources") or []],
        "pending_operations": [
            {**operation, "resource": _resource(operation["resource"], urn)}
            for operation in deployment.get("pending_operations") or []
        ],
    }


def _renamed(urn: str, stack: str) -> str:
    if not urn.startswith(_PREFIX):
        return urn
    _, project, type_, *rest = urn.removeprefix(_PREFIX).split("::")
    if type_ == _ROOT:
        rest = [f"{project}-{stack}"]
    return f"{_PREFIX}{stack}::" + "::".join([project, type_, *rest])


def _resource(record: Mapping[str, Any], urn: Callable[[str], str]) -> dict[str, Any]:
    changed = dict(record)
    for field in ("urn", "parent", "deletedWith", "viewOf"):
        if record.get(field):
            changed[field] = urn(record[field])
    for field in ("dependencies", "aliases", "replaceWith"):
        if record.get(field):
            changed[field] = [urn(one) for one in record[field]]
    if record.get("provider"):
        reference, _, id_ = record["provider"].rpartition("::")
        changed["provider"] = f"{urn(reference)}::{id_}"
    if record.get("propertyDependencies"):
        changed["propertyDependencies"] = {
            key: [urn(one) for one in urns or []] for key, urns in record["propertyDependencies"].items()
        }
    return changed
