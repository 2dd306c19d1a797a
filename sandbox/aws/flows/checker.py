"""The problems for which the service refuses to publish a flow or module. Messages follow what was observed live.

What an action may carry is read from the catalogue of the flow language; here are only the words of the service, and
what it looks up in the instance. What it is known not to look at is passed over: functions, channels, engines of
voices, tag keys, the number of hooks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contact_flows.language.catalogue import ActionType, action_type
from contact_flows.language.catalogue.action_type import OPERATORS
from contact_flows.language.catalogue.checking import Fault, FaultKind, parameter_faults
from contact_flows.language.catalogue.contact import TAGS_MOST
from contact_flows.language.catalogue.identifiers import named_in
from contact_flows.language.limits import ACTIONS_MOST, CONTENT_LONGEST, VERSION, identifier_fault
from contact_flows.language.references import is_dynamic
from sandbox.aws.flows import shapes

Json = Mapping[str, Any]
Exists = Callable[[str, str], bool]
"""(kind, id or ARN) -> whether the instance has it."""

_PROBLEMS_MAX = 50
_MODULE = "MODULE"
_LOOKED_UP: Mapping[str, tuple[str, str]] = {
    "queue": ("queue", "QueueDoesNotExist"),
    "hours": ("operating-hours", "HoursOfOperationDoesNotExist"),
    "flow": ("contact-flow", "ContactFlowDoesNotExist"),
    "module": ("flow-module", "FlowModuleDoesNotExist"),
    "prompt": ("prompt", "PromptDoesNotExist"),
    "task-template": ("task-template", "TaskTemplateDoesNotExist"),
}
"""Kind of the catalogue -> kind in an ARN, and how the service names its absence."""
_WORDS: Mapping[FaultKind, str] = {
    FaultKind.MISSING: "Action is missing required property. Path: {path}",
    FaultKind.NULL: "Action is missing required property. Path: {path}",
    FaultKind.UNKNOWN: "Invalid Action property name. Path: {path}",
    FaultKind.EXCLUSIVE: "Invalid Action property name. Path: {path}",
    FaultKind.EMPTY: "Empty value in {path}",
    FaultKind.ID: "Not a supported id format. Path: {path}",
}
_OTHERWISE = "Invalid Action property value. Path: {path}"


def problems(content: str, flow_type: str, exists: Exists) -> list[str]:
    """Empty where the service would publish. `flow_type` is MODULE for a module."""
    if len(content) > CONTENT_LONGEST:
        return [f"Content exceeds the maximum length of {CONTENT_LONGEST} characters"]
    try:
        document = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return ["Invalid JSON"]
    if not shapes.is_flow(document):
        return ["Invalid JSON"]
    found = [*_envelope(document, flow_type)]
    if not found:
        identifiers = {str(action.get("Identifier")) for action in document["Actions"]}
        for index, action in enumerate(document["Actions"]):
            found.extend(_action(f"Actions[{index}]", action, identifiers, flow_type, exists))
    return found[:_PROBLEMS_MAX]


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _envelope(document: Json, flow_type: str) -> Iterator[str]:
    if document.get("Version") != VERSION:
        yield f"Unsupported flow version. Version: {document.get('Version')}"
    for name in ("Actions", "StartAction", *(("Settings",) if flow_type == _MODULE else ())):
        if not document.get(name):
            yield f"JSON field is missing or null for field name: {name[0].lower()}{name[1:]}"
            return
    if flow_type != _MODULE and "Settings" in document:
        yield "Invalid property name. Path: Settings"
    actions = document["Actions"]
    if len(actions) > ACTIONS_MOST:
        yield f"Flow exceeds the maximum of {ACTIONS_MOST} actions"
    identifiers = Counter(str(action.get("Identifier", "")) for action in actions)
    for identifier in sorted(one for one, count in identifiers.items() if count > 1):
        yield f"Duplicate Action identifier. Identifier: {identifier}"
    if document["StartAction"] not in identifiers:
        yield f"Invalid StartAction. Action does not exist: {document['StartAction']}"


def _action(path: str, action: Json, identifiers: set[str], flow_type: str, exists: Exists) -> Iterator[str]:
    name = str(action.get("Type"))
    if identifier_fault(str(action.get("Identifier") or "")):
        yield f"Invalid Action identifier. Path: {path}.Identifier"
    kind = action_type(name)
    if kind is None:
        yield f"Invalid Action type. Type: {name}"
        return
    if flow_type in kind.refused_in:
        yield f"Action is not supported in the flow type. Type: {name}, FlowType: {flow_type}, Path: {path}"
    parameters = action.get("Parameters") or {}
    transitions = action.get("Transitions") or {}
    faults = tuple(parameter_faults(kind, parameters))
    yield from (_worded(path, kind, fault) for fault in faults if fault.published)
    yield from _absences(path, kind, parameters, exists, {fault.path for fault in faults})
    yield from _targets(path, kind, transitions, identifiers)
    yield from _conditions(path, kind, parameters, transitions)
    yield from _errors(path, kind, parameters, transitions)


def _worded(path: str, kind: ActionType, fault: Fault) -> str:
    """Two faults are told in words of their own; one of them names the console's block and no action."""
    if kind.name == "TagContact" and (fault.kind, fault.path) == (FaultKind.VALUE, "Tags"):
        return f"More than {TAGS_MOST} tags in Parameters.Tags"
    if (fault.kind, fault.path) == (FaultKind.VALUE, "InterruptFrequencySeconds"):
        number = path.removeprefix("Actions[").removesuffix("]")
        return f"Invalid Action property value. Path: {number}.InterruptSeconds"
    return _WORDS.get(fault.kind, _OTHERWISE).format(path=f"{path}.Parameters.{fault.path}")


