"""ReplicateInstance: what it asks for, what it makes, and the order in which a center in two regions is taken down."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.replication.rig import EAST, WEST, Center, Sandbox


def refused(code: str) -> Any:
    return pytest.raises(ClientError, match=code)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ReplicaRegion": EAST}, "the region of the instance itself"),
        ({"ReplicaRegion": "eu-west-2"}, "cannot be replicated to eu-west-2"),
        ({"ReplicaAlias": "CIVIC"}, "The alias CIVIC is taken"),
    ],
)
def test_what_the_service_refuses_is_refused(sandbox: Sandbox, more: dict[str, str], words: str) -> None:
    center = Center(sandbox)
    with refused(rf"InvalidRequestException.*{words}"):
        center.replicate(**more)
    assert "ReplicationConfiguration" not in center.east.describe_instance(InstanceId=center.id)


def test_tokyo_is_replicated_to_osaka_and_not_back(sandbox: Sandbox) -> None:
    for source, replica in (("ap-northeast-3", "ap-northeast-1"), ("ap-northeast-1", "ap-northeast-3")):
        client = sandbox("connect", source)
        made = client.create_instance(
            IdentityManagementType="SAML", InstanceAlias=source, InboundCallsEnabled=True, OutboundCallsEnabled=True
        )
        named = {"InstanceId": made["Id"], "ReplicaRegion": replica, "ReplicaAlias": f"{source}-r"}
        if source == "ap-northeast-3":
            with refused("cannot be replicated to ap-northeast-1"):
                client.replicate_instance(**named)
        else:
            assert client.replicate_instance(**named)["Arn"] == made["Arn"].replace(source, replica)


def test_an_instance_must_sign_in_by_saml(sandbox: Sandbox) -> None:
    connect = sandbox("connect")
    made = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED", InstanceAlias="own", InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )  # fmt: skip
    with refused(r"InvalidRequestException.*SAML"):
        connect.replicate_instance(InstanceId=made["Id"], ReplicaRegion=WEST, ReplicaAlias="own-w")


def test_an_instance_must_be_active(sandbox: Sandbox) -> None:
    sandbox.use(latency_scale=1.0)
    center = Center(sandbox)
    with refused(r"InvalidRequestException.*not ACTIVE"):
        center.replicate()
    sandbox.now += 1
    center.replicate()
    assert center.west.describe_instance(InstanceId=center.id)["Instance"]["InstanceStatus"] == "CREATION_IN_PROGRESS"


def test_an_instance_is_replicated_once_and_a_repeated_request_changes_nothing(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    center.replicate(ClientToken="one")
    center.replicate(ClientToken="one")
    with refused("ResourceNotReadyException"):
        center.replicate(ClientToken="two")
    sandbox.now += 11
    with refused(r"InvalidRequestException.*already"):
        center.replicate(ClientToken="two")
    assert len(center.west.list_instances()["InstanceSummaryList"]) == 1


def test_the_replica_is_an_instance_like_any_other(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    answer = center.east.replicate_instance(InstanceId=center.arn, ReplicaRegion=WEST, ReplicaAlias="civic-w")
    assert (answer["Id"], answer["Arn"]) == (center.id, center.arn_west)
    told = center.west.describe_instance(InstanceId=center.id)["Instance"]
    assert (told["InstanceAlias"], told["IdentityManagementType"]) == ("civic-w", "SAML")
    model = center.read("Instance", center.arn_west, WEST)
    assert (model["Id"], model["InstanceAlias"], model["InstanceStatus"]) == (center.id, "civic-w", "ACTIVE")
    assert center.west.list_contact_flows(InstanceId=center.id)["ContactFlowSummaryList"] == []


def test_numbers_of_the_instance_move_to_the_default_group_with_their_flows(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    number, flow = center.number(), center.flow("Main")
    center.east.associate_phone_number_contact_flow(
        PhoneNumberId=number["PhoneNumberId"], InstanceId=center.id, ContactFlowId=flow
    )
    center.replicate()
    sandbox.now += 11
    group = center.default_group()
    assert center.read("PhoneNumber", number["PhoneNumberArn"])["TargetArn"] == group["Arn"]
    (row,) = center.west.list_flow_associations(InstanceId=center.id)["FlowAssociationSummaryList"]
    assert row["ResourceId"] == number["PhoneNumberArn"]
    assert row["FlowId"] == f"{center.arn_west}/contact-flow/{flow}"


def test_five_replicas_are_the_limit(sandbox: Sandbox) -> None:
    for number in range(5):
        Center(sandbox, f"civic-{number}").replicate(ReplicaAlias=f"west-{number}")
    with refused("ServiceQuotaExceededException"):
        Center(sandbox, "civic-5").replicate(ReplicaAlias="west-5")


class TestTakingDown:
    def test_numbers_groups_replica_and_source_go_in_this_order(self, center: Center) -> None:
        made = center.east.create_traffic_distribution_group(Name="Lines", InstanceId=center.id)
        number = center.number(made["Arn"])
        with refused("ResourceInUseException"):
            center.east.delete_traffic_distribution_group(TrafficDistributionGroupId=made["Id"])
        with refused(r"InvalidRequestException.*replica in us-west-2"):
            center.east.delete_instance(InstanceId=center.id)
        with refused(r"InvalidRequestException.*Lines"):
            center.west.delete_instance(InstanceId=center.id)
        center.east.update_phone_number(PhoneNumberId=number["PhoneNumberId"], TargetArn=center.default_group()["Arn"])
        center.east.delete_traffic_distribution_group(TrafficDistributionGroupId=made["Id"])
        with refused(r"InvalidRequestException.*has numbers"):
            center.west.delete_instance(InstanceId=center.id)
        center.east.release_phone_number(PhoneNumberId=number["PhoneNumberId"])
        center.west.delete_instance(InstanceId=center.id)
        assert "ReplicationConfiguration" not in center.east.describe_instance(InstanceId=center.id)
        assert center.east.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"] == []
        center.east.delete_instance(InstanceId=center.id)

    def test_the_source_keeps_everything_when_the_replica_goes(self, sandbox: Sandbox, center: Center) -> None:
        center.queue("Benefits")
        sandbox.now += 11
        center.west.delete_instance(InstanceId=center.id)
        sandbox.now += 11
        assert center.queues(EAST) == {"BasicQueue", "Benefits"}
        center.replicate(ReplicaAlias="civic-w2")
        sandbox.now += 11
        assert center.queues(WEST) == {"BasicQueue", "Benefits"}

    def test_cloud_control_keeps_the_order_too(self, sandbox: Sandbox, center: Center) -> None:
        def delete(identifier: str, region: str) -> dict[str, Any]:
            answer = sandbox("cloudcontrol", region).delete_resource(
                TypeName="AWS::Connect::Instance", Identifier=identifier
            )
            event: dict[str, Any] = answer["ProgressEvent"]
            return event

        assert delete(center.arn, EAST)["OperationStatus"] == "FAILED"
        assert delete(center.arn_west, WEST)["OperationStatus"] == "SUCCESS"
        assert delete(center.arn, EAST)["OperationStatus"] == "SUCCESS"
