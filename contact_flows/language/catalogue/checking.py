"""What is wrong with the parameters of an action, as data that lint and sandbox word in their own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from contact_flows.language.catalogue.action_type import ActionType
from contact_flows.language.catalogue.fitting import expectation, mismatch
from contact_flows.language.catalogue.kinds import (
    Anything,
    Choice,
    Decimal,
    Dynamism,
    Entries,
    Group,
    Id,
    Integer,
    Items,
    Kind,
    Object,
    Parameter,
    Text,
)
from contact_flows.language.document import Ref
from contact_flows.language.references import NAMESPACES, parse_reference, references_in


class FaultKind(StrEnum):
    """MISSING      a required parameter, or one of a group, is not given
    UNKNOWN      the type has no such parameter
    EXCLUSIVE    parameters that exclude one another are given, or one that this mode does not take
    EMPTY        an empty text, which the service never takes
    NULL         null in place of a value
    SHAPE        an object, list or text in place of another
    NOT_TEXT     a number or a truth value that should be text, such as 5 for "5"
    ID           neither an id nor an ARN
    VALUE        out of bounds, no known choice, or of the wrong form
    DYNAMIC      a reference where only a literal may stand
    LITERAL      a literal where only a reference may stand
    PARTLY       a reference inside a longer text, where it must be the whole value
    """

    MISSING = "MISSING"
    UNKNOWN = "UNKNOWN"
    EXCLUSIVE = "EXCLUSIVE"
    EMPTY = "EMPTY"
    NULL = "NULL"
    SHAPE = "SHAPE"
    NOT_TEXT = "NOT_TEXT"
    ID = "ID"
    VALUE = "VALUE"
    DYNAMIC = "DYNAMIC"
    LITERAL = "LITERAL"
    PARTLY = "PARTLY"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    path        from the parameters on, such as `DTMFConfiguration.InterdigitTimeLimitSeconds` or `Messages[2].Text`
    expected    what should stand there, in words such as "a whole number from 1 to 20"
    published   whether publication is known to look at it
    """

    kind: FaultKind
    path: str
    expected: str = ""
    published: bool = True


SYMBOLIC = frozenset({"queue", "hours", "flow", "module", "function", "prompt", "bot"})
"""Kinds of `Id` that a `Ref` of the same kind may stand for."""


def parameter_faults(action: ActionType, parameters: Mapping[str, Any] | None) -> Iterator[Fault]:
    """Every fault; of a parameter whose shape is wrong, no more than that.

    parameters   frozen as in a document, or plain JSON
    """
    given = parameters or {}
    mode = action.mode(given)
    limits = mode.limits if mode else {}
    for name in action.required_for(given):
        if name not in given:
            yield Fault(FaultKind.MISSING, name)
    yield from _group_faults("", action.groups_for(given), given)
    for name, value in given.items():
        parameter = action.parameters.get(name)
        if parameter is None:
            yield Fault(FaultKind.UNKNOWN, name, published=not action.undocumented)
        elif mode and name in mode.refused:
            yield Fault(FaultKind.EXCLUSIVE, name, f"not together with the mode: {mode.name}", published=False)
        else:
            kind = limits.get(name, parameter.kind)
            yield from _part_faults(name, replace(parameter, kind=kind), value)


def _group_faults(path: str, groups: Sequence[Group], given: Mapping[str, Any]) -> Iterator[Fault]:
    for group in groups:
        found = [name for name in group.names if name in given]
        if len(found) < group.least:
            yield Fault(FaultKind.MISSING, path + group.names[0], f"one of {', '.join(group.names)}", group.published)
        if group.most is not None and len(found) > group.most:
            yield Fault(FaultKind.EXCLUSIVE, path + found[-1], f"only one of {', '.join(found)}", group.published)


def _value_faults(path: str, kind: Kind, dynamism: Dynamism, value: Any, *, published: bool) -> Iterator[Fault]:
    if isinstance(kind, Anything):
        yield from _empty_texts(path, value)
    elif isinstance(value, str) and not value:
        yield Fault(FaultKind.EMPTY, path)
    elif isinstance(kind, Object | Entries | Items):
        yield from _structure_faults(path, kind, dynamism, value)
    elif isinstance(value, Mapping | list | tuple):
        yield Fault(FaultKind.SHAPE, path, expectation(kind))
    elif isinstance(value, Ref):
        yield from _ref_faults(path, kind, value)
    else:
        if not isinstance(value, str):
            yield Fault(FaultKind.NOT_TEXT, path, f'"{_words(value)}"', published=False)
        yield from _scalar_faults(path, kind, dynamism, _words(value), published=published)


