"""What `up` leaves behind to watch a center: the probe as it is deployed, alarms, and what status and check say of them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from infra.functions.probe import handler as probe
from sandbox.server import client
from spec.heartbeat import heartbeat_of, heartbeat_scope
from tests.e2e.home import Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

HOME_REGION, AWAY = "us-west-2", "us-east-1"
NAME = "civicline-hi-kalamiles-dev-office-probe"


def center_of(home: Home, region: str) -> probe.Center:
    """As the environment of the function says."""
    env = home.aws("lambda", region).get_function(FunctionName=NAME)["Configuration"]["Environment"]["Variables"]
    return probe.Center(
        deployment=env["DEPLOYMENT"],
        id=env["CENTER"],
        instance=env["INSTANCE"],
        numbers=env["NUMBERS"],
        switchboard=env["SWITCHBOARD"],
        table=env["TABLE"],
        own=region,
        regions=tuple(env["REGIONS"].split(",")),
    )


def looked(home: Home, region: str) -> Any:
    """What the probe would do there: the sandbox runs no functions."""
    (line,) = record(home)["lines"]
    flows = {row["id"]: row["name"] for row in record(home)["centers"]["office"]["resources"] if row["kind"] == "flow"}
    plan = {line["id"]: {"numbers": line["numbers"], "flow": flows[f"line-{line['id']}"]}}
    return probe.probe(center_of(home, region), plan, dt.datetime.now(dt.UTC), home.aws)


def record(home: Home) -> Any:
    return json.loads((home.folder / "deployed" / "sandbox" / "hi-kalamiles-dev.json").read_text(encoding="utf-8"))


def test_the_probe_of_each_region_sees_both_and_tells_both(standing: Home) -> None:
    for region in (HOME_REGION, AWAY):
        found = looked(standing, region)
        assert found["seen"] == {HOME_REGION: {"main": True}, AWAY: {"main": True}}
        assert found["beats"] == {HOME_REGION: True, AWAY: True}
    told = standing.run("failover", "status", "--json").json["observed"]["office"]
    assert told["probes"].keys() == {HOME_REGION, AWAY}
    assert told["ringing"] == []


def test_with_the_primary_dark_the_other_region_sees_it_and_says_so(standing: Home) -> None:
    assert standing.endpoint  # it runs
    client.set_fault(standing.folder, "dark", region=HOME_REGION)
    found = looked(standing, AWAY)
    assert found["seen"] == {AWAY: {"main": True}, HOME_REGION: {"main": False}}
    assert found["beats"] == {AWAY: True, HOME_REGION: False}
    row = {"scope": {"S": heartbeat_scope("office", AWAY)}}
    beat = heartbeat_of(
        standing.aws("dynamodb", AWAY).get_item(TableName=center_of(standing, AWAY).table, Key=row)["Item"]
    )
    assert beat is not None
    assert (dict(beat.answers), dict(beat.sees)) == ({"main": True}, {"main": False})
    ring(standing, AWAY, "line-there-main")

    said = standing.run("failover", "status")
    assert "NOT answered: main" in said.out
    assert "ALARM: kalamiles-dev-us-east-1: the line Main line cannot be answered in us-west-2" in _joined(said.out)
    checked = standing.run("failover", "check", "--in", AWAY, "--json").json
    assert checked["holds"] is True
    assert not any("alarm" in reason["why"] for verdict in checked["verdicts"] for reason in verdict["reasons"])


def ring(home: Home, region: str, id_: str) -> None:
    name = f"civicline-hi-kalamiles-dev-office-{id_}"
    home.aws("cloudwatch", region).set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="test")


def _joined(text: str) -> str:
    return " ".join(text.split())


def test_an_alarm_about_its_own_line_makes_a_region_degraded_and_keeps_no_traffic_away(standing: Home) -> None:
    ring(standing, AWAY, "line-here-main")
    checked = standing.run("failover", "check", "--in", AWAY)
    assert checked.code == 1
    assert "degraded    line main" in checked.out
    assert "an alarm rings in us-east-1" in _joined(checked.out)


def test_alarms_and_dashboards_that_are_recorded_are_there(standing: Home) -> None:
    center = record(standing)["centers"]["office"]
    for region, resources in ((HOME_REGION, center["resources"]), (AWAY, center["replica"]["resources"])):
        names = {row["name"] for row in resources if row["kind"] == "alarm"}
        pages = standing.aws("cloudwatch", region).get_paginator("describe_alarms").paginate()
        known = {one["AlarmName"] for page in pages for one in page["MetricAlarms"]}
        assert names == {name for name in known if "-automatic" not in name} != set()
        (board,) = [row["name"] for row in resources if row["kind"] == "dashboard"]
        assert standing.aws("cloudwatch", region).get_dashboard(DashboardName=board)["DashboardBody"]
