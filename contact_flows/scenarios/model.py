"""What a scenario says: a world, what the contact does in it, and what must come of it.

Written for whoever reviews the service, not for whoever compiles it: nothing here names a block of a flow, so that a
scenario outlives every change of how flows are built.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from spec.models.base import Email, Id, Label, LanguageCode, Model, Phone, Text

ScenarioId = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./+-]{0,119}$", description="Letters, digits and . _ / + -")
]
FlowId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$", description="Id of a compiled flow")]
SPOKEN_MOMENTS = (
    "open",
    "closed",
    "holiday",
    "one hour before closing",
    "one second before closing",
    "one second after closing",
    "one second before opening",
    "launch weeks",
)
LOCAL_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
FAULTS = ("dead", "slow", "wrong shape")
DEFAULT_CALLER = "+13605550101"


def local_time(text: str) -> dt.datetime | None:
    """The naive local time that `2027-12-24 16:59` stands for; None for one of the spoken moments."""
    for form in LOCAL_FORMS:
        try:
            return dt.datetime.strptime(text, form)  # noqa: DTZ007  # local to the program; `worlds` adds its zone
        except ValueError:
            continue
    return None


def _moment(text: str) -> str:
    if text in SPOKEN_MOMENTS or local_time(text) is not None:
        return text
    raise ValueError(f"'{text}' is no moment; write one such as \"2027-12-24 16:59\", or: {', '.join(SPOKEN_MOMENTS)}")


class Channel(StrEnum):
    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    TASK = "task"


class Emergency(Model):
    """The operator's switch: the center is closed, or it is open and has something to announce."""

    state: Literal["closed", "announce"] = Field(description="closed or announce")
    message: Text = Field(description="What callers are told")


class KnownCase(Model):
    """A case that exists before the contact comes."""

    reference: Annotated[str, Field(pattern=r"^\d{1,20}$", description="Digits, as they are spoken")]
    status: Annotated[str, Field(min_length=1, max_length=60, description="As the case system has it, such as open")]
    caller: Phone | None = Field(default=None, description="Number of the customer; the caller's own when left out")


class Given(Model):
    """The world when the contact comes. What is left out is at its best: open, staffed, quick, healthy."""

    center: Id | None = Field(default=None, description="Center reached; the one of the line, or the first")
    line: Id | None = Field(default=None, description="Line dialed; the center's first when left out")
    channel: Channel = Field(default=Channel.VOICE, description="voice, chat, email or task")
    address: Id | None = Field(default=None, description="E-mail address written to; the center's first when left out")
    at: Annotated[str, Field(description="Local time of the program, or a spoken moment such as holiday")] = "open"
    hours: Id | None = Field(default=None, description="Hours that a spoken moment is about; the line's when left out")
    full: tuple[Id, ...] | Literal["all"] = Field(default=(), description="Queues that take no more contacts, or all")
    unstaffed: tuple[Id, ...] | Literal["all"] = Field(default=(), description="Queues without an agent, or all")
    wait_seconds: Annotated[int, Field(ge=0, le=86_400, description="How long the oldest contact has waited")] = 30
    emergency: Emergency | None = Field(default=None, description="What the operator switched on")
    faults: dict[str, str] = Field(
        default_factory=dict,
        description="What fails and how: `function:open_case: dead` (or slow), `bots: dead`, or one block of a flow by "
        "one of its error branches, such as `line-main/voice: NoMatchingError`",
    )
    region_down: bool = Field(default=False, description="The primary region is dark; the replica serves")
    caller: Phone | Literal["withheld"] = Field(default=DEFAULT_CALLER, description="Number of the caller, or withheld")
    enters: FlowId | None = Field(
        default=None, description="Flow that it starts in, for what agents and functions begin: transfer, outbound"
    )
    attributes: dict[str, str] = Field(
        default_factory=dict, description="Contact attributes that it brings along, as a transfer or a task does"
    )
    outside: Literal["answers", "answers, and hangs up first", "busy", "rings"] = Field(
        default="answers", description="What a number outside does when it is called"
    )
    account_manager: Id | None = Field(default=None, description="Account manager that the caller is known to have")
    case: KnownCase | None = Field(default=None, description="A case that exists already")
    sender: Email | None = Field(default=None, description="Who writes an e-mail")
    subject: Label | None = Field(default=None, description="Subject of an e-mail")
    leaves_after_seconds: Annotated[float, Field(gt=0, le=86_400)] | None = Field(
        default=None, description="Hangs up then, wherever it is"
    )
    agents_leave_after_seconds: Annotated[float, Field(ge=0, le=86_400)] | None = Field(
        default=None, description="Agents go home so long after the contact came, and take nobody before"
    )
    passed_on_to: Id | None = Field(default=None, description="Queue that the first agent transfers the contact to")
    copies: tuple[Email, ...] = Field(default=(), description="Who else an e-mail is addressed to, as a copy")
    retired: tuple[Id, ...] = Field(default=(), description="Account managers who serve nobody any more")
    agents_answer: bool = Field(default=True, description="Whoever waits is answered; false: nobody picks up")

    _at = field_validator("at")(_moment)

    @field_validator("faults")
    @classmethod
    def _known_kinds(cls, value: dict[str, str]) -> dict[str, str]:
        for key, kind in value.items():
            if "/" not in key and kind not in FAULTS:
                raise ValueError(f"{key} cannot fail by '{kind}'; write one of: {', '.join(FAULTS)}")
        return value

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        if self.channel is not Channel.VOICE and self.line is not None:
            raise ValueError(f"a {self.channel.value} contact comes by no line; delete line or channel")
        if self.address is not None and self.channel is not Channel.EMAIL:
            raise ValueError("only an e-mail has an address; write channel: email, or delete address")
        if (self.sender is not None or self.subject is not None or self.copies) and self.channel is not Channel.EMAIL:
            raise ValueError("only an e-mail has a sender, a subject and copies; write channel: email, or delete them")
        return self


