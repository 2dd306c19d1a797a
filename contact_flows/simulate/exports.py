"""Flows from files of somebody else: with or without the wrapper of the API, and by which keys they name each other.

A reference is an ARN or an id, which a bare flow document does not have. It is known where the file has a wrapper with
its own `Arn` or `Id`, is named after its id, or where the console wrote the name of what is referred to beside it.
Source: Amazon Connect API Reference, DescribeContactFlow; Administrator Guide, "Import and export flows".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contact_flows.language.document import NOTHING, FlowDocument, FlowType, Value
from contact_flows.language.text import read
from contact_flows.simulate.machine import Machine, unqualified

WRAPPERS = ("ContactFlow", "ContactFlowModule")
METADATA = ("ActionMetadata", "actionMetadata")


@dataclass(frozen=True, slots=True)
class Export:
    """A flow, and the keys by which it says that it may be named."""

    document: FlowDocument
    keys: tuple[str, ...]


def read_export(text: str, name: str) -> Export:
    """A flow from a file of this name. Raises NotAFlowError."""
    wrapper = _wrapper(text)
    if wrapper is None:
        return Export(read(text, id=name), (name,))
    content = wrapper["Content"]
    document = read(
        content if isinstance(content, str) else json.dumps(content),
        id=name,
        name=str(wrapper.get("Name") or name),
        type=_type(wrapper),
    )
    own = (wrapper.get("Arn"), wrapper.get("Id"), wrapper.get("Name"))
    return Export(document, (name, *(unqualified(key) for key in own if isinstance(key, str) and key)))


def machine_of(exports: Iterable[Export]) -> Machine:
    """With every reference resolved that the files know."""
    found = tuple(exports)
    known: dict[str, str] = {}
    for export in found:
        for key in export.keys:
            known.setdefault(key, export.document.id)
    names = dict(known)
    for export in found:
        for reference, label in _references(export.document):
            key = unqualified(reference)
            target = known.get(key) or known.get(key.rpartition("/")[2]) or known.get(label)
            if target is not None:
                names.setdefault(key, target)
    return Machine.of((export.document for export in found), names)


def _wrapper(text: str) -> Mapping[str, Any] | None:
    """What the API puts around a flow; None for a flow itself, and for what is no JSON (`read` complains of that)."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    inner = next((found[name] for name in WRAPPERS if name in found), found) if isinstance(found, dict) else None
    return inner if isinstance(inner, dict) and isinstance(inner.get("Content"), str | dict) else None


def _type(wrapper: Mapping[str, Any]) -> FlowType | None:
    kind = str(wrapper.get("Type") or "")
    if kind in FlowType.__members__:
        return FlowType(kind)
    return FlowType.MODULE if "/flow-module/" in str(wrapper.get("Arn")) else None


def _references(document: FlowDocument) -> Iterator[tuple[str, str]]:
    """Texts in parameters that may name a flow, each with the name that the console noted for it, or nothing."""
    notes = next((part for name in METADATA if isinstance(part := document.metadata.get(name), Mapping)), NOTHING)
    for action in document.actions:
        note = notes.get(action.id)
        described = note.get("parameters") if isinstance(note, Mapping) else None
        yield from _pairs(action.parameters or NOTHING, described)
        yield from _labels(note)


def _pairs(value: Value, note: Value) -> Iterator[tuple[str, str]]:
    """Each text with the `displayName` in the same place of the metadata."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _pairs(part, note.get(key) if isinstance(note, Mapping) else None)
    elif isinstance(value, str):
        label = note.get("displayName") if isinstance(note, Mapping) else None
        yield value, label if isinstance(label, str) else ""


def _labels(note: Value) -> Iterator[tuple[str, str]]:
    """The older form: an object with the `id` of a flow and its name as `text`."""
    if isinstance(note, Mapping):
        id_, label = note.get("id"), note.get("text")
        if isinstance(id_, str) and isinstance(label, str):
            yield id_, label
        for part in note.values():
            yield from _labels(part)
