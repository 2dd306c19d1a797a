"""A drill on one line, as the log of switches keeps it, and back. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from operate.drills.model import Drill, Kind, Result, Scorecard
from spec.serving import serving_scope
from spec.switches import Action, LogEntry

_TOLD = re.compile(r"(?P<kind>[a-z]+) drill to (?P<to>[a-z0-9-]+): (?P<result>[a-z]+)(;|$)")
MEASURED = {
    "detection": "detected",
    "decision": "decided",
    "shift": "shifted",
    "first_answered": "first call answered",
    "restore": "home",
}
"""Field of the scorecard, and how a sentence has it: `shifted in 1.24 s`."""


@dataclass(frozen=True, slots=True)
class Held:
    """A drill, as a log tells of it."""

    center: str
    at: dt.datetime
    kind: Kind
    to: str
    result: Result
    who: str

    @property
    def counts(self) -> bool:
        """One that failed or was broken off has not shown that the move works."""
        return self.result is Result.PASSED


def told(drill: Drill) -> str:
    """`real drill to us-east-1: passed; shifted in 1.24 s; 0 of 40 simulated contacts found nobody`."""
    return "; ".join((f"{drill.kind} drill to {drill.to}: {drill.result}", *measured(drill.scorecard)))


def measured(scorecard: Scorecard) -> Iterator[str]:
    for name, words in MEASURED.items():
        if (seconds := getattr(scorecard, name)) is not None:
            yield f"{words} in {seconds:.2f} s"
    if scorecard.placed:
        yield f"{scorecard.unanswered} of {scorecard.placed} simulated contacts found nobody"


def entry(drill: Drill, center: str, at: dt.datetime, nonce: str) -> LogEntry:
    return LogEntry(
        center=center,
        at=at,
        nonce=nonce,
        who=drill.who,
        os_user=drill.os_user,
        action=Action.DRILL,
        scope=serving_scope(center),
        reason=drill.reason,
        traffic=told(drill),
    )


def held(entry: LogEntry) -> Held | None:
    """None for an entry about something else, or one in other words than ours."""
    found = _TOLD.match(entry.traffic) if entry.action is Action.DRILL else None
    if found is None:
        return None
    try:
        kind, result = Kind(found["kind"]), Result(found["result"])
    except ValueError:
        return None
    return Held(entry.center, entry.at, kind, found["to"], result, entry.who)
