"""The world and the contact of a call, from a program and what was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from cli.calling.known import ALL, require, require_known
from cli.calling.refusals import located
from cli.calling.request import CallRequest
from contact_flows.language.document import Channel
from contact_flows.scenarios.callers import language_key
from contact_flows.scenarios.model import Emergency, Given
from contact_flows.scenarios.understanding import understanding_of
from contact_flows.scenarios.worlds import Place, Worlds, customer, place_of
from contact_flows.simulate.contact import Answer, Contact, Keys, Says
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import Fault, QueueState, World
from infra.local_functions import local_functions
from spec.errors import UsageError
from spec.models import ProgramSpec
from spec.switches import SwitchRow

PATIENT_SECONDS = 3600.0
"""Nobody waits for ever, and a call must end."""


def given_of(program: ProgramSpec, request: CallRequest) -> Given:
    """The world in the words of a scenario. Raises UsageError for what the program does not have."""
    require_known(program, request)
    now = dt.datetime.now(ZoneInfo(program.program.time_zone))
    with located(request):
        return Given(
            center=request.center,
            line=request.line,
            channel=request.channel,
            address=request.address,
            at=request.at or f"{now:%Y-%m-%d %H:%M:%S}",
            full=ALL if ALL in request.full else request.full,
            unstaffed=ALL if request.agents == 0 else (),
            wait_seconds=request.wait_seconds,
            emergency=_emergency(request),
            region_down=request.region_down,
            **({"caller": request.caller} if request.caller is not None else {}),
        )


def place_named(program: ProgramSpec, request: CallRequest) -> Place:
    """Where the contact comes in. Raises UsageError for a channel that the center does not have."""
    given = given_of(program, request)
    with located(request):
        return place_of(program, given)


def _emergency(request: CallRequest) -> Emergency | None:
    if request.closed is not None and request.announce is not None:
        raise UsageError("--announce", "a closed center announces nothing else", "leave --closed or --announce out")
    if request.closed is not None:
        return Emergency(state="closed", message=request.closed)
    return Emergency(state="announce", message=request.announce) if request.announce is not None else None


def world_for(
    program: ProgramSpec,
    request: CallRequest,
    machine: Machine,
    switches: Mapping[str, SwitchRow] | None = None,
) -> World:
    """A world in which everything exists that the flows name, also those of somebody else.

    switches   what operators switched, as read where the center is deployed
    """
    given = given_of(program, request)
    place = place_named(program, request)
    understanding = understanding_of(program, place.center)
    world = Worlds(program, place.center, local_functions, understanding, switches=switches).of(given)
    usual = f"hours:{place.hours.id}"
    named = {key: QueueState(name=key.rpartition("/")[2], hours=usual) for key in machine.named("QueueId")}
    calendars = dict.fromkeys(machine.named("HoursOfOperationId"), world.hours[usual])
    for name in request.full:
        if name != ALL and f"queue:{name}" not in world.queues:
            what = f"belongs to another center than {place.center.id}, which this contact reaches"
            raise UsageError(f"--queue-full {name}", what, "choose a queue of this center, or another --center")
    queues = {key: _staffed(queue, request.agents) for key, queue in {**named, **world.queues}.items()}
    faults = {_key(name, world): Fault.DEAD for name in request.dead}
    return replace(world, hours={**calendars, **world.hours}, queues=queues, faults=faults)


def _staffed(queue: QueueState, agents: int | None) -> QueueState:
    """Full by as many contacts as it may hold, so that its buffer still takes callbacks."""
    if queue.capacity == 0 and queue.contacts:
        queue = replace(queue, capacity=queue.contacts)
    if agents is None:
        return queue
    return replace(queue, agents_available=agents, agents_staffed=agents, agents_online=agents)


def _key(name: str, world: World) -> str:
    """`open_case` is the function of this name. Raises UsageError for what this world cannot lose."""
    services = (
        "functions",
        "bots",
        "metrics",
        "queues",
        "transfers",
        "hours",
        "callbacks",
        "third parties",
        "profiles",
    )
    if f"function:{name}" in world.functions:
        return f"function:{name}"
    if name in services or name in world.queues or name in world.hours:
        return name
    require("--dead", name, [*(key.removeprefix("function:") for key in world.functions), *services])
    return name


def contact_for(program: ProgramSpec, request: CallRequest, machine: Machine) -> Contact:
    given = given_of(program, request)
    place = place_named(program, request)
    flow = request.flow or place.flow
    if flow not in machine:
        require("--flow", flow, sorted(document.id for document in machine.documents))
    return Contact(
        flow=flow,
        channel=Channel[request.channel.upper()],
        customer=customer(given),
        system=place.line.numbers[0].number if place.line and place.line.numbers else "",
        answers=answers_of(program, request),
        patience_seconds=PATIENT_SECONDS,
        language=request.language or "",
    )


def answers_of(program: ProgramSpec, request: CallRequest) -> tuple[Answer, ...]:
    """The key for the language where the line asks or offers it, then keys, then words."""
    return (
        *_language_answer(program, request),
        *(Keys(key) for key in request.keys),
        *(Says(words) for words in request.say),
    )


def _language_answer(program: ProgramSpec, request: CallRequest) -> tuple[Answer, ...]:
    line = place_named(program, request).line
    if line is None or request.language is None or request.language == line.languages[0]:
        return ()
    key = language_key(program, line, request.language)
    if key is None:
        offered = ", ".join(line.languages)
        raise UsageError(f"--language {request.language}", f"{line.name} has no key for it", f"one of {offered}")
    return (Keys(key),)
