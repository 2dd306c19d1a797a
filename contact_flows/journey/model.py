"""A journey: the steps of one flow that a caller notices, in reading order, and where each leads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a step is to the caller."""

    SAYS = "says"
    ASKS = "asks"
    DECIDES = "decides"
    LOOKS_UP = "looks up"
    RECORDS = "records"
    QUEUE = "queue"
    PROMISES = "promises"
    CONNECTS = "connects"
    CONTINUES = "continues"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Way:
    """One way on from a step.

    label     "1", "closed", "no answer"; empty where there is only one way
    to        number of a step of the same journey
    failure   taken only when something does not work
    """

    label: str
    to: int
    failure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    number: int
    """From 1, in reading order; what `Way.to` names."""
    block: str
    kind: Kind
    text: str
    """A sentence without the words of the caller's prompt: "Asks for a key"."""
    words: str = ""
    """What is spoken or written here, as it stands in the flow."""
    ways: tuple[Way, ...] = ()
    goes_to: str | None = None
    """Flow or module that takes over here, by id."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One flow as a caller meets it."""

    flow: str
    name: str
    description: str
    language: str
    steps: tuple[Step, ...]
