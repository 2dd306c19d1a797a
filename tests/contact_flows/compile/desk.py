"""Contacts simulated against the compiled flows of Washington's example, with the real functions over empty tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.service.hours import HoursOfOperation
from contact_flows.compile import compile_flows
from contact_flows.compile.queue import queue_flow
from contact_flows.compile.scope import Scope
from contact_flows.scenarios.worlds import Backing
from contact_flows.simulate.contact import Answer, Contact, Keys, Silence
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import QueueState, World
from infra.local_functions import local_functions
from spec.models import ProgramSpec
from tests.contact_flows.compile.examples import center_of, washington

ZONE = ZoneInfo("America/Los_Angeles")
OPEN = dt.datetime(2028, 5, 3, 10, tzinfo=ZONE)
"""A Wednesday without any holiday near."""
CLOSED = OPEN.replace(hour=20)
LATE = OPEN.replace(hour=17)
"""Open, but within the two hours in which no callback is promised."""
HOLIDAY = dt.datetime(2027, 11, 11, 10, tzinfo=ZONE)
CALLER = "+12065550142"
SILENT = Silence()


@cache
def machine() -> Machine:
    spec = washington()
    return Machine.of(compile_flows(spec, center_of(spec)))


def machine_with(spec: ProgramSpec, queue: str, language: str = "en-US") -> Machine:
    """The compiled flows, with one queue's flow of another program."""
    scope = Scope(spec, center_of(spec))
    flow = queue_flow(scope, scope.queues[queue], language)
    others = [one for one in machine().documents if one.id != flow.id]
    return Machine.of([*others, flow])


@cache
def calendars(year: int) -> Mapping[str, HoursOfOperation]:
    spec = washington()
    span = horizon(dt.date(year, 1, 1))
    return {f"hours:{one.id}": spec_hours(spec, one, *span) for one in spec.infrastructure.hours}


def full(queue: str) -> dict[str, QueueState]:
    most = next(one.max_contacts for one in washington().infrastructure.queues if one.id == queue)
    return {f"queue:{queue}": QueueState(name=queue, capacity=most, contacts=most)}


def world(now: dt.datetime = OPEN, queues: Mapping[str, QueueState] | None = None, **given: Any) -> World:
    spec = washington()
    usual = {
        f"queue:{one.id}": QueueState(name=one.name, capacity=one.max_contacts, hours=f"hours:{one.hours}")
        for one in spec.infrastructure.queues
    }
    backing = Backing(now=now, region="us-west-2", caller=CALLER)
    return World(
        now=now,
        hours=calendars(now.year),
        queues={**usual, **(queues or {})},
        functions=local_functions(spec, center_of(spec), backing),
        prompts={"prompt:hold": "(music)"},
        **given,
    )


def call(flow: str, *keys: str | Answer, at: World | None = None, by: Machine | None = None, **given: Any) -> Trace:
    """One contact from the start of a flow; each entry is what it presses at one question."""
    answers = tuple(Keys(one) if isinstance(one, str) else one for one in keys)
    contact = Contact(flow=flow, answers=answers, **{"customer": CALLER, **given})
    return (by or machine()).run(at or world(), contact)


def heard(trace: Trace) -> str:
    """All that the customer heard."""
    return " ".join(said.text for said in trace.said if said.to == "customer")


def blocks(trace: Trace) -> list[str]:
    return [step.block for step in trace.steps]
