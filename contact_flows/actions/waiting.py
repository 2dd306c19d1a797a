"""Around a queue: how full it is, what is heard in it, callbacks, and tasks for what nobody answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contact_flows.actions.branches import ANY_ERROR, NO_CONDITION, on_error
from contact_flows.language.document import Action, Condition, ErrorBranch, Ref, Value


def agents_staffed(id_: str, queue: str | None, yes: str, no: str) -> Action:
    """Whether anybody works in the queue, busy or not; None: the contact's own. Metrics that fail count as staffed."""
    return _metric(id_, "NumberOfAgentsStaffed", queue, Condition(yes, ("0",), "NumberGreaterThan"), no, yes)


def fewer_waiting(id_: str, queue: str, limit: int, yes: str, no: str) -> Action:
    """Whether fewer contacts than `limit` wait. Metrics that fail count as full: no promise without knowledge."""
    below = Condition(yes, (str(limit),), "NumberLessThan")
    return _metric(id_, "NumberOfContactsInQueue", queue, below, no, no)


def _metric(id_: str, metric: str, queue: str | None, condition: Condition, otherwise: str, on_fault: str) -> Action:
    target: dict[str, Value] = {} if queue is None else {"QueueId": Ref("queue", queue)}
    return Action(
        id=id_,
        type="CheckMetricData",
        parameters={"MetricType": metric, **target},
        next=on_fault,
        conditions=(condition,),
        errors=(ErrorBranch(NO_CONDITION, otherwise), ErrorBranch(ANY_ERROR, on_fault)),
    )


def compare_by(id_: str, value: str, steps: Sequence[tuple[str, str, str]], otherwise: str) -> Action:
    """Branch by (operator, operand, target), the first that is true; `otherwise` where the value is missing."""
    return Action(
        id=id_,
        type="Compare",
        parameters={"ComparisonValue": value},
        next=otherwise,
        conditions=tuple(Condition(target, (operand,), operator) for operator, operand, target in steps),
        errors=(ErrorBranch(NO_CONDITION, otherwise),),
    )


def loop_prompts(
    id_: str, messages: Sequence[Mapping[str, Value]], *, interrupted: tuple[int, str] | None = None, then: str | None
) -> Action:
    """Words and recordings, over and over.

    interrupted   every so many seconds, and where that leads; the flow must come back by its end
    then          for a channel that cannot hear prompts: the flow must end, so that the contact waits on
    """
    every = {} if interrupted is None else {"InterruptFrequencySeconds": str(interrupted[0])}
    return Action(
        id=id_,
        type="MessageParticipantIteratively",
        parameters={"Messages": tuple(messages), **every},
        next=then,
        conditions=() if interrupted is None else (Condition(interrupted[1], ("MessagesInterrupted",)),),
        errors=() if then is None else on_error(then),
    )


def read_metrics(id_: str, then: str) -> Action:
    """Fill `$.Metrics` with what is known of the contact's own queue, five to ten seconds old."""
    return Action(id=id_, type="GetMetricData", parameters={"QueueChannel": "Voice"}, next=then, errors=on_error(then))


def ask_phone(id_: str, text: str, timeout_seconds: int, then: str, *, invalid: str, on_fault: str) -> Action:
    """Ask for a telephone number of this country; it is in `$.StoredCustomerInput`, or `Timeout` for silence."""
    return Action(
        id=id_,
        type="GetParticipantInput",
        parameters={
            "Text": text,
            "StoreInput": "True",
            "InputTimeLimitSeconds": str(timeout_seconds),
            "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "US"}},
            "DTMFConfiguration": {"InterdigitTimeLimitSeconds": str(timeout_seconds), "DisableCancelKey": "False"},
        },
        next=then,
        errors=(ErrorBranch("InvalidPhoneNumber", invalid), *on_error(on_fault)),
    )


def create_callback(
    id_: str, queue: str | None, *, retry_minutes: int, attempts: int, then: str, on_fault: str
) -> Action:
    """Promise a call to the contact's callback number; `queue` None: the one in which it waits."""
    target: dict[str, Value] = {} if queue is None else {"QueueId": Ref("queue", queue)}
    return Action(
        id=id_,
        type="CreateCallbackContact",
        parameters={
            **target,
            "InitialCallDelaySeconds": "5",
            "RetryDelaySeconds": str(retry_minutes * 60),
            "MaximumConnectionAttempts": str(attempts),
        },
        next=then,
        errors=on_error(on_fault),
    )


def create_task(
    id_: str, flow: str, name: str, attributes: Mapping[str, str], then: str, *, on_fault: str | None = None
) -> Action:
    """Work for an agent. `on_fault` is `then` when left out, where something else keeps the request."""
    return Action(
        id=id_,
        type="CreateTask",
        parameters={"ContactFlowId": Ref("flow", flow), "Name": name, "Attributes": dict(attributes)},
        next=then,
        errors=on_error(on_fault or then),
    )


def wait_a_while(id_: str, seconds: int, then: str) -> Action:
    """For a written contact or a task, which has nobody on the line."""
    return Action(
        id=id_,
        type="Wait",
        parameters={"TimeLimitSeconds": str(seconds)},
        next=then,
        conditions=(Condition(then, ("WaitCompleted",)),),
        errors=on_error(then),
    )
