"""What a shift would move, step by step. Pure: reads and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from operate.failover.model import ALL, STEP, Split
from operate.failover.reading import Seen
from operate.failover.words import said, where_now
from spec.errors import CloudError, UsageError
from spec.faults import listed
from spec.serving import CHANNELS, Serving
from spec.switches import Action

NOW = (ALL,)
CAREFUL = (10, 50, ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the operator wants.

    to        the region that shall receive; None: each center's own, as `restore` has it
    steps     percent of the traffic that shall be there after each step
    because   why it is done though the region is not ready; empty where it is
    beyond    why it is done though it is more than the limits allow; empty where it is not
    """

    action: Action
    to: str | None
    steps: tuple[int, ...]
    reason: str = ""
    because: str = ""
    beyond: str = ""

    @property
    def why(self) -> str:
        """For the log."""
        though = f"though not ready: {self.because}" if self.because else ""
        beyond = f"beyond limits: {self.beyond}" if self.beyond else ""
        return "; ".join(filter(None, (self.reason, though, beyond)))

    @property
    def command(self) -> str:
        """As an operator knows it: `shift --to us-west-2`, `restore`."""
        return f"{self.action} --to {self.to}" if self.to else str(self.action)


@dataclass(frozen=True, slots=True)
class Stage:
    """One call. percent: the step that it belongs to; split: as the group shall be afterwards."""

    percent: int
    split: Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One center. away: the region that is left.

    stages   what is still to be called; empty where traffic is there already
    rows     regions whose row about chat, e-mail and web is to be written
    whole    at the end nothing is left in the other region, so that chat, e-mail and web go as well
    """

    seen: Seen
    to: str
    away: str
    stages: tuple[Stage, ...]
    rows: tuple[str, ...]
    whole: bool

    @property
    def center(self) -> str:
        return self.seen.center

    @property
    def done(self) -> bool:
        return not self.stages and not self.rows

    @property
    def unfinished(self) -> Serving | None:
        """A move that began before and has not ended, or was killed."""
        row = self.seen.serving
        return row if row is not None and row.towards else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    wish: Wish
    now: dt.datetime
    moves: tuple[Move, ...]

    @property
    def done(self) -> bool:
        return all(move.done for move in self.moves)

    @property
    def regions(self) -> tuple[str, ...]:
        """That receive."""
        return tuple(dict.fromkeys(move.to for move in self.moves))

    @property
    def percents(self) -> tuple[int, ...]:
        """Steps at which any center has something to do."""
        return tuple(sorted({stage.percent for move in self.moves for stage in move.stages}))


def read_steps(text: str) -> tuple[int, ...]:
    """`10,50,100`. Raises UsageError for what Amazon Connect cannot do, or what goes back and forth."""
    where, hint = f"--steps {text}", "write --steps 10,50,100"
    words = [word.strip().removesuffix("%").strip() for word in text.split(",")]
    if not all(word.isascii() and word.isdecimal() for word in words):
        raise UsageError(where, "these are no percentages", hint)
    steps = tuple(int(word[:4]) for word in words)
    if wrong := [step for step in steps if step % STEP or not STEP <= step <= ALL]:
        raise UsageError(where, f"traffic moves in parts of {STEP} %, up to {ALL}: {wrong[0]} is none", hint)
    if any(later <= earlier for earlier, later in pairwise(steps)):
        raise UsageError(where, "each step must be more than the one before", hint)
    return steps


def plan_shift(wish: Wish, seen: Sequence[Seen], now: dt.datetime) -> Plan:
    """Raises UsageError (a region that a center does not have), CloudError (the region that shall receive is dark)."""
    moves = tuple(_move(wish, one) for one in seen)
    return Plan(wish=wish, now=now, moves=moves)


def _move(wish: Wish, seen: Seen) -> Move:
    to = wish.to or seen.home
    if to not in seen.regions:
        what = f"the center {seen.center} has {listed(list(seen.regions), 'and')}"
        raise UsageError(f"--to {to}", what, f"one of {', '.join(seen.regions)}; --center names another center")
    if to in seen.dark:
        raise _cannot_receive(seen, to)
    stages = tuple(_stages(wish, seen, to))
    ends = stages[-1].split if stages else seen.split
    whole = ends is not None and ends.entirely_in(to)
    rows = tuple(seen.read_rows if stages else _stale(seen, to) if whole else ())
    return Move(seen=seen, to=to, away=seen.across(to), stages=stages, rows=rows, whole=whole)


def _cannot_receive(seen: Seen, to: str) -> CloudError:
    """Only the region that receives can take the traffic; without it, the other one is as good as it gets."""
    other = seen.across(to)
    if other in seen.dark:
        what = (
            f"neither {to} nor {other} answers: traffic of {seen.center} cannot be moved, and nobody can tell where it"
        )
        hint = "try again in a minute; callers reach the carrier's fallback, where there is one"
        return CloudError(f"{to}, {other}", f"{what} goes; nothing was changed ({said(seen.dark[to])})", hint)
    what = f"it does not answer, so traffic of {seen.center} cannot move there; nothing was changed: {where_now(seen)}"
    return CloudError(to, f"{what} ({said(seen.dark[to])})", f"{other} answers: leave or shift traffic there")


def _stages(wish: Wish, seen: Seen, to: str) -> Iterator[Stage]:
    """Nothing ever goes back on the way: what is there already stays there."""
    at = seen.split
    assert at is not None, "the region that receives has told"
    for percent in wish.steps:
        voice, agents = (_towards(shares, to, seen.across(to), percent) for shares in (at.voice, at.agents))
        whole = voice[to] == agents[to] == ALL
        split = Split(voice=voice, agents=agents, sign_in=_sign_in(wish, seen, to, whole=whole))
        if split != at:
            yield Stage(percent, split)
        at = split


def _towards(shares: Mapping[str, int], to: str, away: str, percent: int) -> dict[str, int]:
    there = max(shares.get(to, 0), percent)
    return {region: there if region == to else ALL - there for region in sorted((to, away))}


def _sign_in(wish: Wish, seen: Seen, to: str, *, whole: bool) -> dict[str, bool]:
    """In both regions as a rule; not where nothing answers, nor in one that was left until traffic is restored.

    Administrator Guide, "Update agent distribution", "Enable both Regions during regular operations".
    """
    away = seen.across(to)
    also = away not in seen.dark and (wish.action is Action.RESTORE or not whole)
    return {region: region == to or also for region in sorted((to, away))}


def _stale(seen: Seen, to: str) -> Iterator[str]:
    """Regions that can be read, and whose row says another region or a move under way."""
    known = seen.read_rows
    if not any(known.values()) and to == seen.home:
        return  # the own region serves where nobody has ever written anything
    for region, row in known.items():
        if row is None or row.towards or any(row.regions[channel] != to for channel in CHANNELS):
            yield region
