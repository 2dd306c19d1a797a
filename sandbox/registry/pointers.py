"""Property pointers of a registry schema (`/properties/Media/*/Source`) walked over a resource model."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Pointer = tuple[str, ...]
Model = dict[str, Any]


def parse(pointer: str) -> Pointer:
    """`/properties/A/B` -> ("A", "B")."""
    return tuple(part for part in pointer.split("/")[2:] if part != "properties")


def text(pointer: Pointer) -> str:
    """("A", "B") -> `/properties/A/B`, the way the service prints it."""
    return "/properties/" + "/".join(pointer)


def walk(model: Any, pointer: Pointer) -> Iterator[tuple[Model, str]]:
    """The container and key of every place that the pointer reaches. `*` stands for each item of a list."""
    if not pointer:
        return
    head, rest = pointer[0], pointer[1:]
    if isinstance(model, list):
        for item in model:
            yield from walk(item, rest if head == "*" else pointer)
    elif isinstance(model, dict) and head == "*":
        for item in model.values():
            yield from walk(item, rest)
    elif isinstance(model, dict) and head in model:
        if rest:
            yield from walk(model[head], rest)
        else:
            yield model, head


def values(model: Mapping[str, Any], pointer: Pointer) -> list[Any]:
    """Every value that the pointer reaches, in document order."""
    return [container[key] for container, key in walk(model, pointer)]


def without(model: Mapping[str, Any], pointers: Iterable[Pointer]) -> Model:
    """A deep copy of the model without what the pointers reach."""
    copied: Model = copy.deepcopy(dict(model))
    for pointer in pointers:
        for container, key in list(walk(copied, pointer)):
            del container[key]
    return copied


def changed(old: Mapping[str, Any], new: Mapping[str, Any], pointers: Iterable[Pointer]) -> list[Pointer]:
    """The pointers whose values differ between two models."""
    return [pointer for pointer in pointers if values(old, pointer) != values(new, pointer)]
