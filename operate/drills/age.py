"""How long ago the move to the other region was practiced, and whether that is too long. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from operate.drills.words import Held
from spec.faults import counted


@dataclass(frozen=True, slots=True)
class Practice:
    """Of one center.

    last     the last drill that passed; None: there was none
    failed   one after it that did not pass; None: there was none
    since    from when on it could have been practiced
    days     so long a drill counts
    """

    center: str
    last: Held | None
    failed: Held | None
    since: dt.datetime
    days: int

    @property
    def due(self) -> dt.datetime:
        return (self.last.at if self.last else self.since) + dt.timedelta(days=self.days)

    def overdue(self, now: dt.datetime) -> bool:
        return now >= self.due

    def words(self, now: dt.datetime) -> str:
        """`practiced 12 days ago (real drill)`, `never practiced, for 200 days; every 180 days it shall be`."""
        rule = f"; every {counted(self.days, 'day')} it shall be" if self.overdue(now) else ""
        failed = (
            f"; the {self.failed.kind} drill of {self.failed.at:%Y-%m-%d} {self.failed.result}" if self.failed else ""
        )
        if self.last is None:
            days = _days(self.since, now)
            return f"never practiced{', for ' + counted(days, 'day') if days else ' yet'}{rule}{failed}"
        return f"practiced {_ago(self.last.at, now)} ({self.last.kind} drill){rule}{failed}"


def practice_of(center: str, drills: Iterable[Held], since: dt.datetime, days: int) -> Practice:
    newest = sorted((one for one in drills if one.center == center), key=lambda one: one.at, reverse=True)
    last = next((one for one in newest if one.counts), None)
    failed = next((one for one in newest if not one.counts and (last is None or one.at > last.at)), None)
    return Practice(center, last, failed, since, days)


def _ago(at: dt.datetime, now: dt.datetime) -> str:
    days = _days(at, now)
    return f"{counted(days, 'day')} ago" if days else "within the last day"


def _days(earlier: dt.datetime, now: dt.datetime) -> int:
    return max(0, (now - earlier).days)
