"""What a service refuses before it looks at what exists: required parameters, enumerations, lengths, ranges, patterns.

AWS's own clients check a part of this before they call; other clients, and hands, do not. Botocore's model has it all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from sandbox.registry.validation import compiled

Problem = str
_SHOWN_MAX = 100


def problems(shape: StructureShape | None, params: Mapping[str, Any]) -> list[Problem]:
    """In the order of the model; `params` are parsed already, so that types fit."""
    if shape is None:
        return []
    missing = [f"Missing required parameter: {name}" for name in shape.required_members if name not in params]
    return missing or [problem for name, inner in _given(shape, params) for problem in _walk(inner, params[name], name)]


def _given(shape: StructureShape, value: Mapping[str, Any]) -> Iterator[tuple[str, Shape]]:
    """Members that are there. A list in the query string that nobody sent is parsed as an empty one."""
    for name, inner in shape.members.items():
        absent = inner.serialization.get("location") == "querystring" and value.get(name) == []
        if value.get(name) is not None and not absent:
            yield name, inner


def _walk(shape: Shape, value: Any, path: str) -> Iterator[Problem]:
    for bad, told in _CONSTRAINTS.values():
        if bad(shape, value):
            shown = str(value) if len(str(value)) <= _SHOWN_MAX else f"{str(value)[:_SHOWN_MAX]}..."
            yield f"Value '{shown}' at '{path}' failed to satisfy constraint: {told(shape)}"
            return
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in shape.required_members:
            if name not in value:
                yield f"Missing required parameter: {path}.{name}"
        for name, inner in _given(shape, value):
            yield from _walk(inner, value[name], f"{path}.{name}")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for index, entry in enumerate(value, start=1):
            yield from _walk(shape.member, entry, f"{path}.{index}.member")
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for key, entry in value.items():
            yield from _walk(shape.value, entry, f"{path}.{key}")


def _size(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    return len(value) if isinstance(value, str | list | dict) else None


def _bound(name: str, shape: Shape) -> float | None:
    bound = shape.metadata.get(name)
    return None if bound is None else float(bound)


def _below(shape: Shape, value: Any) -> bool:
    size, bound = _size(value), _bound("min", shape)
    return size is not None and bound is not None and size < bound


def _above(shape: Shape, value: Any) -> bool:
    size, bound = _size(value), _bound("max", shape)
    return size is not None and bound is not None and size > bound


def _unlisted(shape: Shape, value: Any) -> bool:
    listed: list[str] = shape.metadata.get("enum") or []
    return bool(listed) and isinstance(value, str) and value not in listed


def _mismatched(shape: Shape, value: Any) -> bool:
    """Only of patterns that say themselves where they start and end."""
    pattern = str(shape.metadata.get("pattern", ""))
    if not isinstance(value, str) or not (pattern.startswith("^") and pattern.endswith("$")):
        return False
    known = compiled(pattern)
    return known is not None and not known.search(value)


def _kind(shape: Shape) -> str:
    return "value" if shape.type_name in ("integer", "long", "float", "double") else "length"


def _mistyped(shape: Shape, value: Any) -> bool:
    """Text that is none; other types were converted, or refused, when the body was parsed."""
    return shape.type_name == "string" and not isinstance(value, str)


Check = tuple[Callable[[Shape, Any], bool], Callable[[Shape], str]]
_CONSTRAINTS: Mapping[str, Check] = {
    "type": (_mistyped, lambda _: "Member must be a string"),
    "enum": (_unlisted, lambda shape: f"Member must satisfy enum value set: [{', '.join(shape.metadata['enum'])}]"),
    "min": (
        _below,
        lambda shape: f"Member must have {_kind(shape)} greater than or equal to {shape.metadata['min']}",
    ),
    "max": (_above, lambda shape: f"Member must have {_kind(shape)} less than or equal to {shape.metadata['max']}"),
    "pattern": (
        _mismatched,
        lambda shape: f"Member must satisfy regular expression pattern: {shape.metadata['pattern']}",
    ),
}
