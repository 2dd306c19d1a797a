"""A replica is made once, waited for, told its attributes, and ended in its own region."""

from __future__ import annotations

from typing import Any

import pytest

from infra.agents_on_group import _Agents
from infra.arrived import _Arrival
from infra.replica import COMPLETE, FAILED, ReplicationFailedError, _Replication
from infra.waiting import LateError, until
from tests.infra.two_regions import AWAY, GROUP, HOME, INSTANCE, TwoRegions

PLACE = {"region": HOME, "replica_region": AWAY, "instance": INSTANCE}
PROPS = {**PLACE, "alias": "kalamiles-us-east-1", "attributes": {"outbound_calls": True, "contact_lens": False}}
UNDER_WAY = "INSTANCE_REPLICATION_IN_PROGRESS"


class Replication(_Replication):
    def __init__(self, center: TwoRegions) -> None:
        self.center = center

    def client(self, props: dict[str, Any]) -> Any:
        return self.center.at(props["region"])


class Agents(_Agents):
    def __init__(self, center: TwoRegions) -> None:
        self.center = center

    def client(self, props: dict[str, Any]) -> Any:
        return self.center.at(props["region"])


class Arrival(_Arrival):
    def __init__(self, center: TwoRegions) -> None:
        self.center = center

    def client(self, props: dict[str, Any]) -> Any:
        return self.center.at(props["region"])


def test_a_replica_is_there_when_the_copy_is_complete_and_tells_of_its_group() -> None:
    center = TwoRegions(UNDER_WAY, COMPLETE)
    outs = Replication(center).create(PROPS).outs
    assert outs is not None
    assert (outs["arn"], outs["group_id"], outs["group_arn"]) == (
        f"arn:aws:connect:{AWAY}:1:instance/i",
        GROUP,
        "arn:g",
    )
    assert center.calls == [
        "replicate to us-east-1 as kalamiles-us-east-1 in us-west-2",
        "OUTBOUND_CALLS is true in us-east-1",
    ]


def test_a_step_that_was_cut_short_makes_no_second_replica() -> None:
    center = TwoRegions(UNDER_WAY, COMPLETE)
    center.replicated = True
    first = Replication(center).create(PROPS)
    assert Replication(center).create(PROPS).outs == first.outs
    assert center.calls == ["OUTBOUND_CALLS is true in us-east-1"]


def test_a_replication_that_failed_is_said_and_not_waited_for() -> None:
    with pytest.raises(ReplicationFailedError, match="no reason is given"):
        Replication(TwoRegions(UNDER_WAY, FAILED)).create(PROPS)


def test_new_attributes_are_set_in_the_second_region_and_the_group_is_left_alone() -> None:
    center = TwoRegions(COMPLETE)
    outs = Replication(center).create(PROPS).outs
    assert outs is not None
    news = {**PROPS, "attributes": {"outbound_calls": False, "contact_lens": False}, "arn": None, "group_id": None}
    assert Replication(center).diff("id", outs, news).changes
    updated = Replication(center).update("id", outs, news).outs
    assert updated is not None
    assert (updated["arn"], updated["group_id"]) == (outs["arn"], outs["group_id"])
    assert center.calls[-1] == "OUTBOUND_CALLS is false in us-east-1"
    assert not Replication(center).diff("id", updated, news).changes


def test_another_alias_or_region_is_another_replica_and_the_old_one_goes_first() -> None:
    for name in ("instance", "replica_region", "alias"):
        found = Replication(TwoRegions(COMPLETE)).diff("id", PROPS, {**PROPS, name: "other"})
        assert (found.replaces, found.delete_before_replace) == ([name], True)


def test_a_replica_ends_in_its_own_region_and_is_gone_then() -> None:
    center = TwoRegions(COMPLETE)
    outs = Replication(center).create(PROPS).outs
    assert outs is not None
    assert Replication(center).read("id", outs).outs == outs
    for _ in range(2):
        Replication(center).delete("id", outs)
    assert [call for call in center.calls if "delete" in call] == ["delete in us-east-1"]
    assert Replication(center).read("id", outs).id == ""


def test_what_does_not_happen_in_time_is_said_with_what_to_do() -> None:
    with pytest.raises(LateError, match=r"it is not there after 0 minutes\n  try: civicline up again"):
        until(lambda: False, 0, "it is not there")


def test_agents_are_associated_once_all_of_them_are_in_the_second_region() -> None:
    center, props = TwoRegions(COMPLETE), {**PLACE, "group": GROUP, "users": ["ben", "ana"]}
    center.users[AWAY] = {"ana"}
    center.later = lambda asked: center.users[AWAY].add("ben") if asked > 1 else None
    Agents(center).create(props)
    assert center.on_group == {"ana", "ben"}
    assert center.asked == 2


def test_an_agent_who_leaves_or_was_taken_off_by_hand_is_no_trouble() -> None:
    center, props = TwoRegions(COMPLETE), {**PLACE, "group": GROUP, "users": ["ana", "ben"]}
    center.users[AWAY] = {"ana", "ben"}
    outs = Agents(center).create(props).outs
    assert outs is not None
    center.on_group.remove("ben")
    seen = Agents(center).read("id", outs).outs
    assert seen is not None
    assert seen["users"] == ["ana"]
    assert Agents(center).diff("id", seen, props).changes
    Agents(center).update("id", seen, props)
    Agents(center).update("id", props, {**props, "users": ["ben"]})
    assert center.on_group == {"ben"}
    Agents(center).delete("id", props)
    assert center.on_group == set()


def test_the_order_of_agents_is_no_change() -> None:
    props = {**PLACE, "group": GROUP, "users": ["ana", "ben"]}
    assert not Agents(TwoRegions(COMPLETE)).diff("id", props, {**props, "users": ["ben", "ana"]}).changes


def test_a_flow_is_waited_for_by_its_arn_in_the_second_region() -> None:
    center = TwoRegions(COMPLETE)
    here, there = (f"arn:aws:connect:{region}:1:instance/i/contact-flow/task" for region in (HOME, AWAY))
    center.later = lambda asked: center.flows[AWAY].add(there) if asked > 1 else None
    props = {"region": AWAY, "instance": INSTANCE, "flows": {"task": here}}
    assert Arrival(center).create(props).outs == props
    assert center.asked == 2
    assert not Arrival(center).diff("id", props, props).changes
    assert Arrival(center).diff("id", props, {**props, "flows": {}}).changes
