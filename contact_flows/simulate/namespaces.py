"""What stands behind `$.Attributes`, `$.External`, `$.Queue` and their like at one moment of a contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contact_flows.simulate.arns import instance_arn
from contact_flows.simulate.session import Session

Look = Callable[[Session], Any]


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
    base = _ROOTS.get(root)
    if base is None:
        return lambda s: _walk(_system(s), path)
    return lambda s: _walk(base(s), rest)


def _walk(value: Any, path: Sequence[str]) -> Any:
    for position, part in enumerate(path):
        if isinstance(value, Mapping):
            if part not in value and (joined := ".".join(path[position:])) in value:
                return value[joined]
            value = value.get(part)
        elif isinstance(value, list | tuple) and part.isdigit() and int(part) < len(value):
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
    """Only while an agent is there to be spoken of."""
    if s.audience != "agent" and not s.agent_met:
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


def _system(s: Session) -> Mapping[str, Any]:
    contact = s.contact
    return {
        "Channel": contact.channel.value,
        "ContactId": contact.id,
        "InitialContactId": contact.id,
        "CustomerEndpoint": {"Address": contact.customer},
        "SystemEndpoint": {"Address": contact.system},
        "InitiationMethod": contact.initiation,
        "InstanceARN": instance_arn(s),
        "AwsRegion": s.world.region,
        "LanguageCode": s.data.get("LanguageCode", s.language),
        "TextToSpeechVoiceId": s.voice,
        "CustomerId": s.data.get("CustomerId"),
        "Name": s.data.get("Name", contact.name) or None,
        "Description": s.data.get("Description"),
        "StoredCustomerInput": s.stored,
    }


_ROOTS: Mapping[str, Look] = {
    "StoredCustomerInput": lambda s: s.stored,
    "Queue": _queue,
    "Agent": _agent,
    "Lex": lambda s: s.lex,
    "Metrics": lambda s: s.metrics,
    "Views": lambda s: s.view,
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
}
