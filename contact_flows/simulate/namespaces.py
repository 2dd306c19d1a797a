"""What stands behind `$.Attributes`, `$.External`, `$.Queue` and their like at one moment of a contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contact_flows.language.document import FlowType
from contact_flows.simulate.arns import instance_arn
from contact_flows.simulate.session import Session

Look = Callable[[Session], Any]

WITH_AGENT = frozenset(
    {
        FlowType.AGENT_WHISPER,
        FlowType.CUSTOMER_WHISPER,
        FlowType.AGENT_HOLD,
        FlowType.CUSTOMER_HOLD,
        FlowType.OUTBOUND_WHISPER,
        FlowType.AGENT_TRANSFER,
    }
)


def lookup(path: Sequence[str]) -> Look:
    """A function from session to value; None where the path leads nowhere."""
    root, rest = path[0], list(path[1:])
    if root == "Attributes":
        name = ".".join(rest)
        return lambda s: s.attributes.get(name)
    if root == "FlowAttributes":
        name = ".".join(rest)
        return lambda s: s.flow_attributes.get(name)
    if root == "External":
        return lambda s: _walk(s.external, rest)
    if root == "Views":
        return lambda s: _walk(s.view, rest, indexed=True)
    base = _ROOTS.get(root)
    if base is None:
        return lambda _s: None
    if not rest:
        return base
    return lambda s: _walk(base(s), rest)


def _walk(value: Any, path: Sequence[str], *, indexed: bool = False) -> Any:
    """Elements of lists by number only where `indexed`: flows can name those of a view's result, not a function's."""
    for position, part in enumerate(path):
        if isinstance(value, Mapping):
            if part not in value and (joined := ".".join(path[position:])) in value:
                return value[joined]
            value = value.get(part)
        elif isinstance(value, list | tuple) and indexed and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _queue(s: Session) -> Mapping[str, Any]:
    key = s.queue or s.target
    if key is None:
        return {}
    state = s.world.queues.get(key)
    name = state.name if state is not None and state.name else key.partition(":")[2] or key
    number = state.outbound_number if state is not None else ""
    return {"Name": name, "ARN": key, "OutboundCallerId": {"Address": number or s.contact.system}}


def _agent(s: Session) -> Mapping[str, Any]:
    """Only in flows that run when there is an agent to speak of."""
    if s.kind not in WITH_AGENT:
        return {}
    agent = s.world.agent
    return {
        "UserName": agent.user_name,
        "FirstName": agent.first_name,
        "LastName": agent.last_name,
        "ARN": f"{instance_arn(s)}/agent/{agent.user_name}",
    }


def _media(s: Session) -> Mapping[str, Any]:
    return {"InitialMessage": s.contact.first_message} if s.contact.first_message else {}


_ROOTS: Mapping[str, Look] = {
    "StoredCustomerInput": lambda s: s.stored,
    "Queue": _queue,
    "Agent": _agent,
    "Lex": lambda s: s.lex,
    "AgenticCX": lambda s: s.agentic,
    "Metrics": lambda s: s.metrics,
    "Modules": lambda s: s.modules,
    "Customer": lambda s: s.customer,
    "Case": lambda s: s.case,
    "Task": lambda s: {"ContactId": s.task} if s.task else {},
    "Tags": lambda s: s.tags,
    "DataTables": lambda s: s.data_tables,
    "LambdaInvocation": lambda s: s.invocation,
    "SegmentAttributes": lambda s: s.contact.segment_attributes,
    "Media": _media,
    "AwsRegion": lambda s: s.world.region,
    "Channel": lambda s: s.contact.channel.value,
    "ContactId": lambda s: s.segment,
    "InitialContactId": lambda s: s.contact.id,
    "PreviousContactId": lambda s: s.previous or None,
    "CustomerEndpoint": lambda s: {"Address": s.contact.customer},
    "AdditionalEmailRecipients": lambda s: {"CcList": ", ".join(s.contact.copies)} if s.contact.copies else {},
    "SystemEndpoint": lambda s: {"Address": s.contact.system},
    "InitiationMethod": lambda s: s.initiation,
    "InstanceARN": instance_arn,
    "LanguageCode": lambda s: s.data.get("LanguageCode", s.language),
    "TextToSpeechVoiceId": lambda s: s.voice,
    "CustomerId": lambda s: s.data.get("CustomerId"),
    "Name": lambda s: s.data.get("Name", s.contact.name) or None,
    "Description": lambda s: s.data.get("Description"),
}
