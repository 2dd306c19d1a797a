"""Whether hours of operation are open at a moment, and when that changes. Pure.

A moment is turned into local wall clock and compared there, so that daylight saving needs no rule of its own: an hour
that does not exist is never met, and one that comes twice is open twice. What is open on a date is in `by_date`.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from calendars.service.by_date import openings
from calendars.service.hours import HoursOfOperation
from calendars.service.spans import DAY_MINUTES
from calendars.service.stretches import open_stretches

SEARCH_DAYS = 40 * 366
"""No further is looked ahead for a change: longer than any pattern of recurrence, 29 February every fifth year too."""
WEEKS_AHEAD = dt.timedelta(days=15)
"""From week to week nothing new happens, but an opening may lie in the hour that clocks skip, once."""


def is_open(hours: HoursOfOperation, moment: dt.datetime, *, end_included: bool = False) -> bool:
    """Whether `moment` (aware) falls into an opening.

    end_included   the service documents no boundary; half-open is assumed, and this is the other reading
    """
    local = moment.astimezone(ZoneInfo(hours.time_zone))
    minute = local.hour * 60 + local.minute
    on_the_minute = local.second == 0 and local.microsecond == 0
    return any(
        span.start <= minute < span.end or (end_included and minute == span.end and on_the_minute)
        for span in openings(hours, local.date())
    ) or (end_included and minute == 0 and on_the_minute and _open_until_midnight(hours, local.date()))


def _open_until_midnight(hours: HoursOfOperation, day: dt.date) -> bool:
    return any(span.end == DAY_MINUTES for span in openings(hours, day - dt.timedelta(days=1)))


def next_change(hours: HoursOfOperation, moment: dt.datetime) -> dt.datetime | None:
    """The first moment after `moment` at which it opens or closes, in UTC; None for hours that never change."""
    end = _last_news(hours, moment)
    for opens, closes in open_stretches(hours, moment, end):
        if opens > moment:
            return opens
        return closes if closes < end else None
    return None


def next_opening(hours: HoursOfOperation, moment: dt.datetime) -> dt.datetime | None:
    """When it opens, `moment` itself where it is open."""
    return moment if is_open(hours, moment) else next_change(hours, moment)


def _last_news(hours: HoursOfOperation, moment: dt.datetime) -> dt.datetime:
    """A moment after which nothing happens that did not happen before."""
    local = moment.astimezone(ZoneInfo(hours.time_zone))
    last = max((override.till for override in hours.all_overrides()), default=local.date())
    ahead = min(max((last - local.date()).days, 0), SEARCH_DAYS)
    return moment + dt.timedelta(days=ahead) + WEEKS_AHEAD
