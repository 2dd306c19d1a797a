"""One resource type: its properties, its identifier, and which properties are read-only, create-only, write-only."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.registry import catalog, pointers
from sandbox.registry.pointers import Pointer

Node = Mapping[str, Any]


@dataclass(frozen=True, eq=False)  # compared and hashed by identity: one instance per schema
class TypeSchema:
    name: str
    raw: Node
    primary_identifier: tuple[Pointer, ...]
    read_only: tuple[Pointer, ...]
    create_only: tuple[Pointer, ...]
    write_only: tuple[Pointer, ...]

    @property
    def properties(self) -> Node:
        node: Node = self.raw["properties"]
        return node

    @property
    def operations(self) -> frozenset[str]:
        """Handlers present: create, read, update, delete, list. None: Cloud Control cannot manage the type."""
        return frozenset(self.raw.get("handlers", {}))

    @property
    def list_parents(self) -> tuple[str, ...]:
        """Properties that ListResources needs in its ResourceModel."""
        return tuple(self.raw.get("handlers", {}).get("list", {}).get("handlerSchema", {}).get("required", ()))

    @property
    def delete_before_create(self) -> bool:
        return bool(self.raw.get("replacementStrategy") == "delete_then_create")

    def identifier(self, model: Mapping[str, Any]) -> str:
        """The primary identifier; parts of a composite one are joined with `|`."""
        parts = (pointers.values(model, pointer) for pointer in self.primary_identifier)
        return "|".join(str(found[0]) if found else "" for found in parts)

    def resolve(self, node: Node) -> Node:
        """The node that a `$ref` (or a chain of them) points to."""
        while "$ref" in node:
            target: Any = self.raw
            for part in str(node["$ref"]).split("/")[1:]:
                target = target[part]
            node = target
        return node

    def members(self, node: Node) -> dict[str, Node]:
        """Named properties of an object node, also through allOf, oneOf and anyOf."""
        node = self.resolve(node)
        found: dict[str, Node] = {}
        for keyword in ("allOf", "oneOf", "anyOf"):
            for branch in node.get(keyword, ()):
                found.update(self.members(branch))
        found.update(node.get("properties") or {})
        return found

    def items(self, node: Node) -> Node:
        """The node of a list's items; empty where the schema does not say."""
        node = self.resolve(node)
        if isinstance(node.get("items"), Mapping):
            return dict(node["items"])
        for keyword in ("allOf", "oneOf", "anyOf"):
            for branch in node.get(keyword, ()):
                if found := self.items(branch):
                    return found
        return {}


@functools.cache
def get_type(type_name: str, region: str = catalog.BASE_REGION) -> TypeSchema | None:
    """The type as the region has it, or None. Regions mostly share one schema file, but not one object."""
    raw = catalog.raw_schema(type_name, region)
    if raw is None:
        return None
    return TypeSchema(
        name=type_name,
        raw=raw,
        primary_identifier=_parsed(raw.get("primaryIdentifier", ())),
        read_only=_parsed(raw.get("readOnlyProperties", ())),
        create_only=_parsed(raw.get("createOnlyProperties", ())),
        write_only=_parsed(raw.get("writeOnlyProperties", ())),
    )


def _parsed(texts: Iterable[str]) -> tuple[Pointer, ...]:
    return tuple(pointers.parse(text) for text in texts)
