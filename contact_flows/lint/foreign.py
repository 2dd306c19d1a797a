"""A flow from anywhere: bare content, or what an export or `DescribeContactFlow` puts around it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contact_flows.language.catalogue import ACTION_TYPES
from contact_flows.language.document import FlowDocument, FlowType
from contact_flows.language.parsing import READABLE_CHARACTERS
from contact_flows.language.text import read

_WRAPPERS = {"ContactFlow": None, "ContactFlowModule": FlowType.MODULE}
_USUAL = (
    *(FlowType.CONTACT_FLOW, FlowType.CUSTOMER_QUEUE, FlowType.AGENT_WHISPER, FlowType.OUTBOUND_WHISPER),
    *(FlowType.CUSTOMER_HOLD, FlowType.AGENT_TRANSFER, FlowType.QUEUE_TRANSFER, FlowType.MODULE),
)
"""The most usual first: among the types in which all actions of a flow may stand, the first is taken for its own."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A flow that was read.

    names   what other flows may call it: its id, ARN and name in the instance
    """

    document: FlowDocument
    names: tuple[str, ...] = ()


def read_foreign(text: str, *, id: str, type: FlowType | None = None) -> Foreign:  # noqa: A002 - as `read` has them
    """A document with its type: the one that stands around it, else the one that is given, else a likely one.

    raises   NotAFlowError with every complaint
    """
    around, content = _unwrapped(text)
    own = _type_in(around) or type
    document = read(content, id=id, name=_word(around, "Name"), type=own)
    if own is None:
        document = replace(document, type=likely_type(document))
    return Foreign(document, tuple(found for key in ("Id", "Arn", "Name") if (found := _word(around, key))))


def _unwrapped(text: str) -> tuple[Mapping[str, Any], str]:
    """What stands around the content, and the content as text; a text that has no wrapper is content itself."""
    if '"Content"' not in text or len(text) > READABLE_CHARACTERS:
        return {}, text
    try:
        outer = json.loads(text)
    except (ValueError, RecursionError):
        return {}, text  # whoever reads it as a flow says where it is broken
    if not isinstance(outer, dict) or "Actions" in outer:
        return {}, text
    for name, type_ in _WRAPPERS.items():
        inner = outer.get(name)
        if isinstance(inner, dict):
            outer = {**inner, "Type": type_ or inner.get("Type")}
    content = outer.get("Content")
    if isinstance(content, str):
        return outer, content
    return (outer, json.dumps(content)) if isinstance(content, dict) else ({}, text)


def _word(around: Mapping[str, Any], key: str) -> str:
    found = around.get(key)
    return found if isinstance(found, str) else ""


def _type_in(around: Mapping[str, Any]) -> FlowType | None:
    word = _word(around, "Type")
    return FlowType(word) if word in set(FlowType) else None


def likely_type(document: FlowDocument) -> FlowType | None:
    """A type in which all known actions may stand; None where there is none."""
    if document.settings is not None:
        return FlowType.MODULE
    left = set(_USUAL)
    for allowed in _allowed(document):
        left &= allowed
    return next((type_ for type_ in _USUAL if type_ in left), None)


def _allowed(document: FlowDocument) -> Iterator[frozenset[FlowType]]:
    for name in {action.type for action in document.actions}:
        kind = ACTION_TYPES.get(name)
        if kind is not None:
            yield kind.flow_types
