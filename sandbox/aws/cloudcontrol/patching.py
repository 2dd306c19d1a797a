"""What UpdateResource allows, and what becomes of properties that no read shows.

Behavior after aws-cloudformation/cloudformation-coverage-roadmap#2205 and pulumi/pulumi-aws-native#1866, #2936: the
patched *read* model is validated, so a required write-only property must come back in the patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.aws.cloudcontrol.exceptions import CloudControlError, validation
from sandbox.registry import pointers
from sandbox.registry.pointers import Pointer
from sandbox.registry.schema import TypeSchema


def check_allowed(
    schema: TypeSchema, seen: Mapping[str, Any], wanted: Mapping[str, Any], patch: Iterable[Mapping[str, Any]]
) -> None:
    """Refuse changes to create-only and read-only properties, and any mention of a hidden create-only one."""
    touched = {tuple(str(step.get("path", "")).split("/")[1:]) for step in patch}
    hidden = [p for p in schema.create_only if p in schema.write_only and p in touched]
    fixed = pointers.changed(seen, wanted, [p for p in schema.create_only if p not in schema.write_only])
    if fixed or hidden:
        message = f"Invalid patch update: createOnlyProperties [{_names([*fixed, *hidden])}] cannot be updated"
        raise CloudControlError("NotUpdatableException", message)
    renewed = pointers.changed(seen, wanted, schema.read_only)
    if renewed:
        raise validation(f"Invalid patch update: readOnlyProperties [{_names(renewed)}] cannot be updated")


def with_hidden(schema: TypeSchema, stored: Mapping[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The patched model plus the top-level write-only values that it leaves out: they stay as they were."""
    kept = {p[0] for p in schema.write_only if len(p) == 1 and p[0] in stored and p[0] not in wanted}
    return {**wanted, **{name: stored[name] for name in kept}}


def _names(found: Iterable[Pointer]) -> str:
    return ", ".join(pointers.text(pointer) for pointer in found)
