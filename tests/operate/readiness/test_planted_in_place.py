"""Defects that are made in the sandbox itself: each is caught, in words that say what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from spec.automatic import KIND
from tests.operate.readiness.cloud import Cloud
from tests.operate.readiness.planting import BROKEN, LOST, Plant, Planted, assert_caught
from tests.operate.readiness.standing import AUTOMATIC, DOMAIN, ORIGIN, TABLES, TOPIC, Standing, alarm_name
from tests.sandbox.replication.rig import EAST, WEST, shares, sign_in


def asked(service: str, operation: str, given: Callable[[Standing], dict[str, Any]], region: str = WEST) -> Plant:
    """The operation itself, on the sandbox."""

    def plant(stands: Standing, _: Cloud) -> None:
        getattr(stands.sandbox(service, region), operation)(**given(stands))
        stands.sandbox.now += 1

    return plant


def connect(operation: str, region: str = WEST, **given: Any) -> Plant:
    return asked("connect", operation, lambda stands: {"InstanceId": stands.center.id, **given}, region)


def blocked(kind: str, change: Callable[[Standing], object]) -> Plant:
    """A change in the source region that does not come across."""

    def plant(stands: Standing, _: Cloud) -> None:
        stands.sandbox.use(replication_blocked=[kind])
        change(stands)
        stands.sandbox.now += 1

    return plant


def no_function(_: Standing) -> dict[str, Any]:
    return {"FunctionName": "civic-lookup"}


def moved_to_the_instance(stands: Standing) -> dict[str, Any]:
    return {"PhoneNumberId": stands.number["PhoneNumberId"], "TargetArn": stands.center.arn}


def the_agent(stands: Standing) -> dict[str, Any]:
    named = {"TrafficDistributionGroupId": stands.group["Id"], "UserId": stands.aws_id("user", "ana")}
    return {**named, "InstanceId": stands.center.id}


def second_agent(stands: Standing, _: Cloud) -> None:
    stands.center.user("bo")
    stands.sandbox.now += 1


def traffic_without_sign_in(stands: Standing) -> dict[str, Any]:
    return {
        "Id": stands.group["Arn"],
        "TelephonyConfig": shares(90, 10),
        "AgentConfig": shares(90, 10),
        "SignInConfig": sign_in(east=True, west=False),
    }


def storage(kind: str) -> Plant:
    def plant(stands: Standing, _: Cloud) -> None:
        client, named = stands.center.west, {"InstanceId": stands.center.id, "ResourceType": kind}
        (config,) = client.list_instance_storage_configs(**named)["StorageConfigs"]
        client.disassociate_instance_storage_config(**named, AssociationId=config["AssociationId"])

    return plant


def unanswered_mail(stands: Standing, _: Cloud) -> None:
    address = next(row.aws_id for row in stands.own if row.kind == "email_address")
    named = {"InstanceId": stands.center.id, "ResourceId": address, "ResourceType": "INBOUND_EMAIL"}
    stands.center.west.disassociate_flow(**named)


def fuller_queue(stands: Standing) -> None:
    queue = stands.aws_id("queue", "general")
    stands.center.east.update_queue_max_contacts(InstanceId=stands.center.id, QueueId=queue, MaxContacts=7)


def later_hours(stands: Standing) -> None:
    named = {"InstanceId": stands.center.id, "HoursOfOperationId": stands.aws_id("hours", "office")}
    stands.center.east.update_hours_of_operation(**named, TimeZone="America/Los_Angeles")


def other_words(stands: Standing) -> None:
    flow = stands.aws_id("flow", "chat")
    named = {"InstanceId": stands.center.id, "ContactFlowId": flow}
    told = stands.center.east.describe_contact_flow(**named)["ContactFlow"]["Content"]
    document = json.loads(told)
    document["Actions"].insert(0, {**document["Actions"][-1], "Identifier": "also"})
    stands.center.east.update_contact_flow_content(**named, Content=json.dumps(document))


def disabled_queue(stands: Standing) -> dict[str, Any]:
    return {"InstanceId": stands.center.id, "QueueId": stands.aws_id("queue", "general"), "Status": "DISABLED"}


def rings(id_: str, region: str = WEST) -> Plant:
    def given(_: Standing) -> dict[str, Any]:
        return {"AlarmName": alarm_name(id_), "StateValue": "ALARM", "StateReason": "planted"}

    return asked("cloudwatch", "set_alarm_state", given, region)


def alarm(id_: str, member: str) -> Callable[[Standing], dict[str, Any]]:
    return lambda _: {member: [alarm_name(id_)]}


def machine(stands: Standing) -> str:
    return next(str(row.arn) for row in stands.own if row.kind == KIND)


PLANTED: dict[str, Planted] = {
    "inbound calls off": Planted(
        connect("update_instance_attribute", AttributeType="INBOUND_CALLS", Value="false"),
        "main", BROKEN, "takes no inbound calls", "switch inbound calls on",
    ),
    "finding blocked": Planted(
        blocked("QUEUE", fuller_queue), "main", LOST, "queue General is not mirrored to us-west-2", "list-replication-findings"
    ),
    "function missing": Planted(
        asked("lambda", "delete_function", no_function), "main", LOST, "function lookup (civic-lookup) is not in us-west-2", "civicline up"
    ),
    "function without permission": Planted(
        asked("lambda", "remove_permission", lambda _: {"FunctionName": "civic-lookup", "StatementId": "connect"}),
        "main", LOST, "does not let the instance in us-west-2 invoke it", "add-permission",
    ),
    "function not associated": Planted(
        connect("disassociate_lambda_function", FunctionArn=f"arn:aws:lambda:{WEST}:123456789012:function:civic-lookup"),
        "main", LOST, "is not associated with the instance in us-west-2", "associate-lambda-function",
    ),
    "queue disabled": Planted(
        asked("connect", "update_queue_status", disabled_queue, EAST), "chat", BROKEN, "queue General is disabled", "update-queue-status"
    ),
    "queue differs": Planted(
        blocked("QUEUE", fuller_queue), "chat", LOST, "queue general of us-west-2 differs from us-east-1's in capacity", "half an hour"
    ),
    "hours differ": Planted(
        blocked("OPERATING_HOURS", later_hours), "main", LOST, "hours office of us-west-2 differ from us-east-1's in time zone", "half an hour"
    ),
    "flow differs": Planted(
        blocked("CONTACT_FLOW", other_words), "chat", LOST, "flow chat in us-west-2 is not that of us-east-1", "half an hour"
    ),
    "number not on the group": Planted(
        asked("connect", "update_phone_number", moved_to_the_instance, EAST), "main", BROKEN, "is not on the traffic distribution group", "update-phone-number"
    ),
    "sign-in off": Planted(
        asked("connect", "update_traffic_distribution", traffic_without_sign_in),
        "agents", BROKEN, "agents cannot sign in in us-west-2, although 10 %", "failover shift --to us-west-2",
    ),
    "no agent associated": Planted(
        asked("connect", "disassociate_traffic_distribution_group_user", the_agent, EAST),
        "main", BROKEN, "no agent is on the traffic distribution group", "civicline up",
    ),
    "one agent left behind": Planted(second_agent, "agents", LOST, "user bo is not on the", "civicline up"),
    "key disabled": Planted(
        asked("kms", "disable_key", lambda stands: {"KeyId": stands.keys[WEST].rpartition("/")[2]}), "main", BROKEN, "is Disabled: nothing can be kept", "enable-key"
    ),
    "bucket missing": Planted(
        asked("s3", "delete_bucket", lambda stands: {"Bucket": stands.buckets[WEST]["media"]}),
        "main", LOST, "the bucket civic-media-us-west-2", "civicline up",
    ),
    "no storage of recordings": Planted(
        storage("CALL_RECORDINGS"), "main", LOST, "no storage for call recordings", "associate-instance-storage-config"
    ),
    "no storage of messages": Planted(
        storage("EMAIL_MESSAGES"), "email", BROKEN, "no storage for email messages", "associate-instance-storage-config"
    ),
    "switchboard missing": Planted(
        asked("dynamodb", "delete_table", lambda _: {"TableName": TABLES[0]}), "main", BROKEN, "the table civic-switchboard", "civicline up"
    ),
    "log missing": Planted(
        asked("dynamodb", "delete_table", lambda _: {"TableName": TABLES[1]}), "main", LOST, "nobody can say who switched what", "civicline up"
    ),
    "identity missing": Planted(
        asked("sesv2", "delete_email_identity", lambda _: {"EmailIdentity": DOMAIN}), "email", BROKEN, f"has no identity {DOMAIN}", "civicline up"
    ),
    "mail without flow": Planted(
        unanswered_mail, "email", BROKEN, f"mail to desk@{DOMAIN} starts no flow in us-west-2", "associate-flow"
    ),
    "stream missing": Planted(
        asked("firehose", "delete_delivery_stream", lambda _: {"DeliveryStreamName": "civic-records"}),
        "main", LOST, "the stream civic-records in us-west-2 is not there", "civicline up",
    ),
    "contact lens off": Planted(
        connect("update_instance_attribute", AttributeType="CONTACT_LENS", Value="false"),
        "main", LOST, "contact lens is false in us-west-2, in us-east-1 true", "CONTACT_LENS",
    ),
    "line's alarm rings": Planted(
        rings("line-here-main"), "main", LOST, "an alarm rings in us-west-2: what line-here-main says", "the log of the probe"
    ),
    "queue's alarm rings": Planted(
        rings("queue-general"), "chat", LOST, "an alarm rings in us-west-2: what queue-general says", "civic-queue-general"
    ),
    "function's alarm rings": Planted(
        rings("function-lookup"), "main", LOST, "what function-lookup says", "civic-function-lookup"
    ),
    "probe silent": Planted(
        rings("probe"), "task", LOST, "an alarm rings in us-west-2: what probe says", "the log of the probe"
    ),
    "alarm missing": Planted(
        asked("cloudwatch", "delete_alarms", alarm("line-here-main", "AlarmNames")),
        "main", LOST, "alarms of us-west-2 are not there: line-here-main", "civicline up",
    ),
    "alarm without actions": Planted(
        asked("cloudwatch", "disable_alarm_actions", alarm("probe", "AlarmNames")),
        "main", LOST, "alarms of us-west-2 tell nobody when they ring: probe", "enable-alarm-actions",
    ),
    "alarms without a topic": Planted(
        asked("sns", "delete_topic", lambda _: {"TopicArn": f"arn:aws:sns:{WEST}:123456789012:{TOPIC}"}),
        "main", LOST, "nobody has confirmed to be told by the alarms of us-west-2: civic-alarms", "confirm",
    ),
    "machine of automatic failover missing": Planted(
        asked("stepfunctions", "delete_state_machine", lambda stands: {"stateMachineArn": machine(stands)}),
        "main", LOST, "nothing moves to us-west-2 by itself, as the spec asks: its state machine is not there", "civicline up",
    ),
    "rule of automatic failover off": Planted(
        asked("events", "disable_rule", lambda _: {"Name": AUTOMATIC}),
        "main", LOST, f"as the spec asks: the rule {AUTOMATIC} is disabled", f"enable-rule --name {AUTOMATIC}",
    ),
    "rule of automatic failover starts nothing": Planted(
        asked("events", "remove_targets", lambda _: {"Rule": AUTOMATIC, "Ids": ["automatic"]}),
        "main", LOST, "as the spec asks: no rule of EventBridge starts its state machine", "civicline up",
    ),
    "alarm of automatic failover missing": Planted(
        asked("cloudwatch", "delete_alarms", lambda _: {"AlarmNames": [AUTOMATIC]}),
        "main", LOST, f"as the spec asks: the alarm {AUTOMATIC} is not there", "civicline up",
    ),
    "origin missing": Planted(
        connect("disassociate_approved_origin", Origin=ORIGIN), "chat", BROKEN, ORIGIN, "associate-approved-origin"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_defect_made_in_the_sandbox_is_caught(stands: Standing, name: str) -> None:
    cloud = Cloud()
    PLANTED[name].plant(stands, cloud)
    assert_caught(PLANTED[name], stands, cloud)
