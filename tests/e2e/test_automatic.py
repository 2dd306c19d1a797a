"""Automatic failover as `up` leaves it behind: the deployed machine, walked with the deployed settings, on a dark night."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.functions.automatic.handler import act
from infra.functions.automatic.parts.place import Place, place_of
from infra.functions.probe import handler as probe
from sandbox.server import client
from tests.e2e.home import HAWAII, Home
from tests.e2e.test_observing import center_of, record
from tests.infra.automatic.walker import Clock, Walker

pytestmark = [pytest.mark.xdist_group("e2e-two-regions"), pytest.mark.slow]

HOME_REGION, AWAY = "us-west-2", "us-east-1"
NAME = "civicline-hi-kalamiles-dev-office-automatic"
TIER = "    tier: global-resiliency"


def asking(folder: Path) -> Path:
    """Set-up A, which asks for it."""
    for part in HAWAII.parent.iterdir():
        (folder / part.name).symlink_to(part) if part != HAWAII else None
    spec = folder / HAWAII.name
    text = HAWAII.read_text(encoding="utf-8")
    assert text.count(TIER) == 1
    spec.write_text(text.replace(TIER, f"    automatic: {{after_minutes: 5}}\n{TIER}"), encoding="utf-8")
    return spec


def settings(home: Home, region: str) -> Place:
    found = home.aws("lambda", region).get_function(FunctionName=NAME)["Configuration"]
    return place_of(found["Environment"]["Variables"])


def machine(home: Home, region: str) -> Any:
    (center,) = record(home)["centers"].values()
    rows = (center if region == HOME_REGION else center["replica"])["resources"]
    (arn,) = [row["arn"] for row in rows if row["kind"] == "automatic"]
    return json.loads(home.aws("stepfunctions", region).describe_state_machine(stateMachineArn=arn)["definition"])


def looked(home: Home, region: str, now: dt.datetime) -> None:
    """What the probe there does each minute."""
    deployed = record(home)
    flows = {row["id"]: row["name"] for row in deployed["centers"]["office"]["resources"] if row["kind"] == "flow"}
    plan = {line["id"]: {"numbers": line["numbers"], "flow": flows[f"line-{line['id']}"]} for line in deployed["lines"]}
    probe.probe(center_of(home, region), plan, now, home.aws)


def test_a_dark_primary_is_seen_a_person_says_yes_and_everything_moves(standing: Home, tmp_path: Path) -> None:
    spec = asking(tmp_path)
    done = standing.run("up", spec, "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["changes"]["replace"] == done.json["changes"]["delete"] == 0
    again = standing.run("up", spec, "--yes", "--json").json["changes"]
    assert again["create"] == again["update"] == 0
    verdicts = standing.run("failover", "check", "--in", AWAY, "--json").json["verdicts"]
    assert not [why for one in verdicts for why in one["reasons"] if "by itself" in str(why)]

    clock = Clock(dt.datetime.now(dt.UTC))
    looked(standing, HOME_REGION, clock())
    client.set_fault(standing.folder, "dark", region=HOME_REGION)
    clock.pass_(6 * 60)
    place = settings(standing, AWAY)
    standing.aws("cloudwatch", AWAY).set_alarm_state(AlarmName=place.alarm, StateValue="ALARM", StateReason="test")

    def function(event: Mapping[str, Any]) -> Mapping[str, Any]:
        looked(standing, AWAY, clock())
        return act(place, standing.aws, event, clock, clock.pass_)

    def answer(_: str) -> Any:
        assert "WAITS" in standing.run("failover", "status").out
        said = standing.run("failover", "approve", "--yes", "--json")
        assert said.code == 0, said.err
        return {"approved": said.json["approved"], "by": said.json["by"]}

    told: list[tuple[str, str]] = []
    walk = Walker(machine(standing, AWAY), function, lambda *words: told.append(words), clock, answer=answer).run()

    assert walk.passed == ["Weigh", "Verdict", "Ask", "Answered", "Move", "Tell"]
    assert told[-1][0] == "office was moved to us-east-1"
    moved = {HOME_REGION: 0, AWAY: 100}
    status = standing.run("failover", "status", "--json").json
    assert status["channels"] == {"voice": moved, "chat": moved, "email": moved, "web": moved}
    assert (status["agents"], status["sign_in"]) == (moved, {HOME_REGION: False, AWAY: True})
    assert ", approved by arn:" in status["flag"]["by"]
    assert status["automatic"]["office"]["waiting"] == []
    client.clear_faults(standing.folder)
    restored = standing.run("failover", "restore", "--now", "--yes")
    assert restored.code == 0, restored.err
