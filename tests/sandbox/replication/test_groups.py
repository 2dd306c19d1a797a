"""Traffic distribution groups and their numbers: one state for both regions, changed in either, with the other dark."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.sandbox.replication.rig import EAST, WEST, Center, Sandbox, shares, sign_in


@pytest.fixture
def group(center: Center) -> dict[str, str]:
    made: dict[str, str] = center.east.create_traffic_distribution_group(Name="Lines", InstanceId=center.id)
    return made


def refused(words: str) -> Any:
    return pytest.raises(ClientError, match=words)


def test_the_receiving_region_shifts_traffic_by_full_arn_while_the_source_is_dark(
    sandbox: Sandbox, center: Center
) -> None:
    group = center.default_group()
    sandbox.darken(EAST)
    with pytest.raises(ConnectionClosedError):
        center.east.get_traffic_distribution(Id=group["Id"])
    with refused("ResourceNotFoundException"):
        center.west.get_traffic_distribution(Id=group["Id"])
    before = center.west.get_traffic_distribution(Id=group["Arn"])
    assert (before["TelephonyConfig"], before["AgentConfig"]) == (shares(100, 0), shares(100, 0))
    assert before["SignInConfig"] == sign_in(east=True, west=True)
    assert "LastFailoverTime" not in before
    sandbox.now += 5
    center.west.update_traffic_distribution(
        Id=group["Arn"], TelephonyConfig=shares(0, 100), AgentConfig=shares(0, 100),
        SignInConfig=sign_in(east=False, west=True),
    )  # fmt: skip
    sandbox.faults.clear()
    for client, name in ((center.east, group["Id"]), (center.west, group["Arn"])):
        after = client.get_traffic_distribution(Id=name)
        assert (after["TelephonyConfig"], after["AgentConfig"]) == (shares(0, 100), shares(0, 100))
        assert after["SignInConfig"] == sign_in(east=False, west=True)
        assert after["LastFailoverTime"].timestamp() == sandbox.now


def test_a_group_is_listed_and_described_in_both_regions(center: Center, group: dict[str, str]) -> None:
    for client in (center.east, center.west):
        rows = client.list_traffic_distribution_groups(InstanceId=center.id)["TrafficDistributionGroupSummaryList"]
        assert {(row["Arn"], row["IsDefault"]) for row in rows} == {
            (group["Arn"], False),
            (center.default_group()["Arn"], True),
        }
        told = client.describe_traffic_distribution_group(TrafficDistributionGroupId=group["Arn"])
        assert told["TrafficDistributionGroup"]["InstanceArn"] == center.arn


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"TelephonyConfig": shares(60, 50)}, "sum up to 100"),
        ({"AgentConfig": shares(65, 35)}, "multiples of 10"),
        ({"TelephonyConfig": {"Distributions": [{"Region": EAST, "Percentage": 100}]}}, "must name us-east-1 and us-west-2"),
        ({"SignInConfig": sign_in(east=True, west=True)}, "only on the default"),
        ({"TelephonyConfig": shares(0, 100), "AgentConfig": shares(5, 95)}, "multiples of 10"),
    ],
)  # fmt: skip
def test_a_wrong_distribution_is_refused_as_a_whole(
    center: Center, group: dict[str, str], change: dict[str, Any], words: str
) -> None:
    with refused(rf"InvalidRequestException.*{words}"):
        center.west.update_traffic_distribution(Id=group["Arn"], **change)
    assert center.east.get_traffic_distribution(Id=group["Id"])["TelephonyConfig"] == shares(100, 0)


def test_groups_are_made_and_deleted_in_the_source_region(center: Center, group: dict[str, str]) -> None:
    with refused(r"InvalidRequestException.*source region, us-east-1"):
        center.west.create_traffic_distribution_group(Name="Other", InstanceId=center.id)
    with refused(r"InvalidRequestException.*us-east-1"):
        center.west.delete_traffic_distribution_group(TrafficDistributionGroupId=group["Arn"])
    with refused("InvalidRequestException"):
        center.east.delete_traffic_distribution_group(TrafficDistributionGroupId=center.default_group()["Id"])


def test_a_group_waits_for_the_replication_and_eight_are_the_limit(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    center.replicate()
    with refused("ResourceNotReadyException"):
        center.east.create_traffic_distribution_group(Name="Early", InstanceId=center.id)
    sandbox.now += 11
    for number in range(7):
        center.east.create_traffic_distribution_group(Name=f"Group {number}", InstanceId=center.id)
    with refused("ServiceQuotaExceededException"):
        center.east.create_traffic_distribution_group(Name="One more", InstanceId=center.id)


class TestNumbers:
    def test_a_number_on_a_group_is_known_in_both_regions(self, center: Center, group: dict[str, str]) -> None:
        number = center.number(group["Arn"])
        for client in (center.east, center.west):
            rows = client.list_phone_numbers_v2(TargetArn=group["Arn"])["ListPhoneNumbersSummaryList"]
            assert [row["PhoneNumberArn"] for row in rows] == [number["PhoneNumberArn"]]
            told = client.describe_phone_number(PhoneNumberId=number["PhoneNumberArn"])
            assert told["ClaimedPhoneNumberSummary"]["TargetArn"] == group["Arn"]

    def test_a_number_of_an_instance_is_not_known_in_the_other_region(self, center: Center) -> None:
        center.number()
        assert center.west.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []

    def test_only_its_own_region_claims_moves_and_releases_a_number(
        self, center: Center, group: dict[str, str]
    ) -> None:
        arn = center.number(group["Arn"])["PhoneNumberArn"]
        found = center.west.search_available_phone_numbers(
            TargetArn=center.arn_west, PhoneNumberCountryCode="US", PhoneNumberType="DID"
        )["AvailableNumbersList"]
        with refused("same region"):
            center.west.claim_phone_number(TargetArn=group["Arn"], PhoneNumber=found[1]["PhoneNumber"])
        with refused("where it was claimed"):
            center.west.update_phone_number(PhoneNumberId=arn, TargetArn=center.arn_west)
        with refused("where it was claimed"):
            center.west.release_phone_number(PhoneNumberId=arn)

    def test_the_flow_of_a_number_is_mirrored_both_ways(
        self, sandbox: Sandbox, center: Center, group: dict[str, str]
    ) -> None:
        number, flow = center.number(group["Arn"]), center.flow("Main")
        named = {"PhoneNumberId": number["PhoneNumberArn"], "InstanceId": center.id}
        center.east.associate_phone_number_contact_flow(**named, ContactFlowId=flow)
        sandbox.now += 11
        assert associated(center, WEST) == {number["PhoneNumberArn"]: f"{center.arn_west}/contact-flow/{flow}"}
        other = center.flow("Emergency", WEST)
        center.west.associate_phone_number_contact_flow(**named, ContactFlowId=other)
        assert associated(center, EAST) == {number["PhoneNumberArn"]: f"{center.arn}/contact-flow/{flow}"}
        sandbox.now += 11
        assert associated(center, EAST) == {number["PhoneNumberArn"]: f"{center.arn}/contact-flow/{other}"}
        with refused("starts the flow"):
            center.west.delete_contact_flow(InstanceId=center.id, ContactFlowId=other)
        center.east.disassociate_phone_number_contact_flow(**named)
        sandbox.now += 11
        assert associated(center, WEST) == {}

    def test_a_number_that_moves_loses_its_flow_and_gets_one_in_both_regions(
        self, sandbox: Sandbox, center: Center, group: dict[str, str]
    ) -> None:
        number, flow = center.number(), center.flow("Main")
        named = {"PhoneNumberId": number["PhoneNumberId"], "InstanceId": center.id}
        center.east.associate_phone_number_contact_flow(**named, ContactFlowId=flow)
        sandbox.now += 11
        assert associated(center, WEST) == {}
        center.east.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TargetArn=group["Arn"])
        assert associated(center, EAST) == {}
        center.east.associate_phone_number_contact_flow(**named, ContactFlowId=flow)
        sandbox.now += 11
        assert associated(center, WEST) == {number["PhoneNumberArn"]: f"{center.arn_west}/contact-flow/{flow}"}
        center.east.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TargetArn=center.arn)
        sandbox.now += 11
        assert associated(center, EAST) == associated(center, WEST) == {}

    def test_an_association_with_a_flow_that_is_not_there_is_a_finding(
        self, sandbox: Sandbox, center: Center, group: dict[str, str]
    ) -> None:
        sandbox.use(replication_blocked=["CONTACT_FLOW/Main"])
        number, flow = center.number(group["Arn"]), center.flow("Main")
        center.east.associate_phone_number_contact_flow(
            PhoneNumberId=number["PhoneNumberId"], InstanceId=center.id, ContactFlowId=flow
        )
        sandbox.now += 11
        (row,) = center.findings("PHONE_NUMBER")["ReplicationFindingsList"]
        assert (row["Arn"], row["Region"]) == (number["PhoneNumberArn"], WEST)
        sandbox.use(replication_blocked=[])
        assert associated(center, WEST).keys() == {number["PhoneNumberArn"]}


def associated(center: Center, region: str) -> dict[str, str]:
    found = center.at(region).list_flow_associations(InstanceId=center.id)["FlowAssociationSummaryList"]
    return {row["ResourceId"]: row["FlowId"] for row in found}


class TestAgents:
    def test_an_agent_joins_once_the_other_region_knows_it(
        self, sandbox: Sandbox, center: Center, group: dict[str, str]
    ) -> None:
        user = center.user("ana@agency.example")
        named = {"TrafficDistributionGroupId": group["Id"], "UserId": user, "InstanceId": center.id}
        with refused(r"InvalidRequestException.*not in us-west-2 yet"):
            center.east.associate_traffic_distribution_group_user(**named)
        sandbox.now += 11
        center.east.associate_traffic_distribution_group_user(**named)
        center.east.associate_traffic_distribution_group_user(**named)
        for client in (center.east, center.west):
            assert members(client, group) == [user]
        with refused(r"InvalidRequestException.*us-east-1"):
            center.west.associate_traffic_distribution_group_user(
                **{**named, "TrafficDistributionGroupId": group["Arn"]}
            )
        center.east.disassociate_traffic_distribution_group_user(**named)
        assert members(center.west, group) == []
        with refused("ResourceNotFoundException"):
            center.east.disassociate_traffic_distribution_group_user(**named)

    def test_an_agent_who_is_deleted_has_left(self, sandbox: Sandbox, center: Center, group: dict[str, str]) -> None:
        user = center.user("ana@agency.example")
        sandbox.now += 11
        center.east.associate_traffic_distribution_group_user(
            TrafficDistributionGroupId=group["Id"], UserId=user, InstanceId=center.id
        )
        center.west.delete_user(InstanceId=center.id, UserId=user)
        sandbox.now += 11
        assert members(center.east, group) == []

    def test_a_group_without_a_replica_takes_no_agents(self, sandbox: Sandbox) -> None:
        center = Center(sandbox)
        made = center.east.create_traffic_distribution_group(Name="Lines", InstanceId=center.id)
        with refused("not replicated"):
            center.east.associate_traffic_distribution_group_user(
                TrafficDistributionGroupId=made["Id"], UserId=center.user("ana"), InstanceId=center.id
            )


def members(client: Any, group: dict[str, str]) -> list[str]:
    found = client.list_traffic_distribution_group_users(TrafficDistributionGroupId=group["Arn"])
    return [row["UserId"] for row in found["TrafficDistributionGroupUserSummaryList"]]


class TestCloudControl:
    def test_groups_and_their_numbers_are_made_in_the_source_and_read_in_both(
        self, sandbox: Sandbox, center: Center
    ) -> None:
        group = center.make("TrafficDistributionGroup", InstanceArn=center.arn, Name="Lines")["Identifier"]
        number = center.make("PhoneNumber", TargetArn=group, CountryCode="US", Type="DID")["Identifier"]
        for region in (EAST, WEST):
            assert center.read("TrafficDistributionGroup", group, region)["Status"] == "ACTIVE"
            assert center.read("PhoneNumber", number, region)["TargetArn"] == group
            listed = sandbox("cloudcontrol", region).list_resources(
                TypeName="AWS::Connect::PhoneNumber", ResourceModel=f'{{"TargetArn": "{group}"}}'
            )
            assert [row["Identifier"] for row in listed["ResourceDescriptions"]] == [number]

    def test_a_group_of_another_region_is_refused(self, center: Center) -> None:
        group = center.make("TrafficDistributionGroup", WEST, InstanceArn=center.arn_west, Name="Lines")
        assert (group["OperationStatus"], group["ErrorCode"]) == ("FAILED", "InvalidRequest")
        arn = center.default_group()["Arn"]
        number = center.make("PhoneNumber", WEST, TargetArn=arn, CountryCode="US", Type="DID")
        assert (number["OperationStatus"], number["ErrorCode"]) == ("FAILED", "InvalidRequest")

    def test_a_resource_is_made_in_the_region_of_the_instance_that_it_names(self, center: Center) -> None:
        wrong = center.make("AgentStatus", WEST, InstanceArn=center.arn, Name="Break", State="ENABLED")
        assert (wrong["OperationStatus"], wrong["ErrorCode"]) == ("FAILED", "InvalidRequest")
        assert "is not in us-west-2" in wrong["StatusMessage"]

    def test_mirrored_types_made_through_it_are_mirrored(self, sandbox: Sandbox, center: Center) -> None:
        status = center.make("AgentStatus", InstanceArn=center.arn, Name="Break", State="ENABLED")["Identifier"]
        sandbox.now += 11
        copy = center.read("AgentStatus", status.replace(EAST, WEST), WEST)
        assert (copy["Name"], copy["InstanceArn"]) == ("Break", center.arn_west)
