"""Invoke Lambda function: the event it gets, its limits, and the answers that a flow can take.

Source: Administrator Guide, "Grant Amazon Connect access to your AWS Lambda functions".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from contact_flows.language.document import Channel
from contact_flows.simulate.arns import in_dark_region, instance_arn
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.session import Session
from contact_flows.simulate.trace import Called
from contact_flows.simulate.world import Fault

ANSWER_SECONDS = 0.3
"""Time of an ordinary invocation."""
SYNCHRONOUS_LIMIT = 8.0
CHAIN_LIMIT = 20.0
"""Longest silence that functions may fill between two prompts."""
ANSWER_BYTES = 32_000
EMPTY: Mapping[str, Any] = {}


def invoke(making: Making) -> Run:
    key, given, branches = (
        making.text("LambdaFunctionARN"),
        making.fields("LambdaInvocationAttributes"),
        making.branches,
    )
    limit = min(max(0.0, making.number("InvocationTimeLimitSeconds", SYNCHRONOUS_LIMIT)), SYNCHRONOUS_LIMIT)
    later = str(making.given("InvocationType")).upper() == "ASYNCHRONOUS"
    flat = making.part("ResponseValidation").get("ResponseType") != "JSON"

    def run(s: Session) -> Edge:
        name, parameters = key(s), given(s)
        at = s.at
        answer, failed = _answer(s, name, parameters, limit, flat=flat)
        s.calls.append(Called(name, parameters, answer, failed, at))
        if failed:
            return branches.error()
        if name.endswith("open_case") and answer.get("case"):
            s.cases.append(str(answer["case"]))
        if later:
            s.invocation = {"InvocationId": f"invocation-{len(s.calls)}", "ResultData": answer}
        else:
            s.external = answer
        return branches.next

    return run


def _answer(
    s: Session, name: str, parameters: Mapping[str, Any], limit: float, *, flat: bool
) -> tuple[Mapping[str, Any], str]:
    """What comes back, or why nothing does. Retries happen inside the limit, so a dead function just fails."""
    function, fault = s.world.functions.get(name), s.world.faults.get(name) or s.world.faults.get("functions")
    if function is None:
        return EMPTY, "there is no such function"
    seconds = limit if fault is Fault.SLOW else ANSWER_SECONDS
    if s.lambda_seconds + seconds > CHAIN_LIMIT:
        return EMPTY, f"functions kept the contact waiting for more than {CHAIN_LIMIT:.0f} seconds"
    s.lambda_seconds += seconds
    s.spend(seconds)
    if fault is Fault.SLOW:
        return EMPTY, f"no answer within {limit:g} seconds"
    if fault is Fault.DEAD or in_dark_region(s, name):
        return EMPTY, "the function does not answer"
    try:
        found = function(event_of(s, parameters), s.now)
    except Exception as error:  # noqa: BLE001 - any exception of a function is a failed invocation
        return EMPTY, f"{type(error).__name__}: {error}"
    if fault is Fault.WRONG_SHAPE:
        found = {"answer": [found]}
    wrong = unfit(found, flat=flat)
    return (EMPTY, wrong) if wrong else (found, "")


def unfit(answer: Any, *, flat: bool) -> str:
    """Why a flow cannot take an answer; empty where it can."""
    if not isinstance(answer, Mapping):
        return f"the answer is {type(answer).__name__}, not an object"
    if not flat:
        return "the answer is longer than 32 KB" if len(json.dumps(answer, default=str)) > ANSWER_BYTES else ""
    size = 0
    for key, value in answer.items():
        if not isinstance(value, str):
            return f"the answer's {key} is {type(value).__name__}, not text"
        size += len(key) + len(value)
    return "the answer is longer than 32 KB" if size > ANSWER_BYTES else ""


def event_of(s: Session, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """As the service sends it. Stored input and the callback number are not in it."""
    contact, key = s.contact, s.queue or s.target
    queue = s.world.queues.get(key) if key else None
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "ContactData": {
                "Attributes": dict(s.attributes),
                "AwsRegion": s.world.region,
                "Channel": contact.channel.value,
                "ContactId": s.segment,
                "CustomerEndpoint": _endpoint(contact.customer, contact.channel),
                "CustomerId": s.data.get("CustomerId"),
                "Description": s.data.get("Description"),
                "InitialContactId": contact.id,
                "InitiationMethod": s.initiation,
                "InstanceARN": instance_arn(s),
                "LanguageCode": s.data.get("LanguageCode", s.language),
                "MediaStreams": {"Customer": {"Audio": None}},
                "Name": s.data.get("Name", contact.name) or None,
                "PreviousContactId": s.previous or s.segment,
                "Queue": None if queue is None else {"ARN": key, "Name": queue.name or key},
                "References": {},
                "RelatedContactId": None,
                "SegmentAttributes": dict(contact.segment_attributes),
                "SystemEndpoint": _endpoint(contact.system, contact.channel),
                "Tags": dict(s.tags),
            },
            "Parameters": dict(parameters),
        },
    }


def _endpoint(address: str, channel: Channel) -> dict[str, str] | None:
    if not address:
        return None
    return {"Address": address, "Type": "EMAIL_ADDRESS" if channel is Channel.EMAIL else "TELEPHONE_NUMBER"}


MAKERS: Mapping[str, Maker] = {"InvokeLambdaFunction": invoke}
