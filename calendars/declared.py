"""Hours of a spec in the service's own shape, as `up` declares them. Pure."""

from __future__ import annotations

import datetime as dt

from calendars.opening import HoursOfOperation, Override
from calendars.overrides import service_overrides, service_week
from spec.models import ProgramSpec
from spec.models.hours import Hours


def spec_hours(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> HoursOfOperation:
    """With the overrides that are in force from `first` to `last`."""
    return HoursOfOperation(
        id=hours.id,
        time_zone=hours.time_zone or program.program.time_zone,
        week=service_week(hours),
        overrides=tuple(
            Override(found.name, found.from_, found.till, found.type, found.openings)
            for found in service_overrides(program, hours, first, last)
        ),
    )
