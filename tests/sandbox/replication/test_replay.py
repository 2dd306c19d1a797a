"""A journal with a replicated center in it gives the same world again, whatever was read, dark or late meanwhile."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from sandbox.aws.cloudcontrol.models import cloudcontrol_backends
from tests.sandbox.replication.rig import EAST, WEST, Center, Sandbox, shares

Lives = Callable[[], Sandbox]


@pytest.fixture
def lives(tmp_path: Path) -> Iterator[Lives]:
    """One sandbox after the other over the same journal."""
    made: list[Sandbox] = []

    def following() -> Sandbox:
        for earlier in made[-1:]:
            earlier.close()
        made.append(Sandbox(tmp_path))
        return made[-1]

    yield following
    made[-1].close()


def state() -> dict[str, Any]:
    """All that the sandbox knows of centers, beneath what can be read."""
    seen: dict[str, Any] = {}
    for _, region, backend in cloudcontrol_backends.iter_backends():
        resources = backend.resources
        seen[region] = [
            (one.key, one.model, one.facts, one.created, one.modified) for one in resources.store.everything()
        ]
        for link in resources.links.values():
            waiting = sorted((event, event.type_name, event.snapshot) for event in link.pending)
            blocked = {target: (held.event.number, held.trouble) for target, held in link.blocked.items()}
            seen[f"{region} {link.instance_id}"] = (link.number, link.versions, waiting, blocked)
    return seen


def test_a_read_that_lets_changes_arrive_is_not_needed_for_the_replay(lives: Lives) -> None:
    sandbox = lives()
    sandbox.use(latency_scale=0.0, replication_delay=10.0)
    center = Center(sandbox)
    center.replicate()
    center.queue("Benefits")
    recorded = len(sandbox.journal_path.read_bytes().splitlines())
    sandbox.now += 11
    assert center.queues(WEST) == {"BasicQueue", "Benefits"}
    lines = sandbox.journal_path.read_bytes().splitlines()
    assert len(lines) == recorded + 2, "the time that passed, and the first request to the service in the region"
    assert b'"dark":[]' in lines[recorded]
    center.queues(WEST)
    assert len(sandbox.journal_path.read_bytes().splitlines()) == recorded + 2
    before = state()
    lives()
    assert state() == before


def test_a_clock_that_goes_back_after_a_read_changes_nothing(lives: Lives) -> None:
    sandbox = lives()
    sandbox.use(latency_scale=0.0, replication_delay=10.0)
    center = Center(sandbox)
    center.replicate()
    sandbox.now += 11
    queue = center.queue("Benefits")
    sandbox.now += 11
    assert center.queues(WEST) == {"BasicQueue", "Benefits"}
    sandbox.now -= 15  # the queue is not due yet, by this clock; it is in the west nevertheless
    center.west.update_queue_name(InstanceId=center.id, QueueId=queue, Name="Renamed")
    before = state()
    lives()
    assert state() == before


def test_a_region_that_was_dark_is_dark_in_the_replay_although_faults_are_not_kept(lives: Lives) -> None:
    sandbox = lives()
    sandbox.use(latency_scale=0.0, replication_delay=10.0)
    centers = [Center(sandbox, "civic")]
    centers[0].replicate()
    tokyo = sandbox("connect", "ap-northeast-1")
    other = tokyo.create_instance(
        IdentityManagementType="SAML", InstanceAlias="east", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )["Id"]
    tokyo.replicate_instance(InstanceId=other, ReplicaRegion="ap-northeast-3", ReplicaAlias="east-r")
    sandbox.now += 11
    sandbox.darken(EAST)
    centers[0].queue("Benefits", WEST)
    tokyo.create_security_profile(InstanceId=other, SecurityProfileName="Night")
    sandbox.now += 11
    osaka = sandbox("connect", "ap-northeast-3")
    names = [row["Name"] for row in osaka.list_security_profiles(InstanceId=other)["SecurityProfileSummaryList"]]
    assert "Night" in names
    before = state()
    again = lives()
    assert state() == before
    again.now = sandbox.now
    assert centers[0].queues(EAST) == {"BasicQueue", "Benefits"}, "faults end with the server, and the change arrives"


@pytest.mark.parametrize("seed", range(6))
def test_a_random_history_comes_back_the_same(lives: Lives, seed: int) -> None:
    sandbox = lives()
    draw = random.Random(seed)
    sandbox.use(latency_scale=0.0, replication_delay=draw.choice([0.0, 2.0, 10.0]))
    center = Center(sandbox)
    for step in range(60):
        if step == 10:
            sandbox.faults.clear()
            sandbox.now += 60  # the clock may have gone back behind the creation of the instance
            center.replicate()
        sandbox.now += draw.choice([0, 0, 1, 5, 12, -3])
        try:
            draw.choice(STEPS)(sandbox, center, draw, f"{draw.randrange(12)}")
        except (ClientError, ConnectionClosedError, IndexError, ValueError):
            continue  # refused, dark, or nothing there to change: part of the history
    before = state()
    lives()
    assert state() == before


Step = Callable[[Sandbox, Center, random.Random, str], object]


def _region(draw: random.Random) -> str:
    return draw.choice([EAST, WEST])


def _ids(center: Center, region: str) -> list[str]:
    return [row["Id"] for row in center.at(region).list_queues(InstanceId=center.id)["QueueSummaryList"]]


def _make(_: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    made: list[Callable[[str, str], str]] = [center.queue, center.hours, center.flow, center.user]
    draw.choice(made)(f"n{name}", _region(draw))


def _rename(_: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    region = _region(draw)
    queue = draw.choice(_ids(center, region))
    center.at(region).update_queue_name(InstanceId=center.id, QueueId=queue, Name=f"n{name}")


def _delete(_: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del name
    region = _region(draw)
    center.at(region).delete_queue(InstanceId=center.id, QueueId=draw.choice(_ids(center, region)))


def _number(_: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del name
    center.number(draw.choice([None, center.default_group()["Arn"]]))


def _shift(_: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del name
    share = draw.randrange(11) * 10
    center.at(_region(draw)).update_traffic_distribution(
        Id=center.default_group()["Arn"], TelephonyConfig=shares(share, 100 - share)
    )


def _darken(sandbox: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del center, name
    sandbox.darken(_region(draw))


def _lighten(sandbox: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del center, draw, name
    sandbox.faults.clear()


def _block(sandbox: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del center
    sandbox.use(replication_blocked=draw.choice([[], [], ["QUEUE"], [f"*/n{name}"]]))


def _read(_: Sandbox, center: Center, draw: random.Random, name: str) -> None:
    del name
    center.queues(_region(draw))


STEPS: tuple[Step, ...] = (_make, _make, _make, _rename, _delete, _number, _shift, _darken, _lighten, _block, _read)
