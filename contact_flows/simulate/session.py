"""State of one contact while it runs: the namespaces of `$.` references, a virtual clock, and the records kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, Protocol

from contact_flows.language.document import NOTHING, Channel, FlowType
from contact_flows.simulate.contact import Answer, Asked, Caller, Contact, HangUp, Silence
from contact_flows.simulate.graph import Node, PreparedFlow
from contact_flows.simulate.trace import Called, Created, Remark, Said, Step, Verdict
from contact_flows.simulate.world import World

LIFETIME_SECONDS = {
    Channel.VOICE: 2 * 3600.0,
    Channel.CHAT: 25 * 3600.0,
    Channel.TASK: 7 * 86400.0,
    Channel.EMAIL: 14 * 86400.0,
}
"""Virtual time budget: the service's default expiry of chats, tasks and e-mail; for calls it has none, so ours."""
CALLBACK_SECONDS = 7 * 86400.0
"""So long a callback is kept."""
CALLBACK = "CALLBACK"


class Signal(Enum):
    """Why a flow stopped."""

    DEAD_END = auto()
    DISCONNECTED = auto()
    FLOW_ENDED = auto()
    RETURNED = auto()
    QUEUED = auto()
    MOVED_QUEUE = auto()
    TRANSFERRED = auto()


class Cut(Enum):
    """What ends a flow from outside, at any instant."""

    ACCEPTED = auto()
    HUNG_UP = auto()
    EXPIRED = auto()
    WHISPERED_TOO_LONG = auto()
    DROPPED = auto()
    RESUMED = auto()


class Interrupted(Exception):  # noqa: N818 - it is an event of the contact, not an error
    """The running flow is over: an agent accepts, the contact leaves, or its time is up."""

    def __init__(self, cut: Cut) -> None:
        super().__init__(cut)
        self.cut = cut
        self.shown = False
        """Whether the trace has the action in which it happened."""


class Judged(Exception):  # noqa: N818 - as above
    """The contact cannot go on: a budget is spent."""

    def __init__(self, verdict: Verdict, why: str) -> None:
        super().__init__(verdict, why)
        self.verdict, self.why = verdict, why


class Flows(Protocol):
    """Prepared flows by key, for one channel."""

    def get(self, key: str) -> PreparedFlow | None: ...


