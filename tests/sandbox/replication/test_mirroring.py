"""What changes in one region of a replicated center is a moment later in the other, and what never gets there is said."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws.replication.mirrored import CODES
from tests.sandbox.aws.world import World
from tests.sandbox.replication.rig import CONTENT, EAST, WEST, Center, Sandbox


def test_what_was_there_before_is_copied_first_and_then_replication_is_complete(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    center.queue("Benefits")
    center.replicate()
    told = center.east.describe_instance(InstanceId=center.id)["ReplicationConfiguration"]
    assert {row["ReplicationStatus"] for row in told["ReplicationStatusSummaryList"]} == {
        "INSTANCE_REPLICATION_IN_PROGRESS"
    }
    assert center.queues(WEST) == set()
    sandbox.now += 11
    for client in (center.east, center.west):
        told = client.describe_instance(InstanceId=center.id)["ReplicationConfiguration"]
        assert told["SourceRegion"] == EAST
        assert told["GlobalSignInEndpoint"] == f"https://{center.id}.{EAST}.sign-in.connect.aws/saml"
        assert told["ReplicationStatusSummaryList"] == [
            {"Region": region, "ReplicationStatus": "INSTANCE_REPLICATION_COMPLETE"} for region in (EAST, WEST)
        ]
    assert center.queues(WEST) == center.queues(EAST) == {"BasicQueue", "Benefits"}


def test_a_copy_keeps_its_id_and_has_the_arns_of_its_region(sandbox: Sandbox, center: Center) -> None:
    queue = center.queue("Benefits")
    flow = center.flow("Main")
    sandbox.now += 11
    copy = center.west.describe_queue(InstanceId=center.id, QueueId=queue)["Queue"]
    original = center.east.describe_queue(InstanceId=center.id, QueueId=queue)["Queue"]
    assert copy["QueueArn"] == f"{center.arn_west}/queue/{queue}"
    assert {**copy, "QueueArn": original["QueueArn"]} == original
    assert copy["LastModifiedRegion"] == EAST
    told = center.west.describe_contact_flow(InstanceId=center.id, ContactFlowId=flow)["ContactFlow"]
    assert told["Arn"] == f"{center.arn_west}/contact-flow/{flow}"


def test_arns_of_the_center_in_a_flow_are_those_of_the_region(sandbox: Sandbox, center: Center) -> None:
    queue = center.queue("Benefits")
    arn = f"{center.arn}/queue/{queue}"
    working = {"QueueId": arn}
    moves = {"NextAction": "end", "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}], "Conditions": []}
    document = json.loads(CONTENT)
    document["StartAction"] = "set"
    document["Actions"].append(
        {"Identifier": "set", "Type": "UpdateContactTargetQueue", "Parameters": working, "Transitions": moves}
    )
    flow = center.flow("Main", content=json.dumps(document))
    sandbox.now += 11
    told = center.west.describe_contact_flow(InstanceId=center.id, ContactFlowId=flow)["ContactFlow"]
    assert arn not in told["Content"]
    assert f"{center.arn_west}/queue/{queue}" in told["Content"]
    made = center.west.create_contact_flow_version(
        InstanceId=center.id, ContactFlowId=flow, FlowContentSha256=told["FlowContentSha256"]
    )
    assert made["Version"] == 1


def test_changes_arrive_after_the_delay_and_not_before(sandbox: Sandbox, center: Center) -> None:
    center.queue("Benefits")
    sandbox.now += 9.9
    assert center.queues(WEST) == {"BasicQueue"}
    assert center.drift("QUEUE") == {EAST: 0, WEST: 1}
    assert center.findings("QUEUE")["ReplicationFindingsList"] == []
    sandbox.now += 0.2
    assert center.queues(WEST) == {"BasicQueue", "Benefits"}
    assert center.drift("QUEUE") == {EAST: 0, WEST: 0}


def test_updates_and_deletions_go_both_ways(sandbox: Sandbox, center: Center) -> None:
    queue = center.queue("Benefits", WEST)
    sandbox.now += 11
    center.east.update_queue_name(InstanceId=center.id, QueueId=queue, Name="Food benefits")
    sandbox.now += 11
    assert center.queues(WEST) == {"BasicQueue", "Food benefits"}
    center.west.delete_queue(InstanceId=center.id, QueueId=queue)
    sandbox.now += 11
    assert center.queues(EAST) == {"BasicQueue"}


def test_of_two_changes_at_once_the_later_holds_in_both_regions(sandbox: Sandbox, center: Center) -> None:
    queue = center.queue("Benefits")
    sandbox.now += 11
    center.east.update_queue_name(InstanceId=center.id, QueueId=queue, Name="First")
    sandbox.now += 1
    center.west.update_queue_name(InstanceId=center.id, QueueId=queue, Name="Second")
    sandbox.now += 11
    assert center.queues(EAST) == center.queues(WEST) == {"BasicQueue", "Second"}


def test_a_change_across_a_deletion_brings_the_resource_back(sandbox: Sandbox, center: Center) -> None:
    queue = center.queue("Benefits")
    sandbox.now += 11
    center.east.delete_queue(InstanceId=center.id, QueueId=queue)
    center.west.update_queue_max_contacts(InstanceId=center.id, QueueId=queue, MaxContacts=3)
    sandbox.now += 11
    assert center.queues(EAST) == center.queues(WEST) == {"BasicQueue", "Benefits"}


def test_a_queue_and_the_quick_connect_that_leads_to_it_are_copied_together(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    queue = center.queue("Benefits")
    flows = center.east.list_contact_flows(InstanceId=center.id, ContactFlowTypes=["QUEUE_TRANSFER"])
    config = {"QueueId": queue, "ContactFlowId": flows["ContactFlowSummaryList"][0]["Id"]}
    quick = center.east.create_quick_connect(
        InstanceId=center.id,
        Name="To benefits",
        QuickConnectConfig={"QuickConnectType": "QUEUE", "QueueConfig": config},
    )["QuickConnectId"]
    center.east.associate_queue_quick_connects(InstanceId=center.id, QueueId=queue, QuickConnectIds=[quick])
    center.replicate()
    sandbox.now += 11
    found = center.west.list_queue_quick_connects(InstanceId=center.id, QueueId=queue)["QuickConnectSummaryList"]
    assert [row["Arn"] for row in found] == [f"{center.arn_west}/transfer-destination/{quick}"]


def test_overrides_of_hours_have_the_same_ids_in_both_regions(sandbox: Sandbox, center: Center) -> None:
    hours = center.hours("Office")
    made = center.east.create_hours_of_operation_override(
        InstanceId=center.id, HoursOfOperationId=hours, Name="Holiday", EffectiveFrom="2027-01-01",
        EffectiveTill="2027-01-01", Config=[], OverrideType="CLOSED",
    )  # fmt: skip
    sandbox.now += 11
    found = center.west.list_hours_of_operation_overrides(InstanceId=center.id, HoursOfOperationId=hours)
    rows = found["HoursOfOperationOverrideList"]
    assert [row["HoursOfOperationOverrideId"] for row in rows] == [made["HoursOfOperationOverrideId"]]


def test_a_number_starts_the_same_alias_in_both_regions(sandbox: Sandbox, center: Center) -> None:
    """An alias that only one region had would leave the number dead in the other one."""
    flow = {"InstanceId": center.id, "ContactFlowId": center.flow("Main")}
    center.east.create_contact_flow_version(**flow)
    alias = center.east.create_contact_flow_alias(**flow, AliasName="live", ContactFlowVersion=1)["Id"]
    center.east.create_contact_flow_version(**flow)
    sandbox.now += 11
    assert center.west.describe_contact_flow_alias(**flow, AliasId=alias)["ContactFlowAlias"]["Version"] == 1
    center.east.update_contact_flow_alias(**flow, AliasId=alias, ContactFlowVersion=2)
    assert center.west.describe_contact_flow_alias(**flow, AliasId=alias)["ContactFlowAlias"]["Version"] == 1
    sandbox.now += 11
    assert center.west.describe_contact_flow_alias(**flow, AliasId=alias)["ContactFlowAlias"]["Version"] == 2
    assert len(center.west.list_contact_flow_versions(**flow)["ContactFlowVersionSummaryList"]) == 2
    center.east.delete_contact_flow_alias(**flow, AliasId=alias)
    sandbox.now += 11
    assert center.west.list_contact_flow_aliases(**flow)["ContactFlowAliasSummaryList"] == []


def test_what_aws_does_not_mirror_stays_in_its_region(sandbox: Sandbox, center: Center) -> None:
    center.east.associate_approved_origin(InstanceId=center.id, Origin="https://agency.example")
    center.make("TaskTemplate", InstanceArn=center.arn, Name="Call back")
    center.east.update_instance_attribute(InstanceId=center.id, AttributeType="CONTACTFLOW_LOGS", Value="true")
    sandbox.now += 11
    west = center.west
    assert west.list_approved_origins(InstanceId=center.id)["Origins"] == []
    assert west.list_task_templates(InstanceId=center.id)["TaskTemplates"] == []
    attribute = west.describe_instance_attribute(InstanceId=center.id, AttributeType="CONTACTFLOW_LOGS")
    assert attribute["Attribute"]["Value"] == "false"


class TestConflicts:
    @pytest.fixture
    def clash(self, sandbox: Sandbox, center: Center) -> tuple[str, str]:
        """A queue of one name made in each region before either could be copied."""
        pair = center.queue("Benefits", EAST), center.queue("Benefits", WEST)
        sandbox.now += 11
        return pair

    def test_a_resource_made_by_hand_under_a_taken_name_blocks_both(
        self, center: Center, clash: tuple[str, str]
    ) -> None:
        for region in (EAST, WEST):
            told = center.findings("QUEUE", region)
            rows = {row["Region"]: row for row in told["ReplicationFindingsList"]}
            assert {one: row["Id"] for one, row in rows.items()} == {WEST: clash[0], EAST: clash[1]}
            assert rows[WEST]["Arn"] == f"{center.arn}/queue/{clash[0]}"
            assert {row["Operation"] for row in rows.values()} == {"CREATE"}
            assert {row["ReferenceCode"] for row in rows.values()} == {"RESOURCE_CONFLICT"}
            assert {row["Name"] for row in rows.values()} == {"Benefits"}
            assert "ResourceConflictException" in rows[WEST]["Message"]
            assert told["ResourceReplicationStatuses"] == [{"Region": one, "Status": "BLOCKED"} for one in (EAST, WEST)]
        assert center.drift("QUEUE") == {EAST: 1, WEST: 1}

    def test_what_depends_on_a_blocked_resource_is_blocked_with_it(
        self, sandbox: Sandbox, center: Center, clash: tuple[str, str]
    ) -> None:
        center.east.create_routing_profile(
            InstanceId=center.id, Name="Agents", Description="d", DefaultOutboundQueueId=clash[0],
            MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
        )  # fmt: skip
        sandbox.now += 11
        (row,) = center.findings("ROUTING_PROFILE")["ReplicationFindingsList"]
        assert (row["Region"], row["ReferenceCode"]) == (WEST, "DEPENDENCY_NOT_REPLICATED")
        assert clash[0] in row["Message"]
        center.west.delete_queue(InstanceId=center.id, QueueId=clash[1])
        sandbox.now += 11
        for word in ("QUEUE", "ROUTING_PROFILE"):
            assert center.findings(word)["ReplicationFindingsList"] == []
        names = [
            row["Name"] for row in center.west.list_routing_profiles(InstanceId=center.id)["RoutingProfileSummaryList"]
        ]
        assert names == ["Basic Routing Profile", "Agents"]

    def test_a_renamed_resource_makes_room(self, sandbox: Sandbox, center: Center, clash: tuple[str, str]) -> None:
        center.west.update_queue_name(InstanceId=center.id, QueueId=clash[1], Name="Benefits West")
        sandbox.now += 11
        assert center.queues(EAST) == center.queues(WEST) == {"BasicQueue", "Benefits", "Benefits West"}
        assert center.findings("QUEUE")["ReplicationFindingsList"] == []

    def test_a_deletion_of_what_the_other_region_uses_waits(self, sandbox: Sandbox, center: Center) -> None:
        hours = center.hours("Office")
        sandbox.now += 11
        queue = center.west.create_queue(InstanceId=center.id, Name="West", HoursOfOperationId=hours)["QueueId"]
        center.east.delete_hours_of_operation(InstanceId=center.id, HoursOfOperationId=hours)
        sandbox.now += 11
        (row,) = center.findings("OPERATING_HOURS")["ReplicationFindingsList"]
        assert (row["Operation"], row["ReferenceCode"], row["Name"]) == ("DELETE", "RESOURCE_IN_USE", "Office")
        center.west.delete_queue(InstanceId=center.id, QueueId=queue)
        sandbox.now += 11
        assert center.findings("OPERATING_HOURS")["ReplicationFindingsList"] == []
        left = center.west.list_hours_of_operations(InstanceId=center.id)["HoursOfOperationSummaryList"]
        assert [row["Name"] for row in left] == ["Basic Hours"]


class TestOrderedFindings:
    def test_what_the_setting_names_stays_as_it_was_until_it_is_lifted(self, sandbox: Sandbox, center: Center) -> None:
        queue = center.queue("Benefits")
        sandbox.now += 11
        sandbox.use(replication_blocked=["QUEUE/Bene*"])
        center.east.update_queue_max_contacts(InstanceId=center.id, QueueId=queue, MaxContacts=7)
        center.queue("Licensing")
        sandbox.now += 11
        assert "MaxContacts" not in center.west.describe_queue(InstanceId=center.id, QueueId=queue)["Queue"]
        assert center.queues(WEST) == {"BasicQueue", "Benefits", "Licensing"}
        (row,) = center.findings("QUEUE", WEST)["ReplicationFindingsList"]
        assert (row["Operation"], row["ReferenceCode"], row["Name"]) == ("UPDATE", "REPLICATION_BLOCKED", "Benefits")
        sandbox.use(replication_blocked=[])
        assert center.findings("QUEUE", WEST)["ReplicationFindingsList"] == []
        assert center.west.describe_queue(InstanceId=center.id, QueueId=queue)["Queue"]["MaxContacts"] == 7

    def test_a_word_alone_blocks_the_type(self, sandbox: Sandbox, center: Center) -> None:
        sandbox.use(replication_blocked=["CONTACT_FLOW"])
        center.flow("Main")
        sandbox.now += 11
        assert [row["Name"] for row in center.findings("CONTACT_FLOW")["ReplicationFindingsList"]] == ["Main"]


class TestListing:
    def test_only_words_of_the_service_are_taken_and_task_templates_are_never_mirrored(self, center: Center) -> None:
        with pytest.raises(ClientError, match=r"InvalidRequestException.*EMAIL_ADDRESS is not supported"):
            center.findings("EMAIL_ADDRESS")
        assert {row["Status"] for row in center.findings("TASK_TEMPLATE")["ResourceReplicationStatuses"]} == {
            "DISABLED"
        }
        assert {row["Status"] for row in center.findings("REPORT")["ResourceReplicationStatuses"]} == {"ENABLED"}

    def test_an_instance_without_a_replica_has_no_findings_to_list(self, sandbox: Sandbox) -> None:
        center = Center(sandbox)
        with pytest.raises(ClientError, match="not set up for Global Resiliency"):
            center.findings("QUEUE")

    def test_findings_come_in_pages(self, sandbox: Sandbox, center: Center) -> None:
        sandbox.use(replication_blocked=["QUEUE"])
        for number in range(3):
            center.queue(f"Queue {number}")
        sandbox.now += 11
        named: dict[str, Any] = {"InstanceId": center.id, "ResourceType": "QUEUE", "MaxResults": 2}
        first = center.east.list_replication_findings(**named)
        second = center.east.list_replication_findings(**named, NextToken=first["NextToken"])
        names = [row["Name"] for page in (first, second) for row in page["ReplicationFindingsList"]]
        assert names == ["Queue 0", "Queue 1", "Queue 2"]
        assert "NextToken" not in second


class Maker:
    """Cloud Control as `World` uses it."""

    def __init__(self, center: Center) -> None:
        self._center = center

    def make(self, kind: str, **model: Any) -> str:
        event = self._center.make(kind, **model)
        assert event["OperationStatus"] == "SUCCESS", event
        identifier: str = event["Identifier"]
        return identifier

    def read(self, kind: str, identifier: str) -> dict[str, Any]:
        return self._center.read(kind, identifier)


def test_every_mirrored_type_is_mirrored_as_it_is(sandbox: Sandbox, center: Center) -> None:
    maker = Maker(center)
    world = World(maker, center.arn)
    calculation = {"Calculation": "a", "CalculationComponents": [{"Alias": "a", "MetricName": "CONTACTS_HANDLED"}]}
    models: dict[str, dict[str, Any]] = {  # a prompt's recipe wants a bucket
        "Metric": {"Name": "Handled", "Status": "PUBLISHED", "Unit": "INTEGER", "MetricCalculation": calculation},
        "Notification": {"Content": {"EnUS": "Closed at noon"}},
        "Prompt": {"Name": "Welcome"},
    }
    made = {kind: maker.make(kind, InstanceArn=center.arn, **model) for kind, model in models.items()}
    made |= {kind: world.have(kind) for kind in sorted({name.rpartition("::")[2] for name in CODES} - models.keys())}
    sandbox.now += 11
    for kind, identifier in made.items():
        copy = center.read(kind, identifier.replace(EAST, WEST), WEST)
        text = json.dumps(center.read(kind, identifier))
        assert copy == json.loads(text.replace(center.arn, center.arn_west)), kind
        assert center.drift(CODES[f"AWS::Connect::{kind}"]) == {EAST: 0, WEST: 0}
