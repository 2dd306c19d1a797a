"""The business calendar that travels with `open_case`: which weekdays count, which dates do not, how they are said."""

from __future__ import annotations

import json

from calendars.business import BusinessCalendar, business_hours
from calendars.service.hours import HoursOfOperation
from contact_flows.compile.phrases import function_words
from infra.hours import HoursArgs
from spec.models import ProgramSpec
from spec.models.centers import Center


def business_calendar(program: ProgramSpec, center: Center, hours: tuple[HoursArgs, ...]) -> str:
    """As JSON, with how languages say days: what `calendars.business` makes of the hours as they are declared."""
    first = business_hours(program, center).id
    calendar = BusinessCalendar(_kept(next(one for one in hours if one.id == first)))
    known = {
        "time_zone": calendar.hours.time_zone,
        "weekdays": sorted(calendar.weekdays),
        "closed": [day.isoformat() for day in calendar.closures()],
        "words": function_words(),
    }
    return json.dumps(known, sort_keys=True, ensure_ascii=False)


def _kept(hours: HoursArgs) -> HoursOfOperation:
    """As the service will have them."""
    parents = (HoursOfOperation(one.id, one.time_zone, (), one.overrides) for one in hours.parents)
    return HoursOfOperation(hours.id, hours.time_zone, hours.week, hours.overrides, tuple(parents))


def spoken_words() -> str:
    """As JSON: how functions say days, times and states, by language."""
    return json.dumps(function_words(), sort_keys=True, ensure_ascii=False)
