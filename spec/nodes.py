"""The file as written: a tree of values that know their places. Aliases share their target, not a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spec.faults import Mark, Path

Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Scalar:
    value: Plain
    mark: Mark
    size = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    mark: Mark
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, and what it holds."""

    key: Mark
    value: Node


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping."""

    entries: Mapping[str, Entry]
    mark: Mark
    size: int
    """Nodes it would have with every alias written out. May be astronomic; it is only compared."""


Node = Scalar | Sequence | Keyed


def to_data(node: Node) -> Any:
    """Plain dicts, lists and scalars. The caller has checked `size`."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [to_data(item) for item in items]
        case Keyed(entries=entries):
            return {key: to_data(entry.value) for key, entry in entries.items()}


def child(node: Node, part: str | int) -> Node | None:
    """What stands under a key or at a list position; None when nothing does."""
    match node:
        case Keyed(entries=entries) if part in entries:
            return entries[str(part)].value
        case Sequence(items=items) if isinstance(part, int) and 0 <= part < len(items):
            return items[part]
        case _:
            return None


def locate(root: Node, path: Path) -> Mark:
    """Place of the deepest part of `path` that the file has; parts that it lacks (a missing key) are skipped."""
    node = root
    for part in path:
        node = child(node, part) or node
    return node.mark


def locate_key(root: Node, path: Path) -> Mark:
    """Place of the last key of `path` itself, not of its value; as `locate` where there is no such key."""
    node: Node = root
    for part in path[:-1]:
        node = child(node, part) or node
    if isinstance(node, Keyed) and path and path[-1] in node.entries:
        return node.entries[str(path[-1])].key
    return locate(root, path)
