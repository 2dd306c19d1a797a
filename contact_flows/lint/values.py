"""FV: what stands in parameters. The catalogue knows what may; here its faults get words and codes."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping

from contact_flows.language.catalogue import ACTION_TYPES, REFUSED
from contact_flows.language.catalogue.checking import Fault, FaultKind
from contact_flows.language.document import Action, Value
from contact_flows.lint import roles
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView

BILLED_MOST = 3_000
ATTRIBUTES_MOST_BYTES = 32 * 1024
CARD_DIGITS = 13
"""The shortest card numbers (PCI DSS)."""
_TAG = re.compile(r"<[^>]*>")


@rule("error")
def refused_type(flow: FlowView) -> Hits:
    """FV101: an action has a type that the service takes, in the service's own spelling"""
    for action in flow.document.actions:
        if action.type in REFUSED:
            instead = REFUSED[action.type]
            hint = f"use {instead}" if instead else "remove the block; nothing does the same"
            yield Hit(action.id, f"the service refuses the type {action.type}", hint)
        elif action.type not in ACTION_TYPES and action.type.casefold() in _FOLDED:
            yield Hit(
                action.id, f"the service refuses the type {action.type}", f"use {_FOLDED[action.type.casefold()]}"
            )


_FOLDED = {name.casefold(): name for name in ACTION_TYPES}


@rule("error")
def unknown_type(flow: FlowView) -> Hits:
    """FV102: an action has a known type"""
    for action in flow.document.actions:
        name = action.type
        if name not in ACTION_TYPES and name not in REFUSED and name.casefold() not in _FOLDED:
            close = difflib.get_close_matches(name[:_LONGEST_NAME], ACTION_TYPES, n=1)
            hint = f"did you mean {close[0]}?" if close else "check the spelling"
            yield Hit(action.id, f"the type {name[:_LONGEST_NAME] or '(empty)'} is not known", hint)


_LONGEST_NAME = 80


@rule("warning")
def withdrawn_type(flow: FlowView) -> Hits:
    """FV103: an action uses a service that still exists"""
    for known in flow.known:
        action = known.action
        if known.kind.withdrawn:
            yield Hit(action.id, f"{action.type} uses a service that AWS has ended", "remove the block")


@rule("error")
def parameter_missing(flow: FlowView) -> Hits:
    """FV110: an action has the parameters that its type and mode require"""
    for action, fault in _faults(flow, FaultKind.MISSING):
        yield Hit(action.id, f"{action.type} has no {fault.path}", f"add {fault.expected or fault.path}")


@rule("error")
def parameter_unknown(flow: FlowView) -> Hits:
    """FV111: an action has no parameter that its type does not know"""
    for action, fault in _faults(flow, FaultKind.UNKNOWN):
        kind = ACTION_TYPES[action.type]
        close = difflib.get_close_matches(fault.path[:_LONGEST_NAME], kind.parameters, n=1)
        hint = f"did you mean {close[0]}?" if close else "remove it"
        yield Hit(action.id, f"{action.type} has no parameter {fault.path}", hint)


@rule("error")
def parameters_exclude(flow: FlowView) -> Hits:
    """FV112: of parameters that exclude one another one is given"""
    for action, fault in _faults(flow, FaultKind.EXCLUSIVE):
        yield Hit(action.id, f"{fault.path} stands beside what it excludes", f"give {fault.expected}")


@rule("error")
def text_empty(flow: FlowView) -> Hits:
    """FV113: no text is empty"""
    for action, fault in _faults(flow, FaultKind.EMPTY):
        yield Hit(action.id, f"{fault.path} is empty, which the service refuses", "give it a value, or remove it")


_WRONG = (FaultKind.VALUE, FaultKind.SHAPE, FaultKind.NULL, FaultKind.ID)


@rule("error")
def value_wrong(flow: FlowView) -> Hits:
    """FV114: a value has the kind, form and bounds that the parameter takes"""
    for action, fault in _faults(flow, *_WRONG):
        yield Hit(action.id, f"{fault.path} is not {_expected(fault)}", f"give {_expected(fault)}")


@rule("error")
def literal_refused(flow: FlowView) -> Hits:
    """FV115: where the service takes a reference only, a reference stands"""
    for action, fault in _faults(flow, FaultKind.LITERAL):
        yield Hit(action.id, f"{fault.path} is a literal", f"give {_expected(fault)}")


@rule("warning")
def scalar_not_text(flow: FlowView) -> Hits:
    """FV116: numbers and truth values are written as text, as the console does"""
    for action, fault in _faults(flow, FaultKind.NOT_TEXT, published=False):
        yield Hit(action.id, f"{fault.path} is a bare number or truth value", f"write {fault.expected}")


@rule("warning")
def reference_misplaced(flow: FlowView) -> Hits:
    """FV117: a reference stands only where the guide allows one, and there as the whole value"""
    for action, fault in _faults(flow, FaultKind.DYNAMIC, FaultKind.PARTLY, published=False):
        yield Hit(action.id, f"{fault.path} holds a reference that is not looked up there", f"give {_expected(fault)}")


