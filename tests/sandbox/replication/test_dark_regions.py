"""Nothing is mirrored from or to a dark region; what waits is mirrored in its order when the region is back."""

import pytest
from botocore.exceptions import ConnectionClosedError

from sandbox.server.fault import Fault
from tests.sandbox.replication.rig import EAST, WEST, Center, Sandbox


@pytest.mark.parametrize("dark", [EAST, WEST])
def test_changes_wait_for_a_dark_region(sandbox: Sandbox, center: Center, dark: str) -> None:
    lit = WEST if dark == EAST else EAST
    queue = center.queue("Before", dark)
    sandbox.now += 5
    sandbox.darken(dark)
    center.queue("During", lit)
    sandbox.now += 3600
    assert center.queues(lit) == {"BasicQueue", "During"}
    with pytest.raises(ConnectionClosedError):
        center.queues(dark)
    assert center.drift("QUEUE", lit) == {EAST: 1, WEST: 1}
    sandbox.faults.clear()
    assert center.queues(EAST) == center.queues(WEST) == {"BasicQueue", "Before", "During"}
    center.at(lit).delete_queue(InstanceId=center.id, QueueId=queue)


def test_what_was_due_before_a_region_went_dark_has_happened(sandbox: Sandbox, center: Center) -> None:
    center.queue("Benefits")
    sandbox.now += 11
    sandbox.darken(EAST)
    assert center.queues(WEST) == {"BasicQueue", "Benefits"}


def test_a_replica_in_a_dark_region_stays_in_progress(sandbox: Sandbox) -> None:
    center = Center(sandbox)
    sandbox.darken(WEST)
    center.replicate()
    sandbox.now += 3600
    told = center.east.describe_instance(InstanceId=center.id)["ReplicationConfiguration"]
    assert told["ReplicationStatusSummaryList"][0]["ReplicationStatus"] == "INSTANCE_REPLICATION_IN_PROGRESS"
    sandbox.faults.clear()
    told = center.east.describe_instance(InstanceId=center.id)["ReplicationConfiguration"]
    assert told["ReplicationStatusSummaryList"][0]["ReplicationStatus"] == "INSTANCE_REPLICATION_COMPLETE"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="dark", region=WEST, operation="DescribeUser"),
        Fault(kind="dark", region=WEST, service="kms"),
        Fault(kind="dark", region=WEST, rate=0.01),
        Fault(kind="timeout", region=WEST, service="kms"),
        Fault(kind="dark", region="eu-west-2"),
    ],
    ids=["operation", "service", "rate", "timeout", "region"],
)
def test_a_fault_of_less_than_the_region_stops_no_mirroring(sandbox: Sandbox, center: Center, fault: Fault) -> None:
    sandbox.faults.set(fault)
    center.queue("Benefits")
    sandbox.now += 11
    assert center.drift("QUEUE") == {EAST: 0, WEST: 0}


def test_when_every_region_is_dark_all_of_it_waits(sandbox: Sandbox, center: Center) -> None:
    center.queue("Benefits")
    sandbox.now += 5
    sandbox.faults.set(Fault(kind="dark", service="connect", count=1))
    sandbox.now += 11
    event = center.make("Prompt", InstanceArn=center.arn, Name="Welcome")
    assert event["OperationStatus"] == "SUCCESS"
    with pytest.raises(ConnectionClosedError):
        center.queues(EAST)
    assert center.queues(WEST) == {"BasicQueue", "Benefits"}
