"""Queues, routing profiles, quick connects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.aws.errors import invalid, not_found
from sandbox.aws.hooks import Change, on
from sandbox.aws.references import base

# Administrator Guide, routing profiles: one call at a time, up to ten of the other channels.
_CONCURRENCY = {"VOICE": 1, "CHAT": 10, "TASK": 10, "EMAIL": 10}
_DESTINATION = {
    "PHONE_NUMBER": ("PhoneConfig", None),
    "QUEUE": ("QueueConfig", "QUEUE_TRANSFER"),
    "USER": ("UserConfig", "AGENT_TRANSFER"),
    "FLOW": ("FlowConfig", None),
}


@on("fill", "Connect::Queue")
def queue_defaults(change: Change) -> None:
    change.model.setdefault("Status", "ENABLED")


@on("check", "Connect::Queue")
def caller_id_is_a_number_of_the_instance(change: Change) -> None:
    arn = change.model.get("OutboundCallerConfig", {}).get("OutboundCallerIdNumberArn")
    if not arn:
        return
    number = change.resources.owner(arn)
    target = number.model.get("TargetArn", "") if number else ""
    if target.split("/")[0].endswith(":instance") and target != change.model["InstanceArn"]:
        raise invalid(f"The phone number {arn} is not claimed to the instance {change.model['InstanceArn']}")


@on("check", "Connect::RoutingProfile")
def channels_match(change: Change) -> None:
    concurrencies = [row["Channel"] for row in change.model["MediaConcurrencies"]]
    if len(set(concurrencies)) != len(concurrencies):
        raise invalid("MediaConcurrencies names a channel more than once")
    for row in change.model["MediaConcurrencies"]:
        limit = _CONCURRENCY[row["Channel"]]
        if not 1 <= row["Concurrency"] <= limit:
            raise invalid(f"The concurrency of {row['Channel']} must be between 1 and {limit}")
    for property_name in ("QueueConfigs", "ManualAssignmentQueueConfigs"):
        _check_pairs(change.model.get(property_name, ()), set(concurrencies))


def _check_pairs(configs: Iterable[Mapping[str, Any]], channels: set[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for config in configs:
        reference = config["QueueReference"]
        pair = (reference["QueueArn"], reference["Channel"])
        if pair in seen:
            raise invalid(f"The queue {pair[0]} is given more than once for the channel {pair[1]}")
        seen.add(pair)
        if reference["Channel"] not in channels:
            raise invalid(f"The channel {reference['Channel']} of a queue is not among the MediaConcurrencies")


@on("check", "Connect::QuickConnect")
def destination_matches_type(change: Change) -> None:
    config = change.model["QuickConnectConfig"]
    kind = config["QuickConnectType"]
    wanted, flow_type = _DESTINATION[kind]
    given = {name for name, _ in _DESTINATION.values() if name in config}
    if given != {wanted}:
        raise invalid(f"A quick connect of type {kind} needs {wanted} and nothing else, not {sorted(given)}")
    arn = config[wanted].get("ContactFlowArn")
    if arn and flow_type:
        flow = change.resources.owner(base(arn))
        if flow is None:
            raise not_found("AWS::Connect::ContactFlow", arn)
        if flow.model["Type"] != flow_type:
            raise invalid(f"A quick connect of type {kind} needs a flow of type {flow_type}, not {flow.model['Type']}")


@on("fill", "Connect::QuickConnect")
@on("made", "Connect::QuickConnect")
def type_is_read_back(change: Change) -> None:
    change.model["QuickConnectType"] = change.model["QuickConnectConfig"]["QuickConnectType"]
