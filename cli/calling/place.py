"""The world and the contact of a call, from a program and what was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from cli.calling.request import CallRequest
from contact_flows.language.document import Channel
from contact_flows.scenarios.callers import language_key
from contact_flows.scenarios.model import Emergency, Given, local_time
from contact_flows.scenarios.understanding import understanding_of
from contact_flows.scenarios.worlds import Worlds, customer, place_of
from contact_flows.simulate.contact import Answer, Contact, Keys, Says
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import Fault, QueueState, World
from infra.local_functions import local_functions
from spec.errors import UsageError
from spec.models import ProgramSpec

ALL = "all"
PATIENT_SECONDS = 3600.0
"""Nobody waits for ever, and a call must end."""


def given_of(program: ProgramSpec, request: CallRequest) -> Given:
    """The world in the words of a scenario. Raises UsageError for what the program does not have."""
    _require_known(program, request)
    now = dt.datetime.now(ZoneInfo(program.program.time_zone))
    if request.at is not None and local_time(request.at) is None:
        raise UsageError("--at", f"'{request.at}' is no local time", 'write one such as "2027-12-24 16:59"')
    try:
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
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(where, first["msg"].removeprefix("Value error, "), "civicline call --help") from None


def _require_known(program: ProgramSpec, request: CallRequest) -> None:
    infra = program.infrastructure
    addresses = (
        found.id for center in infra.centers if center.channels.email for found in center.channels.email.addresses
    )
    known: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("--center", [request.center] if request.center else [], (center.id for center in infra.centers)),
        ("--line", [request.line] if request.line else [], (line.id for line in infra.lines)),
        ("--address", [request.address] if request.address else [], addresses),
        ("--queue-full", request.full, (ALL, *(queue.id for queue in infra.queues))),
    )
    for option, wanted, there in known:
        names = list(there)
        for name in wanted:
            if name not in names:
                raise UsageError(f"{option} {name}", "the program has none of this id", f"one of {', '.join(names)}")
    if request.agents is not None and request.agents < 0:
        raise UsageError("--agents", f"is {request.agents}", "0 for nobody")


def _emergency(request: CallRequest) -> Emergency | None:
    if request.closed is not None and request.announce is not None:
        raise UsageError("--announce", "a closed center announces nothing else", "leave --closed or --announce out")
    if request.closed is not None:
        return Emergency(state="closed", message=request.closed)
    return Emergency(state="announce", message=request.announce) if request.announce is not None else None


def world_for(program: ProgramSpec, request: CallRequest, machine: Machine) -> World:
    """A world in which everything exists that the flows name, also those of somebody else."""
    given = given_of(program, request)
    place = place_of(program, given)
    understanding = understanding_of(program, place.center)
    world = Worlds(program, place.center, local_functions, understanding).of(given)
    usual = f"hours:{place.hours.id}"
    named = {key: QueueState(name=key.rpartition("/")[2], hours=usual) for key in machine.named("QueueId")}
    calendars = dict.fromkeys(machine.named("HoursOfOperationId"), world.hours[usual])
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
    names = [key.removeprefix("function:") for key in world.functions]
    raise UsageError(f"--dead {name}", "there is nothing of this name", f"one of {', '.join((*names, *services))}")


def contact_for(program: ProgramSpec, request: CallRequest, machine: Machine) -> Contact:
    given = given_of(program, request)
    place = place_of(program, given)
    flow = request.flow or place.flow
    if flow not in machine:
        names = ", ".join(sorted(document.id for document in machine.documents))
        raise UsageError(f"--flow {flow}", "there is no such flow", f"one of {names}")
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
    line = place_of(program, given_of(program, request)).line
    if line is None or request.language is None or request.language == line.languages[0]:
        return ()
    key = language_key(program, line, request.language)
    if key is None:
        offered = ", ".join(line.languages)
        raise UsageError(f"--language {request.language}", f"{line.name} has no key for it", f"one of {offered}")
    return (Keys(key),)
