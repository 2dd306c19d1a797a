"""The problems for which the service refuses to publish a flow or module. Messages follow what was observed live."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.aws.flows import shapes
from sandbox.aws.flows.actions import (
    ACTIONS,
    NEXT_IS_OPTIONAL,
    NO_CONDITION,
    NO_MATCH,
    OPERATORS,
    REFERENCES,
    TIMEOUT,
    Action,
)

Json = Mapping[str, Any]
Exists = Callable[[str, str], bool]
"""(kind, id or ARN) -> whether the instance has it."""

_VERSION = "2019-10-30"
_ACTIONS_MAX = 250
_CONTENT_MAX = 256_000
_PROBLEMS_MAX = 50
_ID = re.compile(r"^(arn:[^\s]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:[$\w.-]+)?)$")
_BAD_IDENTIFIER = re.compile(r"[%:(\\/)=$,;\[\]{}]")
_TAGS_MAX = 6
_BARE_NAMESPACES = "Attributes|External|FlowAttributes|Lex|Customer|Case|Views|Modules|Metrics|Media|SegmentAttributes"
_COMPARABLE = re.compile(rf"^\$\.(?!({_BARE_NAMESPACES})$)\w+")


def problems(content: str, flow_type: str, exists: Exists) -> list[str]:
    """Empty where the service would publish. `flow_type` is MODULE for a module."""
    if len(content) > _CONTENT_MAX:
        return [f"Content exceeds the maximum length of {_CONTENT_MAX} characters"]
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
    if document.get("Version") != _VERSION:
        yield f"Unsupported flow version. Version: {document.get('Version')}"
    for name in ("Actions", "StartAction", *(("Settings",) if flow_type == "MODULE" else ())):
        if not document.get(name):
            yield f"JSON field is missing or null for field name: {name[0].lower()}{name[1:]}"
            return
    if flow_type != "MODULE" and "Settings" in document:
        yield "Invalid property name. Path: Settings"
    actions = document["Actions"]
    if len(actions) > _ACTIONS_MAX:
        yield f"Flow exceeds the maximum of {_ACTIONS_MAX} actions"
    identifiers = [str(action.get("Identifier", "")) for action in actions]
    for identifier in sorted({one for one in identifiers if identifiers.count(one) > 1}):
        yield f"Duplicate Action identifier. Identifier: {identifier}"
    if document["StartAction"] not in identifiers:
        yield f"Invalid StartAction. Action does not exist: {document['StartAction']}"


def _action(path: str, action: Json, identifiers: set[str], flow_type: str, exists: Exists) -> Iterator[str]:
    kind = str(action.get("Type"))
    identifier = str(action.get("Identifier", ""))
    if not identifier or len(identifier) > 50 or _BAD_IDENTIFIER.search(identifier):  # noqa: PLR2004 - the limit
        yield f"Invalid Action identifier. Path: {path}.Identifier"
    rule = ACTIONS.get(kind)
    if rule is None:
        yield f"Invalid Action type. Type: {kind}"
        return
    if rule.only_in is not None and flow_type not in rule.only_in:
        yield f"Action is not supported in the flow type. Type: {kind}, FlowType: {flow_type}, Path: {path}"
    parameters = action.get("Parameters") or {}
    transitions = action.get("Transitions") or {}
    yield from _parameters(path, rule, parameters)
    yield from _special(path, kind, parameters)
    yield from _references(path, parameters, exists)
    yield from _targets(path, kind, rule, transitions, identifiers)
    yield from _conditions(path, kind, rule, parameters, transitions)
    yield from _errors(path, _mode(kind, rule, parameters), transitions)


def _mode(kind: str, rule: Action, parameters: Json) -> Action:
    """The rule with the error branches that depend on the parameters."""
    if kind == "GetParticipantInput":
        return _input_mode(parameters)
    if kind == "TransferParticipantToThirdParty":
        more = ("CallFailed", "ConnectionTimeLimitExceeded")
        if str(parameters.get("ContinueFlowExecution")) == "True":
            return Action(errors=(NO_MATCH, *more))
        return Action(errors=(NO_MATCH,), refused_errors=more)
    if kind == "UpdateContactRecordingAndAnalyticsBehavior" and "ChatBehavior" in parameters:
        return Action(errors=(*rule.errors, "InFlightRedactionConfigurationFailed"))
    if kind == "Wait" and "BotParticipantDisconnected" in (parameters.get("Events") or ()):
        return Action(errors=(NO_MATCH, "ParticipantNotFound"))
    return rule


def _input_mode(parameters: Json) -> Action:
    if str(parameters.get("StoreInput")) != "True":
        return Action(errors=() if "EnableDTMFBuffer" in parameters else (TIMEOUT, NO_CONDITION, NO_MATCH))
    if "PhoneNumberValidation" in (parameters.get("InputValidation") or {}):
        return Action(errors=(NO_MATCH, "InvalidPhoneNumber"), refused_errors=(TIMEOUT, NO_CONDITION))
    return Action(errors=(NO_MATCH,), refused_errors=(TIMEOUT, NO_CONDITION))


def _parameters(path: str, rule: Action, parameters: Json) -> Iterator[str]:
    if rule.bare:
        for name in parameters:
            yield f"Invalid Action property name. Path: {path}.Parameters.{name}"
        return
    buffer_only = "EnableDTMFBuffer" in parameters
    for name in rule.required:
        if name not in parameters and not buffer_only:
            yield f"Action is missing required property. Path: {path}.Parameters.{name}"
    if rule.any_of and not any(name in parameters for name in rule.any_of):
        yield f"Action is missing required property. Path: {path}.Parameters.{rule.any_of[0]}"
    yield from _empty(f"{path}.Parameters", parameters)


def _empty(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, entry in value.items():
            if entry == "":
                yield f"Empty value in {path}.{name}"
            yield from _empty(f"{path}.{name}", entry)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _empty(f"{path}[{index}]", entry)


def _special(path: str, kind: str, parameters: Json) -> Iterator[str]:
    if kind == "UpdateContactCallbackNumber" and not str(parameters.get("CallbackNumber", "$.")).startswith("$."):
        yield f"Invalid Action property value. Path: {path}.Parameters.CallbackNumber"
    if kind == "Compare" and not _COMPARABLE.match(str(parameters.get("ComparisonValue", "$.ContactId"))):
        yield f"Invalid Action property value. Path: {path}.Parameters.ComparisonValue"
    if kind == "TagContact" and len(parameters.get("Tags") or {}) > _TAGS_MAX:
        yield "More than 6 tags in Parameters.Tags"
    if kind == "UntagContact" and not parameters.get("TagKeys"):
        yield f"Invalid Action property value. Path: {path}.Parameters.TagKeys"
    if kind == "UpdateContactData" and "References" in parameters:
        yield f"Invalid Action property name. Path: {path}.Parameters.References"
    if kind == "UpdateFlowAttributes":
        for name, value in (parameters.get("FlowAttributes") or {}).items():
            if not isinstance(value, dict) or "Value" not in value:
                yield f"Invalid Action property value. Path: {path}.Parameters.FlowAttributes.{name}"
    if kind == "MessageParticipantIteratively" and str(parameters.get("InterruptFrequencySeconds", "1")) == "0":
        yield f"Invalid Action property value. Path: {path.removeprefix('Actions[').rstrip(']')}.InterruptSeconds"


def _references(path: str, parameters: Json, exists: Exists) -> Iterator[str]:
    hooks = {f"EventHooks.{name}": value for name, value in (parameters.get("EventHooks") or {}).items()}
    named = {name: parameters[name] for name in REFERENCES if name in parameters}
    for name, value in {**named, **hooks}.items():
        kind, absence = REFERENCES["ContactFlowId" if name.startswith("EventHooks") else name]
        text = str(value)
        if text.startswith("$.") or not text:
            continue
        if not _ID.match(text):
            yield f"Not a supported id format. Path: {path}.Parameters.{name}"
        elif not exists(kind, text):
            yield f"Invalid Action error. Error: {absence}, Path: {path}.Parameters.{name}"


def _targets(path: str, kind: str, rule: Action, transitions: Json, identifiers: set[str]) -> Iterator[str]:
    if rule.terminal:
        for name in transitions:
            if transitions[name]:
                yield f"Invalid Action property name. Path: {path}.Transitions.{name}"
        return
    if "NextAction" not in transitions and kind not in NEXT_IS_OPTIONAL:
        yield f"Action is missing required property. Path: {path}.Transitions.NextAction"
    if "NextAction" in transitions and transitions["NextAction"] not in identifiers:
        yield f"Invalid Action property value. Path: {path}.Transitions.NextAction"
    for name in ("Conditions", "Errors"):
        for index, branch in enumerate(transitions.get(name) or ()):
            if branch.get("NextAction") not in identifiers:
                yield f"Invalid Action property value. Path: {path}.Transitions.{name}[{index}].NextAction"


def _conditions(path: str, kind: str, rule: Action, parameters: Json, transitions: Json) -> Iterator[str]:
    conditions = transitions.get("Conditions") or ()
    store = kind == "GetParticipantInput" and str(parameters.get("StoreInput")) == "True"
    if conditions and (rule.conditions is None or store):
        yield f"Action does not support conditions. Path: {path}"
        return
    operands: list[str] = []
    for index, branch in enumerate(conditions):
        condition = branch.get("Condition") or {}
        given = condition.get("Operands") or []
        if condition.get("Operator") not in OPERATORS:
            yield f"Invalid Action property value. Path: {path}.Transitions.Conditions[{index}].Condition.Operator"
        if len(given) != 1 or given[0] == "":
            yield f"Invalid Action property value. Path: {path}.Transitions.Conditions[{index}].Condition.Operands"
        operands.extend(map(str, given))
    if rule.conditions and sorted(operands) != sorted(rule.conditions):
        yield f"Invalid branch. Path: {path}.Transitions.Conditions"
    if kind in ("Compare", "CheckMetricData") and not conditions:
        yield f"Action is missing required property. Path: {path}.Transitions.Conditions"


def _errors(path: str, rule: Action, transitions: Json) -> Iterator[str]:
    given = [str(branch.get("ErrorType")) for branch in transitions.get("Errors") or ()]
    for name in rule.errors:
        if name not in given:
            yield f"Action is missing required error. Error: {name}, Path: {path}"
    for name in given:
        if name in rule.refused_errors or (rule.only_errors and name not in rule.errors):
            yield f"Invalid Action error. Error: {name}, Path: {path}"
