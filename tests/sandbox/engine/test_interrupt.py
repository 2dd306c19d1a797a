from __future__ import annotations

import _thread
import time

import pytest
from pulumi import automation as auto

from tests.sandbox.engine.rig import Rig, Thing, changes


def many() -> None:
    for number in range(12):
        Thing(f"thing-{number:02}")


def test_a_first_interrupt_lets_running_steps_finish_and_saves(rig: Rig) -> None:
    rig.cloud.lag = 0.02

    def interrupt(method: str, _name: str) -> None:
        if method == "create" and rig.cloud.count("create") == 2:
            _thread.interrupt_main()
            time.sleep(0.3)

    rig.cloud.before = interrupt
    with pytest.raises(auto.errors.CommandError):
        rig.up(many, parallel=2)
    made = len(rig.cloud.things)
    assert 2 <= made < 12
    assert len(rig.things()) == made
    assert not rig.state().get("pending_operations")
    rig.cloud.before = lambda _method, _name: None
    assert changes(rig.up(many))["create"] == 12 - made
    assert any("cancelling" in line for line in rig.lines)
