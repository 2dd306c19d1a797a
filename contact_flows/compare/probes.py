"""The contacts that are tried on both sides of a comparison: telling ones of the mandatory scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from contact_flows.compare.paths import Run
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench
from contact_flows.scenarios.script import Script
from contact_flows.scenarios.understanding import understanding_of
from contact_flows.scenarios.worlds import Worlds, contact_of
from contact_flows.simulate.machine import Machine
from spec.errors import SpecError

TELLING = frozenset(
    {"open", "launch-weeks", "closing", "closed", "holiday", "emergency-closed", "queue-full", "all-full", "no-agent"}
)
"""Worlds in which an edit of hours, menus, queues or words shows; dead functions repeat the same ways."""


def probes(bench: Bench) -> tuple[Scenario, ...]:
    """Contacts of one side, each at a fixed local time, so that the other side meets them at the same moment."""
    worlds = _worlds(bench)
    zone = ZoneInfo(bench.program.program.time_zone)
    return tuple(_fixed(bench, worlds, zone))


def _fixed(bench: Bench, worlds: Worlds, zone: ZoneInfo) -> Iterator[Scenario]:
    for scenario in mandatory(bench.program, bench.center, functions_of(bench.flows)):
        if scenario.id.rpartition("/")[2] not in TELLING:
            continue
        now = worlds.of(scenario.given).now.astimezone(zone)
        at = f"{now:%Y-%m-%d %H:%M:%S}"
        given = scenario.given.model_copy(update={"at": at})
        title = f"{scenario.title}, {_moment(now)}"
        yield scenario.model_copy(update={"id": f"{scenario.id}@{at}", "title": title, "given": given})


def runs(bench: Bench, scenarios: tuple[Scenario, ...]) -> Mapping[str, Run]:
    """Each contact on the flows of `bench`, by id; without those whose line or queue its program does not have."""
    machine, worlds = Machine.of(bench.flows), _worlds(bench)
    found: dict[str, Run] = {}
    for scenario in scenarios:
        try:
            world = worlds.of(scenario.given)
            contact = contact_of(bench.program, scenario)
        except SpecError:
            continue
        if contact.flow in bench.flows:
            found[scenario.id] = Run(scenario.title, machine.run(world, contact, Script(contact.answers)))
    return found


def _worlds(bench: Bench) -> Worlds:
    understanding = understanding_of(bench.program, bench.center)
    return Worlds(bench.program, bench.center, bench.functions, understanding)


def _moment(now: dt.datetime) -> str:
    return f"{now:%a %Y-%m-%d %H:%M}"
