"""A program as it stands on a day: what its calendars come to, computed once for all rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from calendars.agency import UnknownHoliday, unknown_holidays
from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.law import STATES
from calendars.service.by_date import openings, reason
from calendars.service.hours import HoursOfOperation
from calendars.service.spans import Span
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar, Hours

YEARS_BACK, YEARS_AHEAD = 2, 5
"""Nothing farther from today is judged: what is over cannot be mended, and no center is planned for longer."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """An environment that is deployed, and the last date for which holidays and dated hours are in AWS."""

    environment: str
    target: str
    till: dt.date


@dataclass(frozen=True, kw_only=True)
class Outlook:
    program: ProgramSpec
    today: dt.date
    deployed: tuple[Horizon, ...] = ()
    _hours: dict[str, HoursOfOperation] = field(init=False, repr=False, compare=False, default_factory=dict)

    @cached_property
    def horizon(self) -> tuple[dt.date, dt.date]:
        """Days for which `up` would declare overrides today."""
        return horizon(self.today)

    @cached_property
    def years(self) -> tuple[dt.date, dt.date]:
        """The horizon, and the program's own dates as far as they are near."""
        dates = self.program.dates
        named = (dates.e2e.from_, dates.trial.from_, dates.launch, *self.horizon)
        first = max(min(named).year, self.today.year - YEARS_BACK)
        last = min(max(named).year, self.today.year + YEARS_AHEAD)
        return dt.date(first, 1, 1), dt.date(last, 12, 31)

    @cached_property
    def computable(self) -> bool:
        """Whether the calendars can be computed: states with a law, and changes that count from its holidays."""
        return not any(
            calendar.state not in STATES or self.unknown_holidays(calendar)
            for calendar in self.program.infrastructure.holidays
        )

    def unknown_holidays(self, calendar: HolidayCalendar) -> tuple[UnknownHoliday, ...]:
        """Changes that count from what is no holiday of the state; none for a state without a known law."""
        if calendar.state not in STATES:
            return ()
        years = range(self.years[0].year, self.years[1].year + 1)
        found = (unknown for year in years for unknown in unknown_holidays(calendar, year))
        return tuple({(unknown.kind, unknown.index): unknown for unknown in found}.values())

    def openings(self, hours: Hours, day: dt.date) -> tuple[Span, ...]:
        """As the service would answer, holidays counted."""
        return openings(self._declared(hours), day)

    def reason(self, hours: Hours, day: dt.date) -> str:
        """Why the day is not an ordinary one, in words; empty for an ordinary one."""
        return reason(self._declared(hours), day)

    def judged(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        """Days of a window, as far as it lies in `years`."""
        return days(max(first, self.years[0]), min(last, self.years[1]))

    def served_from(self) -> dt.date:
        """First day on which callers are real: that of the trial, or today."""
        return max(self.program.dates.trial.from_, self.today)

    def _declared(self, hours: Hours) -> HoursOfOperation:
        if hours.id not in self._hours:
            self._hours[hours.id] = spec_hours(self.program, hours, *self.years)
        return self._hours[hours.id]


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Each day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)
