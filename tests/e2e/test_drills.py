"""A simulated drill: in a sandbox of its own that is gone afterwards, however it ends."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from sandbox.server import client
from tests.e2e.home import ROOT, Home

pytestmark = pytest.mark.xdist_group("e2e-drills")

OFFICE = ROOT / "tests" / "cases" / "good" / "office" / "program.yaml"
WORDS = ("failover", "drill", OFFICE, "--kind", "simulated", "--to", "us-east-1")


def sandbox_of(home: Home) -> Path:
    """Folder of the sandbox of the drill under way."""
    (marker,) = (home.folder / "drills" / "running").glob("*.json")
    return Path(json.loads(marker.read_text(encoding="utf-8"))["folder"])


def heard(stream: IO[str] | None, words: str) -> None:
    assert stream is not None
    assert any(words in line for line in stream)


def kept(home: Home) -> list[dict[str, Any]]:
    return [
        json.loads(file.read_text(encoding="utf-8")) for file in (home.folder / "drills" / "sandbox").glob("*.json")
    ]


def test_a_region_is_lost_and_found_in_a_sandbox_of_its_own(home: Home) -> None:
    done = home.run(*WORDS, "--yes", "--json")
    assert done.code == 0, done.err
    card = done.json["scorecard"]
    for name in ("detection", "decision", "shift", "first_answered", "restore"):
        assert card[name] is not None, name
    assert 0 < card["unanswered"] < card["placed"]
    assert card["first_answered"] >= card["detection"] + card["decision"]
    assert card["seconds_without"] == pytest.approx(card["first_answered"], abs=1.5)
    assert card["per_hour"] == 260 * 0.14
    assert card["contacts_lost"] == pytest.approx(card["per_hour"] * card["seconds_without"] / 3600)
    assert "us-west-2 is dark: simulated callers find nobody" in done.err
    (evidence,) = kept(home)
    assert (evidence["kind"], evidence["result"]) == ("simulated", "passed")
    assert done.json["logged"] == []  # this machine knows no deployment of it
    assert client.status(home.folder) is None  # nor did anything start the person's own sandbox
    assert not list((home.folder / "drills" / "running").glob("*"))
    assert not (home.folder / "deployed").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_a_drill_leaves_no_sandbox(home: Home, number: signal.Signals) -> None:
    process = home.start(*WORDS, "--yes")
    heard(process.stderr, "in a sandbox of its own")
    folder = sandbox_of(home)
    running = client.status(folder)
    process.send_signal(number)
    done = home.end(process)
    assert done.code == 130, done.err
    assert running is not None
    assert not folder.exists()
    assert not list((home.folder / "drills" / "running").glob("*"))
    assert "the sandbox of the drill is gone, and your deployment was not touched" in done.err


def test_what_a_killed_drill_left_is_removed_by_the_next_one(home: Home) -> None:
    process = home.start(*WORDS, "--yes")
    heard(process.stderr, "in a sandbox of its own")
    folder = sandbox_of(home)
    left = client.status(folder)
    process.kill()
    process.communicate()
    assert left is not None
    done = home.python("from cli.drilling.sandbox import sweep; sweep()")
    assert done.code == 0, done.err
    assert f"a drill was killed here; its sandbox in {folder} is removed" in done.err
    assert not folder.exists()
    assert client.status(folder) is None
