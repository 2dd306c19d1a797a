"""The state machine of one region, as the Amazon States Language has it. Pure.

    Weigh -> Verdict -> (Wait -> Weigh | Ask -> Answered | Alone) -> Move -> Tell

The function does what takes thought. What must work when the function does not is done here: to wait for an answer, to
give up, and to tell of a failure.
Source: AWS Step Functions Developer Guide, "Wait for a Callback with Task Token", "Handling errors", "Intrinsic
functions".
"""

from __future__ import annotations

from typing import Any

INVOKE = "arn:aws:states:::lambda:invoke"
WAIT_FOR_TOKEN = f"{INVOKE}.waitForTaskToken"
PUBLISH = "arn:aws:states:::sns:publish"
ANSWER_SECONDS = 12 * 60 * 60
"""So long a person is waited for; the row that says so expires at the same time."""
TASK_SECONDS = 90
ALREADY_ASKED = "AlreadyAskedError"
PASSING = (
    *(f"Lambda.{name}" for name in ("ServiceException", "AWSLambdaException", "SdkClientException")),
    *("Lambda.TooManyRequestsException", "NotYetError"),
)
"""Errors of a question that could not be sent; a person's refusal is none."""
ANSWER, ERROR, TOLD, WEIGHED = "$.answer", "$.error", "$.told", "$.weighed"

State = dict[str, Any]


def definition(*, function: Any, topic: Any, named: str, center: str, region: str) -> dict[str, Any]:
    """function, topic: ARNs, or Pulumi outputs of them. named: the deployment as commands take it."""
    weigh = {"act": "weigh", "started.$": "$$.Execution.StartTime"}
    return {
        "Comment": f"Moves the center {center} to {region} when the other region is dark and a second key turns",
        "StartAt": "Weigh",
        "States": {
            "Weigh": _task(function, weigh, ("verdict", "why", "seconds"), WEIGHED, "Verdict"),
            "Verdict": _verdict(),
            "Wait": {"Type": "Wait", "SecondsPath": f"{WEIGHED}.seconds", "Next": "Weigh"},
            "Ask": _ask(function),
            "Unanswered": _unapproved("Refuse"),
            "Answered": _answered(),
            "Refuse": _task(function, {"act": "refuse", "answer.$": ANSWER}, ("subject", "words"), TOLD, "Tell"),
            "Alone": _unapproved("Move"),
            "Move": _task(function, {"act": "move", "answer.$": ANSWER}, ("subject", "words"), TOLD, "Tell"),
            "Tell": {**_tell(topic), "End": True},
            "Failed": _failed(center, region, f"civicline failover status {named}"),
            "TellFailed": {**_tell(topic), "Next": "Broken"},
            "Broken": {"Type": "Fail", "Error": "AutomaticFailoverFailed", "Cause": "A task failed; the history tells"},
            "Stay": {"Type": "Succeed"},
        },
    }


def _task(function: Any, event: dict[str, Any], wanted: tuple[str, ...], to: str, after: str) -> State:
    """One act of the function, tried again for some minutes whatever is wrong: it may be repeated."""
    return {
        "Type": "Task",
        "Resource": INVOKE,
        "Parameters": _invocation(function, event),
        "ResultSelector": {f"{name}.$": f"$.Payload.{name}" for name in wanted},
        "ResultPath": to,
        "TimeoutSeconds": TASK_SECONDS,
        "Retry": [_retry(["States.TaskFailed", "States.Timeout"], 6)],
        "Catch": [_catch("States.ALL", "Failed")],
        "Next": after,
    }


def _invocation(function: Any, event: dict[str, Any]) -> State:
    return {"FunctionName": function, "Payload": {**event, "execution.$": "$$.Execution.Id"}}


def _retry(errors: list[str], tries: int) -> State:
    return {
        "ErrorEquals": errors,
        "IntervalSeconds": 3,
        "BackoffRate": 2,
        "MaxDelaySeconds": 60,
        "MaxAttempts": tries,
    }


def _catch(error: str, then: str) -> State:
    return {"ErrorEquals": [error], "ResultPath": ERROR, "Next": then}


def _verdict() -> State:
    return {
        "Type": "Choice",
        "Choices": [
            {"Variable": f"{WEIGHED}.verdict", "StringEquals": verdict, "Next": state}
            for verdict, state in (("move", "Alone"), ("ask", "Ask"), ("wait", "Wait"))
        ],
        "Default": "Stay",
    }


def _ask(function: Any) -> State:
    event = {"act": "ask", "token.$": "$$.Task.Token", "why.$": f"{WEIGHED}.why"}
    return {
        "Type": "Task",
        "Resource": WAIT_FOR_TOKEN,
        "Parameters": _invocation(function, event),
        "ResultPath": ANSWER,
        "TimeoutSeconds": ANSWER_SECONDS,
        "Retry": [_retry(list(PASSING), 6)],
        "Catch": [
            _catch(ALREADY_ASKED, "Stay"),
            _catch("States.Timeout", "Unanswered"),
            _catch("States.ALL", "Failed"),
        ],
        "Next": "Answered",
    }


def _answered() -> State:
    approved = f"{ANSWER}.approved"
    yes = [{"Variable": approved, "IsPresent": True}, {"Variable": approved, "BooleanEquals": True}]
    return {"Type": "Choice", "Choices": [{"And": yes, "Next": "Move"}], "Default": "Refuse"}


def _unapproved(after: str) -> State:
    return {"Type": "Pass", "Result": {"approved": False}, "ResultPath": ANSWER, "Next": after}


def _tell(topic: Any) -> State:
    return {
        "Type": "Task",
        "Resource": PUBLISH,
        "Parameters": {"TopicArn": topic, "Subject.$": f"{TOLD}.subject", "Message.$": f"{TOLD}.words"},
        "Retry": [_retry(["States.ALL"], 10)],
    }


def _failed(center: str, region: str, look: str) -> State:
    """In words that need nothing of the function. A task that takes too long may have an error without a cause."""
    words = f"Center {center}: moving it to {region} by itself failed, and a person is needed. Look: {look} "
    return {
        "Type": "Pass",
        "Parameters": {
            "subject": f"{center}: automatic failover failed"[:100],
            "words.$": f"States.Format('{words}({{}})', States.JsonToString({ERROR}))",
        },
        "ResultPath": TOLD,
        "Next": "TellFailed",
    }