@rule("warning")
def against_the_guide(flow: FlowView) -> Hits:
    """FV118: parameters are as the guide has them, also where publication does not look"""
    kinds = (FaultKind.UNKNOWN, FaultKind.EXCLUSIVE, *_WRONG)
    for action, fault in _faults(flow, *kinds, published=False):
        yield Hit(action.id, f"{fault.path} is not as the guide has it", f"give {_expected(fault)}, or remove it")


def _faults(flow: FlowView, *kinds: FaultKind, published: bool = True) -> Iterator[tuple[Action, Fault]]:
    for action, fault in flow.parameter_faults:
        if fault.kind in kinds and fault.published is published:
            yield action, fault


def _expected(fault: Fault) -> str:
    return fault.expected or "a value"


@rule("error")
def spoken_too_long(flow: FlowView) -> Hits:
    """FV120: a text that is spoken has at most 3,000 characters beside its tags"""
    for action in flow.actions:
        for name, text in _spoken(action):
            billed = len(_TAG.sub("", text)) if name == "SSML" else len(text)
            if billed > BILLED_MOST:
                yield Hit(action.id, f"the {name} has {billed:,} characters", f"divide it: {BILLED_MOST:,} are spoken")


def _spoken(action: Action) -> Iterator[tuple[str, str]]:
    holders = [action.parameters or {}]
    messages = action.given("Messages") if action.type == roles.LOOP_PROMPTS else None
    if isinstance(messages, tuple):
        holders += [message for message in messages if isinstance(message, Mapping)]
    for holder in holders:
        for name in ("Text", "SSML"):
            text = holder.get(name)
            if isinstance(text, str):
                yield name, text


@rule("warning")
def attributes_too_large(flow: FlowView) -> Hits:
    """FV121: attributes that one block sets have at most 32 KB"""
    for action in flow.of(roles.SET_ATTRIBUTES, roles.SET_FLOW_ATTRIBUTES):
        size = _bytes(action.given("Attributes") or action.given("FlowAttributes"))
        if size > ATTRIBUTES_MOST_BYTES:
            yield Hit(
                action.id, f"the attributes have {size:,} bytes", "keep less on the contact: 32 KB is all it holds"
            )


def _bytes(value: Value) -> int:
    if isinstance(value, Mapping):
        return sum(len(name.encode(errors="replace")) + _bytes(part) for name, part in value.items())
    return len(str(value).encode(errors="replace"))


@rule("warning")
def reserved_tag(flow: FlowView) -> Hits:
    """FV122: no tag starts with aws:"""
    for action in flow.of("TagContact"):
        tags = action.given("Tags")
        for name in tags if isinstance(tags, Mapping) else ():
            if name.lower().startswith("aws:"):
                yield Hit(action.id, f"the tag {name} is reserved, so the block fails", "name the tag otherwise")


_ARN = re.compile(r"arn:aws[\w-]*:[\w-]+:(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)?:")


@rule("warning")
def region_fixed(flow: FlowView) -> Hits:
    """FV130: the ARN of a function or bot has $.AwsRegion for its region, so that another region can run the flow"""
    for action in flow.of(roles.INVOKE_FUNCTION, roles.LEX):
        for text in _texts(action.parameters):
            found = _ARN.match(text)
            if found and found["region"]:
                region = found["region"]
                yield Hit(
                    action.id,
                    f"the region {region} is fixed in {text[:_LONGEST_NAME]}",
                    "write $.AwsRegion in its place, and give the resource one name in both regions",
                )


@rule("warning")
def arn_fixed(flow: FlowView) -> Hits:
    """FV131: a flow names nothing of one instance by its ARN, which no other instance has"""
    for action in flow.actions:
        for text in _texts(action.parameters):
            if text.startswith("arn:aws") and ":connect:" in text and ":instance/" in text:
                yield Hit(
                    action.id,
                    f"the ARN {text[:_LONGEST_NAME]} belongs to one instance",
                    "keep the flow in the spec, which names things by id; or replace the ARN when you move the flow",
                )
                break


def _texts(value: Value) -> Iterator[str]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, Mapping):
            waiting += part.values()
        elif isinstance(part, tuple):
            waiting += part


@rule("warning")
def card_digits_stored(flow: FlowView) -> Hits:
    """FV140: digits as many as those of a payment card are kept only encrypted"""
    for action in flow.of(roles.ASK):
        if roles.stores(action) and action.given("InputEncryption") is None:
            longest = _longest_input(action)
            if longest >= CARD_DIGITS:
                yield Hit(
                    action.id,
                    f"up to {longest} digits are kept in the clear; a card number has {CARD_DIGITS} or more",
                    "add InputEncryption, or ask for fewer digits",
                )


def _longest_input(action: Action) -> int:
    validation = action.given("InputValidation")
    custom = validation.get("CustomValidation") if isinstance(validation, Mapping) else None
    given = custom.get("MaximumLength") if isinstance(custom, Mapping) else None
    text = json.dumps(given) if isinstance(given, int) else str(given)
    return int(text) if text.isdecimal() and len(text) < CARD_DIGITS else 0
