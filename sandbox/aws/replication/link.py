"""What holds a center's two instances together: events that wait, what is blocked, and who changed what last."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.aws import clock, settings

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources
    from sandbox.aws.store import Key, Model

Target = tuple[str, "Key"]
"""A region, and a resource there under the identifier that it has in the source region."""


@dataclass(frozen=True)
class Snapshot:
    """A resource as it was when it changed, with the ARNs of the region that it goes to."""

    model: Model
    facts: dict[str, Any]
    created: datetime
    modified: datetime


@dataclass(frozen=True, order=True)
class Event:
    """One change on its way to the other region."""

    due: float
    number: int
    """The place of the change among all changes of the center: the higher one wins."""

    region: str = field(compare=False)
    """Where it goes."""

    type_name: str = field(compare=False)
    identifier: str = field(compare=False)
    """In the region where it goes."""

    snapshot: Snapshot | None = field(compare=False)
    """None where the resource was deleted."""


@dataclass(frozen=True)
class Trouble:
    """Why an event cannot happen."""

    code: str
    message: str
    missing: frozenset[str] = frozenset()
    """Mirrored resources that the copy points to and its region does not have."""


@dataclass(frozen=True)
class Blocked:
    event: Event
    trouble: Trouble


@dataclass(eq=False)
class Link:
    """A center whose instance has been replicated; the stores of both regions know it by the instance's id."""

    instance_id: str
    source: Resources
    replica: Resources
    ready: float
    """When the replica can take copies."""

    client_token: str = ""
    number: int = 0
    initial: int = 0
    """The number of the last event that copies what was there at the start."""

    pending: list[Event] = field(default_factory=list)
    versions: dict[Target, int] = field(default_factory=dict)
    """The number of the change that each region has seen last, deletions among them."""

    blocked: dict[Target, Blocked] = field(default_factory=dict)

    @property
    def regions(self) -> tuple[str, str]:
        return self.source.place.region, self.replica.place.region

    def at(self, region: str) -> Resources:
        return self.source if region == self.source.place.region else self.replica

    def across(self, region: str) -> str:
        """The other region."""
        source, replica = self.regions
        return replica if region == source else source

    def key(self, region: str, type_name: str, identifier: str) -> Key:
        """What both regions mean by a resource."""
        return type_name, identifier if region == self.regions[0] else self.moved(identifier, region)

    def moved(self, value: Any, region: str) -> Any:
        """A copy with the ARNs of the instance as the region across from `region` has them."""
        return _replaced(value, self._token(region), self._token(self.across(region)))

    def _token(self, region: str) -> str:
        return f":connect:{region}:{self.source.place.account}:instance/{self.instance_id}"

    def note(self, region: str, type_name: str, identifier: str, snapshot: Snapshot | None) -> None:
        """A change in `region`, whose ARNs identifier and snapshot still have; it is due across after the delay."""
        self.number += 1
        self.versions[region, self.key(region, type_name, identifier)] = self.number
        due = max(clock.epoch() + settings.current().replication_delay, self.ready)
        there = self.across(region)
        event = Event(due, self.number, there, type_name, self.moved(identifier, region), snapshot)
        heapq.heappush(self.pending, event)

    def is_stale(self, event: Event) -> bool:
        """Whether its region has seen a later change of the same resource."""
        return self.versions.get(self.target(event), 0) >= event.number

    def target(self, event: Event) -> Target:
        return event.region, self.key(event.region, event.type_name, event.identifier)

    def is_complete(self) -> bool:
        """Whether what was there at the start has been copied."""
        return clock.epoch() >= self.ready and not any(event.number <= self.initial for event in self.pending)


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, Mapping):
        return {name: _replaced(entry, old, new) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(entry, old, new) for entry in value]
    return value


def linked(everywhere: Iterable[Resources]) -> list[Link]:
    """The links of an account, each once."""
    return [link for one in everywhere for link in one.links.values() if link.source is one]
