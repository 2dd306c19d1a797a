"""Lets what is due happen, in its order; what something is in the way of waits, and is tried again.

The server calls `settle` before the first request that comes when something is due, after it has written down the
moment and the dark regions (`sandbox.server.mirror`). Nobody else does: what a read sees is what the journal holds.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from sandbox.aws import references
from sandbox.aws.cloudcontrol.models import CloudControlBackend, cloudcontrol_backends
from sandbox.aws.replication import applying
from sandbox.aws.replication.link import Blocked, Event, Link, Target, linked


def is_any() -> bool:
    """Whether any center has a replica."""
    return any(backend.resources.links for account in _accounts() for backend in account)


def is_due(at: float, dark: frozenset[str] = frozenset()) -> bool:
    """Whether `settle` would do anything."""
    return any(_waits(link, at) for link in _lit(dark))


def settle(at: float, dark: frozenset[str] = frozenset()) -> None:
    """Let happen what is due at the moment, except between regions of which one is dark: that waits for it."""
    for link in _lit(dark):
        while link.pending and link.pending[0].due <= at:
            _attempt(link, heapq.heappop(link.pending))
        while _retried(link):
            pass


def _lit(dark: frozenset[str]) -> Iterator[Link]:
    for account in _accounts():
        for link in linked(backend.resources for backend in account):
            if dark.isdisjoint(link.regions):
                yield link


def _accounts() -> list[list[CloudControlBackend]]:
    """The regions that each account has used."""
    return [list(account.values()) for account in cloudcontrol_backends.values()]


def _waits(link: Link, at: float) -> bool:
    if link.pending and link.pending[0].due <= at:
        return True
    ordered = [one.event for one in link.blocked.values() if one.trouble.code == applying.ORDERED]
    return any(not applying.order(link, event) for event in ordered)


def _attempt(link: Link, event: Event) -> bool:
    """Whether it happened."""
    target = link.target(event)
    if link.is_stale(event):
        return False
    trouble = applying.trouble(link, event)
    if trouble:
        link.blocked[target] = Blocked(event, trouble)
        return False
    applying.apply(link, event)
    link.blocked.pop(target, None)
    return True


def _retried(link: Link) -> bool:
    """Try again what is blocked, the oldest first; whether any of it happened: that may clear the way of more."""
    progress = False
    for target, held in sorted(link.blocked.items(), key=lambda item: item[1].event.number):
        if link.is_stale(held.event):
            del link.blocked[target]
        else:
            progress |= _attempt(link, held.event)
    for target in _circle(link):
        applying.apply(link, link.blocked.pop(target).event)
        progress = True
    return progress


def _circle(link: Link) -> list[Target]:
    """Copies that lack nothing but each other: a queue and the quick connect that leads to it."""
    found = {target: held for target, held in link.blocked.items() if held.trouble.missing}
    while found:
        offered = {(held.event.region, arn) for held in found.values() for arn in _own(link, held.event)}
        kept = {
            target: held
            for target, held in found.items()
            if all((held.event.region, arn) in offered for arn in held.trouble.missing)
        }
        if len(kept) == len(found):
            break
        found = kept
    return sorted(found, key=lambda target: found[target].event.number)


def _own(link: Link, event: Event) -> set[str]:
    schema = link.at(event.region).schema(event.type_name)
    return references.own(schema, event.snapshot.model) if event.snapshot else set()
