"""What somebody has seen who keeps looking: how long a region has been silent, and what changed meanwhile. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from operate.failover.aside import Aside
from operate.failover.reading import Seen
from operate.failover.record import follows
from operate.failover.words import where_now
from operate.readiness.verdict import Readiness, State
from operate.serving.doors import Heard
from spec.errors import CloudError
from spec.serving import CHANNELS, Serving

KEPT = 50
"""Changes that are remembered; the last ones."""
WORDS = {State.READY: "ready", State.DEGRADED: "degraded", State.NOT_READY: "NOT READY"}


@dataclass(frozen=True, slots=True)
class Instant:
    """at: for words, in UTC. elapsed: in seconds, for ages: nobody's setting of a clock changes it."""

    at: dt.datetime
    elapsed: float


@dataclass(frozen=True, slots=True)
class Change:
    at: dt.datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Of one region. readiness: None where the check itself came to nothing, for the reason given."""

    when: Instant
    readiness: Readiness | None = None
    failure: str = ""

    @property
    def state(self) -> State:
        """The worst that was said; what was not found out is not ready."""
        states = {verdict.state for verdict in self.readiness.verdicts} if self.readiness else set()
        return next(
            (state for state in (State.NOT_READY, State.DEGRADED, State.READY) if state in states), State.NOT_READY
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """when     of the last look; None before the first
    silent   by center and region, the first look at which it did not answer, as long as it does not
    checks   the last one of each region
    aside    what was asked beside it the last time; None before anybody did
    """

    seen: tuple[Seen, ...] = ()
    when: Instant | None = None
    silent: Mapping[tuple[str, str], Instant] = field(default_factory=dict)
    checks: Mapping[str, Checked] = field(default_factory=dict)
    aside: Aside | None = None
    changes: tuple[Change, ...] = ()

    def looked(self, seen: Sequence[Seen], when: Instant) -> Watch:
        before = {one.center: one for one in self.seen}
        words = [
            f"{one.center}: {said}" if len(seen) > 1 else said
            for one in seen
            if one.center in before
            for said in _changes(before[one.center], one)
        ]
        silent = {
            (one.center, region): self.silent.get((one.center, region), when) for one in seen for region in one.dark
        }
        return replace(self, seen=tuple(seen), when=when, silent=silent, changes=self._also(words, when))

    def checked(self, region: str, found: Checked) -> Watch:
        known = self.checks.get(region)
        words = (
            [f"{region}: {WORDS[found.state]}, was {WORDS[known.state]}"]
            if known and known.state != found.state
            else []
        )
        return replace(self, checks={**self.checks, region: found}, changes=self._also(words, found.when))

    def heard(self, aside: Aside, when: Instant) -> Watch:
        """What alarms, doors and regions that ask say now."""
        words = [] if self.aside is None else list(_heard(self.aside, aside))
        return replace(self, aside=aside, changes=self._also(words, when))

    def _also(self, words: Sequence[str], when: Instant) -> tuple[Change, ...]:
        return (*self.changes, *(Change(when.at, said) for said in words))[-KEPT:]


def _heard(before: Aside, now: Aside) -> Iterator[str]:
    """Of a region that tells nothing this time nothing is over."""
    asked, asking = ({(one.region, one.center) for one in found.waiting} for found in (before, now))
    answered = {(region, one.center) for one in now.automatic for region, found in one.asked.items() if found is None}
    yield from (f"{region} ASKS whether to take the traffic of {center}" for region, center in sorted(asking - asked))
    yield from (
        f"{region} asks no more whether to take that of {center}" for region, center in sorted(asked & answered)
    )
    rang, rings = _ringing(before), _ringing(now)
    told = {at.region for one in now.observed for at in one.told if not isinstance(at.alarms, CloudError)}
    yield from (f"{region}: ALARM: {says}" for (region, name), says in rings.items() if (region, name) not in rang)
    over = {key: says for key, says in rang.items() if key not in rings and key[0] in told}
    yield from (f"{region}: over: {says}" for (region, _), says in over.items())
    known = {(one.center, one.region): one for one in before.doors}
    for door in now.doors:
        was = known.get((door.center, door.region))
        if was is not None and _silent(was) != _silent(door):
            yield f"the front door of {door.region} {'does NOT answer' if _silent(door) else 'answers again'}"


def _silent(door: Heard) -> bool:
    return isinstance(door.told, CloudError)


def _ringing(aside: Aside) -> dict[tuple[str, str], str]:
    """What is said while it rings, by region and name."""
    return {(region, alarm.name): alarm.says for one in aside.observed for region, alarm in one.ringing}


def _changes(before: Seen, now: Seen) -> Iterator[str]:
    yield from (f"{region} does NOT answer" for region in now.dark if region not in before.dark)
    yield from (f"{region} answers again" for region in before.dark if region not in now.dark)
    rows, tables = before.unread_rows.keys() - before.dark.keys(), now.unread_rows.keys() - now.dark.keys()
    yield from (f"the switchboard of {region} does NOT answer" for region in sorted(tables - rows))
    if before.split != now.split:
        yield where_now(now)
    yield from _served(before, now)


def signer(row: Serving) -> str:
    """Who wrote it, without what an ARN says first: `user/kai (kai)`."""
    return row.by.rpartition(":")[2]


def _served(before: Seen, now: Seen) -> Iterator[str]:
    """What the rows say; a region whose row cannot be read for a while has changed nothing."""
    was, row = before.serving, now.serving
    if row is None or row == was or (was is not None and row.turn < was.turn):
        return
    if row.towards and (was is None or row.towards != was.towards):
        yield f"a move to {row.towards} has begun, by {signer(row)}"
    if any(now.served[channel] != before.served[channel] for channel in CHANNELS):
        yield follows(row)
    if was is not None and was.towards and not row.towards:
        yield f"the move to {was.towards} has ended"
