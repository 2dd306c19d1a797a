"""Shall this region take the traffic? Pure: what was seen goes in, a verdict and its reasons come out.

Two keys must turn. The first: for minutes this region's own probe has found no line of the other region that could be
answered. The second: a person says yes; or, where the spec does without, the other region witnesses it by itself: its
heartbeat here is stale, or says that it answers nothing.

A region only ever pulls to itself. Of the two, at most one may do so unattended whatever the group says (`_may_pull`),
so that two regions that have lost sight of each other do not both move. What the machine moved alone is the last thing
that it moves alone: until a person has moved the center, it asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from spec.automatic import unattended
from spec.heartbeat import Heartbeat
from spec.serving import Serving

ALL = 100
FRESH = dt.timedelta(minutes=3)
"""A heartbeat comes each minute; three that are missing are no accident."""
SKEW = dt.timedelta(minutes=5)
"""What was written further ahead than that was written by a clock that is wrong."""
SOON = dt.timedelta(minutes=1)
"""Until the next look, where something may change by itself."""


class Verdict(StrEnum):
    """WAIT: not now, and look again; STAY: the execution ends."""

    STAY = "stay"
    WAIT = "wait"
    ASK = "ask"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """As the spec has them. That `after_minutes` have passed is what the alarm says.

    home   whether this region is the center's own
    """

    here: str
    there: str
    home: bool
    approval: bool
    cooldown: dt.timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What this region sees.

    alarm          whether its probe has found the other region dead for so long; None: nobody can tell
    mine, theirs   heartbeats in this region's switchboard
    voice          percent of new calls that come here; None: the group cannot be read
    changed        when the group was changed last, by the service's clock
    row            of chat, e-mail and web: the one that counts
    """

    now: dt.datetime
    alarm: bool | None
    mine: Heartbeat | None
    theirs: Heartbeat | None
    voice: int | None
    changed: dt.datetime | None
    row: Serving | None

    @property
    def blind(self) -> bool:
        """Whether what must be known is not told: by a service that is throttled, say."""
        return self.voice is None or self.alarm is None


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    why: str
    wait: dt.timedelta = dt.timedelta(0)

    @property
    def seconds(self) -> int:
        """Of `wait`, for Step Functions; no less than one."""
        return max(1, int(self.wait.total_seconds()))


def decide(rules: Rules, sight: Sight, *, approved: bool = False) -> Decision:
    """`approved`: a person said yes just now. That opens the second lock, and no other."""
    stop = _hindrance(rules, sight)
    if stop is not None:
        if approved and stop.verdict is Verdict.WAIT:
            return Decision(Verdict.STAY, stop.why)  # a yes is for now, not for whenever it becomes possible
        return stop
    if approved:
        return Decision(Verdict.MOVE, f"{_first_key(rules)}; a person approved")
    doubts = list(_doubts(rules, sight))
    if doubts:
        return Decision(Verdict.ASK, f"{_first_key(rules)}; {'; '.join(doubts)}")
    return Decision(Verdict.MOVE, f"{_first_key(rules)}; {_witness(rules, sight)}")


def _first_key(rules: Rules) -> str:
    return f"seen from {rules.here}, no line of {rules.there} can be answered"


def _hindrance(rules: Rules, sight: Sight) -> Decision | None:
    """Why not even a person's yes moves anything; None where nothing is in the way."""
    if sight.voice is None:
        return Decision(Verdict.WAIT, f"{rules.here} does not tell where traffic goes", SOON)
    if sight.voice == ALL:
        return Decision(Verdict.STAY, f"all calls come to {rules.here} already")
    if sight.alarm is None:
        return Decision(Verdict.WAIT, f"{rules.here} does not tell what its probe sees", SOON)
    if not sight.alarm:
        return Decision(Verdict.STAY, f"seen from {rules.here}, {rules.there} answers")
    left = _cooldown_left(rules, sight)
    if left:
        return Decision(Verdict.WAIT, f"traffic was moved, or a move began, less than {rules.cooldown} ago", left)
    mine = sight.mine
    if mine is None or mine.stale(sight.now, FRESH) or mine.at > sight.now + SKEW:
        return Decision(Verdict.WAIT, f"the probe of {rules.here} is silent, so nobody knows whether it answers", SOON)
    if mine.none_answers:
        return Decision(Verdict.WAIT, f"{rules.here} cannot answer either", SOON)
    if not any(mine.answers.values()):
        return Decision(Verdict.WAIT, f"nobody can tell of any line whether {rules.here} answers it", SOON)
    return None


def _cooldown_left(rules: Rules, sight: Sight) -> dt.timedelta:
    """Nothing for "it is over". Times are the service's and those of whoever moved, whose clock may be wrong."""
    row, now = sight.row, sight.now
    if row is not None and row.towards and row.since > now - rules.cooldown:
        return min(max(row.since + rules.cooldown - now, SOON), rules.cooldown)  # under way, whatever its clock says
    times = [time for time in (row.since if row else None, sight.changed) if time is not None]
    believed = [time for time in times if time <= now + SKEW]
    if not believed:
        return rules.cooldown if times else dt.timedelta(0)
    return max(max(believed) + rules.cooldown - now, dt.timedelta(0))


def _doubts(rules: Rules, sight: Sight) -> Iterator[str]:
    """Why a person has to say yes."""
    if rules.approval:
        yield "the spec wants a person's approval"
    if not _may_pull(rules, sight):
        yield f"{rules.there} has a part of the traffic as large, or larger, and may pull the rest itself"
    if sight.row is not None and unattended(sight.row.by):
        yield "the last move was made without a person, and nobody has moved anything since"
    if _moved_unseen(rules, sight):
        yield f"traffic was moved, and the switchboard of {rules.here} does not know by whom"
    if not _witness(rules, sight):
        yield (
            f"{rules.there} has told within the last minutes that it answers"
            if sight.theirs
            else (f"nothing was ever heard of the probe of {rules.there}")
        )
    if sight.mine is not None:
        dead = sorted(line for line, answers in sight.mine.answers.items() if not answers)
        if dead:
            yield f"{rules.here} cannot answer everything: {', '.join(dead)}"
        if sight.mine.untold:
            yield f"nobody can tell whether {rules.here} answers {', '.join(sorted(sight.mine.untold))}"


def _moved_unseen(rules: Rules, sight: Sight) -> bool:
    """While this region was dark, say: the other one may have pulled without a person, and kept the row to itself."""
    if sight.row is None:
        return sight.voice != (ALL if rules.home else 0)  # where nobody has ever moved anything, calls are at home
    return sight.changed is not None and sight.changed > sight.row.since + SKEW


def _may_pull(rules: Rules, sight: Sight) -> bool:
    """Exactly one of two regions that read the same group: the one without calls, else the one with more of them."""
    voice = sight.voice or 0
    if voice in (0, ALL):
        return voice == 0
    return voice > ALL - voice or (rules.home and voice == ALL - voice)


def _witness(rules: Rules, sight: Sight) -> str:
    """What the other region shows of itself; empty where it seems well, or where nobody has ever heard of it."""
    theirs = sight.theirs
    if theirs is None:
        return ""
    if theirs.stale(sight.now, FRESH):
        return f"the last heartbeat of {rules.there} is of {theirs.at:%H:%M} UTC"
    if theirs.none_answers:
        return f"{rules.there} itself says that it cannot answer a line"
    return ""
