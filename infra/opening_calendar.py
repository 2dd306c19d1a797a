"""What the function `opening` knows: hours day by day, and how each language says days and times. Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.declared.overrides import holidays_of
from calendars.declared.parents import plain_name
from calendars.holidays import Holiday
from calendars.service.by_date import openings
from calendars.service.hours import HoursOfOperation
from calendars.service.spans import DAY_MINUTES
from contact_flows.compile.phrases import function_words
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import DAYS, Hours
from spec.select import belongs_to

Spans = list[list[int]]


def opening_calendar(program: ProgramSpec, center: Center, today: dt.date) -> str:
    """As JSON, the file `calendar.json` of the function; its shape is in the function's own docstring.

    Computed by the one resolver, as far as the overrides that the service holds: function and service never disagree.
    """
    first, last = horizon(today)
    hours = belongs_to(program, center, program.infrastructure.hours)
    known = {one.id: _hours(program, one, first, last) for one in hours}
    return json.dumps({"hours": known, "words": function_words()}, sort_keys=True, ensure_ascii=False)


def _hours(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> dict[str, Any]:
    declared = spec_hours(program, hours, first, last)
    week = _week(HoursOfOperation(declared.id, declared.time_zone, declared.week), first)
    holidays = {found.date: found for found in holidays_of(program, hours, first, last)}
    return {
        "time_zone": declared.time_zone,
        "week": week,
        "dates": {
            day.isoformat(): {"open": spans, "holidays": _closed(holidays.get(day))}
            for day in _days(first, last)
            if (spans := _spans(declared, day)) != week[day.weekday()] or day in holidays
        },
    }


def _week(usual: HoursOfOperation, first: dt.date) -> list[Spans]:
    monday = first - dt.timedelta(days=first.weekday())
    return [_spans(usual, monday + dt.timedelta(days=number)) for number in range(len(DAYS))]


def _spans(hours: HoursOfOperation, day: dt.date) -> Spans:
    return [[span.start, span.end] for span in openings(hours, day)]


def _closed(holiday: Holiday | None) -> list[list[int | str]]:
    """What a holiday closes, with its plain name: the first one where two fall on a day."""
    if holiday is None:
        return []
    name = plain_name(holiday.name).split("; ")[0]
    return [[start, end, name] for start, end in holiday.closes or ((0, DAY_MINUTES),)]


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
