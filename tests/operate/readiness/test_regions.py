"""Regions that are dark, and the way back."""

from __future__ import annotations

from operate.readiness.verdict import State
from tests.operate.readiness.cloud import Cloud
from tests.operate.readiness.planting import checked, of
from tests.operate.readiness.standing import Standing
from tests.sandbox.replication.rig import EAST, WEST


def test_with_the_other_region_dark_the_region_can_answer_and_is_not_called_ready(stands: Standing) -> None:
    stands.sandbox.darken(EAST)
    cloud = Cloud()
    readiness = checked(stands, cloud)
    assert readiness.holds
    assert not readiness.ready
    assert {verdict.state for verdict in readiness.verdicts} == {State.DEGRADED}
    (why,) = of(readiness, "main").why
    assert why.startswith("us-east-1 does not answer (ConnectionClosedError): flows, hours")
    assert [region for _, region, _ in cloud.asked].count(EAST) == 1, "a dark region is asked once"


def test_what_breaks_a_line_is_found_with_the_other_region_dark(stands: Standing) -> None:
    stands.center.west.disassociate_approved_origin(InstanceId=stands.center.id, Origin="https://agency.example")
    stands.sandbox("dynamodb", WEST).delete_table(TableName="civic-switchboard")
    stands.sandbox.darken(EAST)
    readiness = checked(stands, Cloud())
    assert not readiness.holds
    assert "civic-switchboard" in of(readiness, "main").why[0], "what breaks comes first"


def test_a_region_that_is_dark_itself_is_ready_for_nothing(stands: Standing) -> None:
    stands.sandbox.darken(WEST)
    cloud = Cloud()
    readiness = checked(stands, cloud)
    assert {verdict.state for verdict in readiness.verdicts} == {State.NOT_READY}
    assert readiness.refused == readiness.verdicts
    assert of(readiness, "chat").why == ("us-west-2 does not answer (ConnectionClosedError)",)
    assert [region for _, region, _ in cloud.asked].count(WEST) == 1


def test_the_region_of_the_source_is_checked_like_the_other_one(stands: Standing) -> None:
    stands.sandbox("lambda", EAST).delete_function(FunctionName="civic-lookup")
    assert of(checked(stands, Cloud(), EAST), "main").state is State.DEGRADED
    assert of(checked(stands, Cloud(), WEST), "main").state is State.READY
