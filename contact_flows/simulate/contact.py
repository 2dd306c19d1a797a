"""One contact, and the person behind it: what they press, say, or leave unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from contact_flows.language.document import Channel
from contact_flows.simulate.trace import Said


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys pressed in one go, such as `2` or `4711#`; what a menu leaves over is type-ahead for the next question."""

    keys: str


@dataclass(frozen=True, slots=True)
class Says:
    """Words spoken, or written in a chat."""

    words: str


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer until the time-out."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """The contact leaves instead of answering."""


Answer = Keys | Says | Silence | HangUp


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the contact, after its text was heard.

    digits    how many keys it takes at most: 1 for a menu
    speech    words are understood too
    """

    flow: str
    block: str
    language: str
    text: str
    timeout_seconds: float
    digits: int = 1
    speech: bool = False


class Caller(Protocol):
    """Whoever plays the contact: a script, or a person at a terminal."""

    def heard(self, said: Said) -> None: ...

    def asked(self, question: Asked) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What comes in.

    flow              id of the flow that the number, address or widget points at
    customer          telephone number or address of the customer
    system            number or address that was called
    answers           in order, one for each question; after the last one the contact is silent
    patience_seconds  leaves after so much waiting in a queue; None waits for ever
    hangs_up_after    leaves after so many seconds, wherever it is
    attempts          of a callback: how often its customer is dialed at most, where nobody answers
    retry_seconds     of a callback: between two attempts
    copies            of an e-mail: addresses that it was copied to
    """

    flow: str
    channel: Channel = Channel.VOICE
    customer: str = "+12065550142"
    system: str = "+12065550100"
    answers: tuple[Answer, ...] = ()
    patience_seconds: float | None = None
    hangs_up_after: float | None = None
    attempts: int = 1
    retry_seconds: float = 600.0
    copies: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    segment_attributes: Mapping[str, str] = field(default_factory=dict)
    initiation: str = "INBOUND"
    language: str = ""
    name: str = ""
    first_message: str = ""
    """What a chat began with (`$.Media.InitialMessage`)."""
    id: str = "00000000-0000-4000-8000-000000000001"
