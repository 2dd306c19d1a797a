"""Telling moments of a program's hours: an open minute, one second before closing, a holiday, the launch weeks.

Computed from the spec's own words (weekly hours, dated hours, holidays by statute), apart from the calendar code that
the simulator runs: two ways to the same answer check each other.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendars.holidays import Holiday, closed_days
from contact_flows.scenarios.model import local_time
from spec.models import ProgramSpec
from spec.models.base import minutes
from spec.models.hours import DAYS, Hours, HoursOverride, OverrideType, week

STEADY_AFTER_LAUNCH_DAYS = 182
"""Half a year after launch the dated hours of the first weeks are over."""
SEARCHED_DAYS = 365
_WEEKS_DAYS = 28
Dates = tuple[dt.date, dt.date]
"""First and last, both included."""
_SECOND = dt.timedelta(seconds=1)


class Opening(NamedTuple):
    """One unbroken opening, aware, end excluded."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True)
class Clock:
    """One program's hours, as the agency wrote them.

    declared   first and last day for which holidays and dated hours are there, on others the week alone is in force;
               None for all days
    """

    program: ProgramSpec
    hours: Hours
    declared: Dates | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.hours.time_zone or self.program.program.time_zone)

    @functools.cached_property
    def _holidays(self) -> dict[int, dict[dt.date, Holiday]]:
        """By year, as far as they were asked for."""
        return {}

    def is_declared(self, day: dt.date) -> bool:
        return self.declared is None or self.declared[0] <= day <= self.declared[1]

    def holiday(self, day: dt.date) -> str | None:
        """Name of the holiday that closes all of the day."""
        found = self._holiday(day)
        return None if found is None or found.closes else found.name

    def _holiday(self, day: dt.date) -> Holiday | None:
        if not self.is_declared(day):
            return None
        if day.year not in self._holidays:
            year = dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
            calendars = (c for c in self.program.infrastructure.holidays if c.id == self.hours.holidays)
            self._holidays[day.year] = {found.date: found for c in calendars for found in closed_days(c, *year)}
        return self._holidays[day.year].get(day)

    def override(self, day: dt.date) -> HoursOverride | None:
        """One that closes, or else the first one in the spec."""
        if not self.is_declared(day):
            return None
        found = (override for override in self.hours.overrides if override.from_ <= day <= override.till)
        return min(found, key=lambda override: not _closes(override), default=None)

    def openings(self, day: dt.date) -> tuple[Opening, ...]:
        """Openings of one local day, in order; a holiday has none."""
        dated = self.override(day)
        if self.holiday(day) is not None or (dated is not None and _closes(dated)):
            return ()
        planned = self.spans(day, dated or self.hours)
        if dated is not None and dated.type is OverrideType.OPEN:
            planned = (*planned, *self.spans(day, self.hours))
        return _unbroken(self._without_holiday(day, planned))

    def _without_holiday(self, day: dt.date, found: tuple[Opening, ...]) -> tuple[Opening, ...]:
        """What a holiday of a part of the day leaves."""
        holiday, midnight = self._holiday(day), dt.datetime.combine(day, dt.time(), self.zone)
        for start, end in holiday.closes if holiday else ():
            closes, opens = _at(midnight, start), _at(midnight, end)
            parts = (
                part
                for one in found
                for part in (Opening(one.start, min(one.end, closes)), Opening(max(one.start, opens), one.end))
            )
            found = tuple(part for part in parts if part.start < part.end)
        return found

    def spans(self, day: dt.date, source: Hours | HoursOverride) -> tuple[Opening, ...]:
        midnight = dt.datetime.combine(day, dt.time(), self.zone)
        spans = (span.split("-") for span in week(source.weekly)[DAYS[day.weekday()]])
        return tuple(Opening(_at(midnight, minutes(start)), _at(midnight, minutes(end))) for start, end in spans)

    def is_open(self, moment: dt.datetime) -> bool:
        local = moment.astimezone(self.zone)
        return any(found.start <= local < found.end for found in self.openings(local.date()))

    def reopens(self, moment: dt.datetime) -> dt.datetime | None:
        """Start of the next opening after `moment`."""
        local = moment.astimezone(self.zone)
        starts = (found.start for day in days_from(local.date()) for found in self.openings(day))
        return next((start for start in starts if start > local), None)


class Clocks:
    """All hours of a program; what was found once is kept, as a thousand scenarios ask for the same few moments."""

    def __init__(self, program: ProgramSpec, declared: Dates | None = None) -> None:
        self.program = program
        self._clocks = {hours.id: Clock(program, hours, declared) for hours in program.infrastructure.hours}
        self._moments: dict[tuple[str, str], dt.datetime | None] = {}

    def __getitem__(self, hours: str) -> Clock:
        return self._clocks[hours]

    def moment(self, hours: str, words: str) -> dt.datetime | None:
        """As `find_moment`; also a local time of the program, such as `2027-12-24 16:59`."""
        if (hours, words) not in self._moments:
            local = local_time(words)
            zone = ZoneInfo(self.program.program.time_zone)
            found = find_moment(self[hours], words) if local is None else local.replace(tzinfo=zone)
            self._moments[hours, words] = found
        return self._moments[hours, words]


