"""What a person meets when something is broken: one clear message, the right exit code, and the next `up` works."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest

from sandbox.server import client
from tests.e2e.home import HAWAII, Done, Home

pytestmark = pytest.mark.xdist_group("e2e-changes")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals or limits")


def state_of(home: Home) -> Path:
    (found,) = (home.folder / "state").rglob("hi-kalamiles-dev.json")
    return found


def refused(done: Done, code: int, *words: str) -> None:
    """One error message with these words, nothing on stdout, no traceback."""
    assert done.code == code, done.err
    assert len(done.said) == 1, done.err
    assert "Traceback" not in done.err
    message = done.err[done.err.index("error: ") :].lower()
    for word in words:
        assert word.lower() in message
    assert done.out == ""


def nothing_to_do(home: Home) -> None:
    done = home.run("up", HAWAII, "--yes", "--json")
    assert done.code == 0, done.err
    assert {name: n for name, n in done.json["changes"].items() if n and name != "same"} == {}
    assert done.json["differs"] == done.json["missing"] == 0


def test_an_unknown_stack_is_refused_before_anything_starts(home: Home) -> None:
    refused(home.run("up", HAWAII, "--stack", "dve", "--yes"), 2, "--stack 'dve'", "did you mean --stack dev?")
    assert not (home.folder / "sandbox").exists()


def test_a_spec_with_faults_never_reaches_the_engine(home: Home, tmp_path: Path) -> None:
    program = tmp_path / "program.yaml"
    program.write_text(
        HAWAII.read_text(encoding="utf-8").replace("queue: supervisor,", "queue: nobody,", 1), encoding="utf-8"
    )
    refused(home.run("up", program, "--yes"), 2, "program.yaml:", "civicline validate")
    assert not home.folder.exists()


def test_a_damaged_state_is_left_as_it_is(standing: Home) -> None:
    state = state_of(standing)
    whole = state.read_bytes()
    state.write_bytes(whole[: len(whole) // 2])
    half = state.read_bytes()

    refused(standing.run("up", HAWAII, "--yes"), 2, "hi-kalamiles-dev")

    assert state.read_bytes() == half
    state.write_bytes(whole)
    nothing_to_do(standing)


def test_the_state_of_a_newer_version_is_left_as_it_is(standing: Home) -> None:
    state = state_of(standing)
    document = json.loads(state.read_text(encoding="utf-8"))
    state.write_text(json.dumps({**document, "version": document["version"] + 1}), encoding="utf-8")
    newer = state.read_bytes()

    refused(standing.run("up", HAWAII, "--yes"), 2, "version")

    assert state.read_bytes() == newer


def test_a_half_written_deployed_json_is_said_and_written_again_by_up(standing: Home) -> None:
    (deployed,) = (standing.folder / "deployed").rglob("*.json")
    whole = deployed.read_text(encoding="utf-8")
    deployed.write_text(whole[: len(whole) // 2], encoding="utf-8")

    refused(standing.run("drift", HAWAII), 2, "half written", "civicline up")
    refused(standing.run("outputs", HAWAII), 2, "half written", "civicline up")
    nothing_to_do(standing)
    assert standing.run("outputs", HAWAII, "--json").json["centers"] == json.loads(whole)["centers"]


def test_a_killed_sandbox_is_started_again_by_the_next_command(standing: Home) -> None:
    running = client.start(standing.folder)
    psutil.Process(running.pid).kill()

    found = standing.run("drift", HAWAII, "--json")

    assert found.code == 0, found.err
    assert (found.json["differs"], found.json["missing"]) == (0, 0)
    again = client.status(standing.folder)
    assert again is not None
    assert again.pid != running.pid


@posix_only
@pytest.mark.slow
def test_a_sandbox_that_hangs_is_named_with_what_to_do(standing: Home) -> None:
    running = client.start(standing.folder)
    os.kill(running.pid, signal.SIGSTOP)
    try:
        refused(standing.run("drift", HAWAII), 4, "does not answer", "civicline sandbox stop")
    finally:
        os.kill(running.pid, signal.SIGCONT)
    assert standing.run("drift", HAWAII).code == 0


def test_a_port_in_use_is_named(home: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(home.run("sandbox", "start", "--port", str(port)), 4, str(port), "--port")
    assert home.run("sandbox", "start", "--port", str(port)).code == 0


@posix_only
def test_a_full_disk_leaves_the_state_whole(standing: Home, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: writes fail in the same places, with another number."""
    import resource

    program = tmp_path / "program.yaml"
    text = HAWAII.read_text(encoding="utf-8").replace("content/prompts", str(HAWAII.parent / "content/prompts"))
    program.write_text(
        text.replace("hours: office, max_contacts: 20}", "hours: office, max_contacts: 25}"), encoding="utf-8"
    )
    whole = state_of(standing).read_bytes()
    client.start(standing.folder)  # the sandbox has another disk

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) // 2, len(whole) // 2))

    full = standing.run("up", program, "--yes", preexec_fn=limit)

    refused(full, 4, "free some space")
    json.loads(state_of(standing).read_text(encoding="utf-8"))
    after = standing.run("up", program, "--yes", "--json")
    assert after.code == 0, after.err
    assert after.json["differs"] == after.json["missing"] == 0
