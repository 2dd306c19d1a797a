"""Queues, routing profiles, quick connects and skills."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from spec.models.base import Id, Label, LanguageCode, Model, Phone, Text, default


class Channel(StrEnum):
    """Media as Amazon Connect routes them."""

    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    TASK = "task"


class Queue(Model):
    """Where contacts wait."""

    id: Id
    name: Label
    center: Id | None = None
    owner: Id = Field(description="Party whose people answer it")
    account_manager: Id | None = Field(default=None, description="Account manager whose customers wait here")
    hours: Id = Field(description="Hours of operation it follows")
    channels: tuple[Channel, ...] = default(
        (Channel.VOICE, Channel.CHAT, Channel.EMAIL, Channel.TASK),
        "one queue serves all channels of a topic (XC-9)",
        min_length=1,
    )
    languages: tuple[LanguageCode, ...] = ()
    max_contacts: int = default(
        50,
        "beyond it callers hear the queue-full branch",
        gt=0,
        le=10_000,
        description="Contacts that may wait at once",
    )
    overflow: Id | None = Field(default=None, description="Queue that takes contacts when this one is full")
    callback: bool = default(True, "a caller need not hold; the place in line is kept")
    voicemail: bool = default(True, "a closed line takes a message instead of bouncing")
    outbound_line: Id | None = Field(
        default=None, description="Line shown as caller ID; the center's first when left out"
    )
    outbound_email: Id | None = Field(
        default=None, description="Address shown as sender; the center's first when left out"
    )
    description: Text | None = None


class Callbacks(Model):
    """Calls that are promised instead of waiting. A promise is made only where it can be kept."""

    window_minutes: int = default(
        120,
        "two hours are enough to work off a full queue before closing",
        ge=0,
        le=720,
        description="No callback is promised in the last minutes before the queue closes",
    )
    cap: int = default(
        20,
        "about what ten agents return in an hour; beyond it a message is taken",
        ge=0,
        le=1000,
        description="Callbacks promised beyond a full queue; the service itself lends a queue a fifth of its limit",
    )
    retry_minutes: int = default(10, "a person who missed a call is often back soon", ge=1, le=1440)
    attempts: int = default(
        3, "one call and two more; after that the customer is left in peace", ge=1, le=10, description="Calls in all"
    )


class ProfileQueue(Model):
    queue: Id
    channels: tuple[Channel, ...] = Field(
        default=(), description="Channels served here; all of the queue's when left out"
    )
    priority: int = default(1, "1 is served first", ge=1, le=99)
    delay_seconds: int = default(0, "no delay", ge=0, le=9999)


class Concurrency(Model):
    """How many contacts of a channel one agent has at once."""

    voice: int = default(1, "one call at a time", ge=0, le=1)
    chat: int = default(3, "three chats keep response times", ge=0, le=10)
    email: int = default(5, "e-mail waits while the agent speaks", ge=0, le=10)
    task: int = default(5, "as e-mail", ge=0, le=10)


class RoutingProfile(Model):
    """The queues a group of agents serves, in what order and after what delay."""

    id: Id
    name: Label
    center: Id | None = None
    description: Text
    queues: tuple[ProfileQueue, ...] = Field(min_length=1)
    default_outbound_queue: Id
    concurrency: Concurrency = default(Concurrency(), "one call; some written contacts beside it")


class QuickConnect(Model):
    """A destination an agent can transfer to: a queue of this center, or a number outside it."""

    id: Id
    name: Label
    center: Id | None = None
    queue: Id | None = None
    phone: Phone | None = None
    party: Id | None = Field(default=None, description="Party reached")
    offered_in: tuple[Id, ...] = Field(
        default=(), description="Queues whose agents see it; all of the center when left out"
    )

    @model_validator(mode="after")
    def _one_destination(self) -> Self:
        if (self.queue is None) == (self.phone is None):
            raise ValueError("name one destination: a queue or a phone")
        return self


class Skill(Model):
    """A proficiency that routing can ask for."""

    id: Id
    name: Label
    values: tuple[Label, ...] = Field(min_length=1)
