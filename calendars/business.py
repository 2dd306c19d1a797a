"""Business days and business minutes of a center, by which acknowledgments, service levels and reports count. Pure.

A business day is a weekday on which the center's first line is open by its week, unless a holiday or a closure takes
all of it. Saturdays of a longer week are service, not business days, in launch weeks too. Business minutes are those
in which the line is open on business days; an hour that the clocks repeat counts twice, one that they skip not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from calendars.declared.hours import spec_hours
from calendars.service.by_date import openings
from calendars.service.clocks import Stretch
from calendars.service.hours import HoursOfOperation
from calendars.service.stretches import open_stretches
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import DAYS, Hours
from spec.select import belongs_to

WEEKEND = frozenset({5, 6})
YEARS_BEFORE, YEARS_AFTER = 2, 12
"""Around the launch, how long a calendar reaches that is made without dates: all that reports may ask."""
_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)
_LONGEST = 730
"""Days in a row without a business day, after which there is none."""


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Business time by the hours of one line.

    known   first and last date for which holidays and closures are in `hours`; beyond them it refuses to answer.
            None where they are all there
    """

    hours: HoursOfOperation
    known: tuple[dt.date, dt.date] | None = None

    @property
    def weekdays(self) -> frozenset[int]:
        """Monday is 0. A line that serves on weekends only has its business days there."""
        served = frozenset(DAYS.index(row.day) for row in self.hours.week)
        return (served - WEEKEND) or served or (frozenset(range(len(DAYS))) - WEEKEND)

    def is_business_day(self, day: dt.date) -> bool:
        """Raises ValueError for a date whose holidays are not known."""
        if self.known is not None and not self.known[0] <= day <= self.known[1]:
            raise ValueError(f"holidays are known from {self.known[0]} to {self.known[1]}, and {day} is not among them")
        return day.weekday() in self.weekdays and bool(openings(self.hours, day))

    def next_business_day(self, day: dt.date) -> dt.date:
        """The first one after `day`."""
        for number in range(1, _LONGEST):
            if self.is_business_day(day + number * _DAY):
                return day + number * _DAY
        raise ValueError(f"no business day follows {day}: these hours never open on one")

    def business_days_after(self, moment: dt.datetime, days: float) -> dt.date:
        """The business day by whose end `days` business days have passed. Part of a day is a whole one.

        Counted are those after the date of the moment, whether that came before or after closing, or on a day off: what
        arrives on Friday at 16:55, on Friday night or on Saturday is due on Monday.
        """
        day = moment.astimezone(ZoneInfo(self.hours.time_zone)).date()
        for _ in range(max(1, -int(-days // 1))):
            day = self.next_business_day(day)
        return day

    def add_business_minutes(self, moment: dt.datetime, minutes: float) -> dt.datetime:
        """The first moment at which so many business minutes have passed, in UTC; `moment` itself for none."""
        left = dt.timedelta(minutes=minutes)
        here = moment.astimezone(dt.UTC)
        if left <= dt.timedelta():
            return here
        for opens, closes in self._stretches(here):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        raise ValueError(f"no business time follows {moment}: these hours never open on a business day")

    def business_minutes_between(self, earlier: dt.datetime, later: dt.datetime) -> float:
        """Negative where `later` comes first."""
        earlier, later = earlier.astimezone(dt.UTC), later.astimezone(dt.UTC)  # in one zone, wall clocks are compared
        if later < earlier:
            return -self.business_minutes_between(later, earlier)
        stretches = self._stretches(earlier, later.astimezone(ZoneInfo(self.hours.time_zone)).date())
        counted = (min(closes, later) - opens for opens, closes in stretches if opens < later)
        return sum(counted, dt.timedelta()) / _MINUTE

    def closures(self) -> tuple[dt.date, ...]:
        """Dates that are no business days although their weekday is one, in order."""
        dates = {
            override.from_ + number * _DAY
            for override in self.hours.all_overrides()
            for number in range((override.till - override.from_).days + 1)
        }
        return tuple(sorted(d for d in dates if d.weekday() in self.weekdays and not self.is_business_day(d)))

    def _stretches(self, moment: dt.datetime, last: dt.date | None = None) -> Iterator[Stretch]:
        """Business time from a moment on, day by day; to the end of `last`, or as long as some comes."""
        zone = ZoneInfo(self.hours.time_zone)
        day, idle = moment.astimezone(zone).date(), 0
        while idle < _LONGEST if last is None else day <= last:
            idle += 1
            if self.is_business_day(day):
                idle = 0
                start, end = (dt.datetime.combine(one, dt.time(), zone) for one in (day, day + _DAY))
                yield from open_stretches(self.hours, max(start, moment), end)
            day += _DAY


def business_calendar_of(
    program: ProgramSpec, center: Center, first: dt.date | None = None, last: dt.date | None = None
) -> BusinessCalendar:
    """Of a center, for the dates from `first` to `last`; without them for many years around the launch."""
    launch = program.dates.launch.year
    known = first or dt.date(launch - YEARS_BEFORE, 1, 1), last or dt.date(launch + YEARS_AFTER, 12, 31)
    return BusinessCalendar(spec_hours(program, business_hours(program, center), *known), known)


def business_hours(program: ProgramSpec, center: Center) -> Hours:
    """Those of the center's first line; of a center without lines its first."""
    own = belongs_to(program, center, program.infrastructure.hours)
    by_id = {hours.id: hours for hours in own}
    lines = belongs_to(program, center, program.infrastructure.lines)
    return next((by_id[line.hours] for line in lines if line.hours in by_id), own[0])
