"""Carrying a move out: one call a step in the region that receives, read back, told center by center.

Who moves first writes down where to, in every region that answers, the center's own before the other; so of two
operators who go in opposite directions one is told. What the service says is one thing; what it shows decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import chain, repeat

from operate.failover import record
from operate.failover.model import Split
from operate.failover.plan import Move, Plan, Stage, Wish
from operate.failover.ports import BusyError, Controls, DarkError, Flags, Pace
from operate.failover.reading import tried
from operate.failover.words import said, split_words
from operate.switches.apply import Signature
from operate.switches.ports import OvertakenError
from operate.switches.state import at_once
from spec.errors import CloudError
from spec.serving import CHANNELS, Serving, next_turn
from spec.switches import LogEntry

PATIENCE = 30.0
"""Seconds; so long a region that refuses for the moment, or says nothing, is asked again."""
PAUSES = (0.3, 0.7, 1.5, 3.0)
"""Seconds between two tries, the last one again and again; and between looks at a group that took a call."""

Between = Callable[[int, "tuple[Outcome, ...]"], str]
"""Asked after each step but the last, with its percent: why to stop there; empty to go on."""


class State(StrEnum):
    """MOVED and ALREADY are as wished. HELD: stopped between two steps. OVERTAKEN: somebody else moves it."""

    MOVED = "moved"
    ALREADY = "already"
    HELD = "held"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One center.

    split    as it was read at last; None where nobody answered
    rows     about chat, e-mail and web, as they are now in each region that could be read
    missing  regions whose row was not written, and why
    why      of what is not as wished
    """

    move: Move
    state: State
    split: Split | None
    rows: Mapping[str, Serving | None]
    missing: Mapping[str, str]
    why: str = ""

    @property
    def whole(self) -> bool:
        return self.state in (State.MOVED, State.ALREADY)


def carry_out(
    plan: Plan,
    controls: Sequence[Controls],
    signature: Signature,
    fresh: Callable[[], str],
    pace: Pace,
    between: Between,
) -> tuple[Outcome, ...]:
    """One outcome a center, in the order of the plan; all centers take a step before any takes the next.

    fresh   gives ids that nobody has yet, of at most 32 characters
    """
    by_center = {one.center: one for one in controls}
    journeys = [_Journey(plan.wish, move, by_center[move.center], signature, fresh, pace) for move in plan.moves]
    at_once(_Journey.begin, journeys)
    percents = plan.percents
    for number, percent in enumerate(percents):
        at_once(partial(_Journey.advance, percent=percent), journeys)
        if number + 1 < len(percents) and any(journey.under_way for journey in journeys):
            stop = between(percent, tuple(journey.outcome() for journey in journeys))
            for journey in journeys if stop else ():
                journey.hold(stop)
    at_once(_Journey.end, journeys)
    return tuple(journey.outcome() for journey in journeys)


