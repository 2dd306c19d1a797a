"""Why calendars, agents, telephones and faults of a world cannot be as they are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from calendars.service.hours import EVERY_DAY, HoursOfOperation, Override, ServiceOpening
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import Fault, World
from spec.models.hours import DAYS

DAY_MINUTES = 24 * 60
MOST_PARENTS = 3
MOST_INTERVAL = 6
FREQUENCIES = ("WEEKLY", "MONTHLY", "YEARLY")
SERVICES = frozenset(
    ("functions", "bots", "metrics", "queues", "transfers", "hours", "callbacks", "third parties", "profiles", "cases",
     "tasks", "data tables", "chat", "email", "agent")
)  # fmt: skip
"""What may fail as a whole."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What cannot be. `where` names the part, such as `world.queues[queue:billing]`."""

    where: str
    what: str


def is_time(seconds: float) -> bool:
    return math.isfinite(seconds) and seconds >= 0


def calendars(world: World) -> Iterator[Complaint]:
    for key, hours in world.hours.items():
        where = f"world.hours[{key}]"
        try:
            ZoneInfo(hours.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            yield Complaint(where, f"'{hours.time_zone}' is no time zone")
        yield from _hours(where, hours)


def _hours(where: str, hours: HoursOfOperation) -> Iterator[Complaint]:
    yield from (complaint for row in hours.week for complaint in _row(where, row))
    yield from (complaint for override in hours.overrides for complaint in _override(where, override))
    if len(hours.parents) > MOST_PARENTS:
        yield Complaint(where, f"has {len(hours.parents)} parents; {MOST_PARENTS} are possible")
    for parent in hours.parents:
        if parent.parents:
            yield Complaint(where, f"its parent {parent.id} has parents of its own")
        yield from (complaint for override in parent.overrides for complaint in _override(where, override))


def _row(where: str, row: ServiceOpening) -> Iterator[Complaint]:
    """An end of 0:00 is midnight; no other range goes over it."""
    if row.day not in (*DAYS, EVERY_DAY):
        yield Complaint(where, f"'{row.day}' is no day")
    if not (0 <= row.start < DAY_MINUTES and 0 <= row.end <= DAY_MINUTES):
        yield Complaint(where, f"a day has no minutes {row.start} to {row.end}")
    elif row.end and row.start >= row.end:
        yield Complaint(where, f"ends at minute {row.end}, before it begins at {row.start}: a night needs two rows")


def _override(where: str, override: Override) -> Iterator[Complaint]:
    name, rule = override.name, override.recurrence
    yield from (complaint for row in override.openings for complaint in _row(where, row))
    if override.from_ > override.till:
        yield Complaint(where, f"'{name}' ends on {override.till}, before it begins on {override.from_}")
    if override.type not in ("STANDARD", "OPEN", "CLOSED"):
        yield Complaint(where, f"'{name}' has the type '{override.type}'; STANDARD, OPEN and CLOSED are possible")
    if rule is not None and (rule.frequency not in FREQUENCIES or not 1 <= rule.interval <= MOST_INTERVAL):
        yield Complaint(where, f"'{name}' comes every {rule.interval} {rule.frequency}; 1 to {MOST_INTERVAL} at most")


def agents(world: World, machine: Machine) -> Iterator[Complaint]:
    agent = world.agent
    for seconds in (agent.talk_seconds, *agent.holds_seconds):
        if not is_time(seconds):
            yield Complaint("world.agent", f"talks or holds for {seconds:g} seconds")
    if agent.drops < 0:
        yield Complaint("world.agent.drops", f"is {agent.drops}; there are no negative ones")
    for number, by in enumerate(agent.transfers):
        where = f"world.agent.transfers[{number}]"
        if by.to not in world.queues:
            yield Complaint(where, f"there is no queue '{by.to}'")
        if by.flow not in machine:
            yield Complaint(where, f"there is no flow '{by.flow}'")


def telephones(world: World) -> Iterator[Complaint]:
    for number, answers in world.phones.items():
        if not answers:
            yield Complaint(f"world.phones[{number}]", "a telephone that is dialed does something")


def faults(world: World, machine: Machine) -> Iterator[Complaint]:
    things = {"function": world.functions, "queue": world.queues, "hours": world.hours}
    for key, fault in world.faults.items():
        kind, _, name = key.partition(":")
        where = f"world.faults[{key}]"
        if name and kind in things and key not in things[kind]:
            yield Complaint(where, f"there {'are no such' if kind == 'hours' else 'is no such'} {kind}")
        elif not name and not key.startswith("+") and key not in SERVICES and key not in machine:
            yield Complaint(where, f"nothing has this name; as a whole there are {', '.join(sorted(SERVICES))}")
        elif fault is Fault.WRONG_SHAPE and key not in world.functions and kind != "functions":
            yield Complaint(where, "only a function answers in a wrong shape")
