"""Closures, as an operator makes them and callers hear them: in both regions, over `up`, in the dark, and to their end."""

from __future__ import annotations

import datetime as dt
import shutil
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.home import HAWAII, Done, Home

pytestmark = pytest.mark.xdist_group("e2e-changes")

WEST, EAST = "us-west-2", "us-east-1"
FLOOD = "Our office is closed today because of the flood."
USUAL = "We are closed because of an emergency. Please call again later."
BARE = """
import sys
class NoPulumi:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0].startswith("pulumi"):
            raise ImportError(f"{name} is not here")
sys.meta_path.insert(0, NoPulumi())
from cli.main import run
run()
"""
"""Civicline on a machine on which nothing of Pulumi can be imported."""


def heard(home: Home, *options: str) -> list[str]:
    """What a caller is told, in the order of the call."""
    done = home.run("call", HAWAII, "--keys", "0", "--json", *options)
    assert done.code == 0, done.err
    return [said["text"] for said in done.json["said"]]


def states(done: Done) -> dict[str, str]:
    return {row["region"]: row["state"] for row in done.json["regions"]}


def test_a_closure_is_heard_in_both_regions_outlives_up_and_ends_by_itself(standing: Home) -> None:
    assert FLOOD not in heard(standing)
    closed = standing.run(
        "close", "main", "--until", "4h", "--reason", "flood", "--message", f"en={FLOOD}", "--yes", "--json"
    )
    assert (closed.code, states(closed)) == (0, {WEST: "switched", EAST: "switched"})
    assert f'"{FLOOD}"' in closed.err
    assert FLOOD in heard(standing)
    assert FLOOD in heard(standing, "--region", EAST)

    up = standing.run("up", HAWAII, "--yes", "--json")
    assert (up.code, sum(n for name, n in up.json["changes"].items() if name != "same")) == (0, 0)
    assert standing.run("drift", HAWAII).code == 0
    assert FLOOD in heard(standing)

    end = dt.datetime.fromisoformat(closed.json["until"]).astimezone(ZoneInfo("Pacific/Honolulu"))
    before, after = (f"{end + dt.timedelta(minutes=minutes):%Y-%m-%d %H:%M}" for minutes in (-1, 0))
    assert FLOOD in heard(standing, "--at", before)
    for region in (WEST, EAST):
        assert FLOOD not in heard(standing, "--at", after, "--region", region)


def test_the_dark_region_is_said_and_finished_later_without_pulumi_or_its_state(standing: Home) -> None:
    shutil.rmtree(standing.folder / "state")
    assert standing.run("sandbox", "start").code == 0
    standing.run("sandbox", "fault", "set", "--kind", "dark", "--region", WEST)
    command = ("close", "all", "--until", "4h", "--reason", "flood", "--yes", "--json")
    done = standing.run(*command, code=BARE)
    assert (done.code, states(done)) == (4, {WEST: "failed", EAST: "switched"})
    assert "us-west-2: not switched; us-east-1 is" in done.err
    assert "run the same command again" in done.err
    assert USUAL in heard(standing, "--region", EAST)
    assert USUAL in heard(standing, "--region-down")
    unheard = standing.run("call", HAWAII, "--keys", "0")
    assert (unheard.code, USUAL in unheard.out) == (0, False)
    assert "what operators switched is not heard in this call" in unheard.err
    shown = standing.run("switches", "--json", code=BARE)
    assert (shown.code, [row["regions"] for row in shown.json["in_force"]]) == (4, [[EAST]])

    standing.run("sandbox", "fault", "clear")
    again = standing.run(*command, code=BARE)
    assert (again.code, states(again)) == (0, {WEST: "switched", EAST: "already"})
    assert again.json["until"] == done.json["until"]
    once_more = standing.run(*command, code=BARE)
    assert (once_more.code, once_more.json["changed"]) == (0, False)
    told = standing.run("switches", "--log", "--json", code=BARE).json["log"]
    assert sorted(region for entry in told for region in entry["regions"]) == [EAST, WEST]
    assert {(entry["action"], entry["scope"], entry["reason"]) for entry in told} == {
        ("close", "center#office", "flood")
    }
    assert all(entry["who"].startswith("arn:aws:sts::") and entry["os_user"] for entry in told)

    assert standing.run("announce", "main", "--until", "4h", "--message", "Aloha.", "--yes", code=BARE).code == 3
    opened = standing.run("reopen", "main", "--yes", code=BARE)
    assert (opened.code, "nothing is switched for Main line (main)" in opened.out) == (0, True)
    assert "Main line (main) is still closed" in opened.out
    assert standing.run("reopen", "all", "--yes", code=BARE).code == 0
    assert USUAL not in heard(standing)
