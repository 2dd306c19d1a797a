"""Hours of a spec in the service's own shape, as `up` declares them. Pure."""

from __future__ import annotations

import datetime as dt
import functools

from calendars.declared.overrides import service_overrides, service_week
from calendars.declared.parents import HolidayHours, holiday_hours
from calendars.service.hours import HoursOfOperation
from spec.models import ProgramSpec
from spec.models.hours import Hours


def spec_hours(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> HoursOfOperation:
    """With the overrides that are in force from `first` to `last`, its own and those of its holidays.

    For any span: limits of the service are kept where hours are declared (`infra.hours`).
    """
    return HoursOfOperation(
        id=hours.id,
        time_zone=hours.time_zone or program.program.time_zone,
        week=service_week(hours),
        overrides=service_overrides(program, hours, first, last),
        parents=tuple(_parent(found) for found in holiday_hours(program, hours, first, last)),
    )


@functools.lru_cache(maxsize=64)
def _parent(found: HolidayHours) -> HoursOfOperation:
    return HoursOfOperation(found.id, found.time_zone, (), found.overrides)
