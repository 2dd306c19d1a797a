"""Mandatory scenarios on hours that are deployed for some years only, long after the launch."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from contact_flows.compile import compile_flows
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.run import Bench, run_here
from contact_flows.simulate.world import World
from infra.local_functions import local_functions
from spec.load import load

WASHINGTON = load(Path(__file__).parents[3] / "stacks/washington-outsourced/program.yaml")
CENTER = WASHINGTON.infrastructure.centers[0]
FLOWS = compile_flows(WASHINGTON, CENTER)
NOW = horizon(dt.date(2031, 3, 1))


def as_deployed(world: World) -> World:
    hours = WASHINGTON.infrastructure.hours
    return replace(world, hours={f"hours:{one.id}": spec_hours(WASHINGTON, one, *NOW) for one in hours})


def test_years_after_launch_a_holiday_is_one_that_is_deployed_and_launch_weeks_are_over() -> None:
    every = mandatory(WASHINGTON, CENTER, functions_of(FLOWS), NOW)
    chosen = [one for one in every if one.given.at in ("holiday", "closed", "launch weeks", "open")]
    chosen = [one for one in chosen if one.id.endswith(("/holiday", "/closed", "/open", "/launch-weeks"))]
    moments = {one.given.at for one in chosen}
    assert moments == {"holiday", "closed", "open"}

    results = run_here(Bench(WASHINGTON, CENTER, FLOWS, local_functions, as_deployed, declared=NOW), chosen)

    assert len(results) > 30
    assert [(one.scenario.id, one.unmet) for one in results if not one.passed] == []
