"""The night on which the primary region is gone: all that moves, without it, without Pulumi, its state or the program."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from sandbox.server import client
from tests.e2e.home import HAWAII, Done, Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

HOME_REGION, AWAY = "us-west-2", "us-east-1"
WITHOUT_PULUMI = "import sys; sys.modules['pulumi'] = None; from cli.main import run; run()"
AT_HOME, MOVED = {HOME_REGION: 100, AWAY: 0}, {HOME_REGION: 0, AWAY: 100}


def failover(home: Home, *words: str) -> Done:
    return home.run("failover", *words, code=WITHOUT_PULUMI)


def status(home: Home) -> Any:
    return failover(home, "status", "--json").json


def test_everything_moves_with_the_primary_dark_and_comes_home_in_steps(standing: Home) -> None:
    shutil.rmtree(standing.folder / "state")
    assert standing.endpoint  # it runs
    client.set_fault(standing.folder, "dark", region=HOME_REGION)

    moved = failover(standing, "shift", "--to", AWAY, "--now", "--reason", "storm", "--yes")

    assert moved.code == 0, moved.err
    told = status(standing)
    assert told["channels"] == {"voice": MOVED, "chat": MOVED, "email": MOVED, "web": MOVED}
    assert (told["agents"], told["sign_in"]) == (MOVED, {HOME_REGION: False, AWAY: True})
    assert told["unread"].keys() == {HOME_REGION}

    refused = failover(standing, "restore", "--yes")
    assert (refused.code, len(refused.said)) == (4, 1)
    assert "it does not answer, so traffic of office cannot move there; nothing was changed" in refused.err
    called = standing.run("call", HAWAII, "--line", "main", "--region", AWAY, "--at", "2027-03-02T10:00", "--json")
    assert called.json["ended"] != "fault"

    client.clear_faults(standing.folder)
    assert status(standing)["agrees"] is False
    restored = failover(standing, "restore", "--hold", "0", "--yes")
    assert restored.code == 0, restored.err
    assert [f"{percent} % done" in restored.err for percent in (10, 50)] == [True, True]
    told = status(standing)
    assert told["channels"] == {"voice": AT_HOME, "chat": AT_HOME, "email": AT_HOME, "web": AT_HOME}
    assert (told["sign_in"], told["agrees"]) == ({HOME_REGION: True, AWAY: True}, True)


def test_a_shift_that_is_killed_between_two_steps_is_finished_by_the_same_command(standing: Home) -> None:
    words = ("failover", "shift", "--to", AWAY, "--steps", "10,100", "--yes", "--hold")
    first = standing.start(*words, "600")
    assert first.stderr is not None
    said = next(line for line in first.stderr if "% done" in line)
    first.kill()
    first.communicate()
    assert said.startswith("10 % done: office: calls and agents")

    told = status(standing)
    assert (told["channels"]["voice"], told["flag"]["towards"]) == ({HOME_REGION: 90, AWAY: 10}, AWAY)
    again = standing.run(*words, "0")
    assert again.code == 0, again.err
    assert "UNDER WAY" in again.err
    told = status(standing)
    assert (told["channels"]["voice"], told["channels"]["web"], told["flag"]["towards"]) == (MOVED, MOVED, None)


def test_two_who_shift_in_opposite_directions_at_once_leave_no_doubt(standing: Home) -> None:
    assert failover(standing, "shift", "--to", AWAY, "--steps", "50", "--yes").code == 0
    both = {to: standing.start("failover", "shift", "--to", to, "--now", "--yes") for to in (AWAY, HOME_REGION)}
    ended = {to: standing.end(process) for to, process in both.items()}
    told = status(standing)
    served = {to: told["channels"]["voice"][to] == told["channels"]["web"][to] == 100 for to in both}
    for to, done in ended.items():
        assert (done.code, served[to]) in {(0, True), (3, False), (3, True)} or _came_later(done, ended), done.err
    assert any(served.values()) or {done.code for done in ended.values()} == {3}


def _came_later(done: Done, ended: dict[str, Done]) -> bool:
    """Its shift was whole when the other one, who saw it, began."""
    return done.code == 0 and sum(one.code == 0 for one in ended.values()) == len(ended)
