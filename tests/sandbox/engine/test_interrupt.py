from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from pulumi import automation as auto

from sandbox.engine.steps.operation import run_operation
from sandbox.engine.steps.options import Kind, Options, Program
from tests.sandbox.engine.fakes import DiskOf, factory
from tests.sandbox.engine.rig import Rig, Thing, changes


def many() -> None:
    for number in range(12):
        Thing(f"thing-{number:02}")


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """A job in the background of a shell has SIGINT ignored from the start; then no interrupt would ever come."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_a_first_interrupt_lets_running_steps_finish_and_saves(rig: Rig) -> None:
    rig.cloud.lag = 0.02
    once = threading.Lock()

    def interrupt(method: str, _name: str) -> None:
        if method == "create" and rig.cloud.count("create") >= 2 and once.acquire(blocking=False):
            _thread.interrupt_main()
            while not any("cancelling" in line for line in rig.lines):
                time.sleep(0.01)

    rig.cloud.before = interrupt
    with pytest.raises(auto.errors.CommandError):
        rig.up(many, parallel=2)
    made = len(rig.cloud.things)
    assert 2 <= made < 12
    assert len(rig.things()) == made
    assert not rig.state().get("pending_operations")
    rig.cloud.before = lambda _method, _name: None
    assert changes(rig.up(many))["create"] == 12 - made


def _first() -> None:
    Thing("one")


def test_a_full_disk_ends_with_one_message_and_the_state_before(rig: Rig) -> None:
    rig.up(_first)
    before = rig.state_file.read_text("utf-8")
    backend = DiskOf(rig.state_file)
    said: list[str] = []
    options = Options(factory=factory(rig.cloud), write=said.append, program=Program())
    backend.full = True
    outcome = run_operation(backend, Kind.DESTROY, options)
    assert outcome.failed
    assert rig.state_file.read_text("utf-8") == before
    assert len(rig.cloud.things) == 1
    assert sum("No space left on device" in line for line in said) == 1
    backend.full = False
    assert not run_operation(backend, Kind.DESTROY, options).failed
    assert not rig.cloud.things
