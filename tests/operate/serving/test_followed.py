"""After a move the door of the receiving region is asked; what it says otherwise than the row is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cli.render.failover.followed import as_json, as_text
from operate.failover.shift import State as Moved
from operate.serving.door import ReadPage, ask_door
from operate.serving.followed import Followed, State, followed, require_followed
from spec.deployed import Deployed, DeployedCenter, DeployedReplica, DnsRecord, Instance
from spec.errors import CloudError
from tests.operate.failover.fake_world import EAST, WEST, World

DOORS = {EAST: "https://east.door.example/", WEST: "https://west.door.example/"}


def record(**changes: Any) -> Deployed:
    instance = Instance(id="i", arn="arn:aws:connect:us-east-1:1:instance/i")
    there = DeployedReplica(region=WEST, alias="office-west", instance=instance, front_door=DOORS[WEST])
    center = DeployedCenter(
        region=EAST, account="1", alias="office", instance=instance, replica=there, front_door=DOORS[EAST]
    )
    return Deployed(
        version=2,
        program="wa-program",
        stack="dev",
        target="aws",
        spec_digest="",
        deployed_at="2026-11-22T06:00:00+00:00",
        centers={"office": center.model_copy(update=changes)},
    )


def says(region: str, **channels: str) -> Callable[[str], str]:
    """Any door, of whatever region: all is served there, but for some channels."""
    asked: dict[str, str] = {"region": region, **dict.fromkeys(("chat", "email", "web"), region), **channels}
    return lambda _url: json.dumps(asked)


def dark(url: str) -> str:
    raise CloudError(url, "it does not answer: TimeoutError", "")


def after(read: ReadPage, deployed: Deployed | None = None) -> Followed:
    world = World()
    world.must(WEST)
    (found,) = followed([world.run(WEST)], deployed or record(), read)
    return found


def test_the_door_of_the_receiving_region_is_asked_and_believed() -> None:
    asked: list[str] = []

    def read(url: str) -> str:
        asked.append(url)
        return says(WEST)("")

    found = after(read)
    assert (found.state, found.holds, asked) == (State.FOLLOWS, True, ["https://west.door.example/serving"])
    assert "served by us-west-2, says the door there" in as_text([found], 80)
    require_followed([found])


def test_a_door_that_says_otherwise_is_told_with_the_channel() -> None:
    found = after(says(WEST, email=EAST))
    assert found.state is State.STAYS
    with pytest.raises(CloudError, match="the door there says that e-mail is served by us-east-1"):
        require_followed([found])
    assert "NOT as wished" in as_text([found], 80)


def test_a_door_that_does_not_answer_is_no_proof() -> None:
    found = after(dark)
    assert (found.state, as_json([found])["office"]["door"]) == (State.SILENT, "silent")
    with pytest.raises(CloudError, match="could not be asked"):
        require_followed([found])


def test_in_the_sandbox_no_door_is_asked_and_that_is_said() -> None:
    found = after(lambda _url: None)
    assert found.state is State.UNASKED
    assert "the sandbox runs no functions" in as_text([found], 100)
    require_followed([found])


def test_a_deployment_without_doors_says_that_nobody_tells_web_pages() -> None:
    replica = record().centers["office"].replica
    assert replica is not None
    bare = record(front_door=None, replica=replica.model_copy(update={"front_door": None}))
    found = after(dark, bare)
    assert (found.state, found.holds) == (State.NO_DOOR, True)


def test_a_move_that_is_held_half_way_asks_no_door() -> None:
    world = World()
    outcome = world.run(WEST, steps=(50,))
    assert followed([outcome], record(), dark) == ()


@pytest.mark.parametrize("state", [Moved.FAILED, Moved.OVERTAKEN])
def test_a_move_of_which_the_group_is_somewhere_else_now_asks_no_door(state: Moved) -> None:
    """The row may say it all the same; what is wrong is told by the move."""
    world = World()
    assert followed([replace(world.run(WEST), state=state)], record(), dark) == ()


@pytest.mark.parametrize(("kept", "words"), [(True, "follows by itself"), (False, "10 inbound-smtp.us-west-2")])
def test_mail_follows_by_dns_or_it_is_said_which_record_to_ask_for(kept: bool, words: str) -> None:
    records = tuple(
        DnsRecord(
            use="receive",
            name="help.example",
            type="MX",
            value=f"10 inbound-smtp.{region}.amazonaws.com",
            region=region,
            kept=kept,
        )
        for region in (EAST, WEST)
    )
    signs = records[1].model_copy(update={"use": "sign", "type": "TXT"})
    found = after(says(WEST), record(dns=(signs, *records)))
    assert found.mail == records[1]
    assert words in " ".join(as_text([found], 200).split())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"region": "us-west-2"}', "null"])
def test_what_is_no_answer_of_a_door_is_refused(text: str) -> None:
    with pytest.raises(CloudError, match="otherwise than a front door"):
        ask_door(lambda _url: text, DOORS[WEST])
