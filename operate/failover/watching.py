"""What somebody has seen who keeps looking: how long a region has been silent, and what changed meanwhile. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from operate.failover.reading import Seen
from operate.failover.record import follows
from operate.failover.words import where_now
from operate.observing.look import Observed
from operate.readiness.verdict import Readiness, State
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
    observed what alarms and probes say, of each center; empty before anybody asked
    """

    seen: tuple[Seen, ...] = ()
    when: Instant | None = None
    silent: Mapping[tuple[str, str], Instant] = field(default_factory=dict)
    checks: Mapping[str, Checked] = field(default_factory=dict)
    observed: tuple[Observed, ...] = ()
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

    def heard(self, observed: Sequence[Observed], when: Instant) -> Watch:
        """What alarms and probes say now."""
        before, now = _ringing(self.observed), _ringing(observed)
        words = [f"{region}: ALARM: {says}" for (region, name), says in now.items() if (region, name) not in before]
        words += [f"{region}: over: {says}" for (region, name), says in before.items() if (region, name) not in now]
        told = words if self.observed else []
        return replace(self, observed=tuple(observed), changes=self._also(told, when))

    def _also(self, words: Sequence[str], when: Instant) -> tuple[Change, ...]:
        return (*self.changes, *(Change(when.at, said) for said in words))[-KEPT:]


def _ringing(observed: Sequence[Observed]) -> dict[tuple[str, str], str]:
    """What is said while it rings, by region and name."""
    return {(region, alarm.name): alarm.says for one in observed for region, alarm in one.ringing}


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