def _words(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _structure_faults(path: str, kind: Object | Entries | Items, dynamism: Dynamism, value: Any) -> Iterator[Fault]:
    if isinstance(value, str) and dynamism is not Dynamism.STATIC and parse_reference(value):
        return
    if isinstance(kind, Items):
        yield from _item_faults(path, kind, value)
    elif not isinstance(value, Mapping):
        yield Fault(FaultKind.SHAPE, path, expectation(kind))
    elif isinstance(kind, Object):
        yield from _member_faults(path, kind, value)
    else:
        yield from _entry_faults(path, kind, value)


def _item_faults(path: str, kind: Items, value: Any) -> Iterator[Fault]:
    if not isinstance(value, list | tuple):
        yield Fault(FaultKind.SHAPE, path, expectation(kind))
        return
    yield from _count_faults(path, kind, len(value))
    for index, item in enumerate(value):
        yield from _part_faults(f"{path}[{index}]", kind.item, item)


def _member_faults(path: str, kind: Object, value: Mapping[str, Any]) -> Iterator[Fault]:
    for name, parameter in kind.members.items():
        if parameter.required and name not in value:
            yield Fault(FaultKind.MISSING, f"{path}.{name}")
    yield from _group_faults(f"{path}.", kind.groups, value)
    yield from _need_faults(path, kind, value)
    for name, part in value.items():
        known = kind.members.get(name)
        if known is not None:
            yield from _part_faults(f"{path}.{name}", known, part)
        elif not kind.open:
            yield Fault(FaultKind.UNKNOWN, f"{path}.{name}", published=False)


def _need_faults(path: str, kind: Object, value: Mapping[str, Any]) -> Iterator[Fault]:
    """What one member asks of another; no refusal for its absence was observed."""
    for need in kind.needs:
        asking, asked = value.get(need.member), value.get(need.name)
        if not isinstance(asking, str) or not re.fullmatch(need.text, asking):
            continue
        if need.name not in value:
            yield Fault(FaultKind.MISSING, f"{path}.{need.name}", f"since {need.member} is {asking}", published=False)
        elif isinstance(asked, str) and not re.fullmatch(need.value, asked):
            yield Fault(FaultKind.VALUE, f"{path}.{need.name}", f"another, since {need.member} is {asking}", False)


def _entry_faults(path: str, kind: Entries, value: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _count_faults(path, kind, len(value))
    for name, part in value.items():
        if not re.fullmatch(kind.names, name):
            yield Fault(FaultKind.VALUE, f"{path}.{name}", "another name", published=False)
        yield from _part_faults(f"{path}.{name}", kind.value, part)


def _part_faults(path: str, parameter: Parameter, value: Any) -> Iterator[Fault]:
    if value is None:
        yield Fault(FaultKind.NULL, path, published=parameter.required)
        return
    yield from _value_faults(path, parameter.kind, parameter.dynamism, value, published=parameter.published)


def _count_faults(path: str, kind: Entries | Items, count: int) -> Iterator[Fault]:
    if count < kind.least:
        yield Fault(FaultKind.VALUE, path, f"at least {kind.least}")
    if kind.most is not None and count > kind.most:
        yield Fault(FaultKind.VALUE, path, f"at most {kind.most}")


def _empty_texts(path: str, value: Any) -> Iterator[Fault]:
    if isinstance(value, str) and not value:
        yield Fault(FaultKind.EMPTY, path)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _empty_texts(f"{path}.{name}", part)
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _empty_texts(f"{path}[{index}]", part)


def _ref_faults(path: str, kind: Kind, value: Ref) -> Iterator[Fault]:
    another = isinstance(kind, Id) and kind.of in SYMBOLIC and kind.of != value.kind
    if another or isinstance(kind, Choice | Integer | Decimal):
        yield Fault(FaultKind.VALUE, path, expectation(kind))


def _scalar_faults(path: str, kind: Kind, dynamism: Dynamism, value: str, *, published: bool) -> Iterator[Fault]:
    dynamic = next(references_in(value), None) is not None
    whole = dynamic and parse_reference(value) is not None
    if dynamism is Dynamism.PATH and not whole:
        yield Fault(FaultKind.LITERAL, path, "one reference such as $.Attributes.name")
    elif dynamic and dynamism is Dynamism.STATIC:
        yield Fault(FaultKind.DYNAMIC, path, expectation(kind), published=False)
    elif dynamic and not whole and dynamism is not Dynamism.TEXT and not _names_its_region(kind, value):
        yield Fault(FaultKind.PARTLY, path, "a literal, or one reference that is the whole value", published=False)
    elif dynamism is Dynamism.PATH and _lacks_a_member(value):
        yield Fault(FaultKind.VALUE, path, f"a member, such as {value}.name")
    elif not dynamic and (expected := mismatch(kind, value)):
        fault = FaultKind.ID if isinstance(kind, Id) else FaultKind.VALUE
        yield Fault(fault, path, expected, published=published)
    elif isinstance(kind, Text) and kind.longest is not None and len(value) > kind.longest:
        yield Fault(FaultKind.VALUE, path, f"at most {kind.longest:,} characters", published=published)


def _lacks_a_member(value: str) -> bool:
    found = parse_reference(value)
    space = NAMESPACES.get(found.namespace) if found else None
    return found is not None and space is not None and not space.whole and len(found.path) == 1


def _names_its_region(kind: Kind, value: str) -> bool:
    """An ARN may have `$.AwsRegion` for its region, so that both regions can run the same flow.

    Source: Amazon Connect Administrator Guide, "Set up Amazon Connect Global Resiliency".
    """
    return (
        isinstance(kind, Id)
        and value.startswith("arn:")
        and all(reference.text == "$.AwsRegion" for reference in references_in(value))
    )