def _absences(path: str, kind: ActionType, parameters: Json, exists: Exists, wrong: set[str]) -> Iterator[str]:
    for named in named_in(kind, parameters):
        text = str(named.value)
        if named.of not in _LOOKED_UP or named.path in wrong or is_dynamic(text):
            continue
        looked_up, absence = _LOOKED_UP[named.of]
        if not exists(looked_up, text):
            yield f"Invalid Action error. Error: {absence}, Path: {path}.Parameters.{named.path}"


def _targets(path: str, kind: ActionType, transitions: Json, identifiers: set[str]) -> Iterator[str]:
    if kind.terminal:
        for name in transitions:
            if transitions[name]:
                yield f"Invalid Action property name. Path: {path}.Transitions.{name}"
        return
    if "NextAction" not in transitions and not kind.next_optional:
        yield f"Action is missing required property. Path: {path}.Transitions.NextAction"
    if "NextAction" in transitions and transitions["NextAction"] not in identifiers:
        yield f"Invalid Action property value. Path: {path}.Transitions.NextAction"
    for name in ("Conditions", "Errors"):
        for index, branch in enumerate(transitions.get(name) or ()):
            if branch.get("NextAction") not in identifiers:
                yield f"Invalid Action property value. Path: {path}.Transitions.{name}[{index}].NextAction"


def _conditions(path: str, kind: ActionType, parameters: Json, transitions: Json) -> Iterator[str]:
    conditions = transitions.get("Conditions") or ()
    rule = kind.conditions_for(parameters)
    if conditions and not rule.supported:
        if not kind.terminal:
            yield f"Action does not support conditions. Path: {path}"
        return
    odd = [
        problem
        for index, branch in enumerate(conditions)
        for problem in _odd_condition(f"{path}.Transitions.Conditions[{index}]", branch)
    ]
    yield from odd
    operands = [
        str(operand) for branch in conditions for operand in (branch.get("Condition") or {}).get("Operands") or ()
    ]
    operators = {(branch.get("Condition") or {}).get("Operator") for branch in conditions}
    if len(conditions) < rule.least and not rule.exactly:
        yield f"Action is missing required property. Path: {path}.Transitions.Conditions"
    elif odd:
        return
    elif not operators <= set(rule.operators) or not all(map(rule.fits, operands)) or _differ(operands, rule.exactly):
        yield f"Invalid branch. Path: {path}.Transitions.Conditions"


def _odd_condition(path: str, branch: Json) -> Iterator[str]:
    condition = branch.get("Condition") or {}
    given = condition.get("Operands") or []
    if condition.get("Operator") not in OPERATORS:
        yield f"Invalid Action property value. Path: {path}.Condition.Operator"
    if len(given) != 1 or given[0] == "":
        yield f"Invalid Action property value. Path: {path}.Condition.Operands"


def _differ(operands: list[str], exactly: tuple[str, ...]) -> bool:
    return bool(exactly) and sorted(operands) != sorted(exactly)


def _errors(path: str, kind: ActionType, parameters: Json, transitions: Json) -> Iterator[str]:
    given = [str(branch.get("ErrorType")) for branch in transitions.get("Errors") or ()]
    rule = kind.errors_for(parameters)
    for name in rule.missing(given):
        yield f"Action is missing required error. Error: {name}, Path: {path}"
    for name in rule.surplus(given):
        yield f"Invalid Action error. Error: {name}, Path: {path}"
