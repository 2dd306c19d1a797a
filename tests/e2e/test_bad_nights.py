"""Bad luck in the worst moment, on a deployed center in two regions: what moves, what is refused, and what is said."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from operate.failover.clock import SystemPace
from operate.failover.deployment import controls_of
from operate.failover.ending import require_moved
from operate.failover.plan import NOW, Wish, plan_shift
from operate.failover.reading import look
from operate.failover.shift import carry_out
from operate.readiness.check import check
from operate.switches.apply import Signature
from sandbox.server import client
from spec.deployed import Deployed, read
from spec.switches import Action
from tests.e2e.home import HAWAII, Home
from tests.operate.failover.bent_target import Throttled

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

REGION, AWAY = "us-west-2", "us-east-1"
AT_HOME, MOVED = {REGION: 100, AWAY: 0}, {REGION: 0, AWAY: 100}
SHIFT = ("failover", "shift", "--to", AWAY, "--yes")


def status(home: Home) -> Any:
    return home.run("failover", "status", "--json").json


def everything(home: Home) -> list[dict[str, int]]:
    told = status(home)
    return [*told["channels"].values(), told["agents"]]


def recorded(home: Home) -> Deployed:
    (file,) = (home.folder / "deployed" / "sandbox").glob("*.json")
    return read(file)


def said_of_step(moving: subprocess.Popen[str]) -> str:
    """Waits until a step is done."""
    assert moving.stderr is not None
    return next(line for line in moving.stderr if "% done" in line)


def test_a_receiving_region_that_takes_one_request_a_second_is_checked_and_takes_the_traffic(standing: Home) -> None:
    target, deployed = Throttled(standing.endpoint, region=AWAY, rate=1.0), recorded(standing)
    now = dt.datetime.now(dt.UTC)

    found = check(target, deployed, AWAY, now=now)

    assert [verdict for verdict in found.verdicts if verdict.why] == []
    assert found.ready
    assert sum(target.refused.values()) > 0
    controls, pace = controls_of(target, deployed, ["office"]), SystemPace()
    plan = plan_shift(Wish(action=Action.SHIFT, to=AWAY, steps=NOW), look(controls, pace), now)
    ids = iter(f"{number:024}" for number in range(99))
    require_moved(carry_out(plan, controls, Signature("arn", "kai", now), ids.__next__, pace, lambda *_: ""))
    assert target.refused["connect.GetTrafficDistribution"] > 0
    assert everything(standing) == [MOVED] * 5


def test_a_primary_that_goes_dark_in_mid_shift_is_left_and_told_when_it_is_back(standing: Home) -> None:
    assert standing.endpoint
    moving = standing.start(*SHIFT, "--steps", "10,100", "--hold", "6")
    said_of_step(moving)
    client.set_fault(standing.folder, "dark", region=REGION)
    done = standing.end(moving)

    assert (done.code, len(done.said)) == (4, 1), done.err
    assert "could not be written there" in done.err
    assert everything(standing) == [MOVED] * 5
    client.clear_faults(standing.folder)
    assert status(standing)["agrees"] is False
    again = standing.run(*SHIFT)
    assert again.code == 0, again.err
    assert (everything(standing), status(standing)["agrees"]) == ([MOVED] * 5, True)


def test_a_replica_that_lacks_this_and_that_is_refused_for_what_nobody_could_answer(standing: Home) -> None:
    """Calls are answered without the function, the bot and the newest size of a queue; no chat is, without its origin."""
    center = recorded(standing).centers["office"].in_replica()
    assert center is not None
    function = next(row for row in center.resources if row.kind == "function")
    bot = next(row for row in center.resources if row.kind == "bot")
    queue = next(row for row in center.resources if row.kind == "queue")
    client.start(standing.folder, settings={"replication_blocked": ["QUEUE"]})
    standing.aws("lambda", AWAY).delete_function(FunctionName=function.name)
    standing.aws("connect", AWAY).disassociate_bot(InstanceId=center.instance.id, LexV2Bot={"AliasArn": bot.arn})
    origin = standing.aws("connect", AWAY).list_approved_origins(InstanceId=center.instance.id)["Origins"][0]
    standing.aws("connect", AWAY).disassociate_approved_origin(InstanceId=center.instance.id, Origin=origin)
    named = {"InstanceId": center.instance.id, "QueueId": queue.aws_id}
    standing.aws("connect", REGION).update_queue_max_contacts(**named, MaxContacts=7)
    assert blocked(standing, center.instance.id), "the queue is not mirrored"

    refused = standing.run(*SHIFT)

    assert (refused.code, len(refused.said)) == (3, 1), refused.err
    assert "it is not ready to take the traffic: channel chat (office): " in refused.err
    assert everything(standing) == [AT_HOME] * 5
    told = standing.run("failover", "check", "--in", AWAY, "--json").json
    why = "\n".join(reason["why"] for verdict in told["verdicts"] for reason in verdict["reasons"])
    assert f"the function {function.id} ({function.name}) is not in {AWAY}" in why
    assert f"the alias of the bot {bot.id} is not associated" in why
    assert f"queue {queue.name} is not mirrored to {AWAY}" in why
    moved = standing.run(*SHIFT, "--not-ready-because", "the home region burns")
    assert moved.code == 0, moved.err
    assert f"{AWAY}   does NOT answer everything, by simulated contacts" in moved.out
    assert everything(standing) == [MOVED] * 5


def blocked(home: Home, instance: str) -> list[str]:
    """Messages of the replication's findings, which come after a moment."""
    for _ in range(50):
        told = home.aws("connect", REGION).list_replication_findings(InstanceId=instance, ResourceType="QUEUE")
        if found := [str(row) for row in told["ReplicationFindingsList"]]:
            return found
        time.sleep(0.1)
    return []


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The program with one line of its spec changed, so that `up` has something to do."""
    program = tmp_path / "hawaii" / "program.yaml"
    shutil.copytree(HAWAII.parent, program.parent)
    text = HAWAII.read_text(encoding="utf-8")
    program.write_text(text.replace("max_contacts: 20", "max_contacts: 25"), encoding="utf-8")
    return program


def test_a_shift_during_an_up_moves_everything_and_the_up_ends_well(standing: Home, changed: Path) -> None:
    assert standing.endpoint
    client.set_fault(standing.folder, "slow", region=REGION, service="cloudcontrol", rate=0.5)
    client.mark_counters(standing.folder)
    up = standing.start("up", changed, "--yes", "--json")
    while not standing.changes():
        assert up.poll() is None, up.communicate()
        time.sleep(0.05)
    moved = standing.run(*SHIFT)

    assert up.poll() is None, "the shift ended while `up` was still at work"
    assert moved.code == 0, moved.err
    assert everything(standing) == [MOVED] * 5
    client.clear_faults(standing.folder)
    done = standing.end(up)
    assert done.code == 0, done.err
    assert everything(standing) == [MOVED] * 5, "up brought nothing back"


def test_an_up_during_a_shift_leaves_the_traffic_where_the_step_has_put_it(standing: Home) -> None:
    assert standing.endpoint
    moving = standing.start(*SHIFT, "--steps", "10,100", "--hold", "600")
    said_of_step(moving)
    up = standing.run("up", HAWAII, "--yes", "--json")
    assert up.code == 0, up.err
    assert {name: n for name, n in up.json["changes"].items() if n and name != "same"} == {}
    told = status(standing)
    assert (told["channels"]["voice"], told["flag"]["towards"]) == ({REGION: 90, AWAY: 10}, AWAY)
    moving.kill()
    moving.communicate()
    again = standing.run(*SHIFT)
    assert again.code == 0, again.err
    assert everything(standing) == [MOVED] * 5
