"""Flow documents to JSON and back: loss-free for whatever has the shape of a flow.

Source: Amazon Connect Developer Guide, "Flow language example".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from contact_flows.language.document import Action, Condition, ErrorBranch, FlowDocument, FlowType, Ref, Value
from contact_flows.language.reading import parse

Resolve = Callable[[Ref], str]
NameOf = Callable[[str], Ref | None]


def _unknown(_arn: str) -> Ref | None:
    return None


def write(document: FlowDocument, resolve: Resolve) -> str:
    """The document as Amazon Connect takes it; `resolve` gives the ARN of a reference. Same input, same bytes."""
    return json.dumps(body(document, resolve), ensure_ascii=False, separators=(",", ":"))


def body(document: FlowDocument, resolve: Resolve = str) -> dict[str, Any]:
    """The document as plain JSON data; by default references read `kind:id`."""
    found: dict[str, Any] = {
        "Version": document.version,
        "StartAction": document.start,
        "Metadata": thaw(document.metadata, resolve),
        "Actions": [_action_body(action, resolve) for action in document.actions],
        "Settings": thaw(document.settings, resolve),
    }
    left_out = document.bare | ({"Settings"} if document.settings is None else set())
    kept = {key: value for key, value in found.items() if key not in left_out}
    kept.update(thaw(document.extra, resolve))
    return kept


def read(
    text: str,
    *,
    id: str,  # noqa: A002 - the fields' own names
    name: str = "",
    type: FlowType | None = None,  # noqa: A002
    name_of: NameOf = _unknown,
) -> FlowDocument:
    """A document from its JSON.

    name_of   gives the reference for which an ARN stands, None where it is unknown
    raises    NotAFlowError (`contact_flows.language.reading`) with every complaint
    """
    found = parse(text)
    return FlowDocument(
        id=id,
        name=name or id,
        type=type,
        actions=tuple(_action(action, name_of) for action in found["Actions"]),
        start=found.get("StartAction", ""),
        version=found.get("Version", ""),
        metadata=freeze(found.get("Metadata", {})),  # type: ignore[arg-type]  # an object
        settings=freeze(found.get("Settings")),
        extra=_rest(found, _known(found), name_of),
        bare=frozenset({"Version", "StartAction", "Metadata"} - set(found)),
    )


def thaw(value: Any, resolve: Resolve = str) -> Any:
    """Frozen value to plain JSON data."""
    if isinstance(value, Ref):
        return resolve(value)
    if isinstance(value, Mapping):
        return {key: thaw(part, resolve) for key, part in value.items()}
    if isinstance(value, tuple):
        return [thaw(part, resolve) for part in value]
    return value


def freeze(value: Any, name_of: NameOf = _unknown) -> Value:
    """Plain JSON data to a frozen value."""
    if isinstance(value, dict):
        return {key: freeze(part, name_of) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(freeze(part, name_of) for part in value)
    if isinstance(value, str):
        return name_of(value) or value
    frozen: Value = value
    return frozen


def _known(found: Mapping[str, Any]) -> set[str]:
    """Keys that have a field; what is empty or null in place of a value has none."""
    filled = {name for name in ("StartAction", "Settings") if found.get(name) not in ("", None)}
    return {"Version", "Metadata", "Actions"} | filled


def _rest(found: Mapping[str, Any], known: Iterable[str], name_of: NameOf = _unknown) -> dict[str, Value]:
    return {key: freeze(value, name_of) for key, value in found.items() if key not in known}


def _action(found: Mapping[str, Any], name_of: NameOf) -> Action:
    """What is null in the document is kept as it is, in `extra`."""
    parameters, transitions = found.get("Parameters"), found.get("Transitions")
    own = transitions or {}
    taken = _taken(own)
    known = {"Identifier", "Type", *(name for name in ("Parameters", "Transitions") if found.get(name) is not None)}
    left_out = {"Conditions", "Errors"} - taken if taken else set()
    return Action(
        id=found["Identifier"],
        type=found["Type"],
        parameters=None if parameters is None else freeze(parameters, name_of),  # type: ignore[arg-type]  # an object
        next=own.get("NextAction"),
        conditions=tuple(_condition(branch) for branch in own.get("Conditions") or ()),
        errors=tuple(
            ErrorBranch(branch["ErrorType"], branch["NextAction"], _rest(branch, ("ErrorType", "NextAction")))
            for branch in own.get("Errors") or ()
        ),
        extra=_rest(found, known, name_of),
        transitions_extra=_rest(own, taken),
        bare=frozenset(left_out | ({"Transitions"} if transitions is None else set())),
    )


def _taken(transitions: Mapping[str, Any]) -> set[str]:
    """Keys that need not be kept as they are: of an action that leads nowhere, none."""
    if transitions.get("NextAction") is None and not (transitions.get("Conditions") or transitions.get("Errors")):
        return set()
    return {name for name in ("NextAction", "Conditions", "Errors") if transitions.get(name) is not None}


def _condition(branch: Mapping[str, Any]) -> Condition:
    condition = branch["Condition"]
    return Condition(
        branch["NextAction"],
        tuple(freeze(operand) for operand in condition["Operands"]),
        condition["Operator"],
        _rest(branch, ("NextAction", "Condition")),
        _rest(condition, ("Operator", "Operands")),
    )


def _action_body(action: Action, resolve: Resolve) -> dict[str, Any]:
    found: dict[str, Any] = {"Identifier": action.id, "Type": action.type}
    if action.parameters is not None:
        found["Parameters"] = thaw(action.parameters, resolve)
    if "Transitions" not in action.bare:
        found["Transitions"] = _transitions_body(action, resolve)
    found.update(thaw(action.extra, resolve))
    return found


def _transitions_body(action: Action, resolve: Resolve) -> dict[str, Any]:
    """Empty for a terminal action, which is refused with lists, be they empty."""
    found: dict[str, Any] = {} if action.next is None else {"NextAction": action.next}
    terminal = next(action.targets(), None) is None
    if "Conditions" not in action.bare and not terminal:
        found["Conditions"] = [_condition_body(branch, resolve) for branch in action.conditions]
    if "Errors" not in action.bare and not terminal:
        found["Errors"] = [
            {"NextAction": branch.next, "ErrorType": branch.type, **thaw(branch.extra, resolve)}
            for branch in action.errors
        ]
    found.update(thaw(action.transitions_extra, resolve))
    return found


def _condition_body(branch: Condition, resolve: Resolve) -> dict[str, Any]:
    compared = {"Operator": branch.operator, "Operands": thaw(branch.operands, resolve)}
    return {
        "NextAction": branch.next,
        "Condition": compared | thaw(branch.condition_extra, resolve),
        **thaw(branch.extra, resolve),
    }
