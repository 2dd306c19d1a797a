"""Scenarios on what is deployed meet its hours and its queues."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cli.calling.found import AsDeployed
from contact_flows.compile import compile_flows
from contact_flows.scenarios.model import Ending, Given, Scenario, Then
from contact_flows.scenarios.run import Bench, Result, run_all
from infra.local_functions import local_functions
from operate.flows.surroundings import FoundQueue, Surroundings
from spec.load import load
from tests.contact_flows.simulate.small import OFFICE

PROGRAM = load(Path(__file__).parents[3] / "stacks/washington-outsourced/program.yaml")
CENTER = PROGRAM.infrastructure.centers[0]
FLOWS = compile_flows(PROGRAM, CENTER)
ALWAYS = replace(OFFICE, week=tuple(replace(row, start=0, end=1440) for row in OFFICE.week))
CALLER = Scenario(
    id="caller",
    title="A caller who says nothing reaches a person",
    given=Given(at="2027-03-10 10:00", line="main"),
    then=Then(ends=Ending.QUEUE),
)


def surroundings(*, opens: bool, enabled: bool = True) -> AsDeployed:
    hours = {hours.id: ALWAYS if opens else replace(OFFICE, week=()) for hours in PROGRAM.infrastructure.hours}
    queues = {
        queue.id: FoundQueue(name=queue.name, capacity=None, hours=queue.hours, enabled=enabled)
        for queue in PROGRAM.infrastructure.queues
    }
    return AsDeployed(Surroundings(hours, queues, {}))


def run(around: AsDeployed | None, workers: int = 1) -> Result:
    bench = Bench(PROGRAM, CENTER, FLOWS, local_functions, around)
    return run_all(bench, [CALLER] * workers, workers)[0]


def test_a_scenario_meets_the_hours_that_are_deployed() -> None:
    assert run(None).passed
    assert run(surroundings(opens=True)).passed
    assert not run(surroundings(opens=False)).passed


def test_a_scenario_meets_a_queue_that_was_switched_off() -> None:
    assert not run(surroundings(opens=True, enabled=False)).passed


def test_what_is_deployed_travels_to_workers() -> None:
    assert not run(surroundings(opens=False), workers=2).passed
