"""An AWS that fails in the middle of `up`: one clear message, the right exit code, and the next `up` finishes."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable

import pytest

from bench.kills import Undisturbed, kill_once
from bench.picture import Reader, differences
from sandbox.server import client
from tests.e2e.home import HAWAII, Done, Home

pytestmark = pytest.mark.xdist_group("e2e-mid-up")

REGION = "us-west-2"
WAIT_SECONDS = 60


def refused(done: Done, code: int, *words: str) -> None:
    assert done.code == code, done.err
    assert len(done.said) == 1, done.err
    assert "Traceback" not in done.err
    message = done.err[done.err.index("error: ") :].lower()
    for word in words:
        assert word.lower() in message


def wait(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)


def test_up_gets_through_an_aws_that_throttles_fails_and_is_slow(home: Home) -> None:
    """Every fifth call is throttled, some fail, some are slow: `up` repeats them, and nothing is made twice."""
    home.run("sandbox", "start")
    home.run("sandbox", "fault", "set", "--kind", "throttle", "--rate", "0.2")
    home.run("sandbox", "fault", "set", "--kind", "error", "--rate", "0.03")
    home.run("sandbox", "fault", "set", "--kind", "slow", "--rate", "0.01")

    done = home.run("up", HAWAII, "--yes", "--json")

    assert done.code == 0, done.err
    assert done.json["differs"] == done.json["missing"] == 0
    refusals = Counter[str]()
    for count in client.counters(home.folder):
        refusals.update(throttled=count.throttled, failed=count.failed)
    assert refusals["throttled"] > 50
    assert refusals["failed"] > 5
    connect = home.aws("connect", REGION)
    assert home.run("sandbox", "fault", "clear").code == 0
    assert len(connect.list_instances()["InstanceSummaryList"]) == 1


def as_undisturbed(home: Home, deployed: Home) -> None:
    """One more `up` ends well, and the center is the one that an `up` without trouble gives."""
    done = home.run("up", HAWAII, "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["differs"] == done.json["missing"] == 0
    seen, wanted = Reader(home.endpoint, REGION).picture(), Reader(deployed.endpoint, REGION).picture()
    assert differences(wanted, seen) == []


def test_after_errors_and_silence_the_next_up_finishes(home: Home, deployed: Home) -> None:
    """One after the other, in one deployment."""
    home.run("sandbox", "start")

    home.run("sandbox", "fault", "set", "--kind", "error", "--service", "cloudcontrol", "--operation", "CreateResource")
    refused(home.run("up", HAWAII, "--yes"), 4, "the state is intact", "same command again")
    home.run("sandbox", "fault", "clear")

    home.run("sandbox", "fault", "set", "--kind", "timeout", "--service", "cloudcontrol")
    impatient = Home(home.folder, {"CIVICLINE_AWS_TIMEOUT": "0.5"})
    refused(impatient.run("up", HAWAII, "--yes"), 4, "timeout", "same command again")
    home.run("sandbox", "fault", "clear")

    as_undisturbed(home, deployed)


def test_after_a_region_went_dark_the_next_up_finishes(home: Home, deployed: Home) -> None:
    home.run("sandbox", "start")
    client.mark_counters(home.folder)
    up = home.start("up", HAWAII, "--yes")
    wait(lambda: home.changes() > 40, up)
    home.run("sandbox", "fault", "set", "--kind", "dark", "--region", REGION)
    refused(home.end(up), 4, "same command again")
    home.run("sandbox", "fault", "clear")

    as_undisturbed(home, deployed)


def test_after_a_second_run_at_once_and_ctrl_c_the_next_up_finishes(home: Home, deployed: Home) -> None:
    home.run("sandbox", "start")
    client.mark_counters(home.folder)
    up = home.start("up", HAWAII, "--yes")
    wait(lambda: home.changes() > 40, up)
    home.run("sandbox", "fault", "set", "--kind", "slow", "--region", REGION)
    refused(home.run("up", HAWAII, "--yes"), 3, "another run", "wait for it")
    up.send_signal(signal.SIGINT)
    stopped = home.end(up)
    home.run("sandbox", "fault", "clear")
    assert stopped.code == 130, stopped.err
    assert "run the same command again" in stopped.err
    assert "Traceback" not in stopped.err

    as_undisturbed(home, deployed)


def test_killed_at_random_moments_and_run_again_it_is_the_same_center(deployed: Home) -> None:
    """The short form of `python -m bench kills`."""
    normal, draw = Undisturbed(Reader(deployed.endpoint, REGION).picture(), calls=200), random.Random(7)
    for _ in range(3):
        assert kill_once(HAWAII, normal, draw).wrong == ()
