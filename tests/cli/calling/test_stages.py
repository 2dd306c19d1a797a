"""What is deployed counts, where a call runs there."""

from __future__ import annotations

from dataclasses import replace

from cli.calling.stages import Stage
from contact_flows.simulate.machine import Machine
from operate.flows.surroundings import FoundQueue, Surroundings
from tests.contact_flows.simulate.small import OFFICE, WORLD, flow

MACHINE = Machine.of([flow("main")])


def found(**queues: FoundQueue) -> Stage:
    return Stage(MACHINE, Surroundings({"office": replace(OFFICE, week=())}, dict(queues), {}))


def test_without_a_deployment_the_world_stays_as_it_is() -> None:
    assert Stage(MACHINE).around(WORLD) is WORLD


def test_hours_and_queues_are_those_of_the_service() -> None:
    world = found(billing=FoundQueue(name="Edited", capacity=3, hours="office", enabled=False)).around(WORLD)
    state = world.queues["queue:billing"]
    assert (state.name, state.capacity, state.enabled, state.wait_seconds) == ("Edited", 3, False, 30)
    assert world.hours["hours:office"].week == ()


def test_a_queue_that_was_deleted_is_missing() -> None:
    assert "queue:general" not in found().around(WORLD).queues


def test_a_queue_that_is_said_to_be_full_stays_full() -> None:
    full = replace(WORLD, queues={"queue:billing": replace(WORLD.queues["queue:billing"], capacity=2, contacts=2)})
    world = found(billing=FoundQueue(name="B", capacity=50, hours="office", enabled=True)).around(full)
    assert world.queues["queue:billing"].capacity == 2
