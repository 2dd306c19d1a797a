"""An agency's calendar against the days that a spec closes, and the changes that would make the spec agree. Pure.

Compared are openings: what each hours of operation would have without closures, less what the calendar closes, must be
what it has. So days on which nobody answers anyway make no difference, and parts of days are as good as whole ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from calendars.declared.hours import spec_hours
from calendars.holidays import Holiday, closed_days
from calendars.official.found import WHOLE, Closure, Official
from calendars.service.by_date import openings
from calendars.service.hours import HoursOfOperation
from calendars.service.spans import Span, without
from calendars.table.changes import without_closures
from spec.errors import UsageError
from spec.faults import did_you_mean, listed
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar

DAY = dt.timedelta(days=1)


class State(StrEnum):
    """idle: the calendar closes a time at which nobody answers anyway."""

    SAME = "same"
    ONLY_OFFICIAL = "only official"
    ONLY_SPEC = "only spec"
    DIFFERS = "differs"
    IDLE = "idle"


_TOO_CLOSED = (State.ONLY_SPEC, State.DIFFERS)


@dataclass(frozen=True, slots=True)
class Row:
    """One date that one of the two closes.

    official   what the calendar says, in order
    spec       the holiday of the spec; None where a dated closure of hours closes, or nothing
    closed     what the spec closes of its own planned openings
    hours      ids of the hours that differ; of all that are concerned where nothing does
    """

    date: dt.date
    state: State
    official: tuple[Closure, ...]
    spec: Holiday | None
    closed: tuple[Span, ...]
    hours: tuple[str, ...]

    @property
    def closes(self) -> tuple[Span, ...]:
        """What the calendar closes, merged."""
        return without((WHOLE,), without((WHOLE,), tuple(one.span for one in self.official)))

    @property
    def name(self) -> str:
        return "; ".join(dict.fromkeys(one.name for one in self.official))


@dataclass(frozen=True, slots=True)
class Comparison:
    calendar: HolidayCalendar
    official: Official
    rows: tuple[Row, ...]

    def of(self, state: State) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.state is state)

    @property
    def agrees(self) -> bool:
        """A calendar that closes nothing agrees with nobody."""
        wrong = (State.ONLY_OFFICIAL, State.ONLY_SPEC, State.DIFFERS)
        return bool(self.official.closures) and not any(row.state in wrong for row in self.rows)


def calendar_named(program: ProgramSpec, id_: str | None) -> HolidayCalendar:
    """The only one, or the one of this id. Raises UsageError."""
    known = {calendar.id: calendar for calendar in program.infrastructure.holidays}
    if not known:
        hint = "add one to infrastructure.holidays, and name it in the hours that it closes"
        raise UsageError("--official", "the program has no holiday calendar to compare", hint)
    if id_ is None and len(known) > 1:
        raise UsageError("--official", f"the program has {len(known)} holiday calendars", f"--calendar {listed(known)}")
    chosen = known.get(id_ or next(iter(known)))
    if chosen is None:
        near = did_you_mean(id_ or "", known)
        hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
        raise UsageError(f"--calendar {id_}", "there is no holiday calendar of this id", hint)
    if not any(hours.holidays == chosen.id for hours in program.infrastructure.hours):
        hint = f"write holidays: {chosen.id} in the hours that it closes"
        raise UsageError(f"--calendar {chosen.id}", "no hours follow this holiday calendar", hint)
    return chosen


def compare(program: ProgramSpec, calendar: HolidayCalendar, official: Official) -> Comparison:
    """Over the dates that the official calendar covers."""
    first, last = official.first, official.last
    have = _hours(program, calendar, first, last)
    planned = _hours(without_closures(program), calendar, first, last, like=program)
    holidays = {holiday.date: holiday for holiday in closed_days(calendar, first, last)}
    said: dict[dt.date, list[Closure]] = {}
    for closure in official.closures:
        said.setdefault(closure.date, []).append(closure)
    rows = []
    for date in (first + n * DAY for n in range((last - first).days + 1)):
        closures = tuple(said.get(date, ()))
        row = _row(date, closures, holidays.get(date), have, planned)
        if row is not None:
            rows.append(row)
    return Comparison(calendar, official, tuple(rows))


def _hours(
    program: ProgramSpec, calendar: HolidayCalendar, first: dt.date, last: dt.date, like: ProgramSpec | None = None
) -> dict[str, HoursOfOperation]:
    """Those that follow the calendar in the program, or in the one that it was made from."""
    following = {hours.id for hours in (like or program).infrastructure.hours if hours.holidays == calendar.id}
    return {
        hours.id: spec_hours(program, hours, first, last)
        for hours in program.infrastructure.hours
        if hours.id in following
    }


def _row(
    date: dt.date,
    official: tuple[Closure, ...],
    holiday: Holiday | None,
    have: Mapping[str, HoursOfOperation],
    planned: Mapping[str, HoursOfOperation],
) -> Row | None:
    spans = tuple(one.span for one in official)
    plan = {id_: openings(hours, date) for id_, hours in planned.items()}
    real = {id_: openings(hours, date) for id_, hours in have.items()}
    wrong = tuple(id_ for id_ in plan if without(plan[id_], spans) != real[id_])
    lost = {id_: without(plan[id_], real[id_]) for id_ in plan}
    meant = any(without(plan[id_], spans) != plan[id_] for id_ in plan)
    if not wrong and not official and not any(lost.values()):
        return None
    state = (
        State.SAME
        if not wrong and meant
        else State.IDLE
        if not wrong
        else State.ONLY_SPEC
        if not meant
        else State.DIFFERS
        if any(lost[id_] for id_ in wrong)
        else State.ONLY_OFFICIAL
    )
    closed = next((parts for parts in lost.values() if parts), ())
    return Row(date, state, official, holiday, closed, wrong or tuple(plan))


def changes(comparison: Comparison, source: str) -> Mapping[str, list[dict[str, object]]]:
    """`additions` and `removals` of the holiday calendar that would make the spec agree, as plain YAML data.

    A day that closes for other times is removed and added again: what a date adds counts after what a date removes.
    """
    reason = f"In the agency's own calendar, {source}"
    additions = [_addition(row, reason) for row in comparison.rows if row.state in (State.ONLY_OFFICIAL, State.DIFFERS)]
    removals: list[dict[str, object]] = [
        {"date": row.date, "name": row.spec.name[:120], "reason": f"Not so in the agency's own calendar, {source}"}
        for row in comparison.rows
        if row.state in _TOO_CLOSED and row.spec is not None and not _is_own(comparison.calendar, row)
    ]
    return {key: rows for key, rows in (("additions", additions), ("removals", removals)) if rows}


def _addition(row: Row, reason: str) -> dict[str, object]:
    found: dict[str, object] = {"date": row.date, "name": row.name[:120], "reason": reason}
    if row.closes != (WHOLE,):
        found["closes"] = [f"{_clock(span.start)}-{_clock(span.end)}" for span in row.closes]
    return found


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def by_hand(comparison: Comparison) -> Iterator[tuple[dt.date, str]]:
    """What `changes` cannot say, since no law closes."""
    for row in comparison.rows:
        if row.state in _TOO_CLOSED and row.spec is None:
            yield row.date, f"a dated closure of the hours {listed(row.hours, 'and')} closes it: edit their overrides"
        elif row.state in _TOO_CLOSED and _is_own(comparison.calendar, row):
            yield row.date, f"take the addition of {row.date} out of the holiday calendar"


def _is_own(calendar: HolidayCalendar, row: Row) -> bool:
    """Whether the agency added this very date."""
    return any(change.date == row.date for change in calendar.additions)
