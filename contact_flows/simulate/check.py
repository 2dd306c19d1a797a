"""Worlds and contacts that cannot be: refused before anything runs, every reason at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from contact_flows.language.document import Channel
from contact_flows.simulate import reasons
from contact_flows.simulate.attributes import MOST_BYTES
from contact_flows.simulate.contact import Contact, Keys
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.reasons import Complaint
from contact_flows.simulate.world import QueueState, World
from spec.errors import UsageError

__all__ = ["Complaint", "ImpossibleError", "check", "require"]

KEYS = frozenset("0123456789*#")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
INITIATIONS = frozenset(
    ("INBOUND", "OUTBOUND", "TRANSFER", "QUEUE_TRANSFER", "CALLBACK", "API", "DISCONNECT", "EXTERNAL_OUTBOUND",
     "WEBRTC_API", "AGENT_REPLY", "FLOW")
)  # fmt: skip
_CALLS, _LETTERS = frozenset({Channel.VOICE}), frozenset({Channel.EMAIL})
BEGINS_IN: Mapping[str, frozenset[Channel]] = {
    "OUTBOUND": frozenset({Channel.VOICE, Channel.EMAIL}),
    "CALLBACK": _CALLS,
    "WEBRTC_API": _CALLS,
    "EXTERNAL_OUTBOUND": frozenset(),
    "AGENT_REPLY": _LETTERS,
    "FLOW": _LETTERS,
}
"""Channels by initiation method; an external outbound call runs no flow. Methods left out begin in every channel."""


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
        *(complaint for key, queue in world.queues.items() for complaint in _queue(world, machine, key, queue)),
        *reasons.calendars(world),
        *reasons.agents(world, machine),
        *reasons.telephones(world),
        *reasons.faults(world, machine),
        *_contact(contact, machine),
        *_beginning(contact),
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


def _queue(world: World, machine: Machine, key: str, queue: QueueState) -> Iterator[Complaint]:
    where = f"world.queues[{key}]"
    counts = {
        "capacity": queue.capacity,
        "contacts": queue.contacts,
        "wait_seconds": queue.wait_seconds,
        "oldest_seconds": queue.oldest_seconds,
        "agents_available": queue.agents_available,
        "agents_staffed": queue.agents_staffed,
        "agents_online": queue.agents_online,
        "leave_after": queue.leave_after,
    }
    for name, count in counts.items():
        if count is not None and not reasons.is_time(count):
            yield Complaint(where, f"{name} is {count}; no such number is possible")
    if queue.oldest_seconds > 0 and not queue.contacts:
        yield Complaint(where, f"nobody waits, and the oldest of them does for {queue.oldest_seconds} seconds")
    if queue.outbound_flow and queue.outbound_flow not in machine:
        yield Complaint(where, f"there is no flow '{queue.outbound_flow}' for its outbound whisper")
    if queue.agents_available > queue.agents_staffed:
        yield Complaint(where, f"{queue.agents_available} agents available of {queue.agents_staffed} staffed")
    if queue.agents_staffed > queue.agents_online:
        yield Complaint(where, f"{queue.agents_staffed} agents staffed of {queue.agents_online} online")
    if queue.agent_queue and queue.hours:
        yield Complaint(where, "an agent's queue has no hours")
    if queue.hours and world.hours and queue.hours not in world.hours:
        yield Complaint(where, f"there are no hours '{queue.hours}'")


def _contact(contact: Contact, machine: Machine) -> Iterator[Complaint]:
    if contact.flow not in machine:
        yield Complaint("contact.flow", f"there is no flow '{contact.flow}'")
    if contact.initiation not in INITIATIONS:
        yield Complaint("contact.initiation", f"'{contact.initiation}' is no initiation method")
    if contact.channel is Channel.EMAIL and "@" not in contact.customer:
        yield Complaint("contact.customer", f"'{contact.customer}' is no e-mail address")
    if contact.channel is Channel.VOICE and "@" in contact.customer:
        yield Complaint("contact.customer", f"'{contact.customer}' is no telephone number")


def _beginning(contact: Contact) -> Iterator[Complaint]:
    """What it begins with must fit its channel, and the limit of 32 KB."""
    channels = BEGINS_IN.get(contact.initiation)
    if channels is not None and contact.channel not in channels:
        yield Complaint("contact.initiation", f"no {contact.channel.lower()} begins as {contact.initiation}")
    if contact.first_message and contact.channel is not Channel.CHAT:
        yield Complaint("contact.first_message", "only a chat begins with a message")
    size = sum(len(key.encode()) + len(value.encode()) for key, value in contact.attributes.items())
    if size > MOST_BYTES:
        yield Complaint("contact.attributes", f"are {size} bytes; {MOST_BYTES} are possible")


def _behavior(contact: Contact) -> Iterator[Complaint]:
    for name, seconds in (("patience_seconds", contact.patience_seconds), ("hangs_up_after", contact.hangs_up_after)):
        if seconds is not None and not reasons.is_time(seconds):
            yield Complaint(f"contact.{name}", f"is {seconds:g}; nobody leaves before they came, or at no time")
    if contact.attempts < 1 or not reasons.is_time(contact.retry_seconds):
        yield Complaint("contact.attempts", f"{contact.attempts} attempts every {contact.retry_seconds:g} seconds")
    if contact.answers and contact.channel in (Channel.TASK, Channel.EMAIL):
        yield Complaint("contact.answers", f"nobody answers questions in {contact.channel.lower()}")
    for number, answer in enumerate(contact.answers):
        if not isinstance(answer, Keys):
            continue
        if contact.channel is Channel.CHAT:
            yield Complaint(f"contact.answers[{number}]", "a chat has no keys")
        elif wrong := set(answer.keys) - KEYS:
            yield Complaint(f"contact.answers[{number}]", f"a telephone has no key '{min(wrong)}'")