class Step(Model):
    """One thing the contact does when it is asked; exactly one key."""

    press: Annotated[str, Field(pattern=r"^[0-9*#]{1,50}$", description="Keys, in quotes")] | None = None
    say: Annotated[str, Field(min_length=1, max_length=300, description="Words spoken or written")] | None = None
    choose_language: LanguageCode | None = Field(default=None, description="Takes the language when it is offered")
    silent: Literal[True] | None = Field(default=None, description="Does nothing until the time is over")
    hang_up: Literal[True] | None = Field(default=None, description="Leaves")

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("a step is one of press, say, choose_language, silent, hang_up; start each with its own -")
        return self


class Heard(Model):
    """Words within one prompt or message; case and spacing do not matter."""

    text: Text
    language: LanguageCode | None = Field(default=None, description="Language it must be spoken in")


class Ending(StrEnum):
    QUEUE = "queue"
    CALLBACK = "callback"
    VOICEMAIL = "voicemail"
    TRANSFER = "transfer"
    DISCONNECT = "disconnect"


class Then(Model):
    """What must come of it. A scenario expects at least one thing."""

    hears: tuple[Text | Heard, ...] = Field(default=(), description="Texts, in this order; others may stand between")
    never_hears: tuple[Text, ...] = Field(default=(), description="Texts that never come")
    language: LanguageCode | None = Field(default=None, description="Language of the last thing heard")
    ends: Ending | tuple[Ending, ...] | None = Field(default=None, description="How it ends, or the ways it may")
    queue: Id | tuple[Id, ...] | None = Field(default=None, description="Queue reached, or those it may be")
    never_queue: tuple[Id, ...] = Field(default=(), description="Queues never reached")
    opens_case: bool | None = Field(default=None, description="A request is kept as a case")
    attributes: dict[str, str] = Field(default_factory=dict, description="Contact attributes at the end")
    calls: tuple[Phone, ...] = Field(default=(), description="Numbers that the caller is put through to")
    within_seconds: Annotated[float, Field(gt=0, le=86_400)] | None = Field(
        default=None, description="Time until it ends, in seconds"
    )
    hops: Annotated[int, Field(ge=0, le=11)] | None = Field(default=None, description="Most times it is passed on")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("it expects nothing; write ends, hears, queue, or another key")
        return self


class Scenario(Model):
    """One contact."""

    id: ScenarioId
    title: Annotated[str, Field(min_length=1, max_length=160, description="A sentence that says what must hold")]
    given: Given = Field(default_factory=Given)
    when: tuple[Step, ...] = ()
    then: Then
    row: str = Field(default="", description="Row of the matrix; made from the line or channel when left out")
    column: str = Field(default="", description="Column of the matrix; scenario when left out")


class ScenarioFile(Model):
    """Several scenarios of one program."""

    scenarios: tuple[Scenario, ...] = Field(min_length=1)
