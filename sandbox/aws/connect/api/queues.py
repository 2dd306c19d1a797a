"""Queues with their quick connects and e-mail addresses; the queues of routing profiles; e-mail addresses."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import invalid
from sandbox.aws.place import last_part
from sandbox.aws.store import Resource
from sandbox.aws.wire import page


@operation("CreateQueue")
def create_queue(desk: Desk) -> Answer:
    made = desk.create("Queue", desk.properties({"EmailAddressesConfig": "AdditionalEmailAddresses"}))
    return {"QueueId": last_part(made.identifier), "QueueArn": made.identifier}


def _changes(desk: Desk, found: Resource) -> dict[str, Any]:
    return {"LastModifiedTime": found.modified, "LastModifiedRegion": desk.resources.place.region}


@operation("ListQueueQuickConnects")
def quick_connects(desk: Desk) -> Answer:
    queue = desk.find("Queue", str(desk.params["QueueId"]))
    arns, following = page(queue.model.get("QuickConnectArns", []), desk.params)
    told = [desk.told(desk.find("QuickConnect", arn)) for arn in arns]
    rows = tell("ListQueueQuickConnects", "QuickConnectSummaryList", told)
    return {"QuickConnectSummaryList": rows, **_changes(desk, queue), **following}


@operation("AssociateQueueQuickConnects")
def add_quick_connects(desk: Desk) -> Answer:
    queue = desk.find("Queue", str(desk.params["QueueId"]))
    added = [desk.arn("QuickConnect", one) for one in desk.params["QuickConnectIds"]]
    held = queue.model.get("QuickConnectArns", [])
    desk.change(queue, {"QuickConnectArns": [*held, *(arn for arn in added if arn not in held)]})
    return {}


@operation("DisassociateQueueQuickConnects")
def remove_quick_connects(desk: Desk) -> Answer:
    queue = desk.find("Queue", str(desk.params["QueueId"]))
    gone = {desk.arn("QuickConnect", one) for one in desk.params["QuickConnectIds"]}
    kept = [arn for arn in queue.model.get("QuickConnectArns", []) if arn not in gone]
    desk.change(queue, {"QuickConnectArns": kept or None})
    return {}


@operation("ListQueueEmailAddresses")
def queue_addresses(desk: Desk) -> Answer:
    queue = desk.find("Queue", str(desk.params["QueueId"]))
    outbound = queue.model.get("OutboundEmailConfig", {}).get("OutboundEmailAddressId")
    held = [row["EmailAddressArn"] for row in queue.model.get("AdditionalEmailAddresses", [])]
    arns, following = page(held, desk.params)
    rows = [{"Id": last_part(arn), "Arn": arn, "IsDefaultOutboundEmail": arn == outbound} for arn in arns]
    return {"EmailAddressMetadataList": rows, **_changes(desk, queue), **following}


@operation("AssociateQueueEmailAddresses")
def add_addresses(desk: Desk) -> Answer:
    queue = desk.find("Queue", str(desk.params["QueueId"]))
    held = list(queue.model.get("AdditionalEmailAddresses", []))
    for row in desk.params["EmailAddressesConfig"]:
        entry = {"EmailAddressArn": desk.arn("EmailAddress", row["EmailAddressId"])}
        if entry not in held:
            held.append(entry)
    desk.change(queue, {"AdditionalEmailAddresses": held})
    return {}


@operation("DisassociateQueueEmailAddresses")
def remove_addresses(desk: Desk) -> Answer:
    queue = desk.find("Queue", str(desk.params["QueueId"]))
    gone = {desk.arn("EmailAddress", one) for one in desk.params["EmailAddressesId"]}
    kept = [row for row in queue.model.get("AdditionalEmailAddresses", []) if row["EmailAddressArn"] not in gone]
    desk.change(queue, {"AdditionalEmailAddresses": kept or None})
    return {}


@operation("DescribeRoutingProfile")
def routing_profile(desk: Desk) -> Answer:
    profile = desk.find("RoutingProfile", str(desk.params["RoutingProfileId"]))
    return {"RoutingProfile": tell("DescribeRoutingProfile", "RoutingProfile", told_profile(desk, profile))}


def told_profile(desk: Desk, profile: Resource) -> dict[str, Any]:
    queues = _queue_ids(profile, "QueueConfigs")
    manual = _queue_ids(profile, "ManualAssignmentQueueConfigs")
    users = [u for u in desk.resources.store.users(profile.identifier) if u.type_name == "AWS::Connect::User"]
    return {
        **desk.told(profile),
        "NumberOfAssociatedQueues": len(queues),
        "NumberOfAssociatedManualAssignmentQueues": len(manual),
        "NumberOfAssociatedUsers": len(users),
        "AssociatedQueueIds": queues,
        "AssociatedManualAssignmentQueueIds": manual,
        "IsDefault": bool(profile.facts.get("by_service")),
    }


def _queue_ids(profile: Resource, property_name: str) -> list[str]:
    arns = [row["QueueReference"]["QueueArn"] for row in profile.model.get(property_name, [])]
    return list(dict.fromkeys(last_part(arn) for arn in arns))


def _queue_rows(desk: Desk, property_name: str) -> tuple[Resource, list[dict[str, Any]]]:
    profile = desk.find("RoutingProfile", str(desk.params["RoutingProfileId"]))
    rows = []
    for config in profile.model.get(property_name, []):
        queue = desk.find("Queue", config["QueueReference"]["QueueArn"])
        rows.append({**config, **config["QueueReference"], "QueueName": queue.model["Name"]})
    return profile, rows


@operation("ListRoutingProfileQueues")
def profile_queues(desk: Desk) -> Answer:
    profile, found = _queue_rows(desk, "QueueConfigs")
    rows, following = page(found, desk.params)
    member = "RoutingProfileQueueConfigSummaryList"
    return {member: tell("ListRoutingProfileQueues", member, rows), **_changes(desk, profile), **following}


@operation("ListRoutingProfileManualAssignmentQueues")
def profile_manual_queues(desk: Desk) -> Answer:
    profile, found = _queue_rows(desk, "ManualAssignmentQueueConfigs")
    rows, following = page(found, desk.params)
    name, member = "ListRoutingProfileManualAssignmentQueues", "RoutingProfileManualAssignmentQueueConfigSummaryList"
    return {member: tell(name, member, rows), **_changes(desk, profile), **following}


def _key(config: dict[str, Any]) -> tuple[str, str]:
    reference = config["QueueReference"]
    return reference["QueueArn"], reference["Channel"]


@operation("AssociateRoutingProfileQueues")
def add_profile_queues(desk: Desk) -> Answer:
    given = desk.properties({}, without=("RoutingProfileId",))
    profile = desk.find("RoutingProfile", str(desk.params["RoutingProfileId"]))
    changes = {name: [*profile.model.get(name, []), *configs] for name, configs in given.items() if configs}
    desk.change(profile, changes)
    return {}


@operation("UpdateRoutingProfileQueues")
def update_profile_queues(desk: Desk) -> Answer:
    profile = desk.find("RoutingProfile", str(desk.params["RoutingProfileId"]))
    fresh = {_key(config): config for config in desk.properties({}, without=("RoutingProfileId",))["QueueConfigs"]}
    held = profile.model.get("QueueConfigs", [])
    unknown = fresh.keys() - {_key(config) for config in held}
    if unknown:
        raise invalid(f"The routing profile has no queue {min(unknown)[0]} for that channel.")
    desk.change(profile, {"QueueConfigs": [fresh.get(_key(config), config) for config in held]})
    return {}


@operation("DisassociateRoutingProfileQueues")
def remove_profile_queues(desk: Desk) -> Answer:
    profile = desk.find("RoutingProfile", str(desk.params["RoutingProfileId"]))
    changes: dict[str, Any] = {}
    for parameter, name in (
        ("QueueReferences", "QueueConfigs"),
        ("ManualAssignmentQueueReferences", "ManualAssignmentQueueConfigs"),
    ):
        gone = {(desk.arn("Queue", row["QueueId"]), row["Channel"]) for row in desk.params.get(parameter) or ()}
        changes[name] = [config for config in profile.model.get(name, []) if _key(config) not in gone] or None
    desk.change(profile, changes)
    return {}


@operation("DescribeEmailAddress")
def email_address(desk: Desk) -> Answer:
    found = desk.find("EmailAddress", str(desk.params["EmailAddressId"]))
    stamps = {"CreateTimestamp": found.created.isoformat(), "ModifiedTimestamp": found.modified.isoformat()}
    told = {**desk.told(found), **stamps}
    members = ("EmailAddressId", "EmailAddressArn", "EmailAddress", "DisplayName", "Description", *stamps)
    answer = {name: told[name] for name in members if name in told}
    for name in ("AliasConfigurations", "Tags"):
        if name in told:
            answer[name] = tell("DescribeEmailAddress", name, told[name])
    return answer


@operation("CreateEmailAddress")
def create_address(desk: Desk) -> Answer:
    made = desk.create("EmailAddress", desk.properties({}))
    return {"EmailAddressId": last_part(made.identifier), "EmailAddressArn": made.identifier}


@operation("UpdateEmailAddressMetadata")
def update_address(desk: Desk) -> Answer:
    found = desk.find("EmailAddress", str(desk.params["EmailAddressId"]))
    given = {name: desk.params[name] for name in ("Description", "DisplayName") if name in desk.params}
    desk.change(found, given)
    return {"EmailAddressId": last_part(found.identifier), "EmailAddressArn": found.identifier}