def _closes(override: HoursOverride) -> bool:
    return override.type is OverrideType.CLOSED or not any(override.weekly.values())


def _unbroken(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """In order, those that overlap or touch made one."""
    found: list[Opening] = []
    for opening in sorted(openings):
        if found and opening.start <= found[-1].end:
            found[-1] = Opening(found[-1].start, max(found[-1].end, opening.end))
        else:
            found.append(opening)
    return tuple(found)


def _at(midnight: dt.datetime, minute: int) -> dt.datetime:
    """Wall-clock time of a minute of the day; 1440 is the next midnight."""
    day = midnight.date() + dt.timedelta(days=minute // 1440)
    return dt.datetime.combine(day, dt.time(minute % 1440 // 60, minute % 60), midnight.tzinfo)


def days_from(first: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=number) for number in range(SEARCHED_DAYS))


def find_moment(clock: Clock, words: str) -> dt.datetime | None:
    """The moment that `words` stand for; None where these hours have none (a line that never closes).

    Holiday and launch weeks are among the declared days: on others nothing but the week is in force.
    """
    steady = clock.program.dates.launch + dt.timedelta(days=STEADY_AFTER_LAUNCH_DAYS)
    if words == "holiday":
        return _holiday(clock, clock.program.dates.launch)
    if words == "launch weeks":
        return _launch_weeks(clock)
    opening = _usual(clock, steady)
    if opening is None:
        return None
    if words == "open":
        return _early(opening)
    if words == "one second before opening":
        before = opening.start - _SECOND
        return None if clock.is_open(before) else before
    after = opening.end + _SECOND
    if clock.is_open(after):
        return None  # never closed
    if words == "one second before closing":
        return opening.end - _SECOND
    if words == "one hour before closing":
        return max(opening.start, opening.end - dt.timedelta(hours=1))
    return after if words == "one second after closing" else _middle(after, clock.reopens(after))


def _usual(clock: Clock, first: dt.date) -> Opening | None:
    """The longest opening in four weeks, in the middle of a week where there is one.

    Of days without dated hours, unless there is none; an opening over midnight is one.
    """
    weeks = list(itertools.islice(days_from(first), _WEEKS_DAYS))
    days = [day for day in weeks if clock.override(day) is None] or weeks
    found = _unbroken(opening for day in days for opening in clock.openings(day))
    amid = [opening for opening in found if _is_amid(clock, opening)]
    return max(amid or found, key=lambda opening: opening.end - opening.start, default=None)


def _is_amid(clock: Clock, opening: Opening) -> bool:
    """Days before and after are open too."""
    day, one = opening.start.date(), dt.timedelta(days=1)
    return bool(clock.openings(day - one) and clock.openings(day + one))


def _early(opening: Opening) -> dt.datetime:
    """A quarter into it; of one that goes on for days, at noon, when others work too."""
    moment = opening.start + (opening.end - opening.start) / 4
    noon = moment.replace(hour=12, minute=0, second=0)
    goes_on = opening.end - opening.start > dt.timedelta(days=1)
    return noon if goes_on and opening.start <= noon < opening.end else moment


def _middle(start: dt.datetime, end: dt.datetime | None) -> dt.datetime:
    if end is None:
        return start
    return (start + (end - start) / 2).replace(second=0, microsecond=0)


def _holiday(clock: Clock, first: dt.date) -> dt.datetime | None:
    """An hour into what would be an opening, were the day no holiday."""
    for day in _declared_from(clock, first):
        spans = week(clock.hours.weekly)[DAYS[day.weekday()]]
        if clock.holiday(day) is not None and spans:
            start = minutes(spans[0].split("-")[0])
            return _at(dt.datetime.combine(day, dt.time(), clock.zone), start) + dt.timedelta(hours=1)
    return None


def _declared_from(clock: Clock, first: dt.date) -> Iterator[dt.date]:
    """From a day on. Where only some days are declared, those from it on, and then those before."""
    if clock.declared is None:
        return days_from(first)
    start, end = clock.declared
    begin = first if start <= first <= end else start
    after = (begin + dt.timedelta(days=number) for number in range((end - begin).days + 1))
    before = (start + dt.timedelta(days=number) for number in range((begin - start).days))
    return itertools.chain(after, before)


def _launch_weeks(clock: Clock) -> dt.datetime | None:
    """A quarter of an hour that only the dated hours open, half an hour before they close or earlier."""
    for dated in clock.hours.overrides:
        for day in filter(clock.is_declared, _days_of(clock, dated)):
            usual = clock.spans(day, clock.hours)
            for moment in _quarters(clock.openings(day)):
                if not any(found.start <= moment < found.end for found in usual):
                    return moment
    return None


def _days_of(clock: Clock, dated: HoursOverride) -> Iterator[dt.date]:
    first = dated.from_ if clock.declared is None else max(dated.from_, clock.declared[0])
    return itertools.takewhile(lambda day: day <= dated.till, days_from(first))


def _quarters(openings: tuple[Opening, ...]) -> Iterator[dt.datetime]:
    """Every quarter of an hour that leaves half an hour, the last one first."""
    for opening in reversed(openings):
        moment = opening.end - dt.timedelta(minutes=30)
        while moment >= opening.start:
            yield moment
            moment -= dt.timedelta(minutes=15)
