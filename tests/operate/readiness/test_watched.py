"""Alarms and automatic failover as evidence: what they cost, and what they never do."""

from __future__ import annotations

import pytest

from operate.readiness.check import check
from operate.readiness.verdict import State
from spec.automatic import KIND
from tests.operate.readiness.cloud import Cloud, refuse, silent
from tests.operate.readiness.planting import checked, of
from tests.operate.readiness.standing import NOW, RESILIENCE, Standing, alarm_name
from tests.sandbox.replication.rig import EAST, WEST

pytestmark = pytest.mark.xdist_group("readiness")


def test_an_alarm_about_the_other_region_says_nothing_against_this_one(stands: Standing) -> None:
    stands.sandbox("cloudwatch", WEST).set_alarm_state(
        AlarmName=alarm_name("line-there-main"), StateValue="ALARM", StateReason="the other region is gone"
    )
    assert checked(stands, Cloud()).ready


def test_alarms_of_the_other_region_are_not_asked(stands: Standing) -> None:
    stands.sandbox("cloudwatch", EAST).set_alarm_state(
        AlarmName=alarm_name("line-here-main"), StateValue="ALARM", StateReason="it is gone"
    )
    assert checked(stands, Cloud()).ready


def test_alarms_that_cannot_be_read_are_no_pass_and_keep_no_traffic_away(untouched: Standing) -> None:
    found = checked(untouched, Cloud(bent={("cloudwatch", WEST, "describe_alarms"): silent}))
    main = of(found, "main")
    assert (main.state, found.holds) == (State.DEGRADED, True)
    assert "alarms of us-west-2 could not be read, so nobody can tell whether one rings" in main.why[0]


def test_a_deployment_without_alarms_is_degraded(untouched: Standing) -> None:
    deployed = untouched.deployed
    office = deployed.centers["office"]
    assert office.replica is not None
    own = tuple(row for row in office.replica.resources if row.kind != "alarm")
    without = office.model_copy(
        update={
            "resources": tuple(row for row in office.resources if row.kind != "alarm"),
            "replica": office.replica.model_copy(update={"resources": own}),
        }
    )
    found = check(Cloud(), deployed.model_copy(update={"centers": {"office": without}}), WEST, now=NOW)
    assert of(found, "main").why == ("no alarm watches us-west-2: it was deployed without",)


def test_an_address_that_has_not_confirmed_hears_nothing(untouched: Standing) -> None:
    pending = {"Subscriptions": [{"SubscriptionArn": "PendingConfirmation", "Endpoint": "duty@agency.example"}]}
    found = checked(untouched, Cloud(bent={("sns", WEST, "list_subscriptions_by_topic"): lambda _: pending}))
    assert of(found, "main").state is State.DEGRADED
    assert any("nobody has confirmed to be told by the alarms of us-west-2" in words for words in of(found, "main").why)


def test_automatic_failover_that_cannot_be_read_is_no_pass_and_keeps_no_traffic_away(untouched: Standing) -> None:
    found = checked(untouched, Cloud(bent={("events", WEST, "list_rule_names_by_target"): refuse()}))
    main = of(found, "main")
    assert (main.state, found.holds) == (State.DEGRADED, True)
    assert "automatic failover of us-west-2 could not be read, so nobody can tell whether it works" in main.why[0]


def test_a_center_that_does_not_move_by_itself_is_asked_nothing_about_it(untouched: Standing) -> None:
    office = untouched.deployed.centers["office"]
    by_hand = office.model_copy(update={"resilience": RESILIENCE.model_copy(update={"automatic": None})})
    cloud = Cloud()
    found = check(cloud, untouched.deployed.model_copy(update={"centers": {"office": by_hand}}), WEST, now=NOW)
    assert found.ready
    assert not [call for call in cloud.asked if call[0] in ("events", "stepfunctions")]


def test_a_center_that_the_spec_lets_move_and_nobody_deployed_so_is_degraded(untouched: Standing) -> None:
    office = untouched.deployed.centers["office"]
    assert office.replica is not None
    without = office.replica.model_copy(
        update={"resources": tuple(row for row in office.replica.resources if row.kind != KIND)}
    )
    rows = tuple(row for row in office.resources if row.kind != KIND)
    center = office.model_copy(update={"replica": without, "resources": rows})
    found = check(Cloud(), untouched.deployed.model_copy(update={"centers": {"office": center}}), WEST, now=NOW)
    words = "nothing moves to us-west-2 by itself, as the spec asks: its state machine is not there"
    assert of(found, "main").why == (words,)
