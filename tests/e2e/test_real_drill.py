"""A drill with the real traffic, by the operator's means alone: without Pulumi, its state or the program."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from typing import Any

import pytest

from tests.e2e.home import Done, Home
from tests.e2e.test_failover import AT_HOME, AWAY, WITHOUT_PULUMI

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

WORDS = ("failover", "drill", "--kind", "real", "--to", AWAY, "--yes")


def failover(home: Home, *words: str) -> Done:
    return home.run("failover", *words, code=WITHOUT_PULUMI)


def status(home: Home) -> Any:
    return failover(home, "status", "--json").json


def test_traffic_goes_there_and_home_and_no_simulated_contact_finds_nobody(standing: Home) -> None:
    shutil.rmtree(standing.folder / "state")
    done = standing.run(*WORDS, "--json", code=WITHOUT_PULUMI)
    assert done.code == 0, done.err
    assert (done.json["result"], done.json["scorecard"]["unanswered"]) == ("passed", 0)
    assert done.json["scorecard"]["placed"] > 3
    told = status(standing)
    assert told["channels"] == {"voice": AT_HOME, "chat": AT_HOME, "email": AT_HOME, "web": AT_HOME}
    assert told["practice"]["office"]["last"]["kind"] == "real"
    assert failover(standing, "check", "--in", AWAY).code == 0
    listed = failover(standing, "drill", "--list")
    assert listed.out.startswith("center office: practiced within the last day (real drill)\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_whoever_stops_a_real_drill_is_told_where_traffic_is_and_how_it_comes_home(standing: Home) -> None:
    process = standing.start(*WORDS, "--hold", "600")
    assert process.stderr is not None
    assert any("10 % done" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    done = standing.end(process)
    assert done.code == 130, done.err
    assert "now: office: calls and agents 10 % in us-east-1 and 90 % in us-west-2" in done.err
    assert "civicline failover restore brings it home" in done.err
    (file,) = (standing.folder / "drills" / "sandbox").glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8"))["result"] == "interrupted"
    refused = standing.run(*WORDS)
    assert refused.code == 3
    assert "a move to us-east-1 is under way" in refused.err
    assert failover(standing, "restore", "--now", "--yes").code == 0
    assert status(standing)["channels"]["voice"] == AT_HOME