@dataclass
class _Journey:
    """One center on its way. state is None as long as nothing is in its way."""

    wish: Wish
    move: Move
    controls: Controls
    signature: Signature
    fresh: Callable[[], str]
    pace: Pace
    state: State | None = None
    why: str = ""
    claim: Serving | None = None
    split: Split | None = None
    rows: dict[str, Serving | None] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.split = self.move.seen.split
        self.rows = self.move.seen.read_rows
        self.missing = {region: said(error) for region, error in self.move.seen.unread_rows.items()}

    @property
    def under_way(self) -> bool:
        return self.state is None and bool(self.move.stages)

    def outcome(self) -> Outcome:
        state = self.state or (State.ALREADY if self.move.done else State.MOVED)
        return Outcome(
            move=self.move,
            state=state,
            split=self.split,
            rows=dict(self.rows),
            missing=dict(self.missing),
            why=self.why,
        )

    def begin(self) -> None:
        """Write down where to, one region after the other: the first one decides between two who begin at once."""
        if self.move.stages:
            self.claim = self._row(towards=self.move.to)
            entry = self._entry(self.claim, record.begins(self.wish, self.move))
            for flags in self._writable():
                if self.state is None:
                    self._write(flags, self.claim, entry)

    def advance(self, percent: int) -> None:
        stage = next((stage for stage in self.move.stages if stage.percent == percent), None)
        if stage is None or self.state is not None:
            return
        if stage != self.move.stages[0] and not self._is_mine():
            return
        self._call(stage)

    def hold(self, why: str) -> None:
        if self.under_way:
            self.state, self.why = State.HELD, why
            self.split = self._read()  # somebody may have moved it while we waited

    def end(self) -> None:
        """Chat, e-mail and web follow where all the rest has gone; whatever happened is logged."""
        if self.state is State.OVERTAKEN or not self.move.rows:
            return
        there = dict.fromkeys(CHANNELS, self.move.to)
        if self.state is not None:
            row = self._row(towards=self.move.to)
        else:
            row = self._row(regions=there if self.move.whole else None)
        entry = self._entry(row, record.ended(self.split, row, self.why))
        at_once(lambda flags: self._write(flags, row, entry), self._writable())
        if self.state is None:
            self._look_again()

    def _row(self, regions: Mapping[str, str] | None = None, towards: str = "") -> Serving:
        """The next one, above all that is known; both regions get the same."""
        seen = self.move.seen
        turn = next_turn(self.claim or seen.serving, self.split.since if self.split else None)
        at, by = self.pace.now(), self.signature.text
        regions = regions or seen.served
        return Serving(center=self.move.center, regions=regions, turn=turn, since=at, by=by, towards=towards)

    def _writable(self) -> list[Flags]:
        """In regions that could be read; what was dark a moment ago is not waited for."""
        return [flags for flags in self.controls.flags if flags.place.region in self.move.rows]

    def _entry(self, row: Serving, words: str) -> LogEntry:
        """One for both regions, so that the log tells it once."""
        return record.entry(self.wish, self.move, self.signature, row.since, self.fresh(), words)

    def _write(self, flags: Flags, row: Serving, entry: LogEntry) -> None:
        """Row and entry, in one region."""
        region = flags.place.region
        try:
            self._transact(flags, row, entry)
        except OvertakenError as error:
            found = self._row_of(flags)
            if found == self.claim != self.rows[region]:  # written after all, when its answer was lost
                self.rows[region] = found
                self._write(flags, row, entry)
            else:
                self._overtaken(f"{region}: {said(error)}", found)
        except CloudError as error:
            self.rows[region] = found = self._row_of(flags)
            if found != row:
                self.missing[region] = said(error)
        else:
            self.rows[region] = row
            self.missing.pop(region, None)

    def _transact(self, flags: Flags, row: Serving, entry: LogEntry) -> None:
        """Again where the region refuses for the moment; one that is silent is not waited for."""
        token = self.fresh()
        for seconds in PAUSES:
            try:
                return flags.write(self.rows[flags.place.region], row, entry, token)
            except DarkError:
                raise
            except BusyError:
                self.pace.pause(seconds)
        return flags.write(self.rows[flags.place.region], row, entry, token)

    def _row_of(self, flags: Flags) -> Serving | None:
        """What is there; what was there before, where nobody answers."""
        try:
            return flags.read()
        except CloudError:
            return self.rows[flags.place.region]

    def _is_mine(self) -> bool:
        """Whether nobody else has begun to move this center since; a row that cannot be read is no reason to stop."""
        for flags in self._writable():
            found = self._row_of(flags)
            if found not in (self.claim, self.rows[flags.place.region]):
                self._overtaken("somebody else moves it since", found)
                return False
        return True

    def _overtaken(self, why: str, found: Serving | None) -> None:
        towards = f", towards {found.towards}" if found and found.towards else ""
        by = f" ({found.by}{towards})" if found else ""
        self.state, self.why = State.OVERTAKEN, f"{why}{by}"
        self.split = self._read()

    def _call(self, stage: Stage) -> None:
        """Until the group shows it, the region refuses for good, or patience ends."""
        until = self.pace.elapsed() + PATIENCE
        for seconds in chain(PAUSES, repeat(PAUSES[-1])):
            refusal = self._update(stage.split)
            self.split = shown = self._shown(stage.split, PAUSES if refusal is None else ())
            if shown == stage.split:
                return
            if not isinstance(refusal, BusyError) or self.pace.elapsed() >= until:
                self.state, self.why = State.FAILED, self._failure(refusal)
                return
            self.pace.pause(seconds)
            if not self._is_mine():
                return

    def _failure(self, refusal: CloudError | None) -> str:
        if refusal is not None:
            return said(refusal)
        if self.split is None:
            return f"{self.move.to} took the call, and cannot be read back"
        return f"{self.move.to} took the call, and shows {split_words(self.split)}"

    def _update(self, split: Split) -> CloudError | None:
        try:
            self.controls.group.update(self.move.to, split)
        except CloudError as error:
            return error
        return None

    def _shown(self, wanted: Split, pauses: Sequence[float]) -> Split | None:
        found = self._read()
        for seconds in pauses:
            if found == wanted:
                break
            self.pace.pause(seconds)
            found = self._read()
        return found

    def _read(self) -> Split | None:
        """As the region that receives tells it; else the other one, where that answered before."""
        away = () if self.move.away in self.move.seen.dark else (self.move.away,)
        for region in (self.move.to, *away):
            try:
                return self.controls.group.read(region)
            except CloudError:
                continue
        return None

    def _look_again(self) -> None:
        """Somebody who began at the same moment may have had the last word; and the region may have gone since."""
        if not self.move.stages:
            return
        found = tried(partial(self.controls.group.read, self.move.to), self.pace)
        if isinstance(found, CloudError):
            self.state, self.why = State.FAILED, f"it was moved, and {self.move.to} does not answer now: {said(found)}"
            self.split = self._read()  # the other region may know of somebody's last word
            return
        self.split = found
        if self.split != self.move.stages[-1].split:
            self.state = State.OVERTAKEN
            self.why = f"it was moved, and the group shows {split_words(self.split)} now"
