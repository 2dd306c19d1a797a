"""Blocks in plain words. What a caller never notices (attributes, hooks, logging) has no words and is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contact_flows.journey.model import Kind
from contact_flows.language.document import Action, Ref, Value

NameOf = Callable[[Ref], str]


@dataclass(frozen=True, slots=True)
class Words:
    kind: Kind
    text: str
    spoken: str = ""
    goes_to: str | None = None


def words(action: Action, name_of: NameOf) -> Words | None:
    """What the block is to a caller; None for plumbing. A type without words of its own shows by its name."""
    maker = _MAKERS.get(action.type)
    if maker is not None:
        return maker(action, name_of)
    return None if action.type in PLUMBING else Words(Kind.LOOKS_UP, action.type)


def way_label(action: Action, operator: str, operand: str) -> str:
    """What a caller did, or what was found, on one branch."""
    if action.type == "ConnectParticipantWithLexBot":
        return _intent(operand)
    if operator == "Equals":
        return _OPERANDS.get((action.type, operand), operand)
    compared = {
        "NumberGreaterThan": "more than",
        "NumberGreaterOrEqualTo": "at least",
        "NumberLessThan": "less than",
        "NumberLessOrEqualTo": "at most",
        "TextStartsWith": "starts with",
        "TextEndsWith": "ends with",
        "TextContains": "contains",
    }.get(operator, operator)
    return f"{compared} {operand}"


def _intent(name: str) -> str:
    """An intent as words: `Key3` is the key 3, `CaseStatus` is case status."""
    if _KEY.fullmatch(name):
        return name.removeprefix("Key")
    return _CAPITAL.sub(" ", name.removeprefix("Topic")).strip().lower()


def error_label(kind: str) -> tuple[str, bool]:
    """Words for an error branch, and whether it is a failure (and not merely another answer of the caller)."""
    return _ERRORS.get(kind, ("it fails", True))


PLUMBING = frozenset(
    {
        "TagContact",
        "UntagContact",
        "UpdateContactAttributes",
        "UpdateContactData",
        "UpdateContactEventHooks",
        "UpdateContactMediaStreamingBehavior",
        "UpdateContactRoutingBehavior",
        "UpdateContactRoutingCriteria",
        "UpdateContactTextToSpeechVoice",
        "UpdateFlowAttributes",
        "UpdateFlowLoggingBehavior",
    }
)

_OPERANDS = {
    ("CheckHoursOfOperation", "True"): "open",
    ("CheckHoursOfOperation", "False"): "closed",
    ("Loop", "ContinueLooping"): "again",
    ("Loop", "DoneLooping"): "often enough",
    ("MessageParticipantIteratively", "MessagesInterrupted"): "after a while",
    ("GetParticipantInput", "*"): "star",
    ("GetParticipantInput", "#"): "pound",
}

_ERRORS = {
    "NoMatchingCondition": ("anything else", False),
    "InputTimeLimitExceeded": ("no answer", False),
    "QueueAtCapacity": ("queue full", False),
    "InvalidPhoneNumber": ("not a number", False),
    "InvalidCallbackNumber": ("no valid number", False),
    "CallbackNumberNotDialable": ("number cannot be called", False),
    "CallFailed": ("nobody reached", False),
    "ConnectionTimeLimitExceeded": ("no answer there", False),
    "NoneFound": ("none found", False),
    "MultipleFound": ("several found", False),
}


_REFERENCE = re.compile(r"\$\.(?:\w+\.)*(\w+)")
_KEY = re.compile(r"Key\d")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAG = re.compile(r"</?\w[^<>]*>")


def _spoken(action: Action) -> str:
    for name in ("Text", "SSML", "PromptId", "Media"):
        value = action.given(name)
        if value is not None:
            return _readable(str(value)) if name in ("Text", "SSML") else "(a recording)"
    return ""


def _readable(text: str) -> str:
    """Spoken text with its references in brackets: `$.Attributes.case_reference` becomes [case reference]."""
    text = _TAG.sub(" ", text)
    return _REFERENCE.sub(lambda found: f"[{found[1].replace('_', ' ')}]", text).strip()


def _named(value: Value, name_of: NameOf) -> str:
    return name_of(value) if isinstance(value, Ref) else str(value)


def _asks(action: Action, _: NameOf) -> Words:
    if action.given("StoreInput") == "True":
        return Words(Kind.ASKS, "Asks for digits", _spoken(action))
    return Words(Kind.ASKS, "Asks for a key", _spoken(action))


def _plays(action: Action, _: NameOf) -> Words:
    messages = action.given("Messages")
    parts = messages if isinstance(messages, tuple) else ()
    texts = [_readable(str(part["Text"])) for part in parts if isinstance(part, Mapping) and "Text" in part]
    music = any(isinstance(part, Mapping) and "PromptId" in part for part in parts)
    return Words(Kind.SAYS, "Plays, over and over" + (", with music" if music else ""), " ".join(texts))


def _records(action: Action, _: NameOf) -> Words:
    behavior = action.given("RecordingBehavior")
    recorded = behavior.get("RecordedParticipants") if isinstance(behavior, Mapping) else True
    return Words(Kind.RECORDS, "Starts the recording" if recorded else "Stops the recording")


def _target(action: Action, name_of: NameOf) -> Words:
    queue = action.given("QueueId")
    return Words(Kind.QUEUE, f"Chooses the queue {_named(queue, name_of)}" if queue else "Chooses an agent")


def _decides(action: Action, _: NameOf) -> Words:
    asked = str(action.given("ComparisonValue") or "").removeprefix("$.").replace("Attributes.", "")
    return Words(Kind.DECIDES, f"Looks at {asked.replace('_', ' ')}")


def _metric(action: Action, _: NameOf) -> Words:
    text = {
        "NumberOfAgentsStaffed": "Are agents at work?",
        "NumberOfAgentsAvailable": "Is an agent free?",
        "NumberOfAgentsOnline": "Are agents signed in?",
        "NumberOfContactsInQueue": "How many are waiting?",
        "OldestContactInQueueAgeSeconds": "How long has the first been waiting?",
    }.get(str(action.given("MetricType")), "Looks at the queue")
    return Words(Kind.DECIDES, text)


def _hours(action: Action, name_of: NameOf) -> Words:
    hours = action.given("HoursOfOperationId")
    return Words(Kind.DECIDES, f"Open now? ({_named(hours, name_of)})" if hours else "Is the queue open now?")


def _function(action: Action, name_of: NameOf) -> Words:
    return Words(Kind.LOOKS_UP, f"Asks {_named(action.given('LambdaFunctionARN'), name_of)}")


def _goes(parameter: str, text: str, kind: Kind) -> Callable[[Action, NameOf], Words]:
    def made(action: Action, name_of: NameOf) -> Words:
        target = action.given(parameter)
        return Words(kind, f"{text} {_named(target, name_of)}", goes_to=target.id if isinstance(target, Ref) else None)

    return made


def _dials(action: Action, _: NameOf) -> Words:
    return Words(Kind.CONNECTS, f"Connects to {action.given('ThirdPartyPhoneNumber')}")


def _fixed(kind: Kind, text: str) -> Callable[[Action, NameOf], Words]:
    return lambda _action, _name_of: Words(kind, text)


_MAKERS: Mapping[str, Callable[[Action, NameOf], Words]] = {
    "MessageParticipant": lambda action, _: Words(Kind.SAYS, "Says", _spoken(action)),
    "MessageParticipantIteratively": _plays,
    "GetParticipantInput": _asks,
    "ConnectParticipantWithLexBot": lambda action, _: Words(
        Kind.ASKS, "Asks, and listens for words or a key", _spoken(action)
    ),
    "UpdateContactRecordingBehavior": _records,
    "UpdateContactTargetQueue": _target,
    "TransferContactToQueue": _fixed(Kind.QUEUE, "Waits in the queue"),
    "DequeueContactAndTransferToQueue": _fixed(Kind.QUEUE, "Changes to another queue"),
    "CheckHoursOfOperation": _hours,
    "CheckMetricData": _metric,
    "GetMetricData": _fixed(Kind.LOOKS_UP, "Looks up the place in line"),
    "Compare": _decides,
    "DistributeByPercentage": _fixed(Kind.DECIDES, "By chance"),
    "Loop": lambda action, _: Words(Kind.DECIDES, f"At most {action.given('LoopCount')} times"),
    "Wait": lambda action, _: Words(Kind.DECIDES, f"Waits up to {action.given('TimeLimitSeconds')} seconds"),
    "InvokeLambdaFunction": _function,
    "InvokeFlowModule": _goes("FlowModuleId", "Runs the module", Kind.LOOKS_UP),
    "TransferToFlow": _goes("ContactFlowId", "Goes on in", Kind.CONTINUES),
    "TransferParticipantToThirdParty": _dials,
    "UpdateContactCallbackNumber": _fixed(Kind.LOOKS_UP, "Takes the number to call back"),
    "CreateCallbackContact": _fixed(Kind.PROMISES, "Promises a call back"),
    "CreateCase": _fixed(Kind.PROMISES, "Opens a case"),
    "CreateTask": _fixed(Kind.PROMISES, "Opens a task"),
    "DisconnectParticipant": _fixed(Kind.ENDS, "Ends the contact"),
    "EndFlowExecution": _fixed(Kind.CONTINUES, "Goes on as before"),
    "EndFlowModuleExecution": lambda action, _: Words(
        Kind.CONTINUES, f"Returns {action.given('Result')}" if action.given("Result") else "Returns"
    ),
    "TransferContactToAgent": _fixed(Kind.CONNECTS, "Connects to the agent"),
}
