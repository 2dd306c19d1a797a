"""Everything around one contact: the moment, calendars, queues, agents, functions, and what is broken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from calendars.service.hours import HoursOfOperation

Function = Callable[[Mapping[str, Any], dt.datetime], Mapping[str, Any]]
"""Takes a Lambda event and the (virtual) moment; an exception is a failed invocation."""

Functions = Mapping[str, Function]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a bot made of an utterance. A `state` of Failed takes the error branch."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    state: str = "ReadyForFulfillment"
    confidence: float = 1.0
    sentiment: str = "NEUTRAL"
    session: Mapping[str, str] = field(default_factory=dict)


Understanding = Callable[[str, str, str], Understood | None]
"""Takes the bot's key, the words and the language; None where the bot understands nothing (its FallbackIntent)."""


class Fault(StrEnum):
    """How something fails.

    DEAD          does not answer: an error at once
    SLOW          answers after the limit: an error, and the time is gone
    WRONG_SHAPE   a function answers what a flow cannot take
    """

    DEAD = "dead"
    SLOW = "slow"
    WRONG_SHAPE = "wrong shape"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """A queue as the contact finds it.

    capacity       contacts that may wait at once, 0 is always full; None for no limit of its own
    contacts       waiting now
    wait_seconds   after which an agent takes this contact; None: nobody ever does
    hours          key of its hours of operation
    metrics        False: real-time metrics are empty, as they are for a queue without activity
    agent_queue    of one agent: exempt from the limit, and without hours
    outbound_flow  key of its outbound whisper, which callbacks hear
    leave_after    when its agents go home, in seconds since the contact began; None: they stay
    """

    name: str = ""
    capacity: int | None = None
    contacts: int = 0
    wait_seconds: float | None = 30.0
    oldest_seconds: int = 0
    agents_available: int = 1
    agents_staffed: int = 1
    agents_online: int = 1
    hours: str = ""
    enabled: bool = True
    metrics: bool = True
    agent_queue: bool = False
    outbound_number: str = ""
    outbound_flow: str = ""
    leave_after: float | None = None

    def at(self, seconds: float) -> Self:
        """As it is then: whoever has gone home takes nobody."""
        if self.leave_after is None or seconds < self.leave_after:
            return self
        return replace(self, wait_seconds=None, agents_available=0, agents_staffed=0, agents_online=0)


@dataclass(frozen=True, slots=True)
class QuickConnect:
    """What an agent passes a contact on by.

    flow   key of the quick connect's flow, for a queue (QUEUE_TRANSFER) or for an agent (AGENT_TRANSFER)
    to     key of the queue, or of the agent's queue
    cold   the agent leaves at once: the customer hears what the agent would have heard
    """

    flow: str
    to: str
    cold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Whoever takes the contact.

    hangs_up        whether the agent ends the talk (then a disconnect flow may run for the customer), or the customer
    holds_seconds   how long the customer is on hold, each time; evenly over the talk, and in addition to it
    transfers       at the end of the first talk by the first of these, at the end of the second by the second
    drops           so many agents accept, and are gone before their whisper ends
    """

    user_name: str = "agent.one"
    first_name: str = "Agent"
    last_name: str = "One"
    talk_seconds: float = 240.0
    hangs_up: bool = True
    holds_seconds: tuple[float, ...] = ()
    transfers: tuple[QuickConnect, ...] = ()
    drops: int = 0


class Phone(StrEnum):
    """How a number outside answers."""

    ANSWERS = "answers"
    HANGS_UP_FIRST = "answers, and hangs up first"
    VOICEMAIL = "voicemail"
    BUSY = "busy"
    RINGS = "rings"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Keys of things are `str(Ref)` such as `queue:billing`, or the ARN itself in a foreign flow.

    now            when the contact begins; aware
    region         where it is served
    down           regions that are dark; a contact then goes to `replica`, where there is one
    seed           of the one draw for each DistributeByPercentage
    faults         by key; `hours`, `metrics`, `cases`, `profiles`, `tasks` and `callbacks` name services as a whole
    prompts        words of recordings by key
    phones         how numbers outside answer, each time or, several, in turn; those left out answer
    profiles       customer profiles by telephone number or address
    data_tables    rows by table
    """

    now: dt.datetime
    region: str = "us-west-2"
    replica: str = ""
    down: frozenset[str] = frozenset()
    account: str = "000000000000"
    instance: str = "00000000-0000-4000-8000-000000000000"
    hours: Mapping[str, HoursOfOperation] = field(default_factory=dict)
    queues: Mapping[str, QueueState] = field(default_factory=dict)
    functions: Functions = field(default_factory=dict)
    understanding: Understanding | None = None
    agent: Agent = field(default_factory=Agent)
    phones: Mapping[str, Phone | tuple[Phone, ...]] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    cases: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """Cases by customer address, the last one last."""
    faults: Mapping[str, Fault] = field(default_factory=dict)
    seed: int = 0
    language: str = "en-US"
    dialable: tuple[str, ...] = ("+1",)
    """Beginnings of numbers that may be called back."""
    data_tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