class Session:
    """Mutable on purpose, and never seen outside one run. What most contacts never change stands in the class."""

    at = 0.0
    lambda_seconds = 0.0
    entered_queue = 0.0
    waiting_until = math.inf
    waited = 0.0

    kind: FlowType | None = None
    signal = Signal.DEAD_END
    module_stack: tuple[str, ...] = ()
    returned: tuple[str, Mapping[str, Any]] = ("", NOTHING)
    after_interrupt: Node | None = None
    dialling = False
    previous = ""
    """Id of the contact's segment before this one."""
    held_since: float | None = None
    """Since when the customer has been on hold, while an agent passes the contact on."""
    _answer = 0

    external: Mapping[str, Any] = NOTHING
    invocation: Mapping[str, Any] = NOTHING
    lex: Mapping[str, Any] = NOTHING
    agentic: Mapping[str, Any] = NOTHING
    metrics: Mapping[str, Any] = NOTHING
    view: Mapping[str, Any] = NOTHING
    modules: Mapping[str, Any] = NOTHING
    customer: Mapping[str, Any] = NOTHING
    case: Mapping[str, Any] = NOTHING
    data_tables: Mapping[str, Any] = NOTHING
    stored: str | None = None
    task = ""
    target: str | None = None
    queue: str | None = None
    in_queue = False
    keys = ""
    buffered = False
    voice = "Joanna"
    spoken = ""
    recorded: tuple[str, ...] = ()

    agent_met = False
    left_waiting = False
    transferred = False
    callback_made = False
    chain = 1

    def __init__(self, world: World, contact: Contact, flows: Flows, caller: Caller | None) -> None:
        self.world, self.contact, self.flows, self.caller = world, contact, flows, caller
        self.channel = contact.channel
        self._clock(contact)
        self._namespaces(world, contact)
        self._records()
        self.audience = "nobody" if contact.initiation == CALLBACK else "customer"
        self.initiation, self.segment = contact.initiation, contact.id
        self.hooks: dict[str, str] = {}
        self.loops: dict[tuple[str, str], int] = {}
        self.messages: dict[tuple[str, str], int] = {}
        self.turns: dict[str, int] = {}
        """How often something happened that a world lets happen so many times: dials of a number, drops, transfers."""

    def _clock(self, contact: Contact) -> None:
        self.until = lifetime(contact)
        self.cut = Cut.EXPIRED
        if contact.hangs_up_after is not None and contact.hangs_up_after < self.until:
            self.until, self.cut = contact.hangs_up_after, Cut.HUNG_UP

    def _namespaces(self, world: World, contact: Contact) -> None:
        self.attributes: dict[str, str] = dict(contact.attributes)
        self.written = sum([len(key) + len(value) for key, value in self.attributes.items()])
        """Characters of all attributes ever set: while they fit, what is left of them does."""
        self.flow_attributes: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.call_back_at = contact.customer
        self.language = contact.language or world.language

    def _records(self) -> None:
        self.said: list[Said] = []
        self.steps: list[Step] = []
        self.moments: list[float] = []
        self.calls: list[Called] = []
        self.created: list[Created] = []
        self.cases: list[str] = []
        self.queues: list[str] = []
        self.dialled: list[str] = []
        self.remarks: list[Remark] = []

    @property
    def now(self) -> dt.datetime:
        return self.world.now + dt.timedelta(seconds=self.at)

    def spend(self, seconds: float) -> None:
        """Let time pass; whatever comes due in it interrupts."""
        self.at += seconds
        if self.at >= self.until:
            self.at = self.until
            raise Interrupted(self.cut)

    def begin_segment(self, initiation: str) -> None:
        """The contact goes on as another one of its chain. Attributes and hooks go with it."""
        self.chain += 1
        self.initiation, self.previous = initiation, self.segment
        self.segment = f"{self.contact.id[:-4]}{self.chain:04}"

    def turn(self, name: str) -> int:
        """0 the first time, 1 the second, and so on."""
        number = self.turns[name] = self.turns.get(name, -1) + 1
        return number

    def remark(self, flow: str, block: str, text: str) -> None:
        self.remarks.append(Remark(flow, block, text))

    def say(self, text: str, flow: str, block: str, language: str, seconds: float) -> None:
        """Speech takes time, and ends the silence that functions may fill."""
        self.lambda_seconds = 0.0
        if self.dialling:
            self.dial()
        said = Said(self.spoken or language or self.language, text, flow, block, self.at, self.voice, self.audience)
        self.said.append(said)
        if self.caller is not None:
            self.caller.heard(said)
        self.at += seconds
        if self.at >= self.until:
            self.at = self.until
            raise Interrupted(self.cut)

    def dial(self) -> None:
        """An outbound call rings when its flow first speaks: what came before ran unheard."""
        self.dialling = False
        self.spend(RING_SECONDS)

    def ask(self, question: Asked) -> Answer:
        """The answer of whoever plays the contact. Raises Interrupted when they leave."""
        answer = self.next_answer() if self.caller is None else self.caller.asked(question)
        if isinstance(answer, HangUp):
            raise Interrupted(Cut.HUNG_UP)
        return answer

    def next_answer(self) -> Answer:
        """Of the contact's own list; silence after its end."""
        if self._answer >= len(self.contact.answers):
            return Silence()
        self._answer += 1
        answer = self.contact.answers[self._answer - 1]
        if isinstance(answer, HangUp):
            raise Interrupted(Cut.HUNG_UP)
        return answer


def lifetime(contact: Contact) -> float:
    """Seconds after which the service ends the contact."""
    return CALLBACK_SECONDS if contact.initiation == CALLBACK else LIFETIME_SECONDS[contact.channel]


RING_SECONDS = 10.0
