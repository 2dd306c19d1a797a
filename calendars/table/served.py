"""The effective opening table: when callers are served, day by day, for each way in and each queue behind it. Pure.

A queue is open through a line where both are; contacts of chat, e-mail and tasks come by no line, and meet the hours of
their queue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from calendars.declared.hours import spec_hours
from calendars.service.by_date import plan
from calendars.service.hours import DayPlan, HoursOfOperation
from calendars.service.spans import Span, shared
from calendars.service.stretches import openings_elsewhere
from calendars.table.ways import Served, ways_in
from spec.models import ProgramSpec

_MARGIN = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDay:
    """Openings of one date in the local time of `served.time_zone`.

    reason    why the day is not an ordinary one; None for an ordinary one
    """

    served: Served
    date: dt.date
    open: tuple[Span, ...]
    reason: str | None


def served_days(program: ProgramSpec, first: dt.date, last: dt.date) -> Iterator[ServedDay]:
    """Every way in on every day from `first` to `last`, by way and then by day.

    Nobody is served after the last day of an account manager, whatever its hours say: its customers are with another.
    """
    around = first - _MARGIN, last + _MARGIN  # a date of one zone reaches into the next of another
    known = {hours.id: spec_hours(program, hours, *around) for hours in program.infrastructure.hours}
    dates = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    plans: dict[tuple[str, ...], list[DayPlan]] = {}
    for served in ways_in(program):
        if served.hours not in plans:
            deciding = [known[id_] for id_ in served.hours]
            plans[served.hours] = [_together(deciding, day) for day in dates]
        for date, found in zip(dates, plans[served.hours], strict=True):
            if served.until is None or date <= served.until:
                yield ServedDay(served=served, date=date, open=found.open, reason=found.reason or None)
            else:
                yield ServedDay(served=served, date=date, open=(), reason=f"Served until {served.until}.")


def _together(deciding: list[HoursOfOperation], day: dt.date) -> DayPlan:
    """What all have in common, by the clock of the first, and the first reason that one of them has."""
    found = plan(deciding[0], day)
    for other in deciding[1:]:
        spans = shared(found.open, openings_elsewhere(other, day, deciding[0].time_zone))
        found = DayPlan(spans, found.reason or plan(other, day).reason)
    return found
