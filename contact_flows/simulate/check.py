"""Worlds and contacts that cannot be: refused before anything runs, every reason at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contact_flows.language.document import Channel
from contact_flows.simulate.contact import Contact, Keys
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import Fault, QueueState, World
from spec.errors import UsageError

KEYS = frozenset("0123456789*#")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
INITIATIONS = frozenset(
    ("INBOUND", "OUTBOUND", "TRANSFER", "QUEUE_TRANSFER", "CALLBACK", "API", "DISCONNECT", "EXTERNAL_OUTBOUND",
     "WEBRTC_API", "AGENT_REPLY", "FLOW")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Complaint:
    """What cannot be. `where` names the part, such as `world.queues[queue:billing]`."""

    where: str
    what: str


class ImpossibleError(UsageError):
    """A world or contact that cannot exist. `complaints` has every reason."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        first = complaints[0]
        more = f" (and {len(complaints) - 1} more)" if len(complaints) > 1 else ""
        super().__init__(first.where, first.what + more, "change the world so that it could exist")
        self.complaints = complaints


def require(world: World, contact: Contact, machine: Machine) -> None:
    """Raise ImpossibleError where `check` complains."""
    if complaints := check(world, contact, machine):
        raise ImpossibleError(complaints)


def check(world: World, contact: Contact, machine: Machine) -> tuple[Complaint, ...]:
    """Everything that keeps this contact from existing in this world; nothing where it can run."""
    return (
        *_moment(world),
        *_regions(world),
        *(complaint for key, queue in world.queues.items() for complaint in _queue(world, key, queue)),
        *_calendars(world),
        *_faults(world),
        *_contact(contact, machine),
        *_behavior(contact),
    )


def _moment(world: World) -> Iterator[Complaint]:
    now = world.now
    if now.tzinfo is None or now.utcoffset() is None:
        yield Complaint("world.now", f"{now} has no time zone")
    elif now.astimezone(dt.UTC).astimezone(now.tzinfo).replace(tzinfo=None) != now.replace(tzinfo=None):
        yield Complaint("world.now", f"{now:%Y-%m-%d %H:%M} does not exist there: the clocks jump over it")


def _regions(world: World) -> Iterator[Complaint]:
    for name in (world.region, world.replica, *sorted(world.down)):
        if name and REGION.fullmatch(name) is None:
            yield Complaint("world.region", f"'{name}' is no region")
    if world.replica and world.replica == world.region:
        yield Complaint("world.replica", "a region is not its own replica")
    if unknown := world.down - {world.region, world.replica}:
        yield Complaint("world.down", f"{', '.join(sorted(unknown))}: nothing of this world is there")


def _queue(world: World, key: str, queue: QueueState) -> Iterator[Complaint]:
    where = f"world.queues[{key}]"
    counts = {
        "capacity": queue.capacity,
        "contacts": queue.contacts,
        "wait_seconds": queue.wait_seconds,
        "oldest_seconds": queue.oldest_seconds,
        "agents_available": queue.agents_available,
        "agents_staffed": queue.agents_staffed,
        "agents_online": queue.agents_online,
    }
    for name, count in counts.items():
        if count is not None and count < 0:
            yield Complaint(where, f"{name} is {count}; there are no negative ones")
    if queue.agents_available > queue.agents_staffed:
        yield Complaint(where, f"{queue.agents_available} agents available of {queue.agents_staffed} staffed")
    if queue.agents_staffed > queue.agents_online:
        yield Complaint(where, f"{queue.agents_staffed} agents staffed of {queue.agents_online} online")
    if queue.agent_queue and queue.hours:
        yield Complaint(where, "an agent's queue has no hours")
    if queue.hours and world.hours and queue.hours not in world.hours:
        yield Complaint(where, f"there are no hours '{queue.hours}'")


def _calendars(world: World) -> Iterator[Complaint]:
    for key, hours in world.hours.items():
        try:
            ZoneInfo(hours.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            yield Complaint(f"world.hours[{key}]", f"'{hours.time_zone}' is no time zone")


def _faults(world: World) -> Iterator[Complaint]:
    for key, fault in world.faults.items():
        kind, _, name = key.partition(":")
        if kind == "function" and name and key not in world.functions:
            yield Complaint(f"world.faults[{key}]", "there is no such function")
        elif kind == "queue" and name and key not in world.queues:
            yield Complaint(f"world.faults[{key}]", "there is no such queue")
        elif kind == "hours" and name and key not in world.hours:
            yield Complaint(f"world.faults[{key}]", "there are no such hours")
        elif fault is Fault.WRONG_SHAPE and kind not in ("function", "functions"):
            yield Complaint(f"world.faults[{key}]", "only a function answers in a wrong shape")


def _contact(contact: Contact, machine: Machine) -> Iterator[Complaint]:
    if contact.flow not in machine:
        yield Complaint("contact.flow", f"there is no flow '{contact.flow}'")
    if contact.initiation not in INITIATIONS:
        yield Complaint("contact.initiation", f"'{contact.initiation}' is no initiation method")
    if contact.channel is Channel.EMAIL and "@" not in contact.customer:
        yield Complaint("contact.customer", f"'{contact.customer}' is no e-mail address")
    if contact.channel is Channel.VOICE and "@" in contact.customer:
        yield Complaint("contact.customer", f"'{contact.customer}' is no telephone number")


def _behavior(contact: Contact) -> Iterator[Complaint]:
    for name, seconds in (("patience_seconds", contact.patience_seconds), ("hangs_up_after", contact.hangs_up_after)):
        if seconds is not None and seconds < 0:
            yield Complaint(f"contact.{name}", f"is {seconds:g}; nobody leaves before they came")
    if contact.answers and contact.channel in (Channel.TASK, Channel.EMAIL):
        yield Complaint("contact.answers", f"nobody answers questions in {contact.channel.lower()}")
    for number, answer in enumerate(contact.answers):
        if not isinstance(answer, Keys):
            continue
        if contact.channel is Channel.CHAT:
            yield Complaint(f"contact.answers[{number}]", "a chat has no keys")
        elif wrong := set(answer.keys) - KEYS:
            yield Complaint(f"contact.answers[{number}]", f"a telephone has no key '{min(wrong)}'")
