"""Paths as tags, flows and messages write them, by id: `infrastructure.lines[main].menu`."""

from __future__ import annotations

import re
from typing import Any

from spec.faults import Path
from spec.nodes import Keyed, Node, Scalar, Sequence, child

_PARTS = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
_IDS = ("id", "username", "number", "key", "address", "language", "name", "code")
"""Members by which the parts of a list are told apart, most telling first."""


def path_of(root: Node, named: str) -> Path:
    """Keys and list positions of the deepest part of `named` that the file has."""
    path: list[str | int] = []
    node = root
    for bracketed, key in _PARTS.findall(named):
        part = key or _position(node, bracketed)
        found = None if part is None else child(node, part)
        if part is None or found is None:
            break
        path.append(part)
        node = found
    return tuple(path)


def _position(node: Node, wanted: str) -> str | int | None:
    """A list position by id, or by number where no part is called so; a key where the node is no list."""
    if not isinstance(node, Sequence):
        return wanted
    for member in _IDS:
        for position, item in enumerate(node.items):
            if isinstance(item, Keyed) and member in item.entries:
                value = item.entries[member].value
                if isinstance(value, Scalar) and str(value.value) == wanted:
                    return position
    return int(wanted) if wanted.isdecimal() else None


def path_in(part: Any, named: str) -> Path:
    """The same for a program that was read: its models and tuples instead of a file's nodes."""
    path: list[str | int] = []
    for bracketed, key in _PARTS.findall(named):
        step = key or _place(part, bracketed)
        found = part[step] if isinstance(step, int) else getattr(part, str(step), None)
        if step is None or found is None:
            break
        path.append(step)
        part = found
    return tuple(path)


def _place(parts: Any, wanted: str) -> int | None:
    if not isinstance(parts, tuple):
        return None
    found = (n for member in _IDS for n, one in enumerate(parts) if str(getattr(one, member, "")) == wanted)
    return next(found, None)
