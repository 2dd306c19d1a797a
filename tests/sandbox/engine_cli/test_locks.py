import datetime as dt
import json
import os
import socket
import subprocess
import sys
import threading

import pytest

from sandbox.engine.backend.locks import locked, refuse_if_locked
from sandbox.engine.backend.stack_files import StackFiles
from spec.errors import CloudError, PlanRefusedError
from tests.sandbox.engine_cli.console import Console


def holder(console: Console, **changed: object) -> None:
    """A lock file as another process would have left it."""
    moment = dt.datetime.now(dt.UTC).isoformat()
    content = {"pid": os.getpid(), "username": "ann", "hostname": socket.gethostname(), "timestamp": moment, **changed}
    folder = console.files().locks
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0b6f.json").write_text(json.dumps(content), encoding="utf-8")


def dead_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", "pass"])
    done.wait()
    return done.pid


def test_two_threads_cannot_hold_one_lock(dev: Console) -> None:
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with locked(dev.files()):
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(10)
    with pytest.raises(PlanRefusedError, match="the stack is currently locked by 1 lock"), locked(dev.files()):
        pass
    leave.set()
    thread.join()
    with locked(dev.files()):
        assert len(list(dev.files().locks.iterdir())) == 1
    assert list(dev.files().locks.iterdir()) == []


def test_of_many_that_try_at_once_exactly_one_gets_the_lock(dev: Console) -> None:
    got: list[int] = []
    refused: list[int] = []
    start, done = threading.Barrier(8), threading.Barrier(8)

    def one(number: int) -> None:
        start.wait()
        try:
            with locked(dev.files()):
                got.append(number)
                done.wait(10)
        except PlanRefusedError:
            refused.append(number)
            done.wait(10)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(refused)) == (1, 7)


def test_the_message_names_process_machine_time_and_the_way_out(dev: Console) -> None:
    holder(dev, hostname="other-machine", pid=4711, timestamp="2027-01-02T03:04:05+00:00")
    message = dev.refused("destroy", "--yes")
    for part in ("pulumi cancel", "pid 4711", "ann@other-machine", "2027-01-02T03:04:05"):
        assert part in message


def test_a_lock_of_a_dead_process_is_removed(dev: Console) -> None:
    holder(dev, pid=dead_process())
    refuse_if_locked(dev.files())
    assert list(dev.files().locks.iterdir()) == []


def test_a_lock_whose_process_number_was_given_to_another_process_is_removed(dev: Console) -> None:
    holder(dev, birth={"started": 1.0, "after_boot": 1.0})
    refuse_if_locked(dev.files())
    assert list(dev.files().locks.iterdir()) == []


@pytest.mark.parametrize("shifted", ["started", "after_boot"])
def test_a_clock_that_was_set_does_not_break_a_lock(dev: Console, shifted: str) -> None:
    with locked(dev.files()):
        (path,) = dev.files().locks.iterdir()
        content = json.loads(path.read_text(encoding="utf-8"))
        content["birth"][shifted] += 3600
        path.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(PlanRefusedError):
            refuse_if_locked(dev.files())


def test_a_lock_of_pulumi_itself_is_believed_while_its_process_lives(dev: Console) -> None:
    holder(dev, timestamp="2020-01-01T00:00:00Z")
    with pytest.raises(PlanRefusedError):
        refuse_if_locked(dev.files())


def test_a_lock_of_another_machine_is_believed(dev: Console) -> None:
    holder(dev, pid=dead_process(), hostname="other-machine")
    with pytest.raises(PlanRefusedError):
        refuse_if_locked(dev.files())


def test_an_unreadable_lock_is_believed(dev: Console) -> None:
    dev.files().locks.mkdir(parents=True)
    (dev.files().locks / "x.json").write_text("{", encoding="utf-8")
    assert "created by unknown@unknown" in dev.refused("stack", "rm", "--yes")


def test_cancel_removes_the_lock(dev: Console) -> None:
    holder(dev, hostname="other-machine")
    assert "1 lock(s) removed" in dev.do("cancel", "--yes")
    refuse_if_locked(dev.files())


def test_a_lock_is_released_after_a_failure(dev: Console) -> None:
    with pytest.raises(RuntimeError), locked(dev.files()):
        raise RuntimeError
    refuse_if_locked(dev.files())


def test_a_lock_that_cannot_be_written_names_the_place(dev: Console) -> None:
    blocked = dev.folder / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(CloudError, match="blocked"), locked(StackFiles(blocked, "demo", "dev")):
        pass
