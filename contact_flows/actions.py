"""Constructors for the actions that our flows use, each with the branches the service insists on.

Source of branches: Amazon Connect Developer Guide, one page per action type.
"""

from __future__ import annotations

from contact_flows.language.document import Action, Condition, ErrorBranch, Ref, Value

ANY_ERROR = "NoMatchingError"


def say(id_: str, text: str, then: str) -> Action:
    return Action(
        id=id_, type="MessageParticipant", parameters={"Text": text}, next=then, errors=(ErrorBranch(ANY_ERROR, then),)
    )


def hang_up(id_: str) -> Action:
    return Action(id=id_, type="DisconnectParticipant")


def end_flow(id_: str) -> Action:
    """Ends a whisper or queue flow; the contact goes on."""
    return Action(id=id_, type="EndFlowExecution")


def log_flow(id_: str, then: str) -> Action:
    return Action(id=id_, type="UpdateFlowLoggingBehavior", parameters={"FlowLoggingBehavior": "Enabled"}, next=then)


def record(id_: str, then: str) -> Action:
    """Record both parties and the menu itself, so that the notice is on the recording."""
    behavior: Value = {"RecordedParticipants": ("Agent", "Customer"), "IVRRecordingBehavior": "Enabled"}
    return Action(id=id_, type="UpdateContactRecordingBehavior", parameters={"RecordingBehavior": behavior}, next=then)


def hook(id_: str, event: str, flow: str, then: str) -> Action:
    """Set the flow of one event, such as CustomerQueue. On an error the instance's default flow is used."""
    return Action(
        id=id_,
        type="UpdateContactEventHooks",
        parameters={"EventHooks": {event: Ref("flow", flow)}},
        next=then,
        errors=(ErrorBranch(ANY_ERROR, then),),
    )


def run_module(id_: str, module: str, then: str) -> Action:
    return Action(
        id=id_,
        type="InvokeFlowModule",
        parameters={"FlowModuleId": Ref("module", module)},
        next=then,
        errors=(ErrorBranch(ANY_ERROR, then),),
    )


def call_function(id_: str, function: str, attributes: dict[str, str], then: str, on_error: str) -> Action:
    return Action(
        id=id_,
        type="InvokeLambdaFunction",
        parameters={
            "LambdaFunctionARN": Ref("function", function),
            "InvocationTimeLimitSeconds": "8",
            "InvocationType": "SYNCHRONOUS",
            "LambdaInvocationAttributes": attributes,
            "ResponseValidation": {"ResponseType": "STRING_MAP"},
        },
        next=then,
        errors=(ErrorBranch(ANY_ERROR, on_error),),
    )


def remember(id_: str, attributes: dict[str, str], then: str) -> Action:
    return Action(
        id=id_,
        type="UpdateContactAttributes",
        parameters={"Attributes": attributes, "TargetContact": "Current"},
        next=then,
        errors=(ErrorBranch(ANY_ERROR, then),),
    )


def compare(id_: str, value: str, cases: dict[str, str], otherwise: str) -> Action:
    return Action(
        id=id_,
        type="Compare",
        parameters={"ComparisonValue": value},
        next=otherwise,
        conditions=tuple(Condition(target, (operand,)) for operand, target in cases.items()),
        errors=(ErrorBranch("NoMatchingCondition", otherwise),),
    )


def check_hours(id_: str, hours: str, is_open: str, closed: str) -> Action:
    """An hours service that fails counts as open: a caller too many is better than one turned away."""
    return Action(
        id=id_,
        type="CheckHoursOfOperation",
        parameters={"HoursOfOperationId": Ref("hours", hours)},
        next=closed,
        conditions=(Condition(is_open, ("True",)), Condition(closed, ("False",))),
        errors=(ErrorBranch(ANY_ERROR, is_open),),
    )


def menu(id_: str, text: str, keys: dict[str, str], timeout_seconds: int, otherwise: str, on_error: str) -> Action:
    """Ask for one key. `otherwise` is taken for no key and for a key that is not offered."""
    return Action(
        id=id_,
        type="GetParticipantInput",
        parameters={"Text": text, "StoreInput": "False", "InputTimeLimitSeconds": str(timeout_seconds)},
        next=otherwise,
        conditions=tuple(Condition(target, (key,)) for key, target in keys.items()),
        errors=(
            ErrorBranch("InputTimeLimitExceeded", otherwise),
            ErrorBranch("NoMatchingCondition", otherwise),
            ErrorBranch(ANY_ERROR, on_error),
        ),
    )


def repeat(id_: str, times: int, again: str, done: str) -> Action:
    return Action(
        id=id_,
        type="Loop",
        parameters={"LoopCount": str(times)},
        next=done,
        conditions=(Condition(again, ("ContinueLooping",)), Condition(done, ("DoneLooping",))),
    )


def target_queue(id_: str, queue: str, then: str, on_error: str) -> Action:
    return Action(
        id=id_,
        type="UpdateContactTargetQueue",
        parameters={"QueueId": Ref("queue", queue)},
        next=then,
        errors=(ErrorBranch(ANY_ERROR, on_error),),
    )


def transfer_to_queue(id_: str, when_full: str, on_error: str) -> Action:
    return Action(
        id=id_,
        type="TransferContactToQueue",
        next=on_error,
        errors=(ErrorBranch("QueueAtCapacity", when_full), ErrorBranch(ANY_ERROR, on_error)),
    )


def call_back_caller(id_: str, then: str, on_error: str) -> Action:
    """Call the number the contact came from."""
    return Action(
        id=id_,
        type="UpdateContactCallbackNumber",
        parameters={"CallbackNumber": "$.CustomerEndpoint.Address"},
        next=then,
        errors=(ErrorBranch("InvalidCallbackNumber", on_error), ErrorBranch("CallbackNumberNotDialable", on_error)),
    )


def queue_callback(id_: str, queue: str, then: str, on_error: str) -> Action:
    return Action(
        id=id_,
        type="CreateCallbackContact",
        parameters={
            "QueueId": Ref("queue", queue),
            "InitialCallDelaySeconds": "5",
            "RetryDelaySeconds": "600",
            "MaximumConnectionAttempts": "3",
        },
        next=then,
        errors=(ErrorBranch(ANY_ERROR, on_error),),
    )


def dial(id_: str, phone: str, on_error: str) -> Action:
    """Hand the caller to a number outside; the flow resumes only when nobody is reached."""
    return Action(
        id=id_,
        type="TransferParticipantToThirdParty",
        parameters={
            "ThirdPartyPhoneNumber": phone,
            "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": "True",
        },
        next=on_error,
        errors=(
            ErrorBranch("CallFailed", on_error),
            ErrorBranch("ConnectionTimeLimitExceeded", on_error),
            ErrorBranch(ANY_ERROR, on_error),
        ),
    )
