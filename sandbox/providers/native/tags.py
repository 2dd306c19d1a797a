"""The tag property of a registry type: where it is, how it is written, and its order, which means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.registry.names import sdk_name
from sandbox.registry.schema import TypeSchema


def tag_property(schema: TypeSchema) -> str | None:
    """SDK name of the property that holds the tags, or None for a type without."""
    tagging: Mapping[str, Any] = schema.raw.get("tagging") or {}
    pointer = str(tagging.get("tagProperty") or "/properties/Tags")
    name = pointer.rsplit("/", 1)[1]
    if tagging.get("taggable") is False or name not in schema.properties:
        return None
    return sdk_name(name)


def with_defaults(schema: TypeSchema, inputs: Mapping[str, Any], defaults: Mapping[str, str]) -> dict[str, Any]:
    """The inputs with the provider's default tags; a tag of the resource wins over a default of the same key."""
    name = tag_property(schema)
    if name is None or not defaults:
        return dict(inputs)
    given = inputs.get(name)
    if isinstance(given, Mapping) or (given is None and _is_map(schema, name)):
        return {**inputs, name: {**defaults, **(given or {})}}
    own = list(given) if isinstance(given, list) else []
    taken = {tag.get("key") for tag in own if isinstance(tag, Mapping)}
    return {**inputs, name: own + [{"key": k, "value": v} for k, v in defaults.items() if k not in taken]}


def ordered(schema: TypeSchema, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs with list-style tags sorted by key, so that another order is no change."""
    name = tag_property(schema)
    tags = inputs.get(name) if name else None
    if name is None or not isinstance(tags, list) or not all(isinstance(tag, Mapping) for tag in tags):
        return dict(inputs)
    return {**inputs, name: sorted(tags, key=lambda tag: str(tag.get("key")))}


def _is_map(schema: TypeSchema, name: str) -> bool:
    nodes = {sdk_name(cfn): node for cfn, node in schema.properties.items()}
    return schema.resolve(nodes[name]).get("type") == "object"
