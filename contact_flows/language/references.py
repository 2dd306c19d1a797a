"""References to what is known of a contact at run time, such as `$.Attributes.language`.

Sources: Amazon Connect Administrator Guide, "List of available contact attributes and their JSONPath references" and
the page of each block; isolation of modules and flows: "Flow modules" and "Set contact attributes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from contact_flows.language.catalogue.placement import HOLDS, MODULE, OUTBOUND, TRANSFERS, WHISPERS
from contact_flows.language.document import FlowType, Ref, Value


class Scope(StrEnum):
    """How long a value lives.

    CONTACT   the whole chain of contacts: it survives transfers, modules and a new flow
    SEGMENT   this contact of the chain
    FLOW      this run of this flow; neither modules nor the next flow see it
    SLOT      until the next action that fills the namespace; modules see none of the caller's
    """

    CONTACT = "CONTACT"
    SEGMENT = "SEGMENT"
    FLOW = "FLOW"
    SLOT = "SLOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """First part of a reference.

    written_by   action types that fill it; empty where the service does
    flow_types   where it has a value; None: everywhere
    whole        whether it is a value itself; otherwise only its members are
    """

    name: str
    scope: Scope
    written_by: tuple[str, ...] = ()
    flow_types: frozenset[FlowType] | None = None
    whole: bool = False


_SYSTEM = (
    *("Channel", "ContactId", "InitialContactId", "PreviousContactId", "RelatedContactId", "InitiationMethod"),
    *("InstanceARN", "AwsRegion", "LanguageCode", "TextToSpeechVoiceId", "CustomerId", "Name", "Description"),
)
_SYSTEM_OBJECTS = (
    *("CustomerEndpoint", "SystemEndpoint", "AdditionalEmailRecipients", "References", "Tags", "Queue"),
    "SegmentAttributes",
)
_PROFILE_READERS = (
    *("GetCustomerProfile", "GetCustomerProfileObject", "GetCalculatedAttributesForCustomerProfile"),
    *("CreateCustomerProfile", "UpdateCustomerProfile", "AssociateContactToCustomerProfile"),
)


def _slot(name: str, *written_by: str, whole: bool = False) -> Namespace:
    return Namespace(name=name, scope=Scope.SLOT, written_by=written_by, whole=whole)


NAMESPACES: Mapping[str, Namespace] = {
    one.name: one
    for one in (
        *(Namespace(name=name, scope=Scope.SEGMENT, whole=True) for name in _SYSTEM),
        *(Namespace(name=name, scope=Scope.SEGMENT) for name in _SYSTEM_OBJECTS),
        Namespace(name="Attributes", scope=Scope.CONTACT, written_by=("UpdateContactAttributes",)),
        Namespace(name="FlowAttributes", scope=Scope.FLOW, written_by=("UpdateFlowAttributes",)),
        Namespace(name="Agent", scope=Scope.SEGMENT, flow_types=WHISPERS | HOLDS | OUTBOUND | TRANSFERS | MODULE),
        _slot("StoredCustomerInput", "GetParticipantInput", whole=True),
        _slot("External", "InvokeLambdaFunction"),
        _slot("LambdaInvocation", "InvokeLambdaFunction"),
        _slot("Lex", "ConnectParticipantWithLexBot"),
        _slot("Metrics", "GetMetricData"),
        _slot("Views", "ShowView"),
        _slot("Modules", "InvokeFlowModule"),
        _slot("Loop", "Loop"),
        _slot("AgenticCX", "ConnectParticipantWithAgenticCX"),
        _slot("Customer", *_PROFILE_READERS),
        _slot("Case", "CreateCase", "GetCase", "UpdateCase"),
        _slot("Task", "CreateTask"),
        _slot("Wisdom", "CreateWisdomSession"),
        _slot("DataTables", "EvaluateDataTableValues", "ListDataTableValues"),
        Namespace(name="Media", scope=Scope.SEGMENT),
        Namespace(name="MediaStreams", scope=Scope.SEGMENT, written_by=("UpdateContactMediaStreamingBehavior",)),
        Namespace(name="Email", scope=Scope.SEGMENT, written_by=("LoadContactContent",)),
        Namespace(name="Capabilities", scope=Scope.SEGMENT),
    )
}

_NAME = r"[A-Za-z_](?:[\w-]*\w)?"
_QUOTED = r"\['(?:`\$[^`]*`|[^'`\]])*'\]"
_STEP = rf"(?:\.{_NAME}|\.?{_QUOTED}|\.\d+|\[\d+\])"
_REFERENCE = re.compile(rf"\$(?:\.{_NAME}|\.?{_QUOTED}){_STEP}*")
_PART = re.compile(rf"\.?\['(?P<quoted>(?:`\$[^`]*`|[^'`\]])*)'\]|\.(?P<name>{_NAME}|\d+)|\[(?P<index>\d+)\]")
_NESTED = re.compile(r"`(\$[^`]*)`")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference.

    text     as written
    path     parts from the namespace on; a part that is looked up itself keeps its back-ticks
    nested   references inside back-ticks
    """

    text: str
    path: tuple[str, ...]
    nested: tuple[Reference, ...] = ()

    @property
    def namespace(self) -> str:
        return self.path[0]

    @property
    def member(self) -> str | None:
        """Second part, such as the name of an attribute; None where there is none or it is known only at run time."""
        if len(self.path) < 2 or self.path[1].startswith("`"):  # noqa: PLR2004 - namespace and member
            return None
        return self.path[1]


def parse_reference(text: str) -> Reference | None:
    """The reference that a text is as a whole; None where it is none, or holds more."""
    found = _REFERENCE.fullmatch(text)
    return _reference(found.group()) if found else None


def references_in(text: str) -> Iterator[Reference]:
    """Every reference in a text, in order, each followed by those inside its back-ticks."""
    for found in _REFERENCE.finditer(text):
        reference = _reference(found.group())
        yield reference
        yield from _inside(reference)


def references_of(value: Value) -> Iterator[Reference]:
    """Every reference in a parameter, however deep. Names of members hold none."""
    if isinstance(value, str):
        yield from references_in(value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from references_of(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from references_of(part)


def is_dynamic(value: Value) -> bool:
    """Whether the value is taken from the contact, wholly or in part."""
    return not isinstance(value, Ref) and next(references_of(value), None) is not None


def _inside(reference: Reference) -> Iterator[Reference]:
    for one in reference.nested:
        yield one
        yield from _inside(one)


def _reference(text: str) -> Reference:
    parts = tuple(
        next(part for part in (found["quoted"], found["name"], found["index"]) if part is not None)
        for found in _PART.finditer(text, 1)
    )
    nested = tuple(
        inner for part in parts for found in _NESTED.finditer(part) if (inner := parse_reference(found.group(1)))
    )
    return Reference(text, parts, nested)
