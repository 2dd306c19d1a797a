"""What the function `opening` knows: hours with dated changes, and how each language says days and times. Pure."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from calendars.holidays import closed_days
from calendars.overrides import ServiceOpening, horizon, service_overrides, service_week
from contact_flows.compile.phrases import function_words
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import Hours
from spec.select import belongs_to


def opening_calendar(program: ProgramSpec, center: Center, today: dt.date) -> str:
    """As JSON, the file `calendar.json` of the function; its shape is in the function's own docstring.

    Dated changes reach as far as those that the service holds, so that function and service never disagree.
    """
    first, last = horizon(today)
    hours = belongs_to(program, center, program.infrastructure.hours)
    known = {one.id: _hours(program, one, first, last) for one in hours}
    return json.dumps({"hours": known, "words": function_words()}, sort_keys=True, ensure_ascii=False)


def _hours(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> dict[str, Any]:
    holidays = {
        holiday.date: holiday.name.split("; ")[0].removesuffix(" (observed)")
        for calendar in program.infrastructure.holidays
        if calendar.id == hours.holidays
        for holiday in closed_days(calendar, first, last)
    }
    return {
        "time_zone": hours.time_zone or program.program.time_zone,
        "week": _rows(service_week(hours)),
        "overrides": [
            {
                "from": found.from_.isoformat(),
                "till": found.till.isoformat(),
                "type": found.type,
                "openings": _rows(found.openings),
                "holiday": holidays.get(found.from_, "") if found.type == "CLOSED" else "",
            }
            for found in service_overrides(program, hours, first, last)
        ],
    }


def _rows(openings: tuple[ServiceOpening, ...]) -> list[list[str | int]]:
    return [[opening.day, opening.start, opening.end] for opening in openings]
