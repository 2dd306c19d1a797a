"""What happened to one contact, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Said(NamedTuple):
    """Words that somebody heard, or a recording by its key.

    to   customer, agent, or nobody (there is no one left to hear it)
    """

    language: str
    text: str
    flow: str
    block: str
    at_seconds: float
    voice: str = ""
    to: str = "customer"


class Step(NamedTuple):
    """One action, and the way on.

    branch   `next`, a condition such as `=1`, or an error such as `!QueueAtCapacity`; empty for a terminal action
    """

    flow: str
    block: str
    branch: str


class Called(NamedTuple):
    """One invocation of a function.

    failed   why there is no answer; empty where there is one
    """

    function: str
    parameters: Mapping[str, str]
    answer: Mapping[str, object]
    failed: str
    at_seconds: float


class Created(NamedTuple):
    """A contact made by a flow: a callback, a task, an outbound chat or e-mail.

    delay_seconds   a callback is not offered to an agent before; then it is dialed up to `attempts` times
    """

    kind: str
    queue: str
    address: str
    at_seconds: float
    delay_seconds: float = 0.0
    retry_seconds: float = 0.0
    attempts: int = 1


class Ended(StrEnum):
    """Where a contact ended.

    QUEUE       in a queue, with or without having reached an agent
    VOICEMAIL   its request was kept as a case
    TRANSFER    connected to a number outside
    DISCONNECT  by the flow's goodbye, or by the contact itself
    FAULT       stranded: see the verdict
    """

    QUEUE = "queue"
    CALLBACK = "callback"
    VOICEMAIL = "voicemail"
    TRANSFER = "transfer"
    DISCONNECT = "disconnect"
    FAULT = "fault"


class Verdict(StrEnum):
    """Whether the flow itself behaved."""

    FINE = "fine"
    DEAD_END = "dead end"
    STEPS = "step budget"
    TIME = "time budget"
    UNKNOWN_ACTION = "unknown action"
    NO_REGION = "no region answers"


class Remark(NamedTuple):
    """Something that the service does silently, and that a reader should know."""

    flow: str
    block: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The whole of it. `moments[i]` is when `steps[i]` was done, in seconds since the contact began.

    agent        whether an agent was reached
    by           who ended it: flow, customer, agent, service
    queues       keys of all queues it was put into, in order; `queue` is the last
    cases        ids or references of cases that were opened on the way
    """

    said: tuple[Said, ...]
    steps: tuple[Step, ...]
    moments: tuple[float, ...]
    attributes: Mapping[str, str]
    functions: tuple[Called, ...] = ()
    ended: Ended
    by: str
    queue: str | None = None
    queues: tuple[str, ...] = ()
    agent: bool = False
    cases: tuple[str, ...] = ()
    created: tuple[Created, ...] = ()
    dialled: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    verdict: Verdict = Verdict.FINE
    verdict_at: str = ""
    """Place of the verdict, `flow/block`, with its reason."""
    elapsed_seconds: float = 0.0
    waited_seconds: float = 0.0
    """Of it, spent in queues."""
    recorded: tuple[str, ...] = ()
    """Whose voices were recorded at the end: Agent, Customer, and IVR for the flow itself."""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def heard(self) -> str:
        """All that the customer heard, in one text."""
        return " ".join(said.text for said in self.said if said.to == "customer")
