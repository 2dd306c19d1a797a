"""What hours of operation are open on a date, by the service's own precedence. Pure.

Source: Administrator Guide, "Identify dates where you need to override standard operating hours"
(adminguide/hours-of-operation-overrides), section "Dates with competing overrides": closed recurring overrides come
first, then open recurring ones, then temporary hours, then the week. Where the guide and the API Reference
(`CreateHoursOfOperationOverride`, `HoursOfOperationOverrideConfig`) are silent, these readings were chosen; no spec of
ours depends on one of them, since the overrides that `up` declares never share a date (ADR 0007):

* The list is applied minute by minute, not by whole days: the guide's last example combines all kinds on one day.
* The introduction of the same page lets temporary hours supersede everything; its note and its list say otherwise and
  win.
* An OPEN or CLOSED override without recurrence ranks as a recurring one that comes once: the API Reference calls both
  types recurring events whether or not there is a pattern.
* Temporary (STANDARD) hours replace the week of each of their dates: a weekday without a row is closed. Several on one
  date add up. One that recurs replaces the week on the dates on which it comes.
* A CLOSED override without rows closes whole days; a row without times is its whole day; an OPEN override without rows
  opens nothing.
* Own overrides and those of parents are ranked together ("inherits its overrides"); dates and times of both are those
  of the child's wall clock.
* Both dates of an override are included.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

from calendars.service.hours import EVERY_DAY, DayPlan, HoursOfOperation, Override, ServiceOpening, Spell
from calendars.service.recurrence import applies
from calendars.service.spans import DAY_MINUTES, Span, merged, without
from spec.models.hours import DAYS

_BEFORE_ALL = 0


def openings(hours: HoursOfOperation, day: dt.date) -> tuple[Span, ...]:
    """Openings of one date, in order, merged."""
    return plan(hours, day).open


def reason(hours: HoursOfOperation, day: dt.date) -> str:
    """Why this date is not an ordinary one, in words for people; empty for an ordinary one.

    It is that of the override which decides, in the order of precedence. One without effect on the date gives none:
    longer hours do not explain a Sunday that is closed as ever. A closure of whole days always does.
    """
    return plan(hours, day).reason


def plan(hours: HoursOfOperation, day: dt.date) -> DayPlan:
    """Openings and reason of one date."""
    memory = hours.memory
    if not memory.starts:
        _prepare(hours)
    spell = memory.spells[bisect_right(memory.starts, day.toordinal()) - 1]
    known = memory.days.get(day) if spell.recurs else spell.plans[day.weekday()]
    if known is not None:
        return known
    found = _decided(memory.week[day.weekday()], [one for one in spell.overrides if _comes(one, day)], day.weekday())
    if spell.recurs:
        memory.days[day] = found
    else:
        spell.plans[day.weekday()] = found
    return found


def _decided(ordinary: DayPlan, overrides: list[Override], weekday: int) -> DayPlan:
    if not overrides:
        return ordinary
    for one in overrides:
        if one.type == "CLOSED" and not one.openings:  # makes everything else irrelevant
            return DayPlan((), one.reason or one.name)
    ranked: dict[str, list[tuple[Override, tuple[Span, ...]]]] = {"CLOSED": [], "OPEN": [], "STANDARD": []}
    for one in overrides:
        ranked[one.type].append((one, _rows(one.openings, weekday)))
    closed, opened, temporary = ranked.values()
    usual = merged(span for _, spans in temporary for span in spans) if temporary else ordinary.open
    wanted = merged((*usual, *(span for _, spans in opened for span in spans))) if opened else usual
    felt = (
        *(one for one, spans in closed if without(wanted, spans) != wanted),
        *(one for one, spans in opened if without(spans, usual)),
        *(one for one, _ in temporary if usual != ordinary.open),
    )
    left = without(wanted, (span for _, spans in closed for span in spans)) if closed else wanted
    return DayPlan(left, (felt[0].reason or felt[0].name) if felt else "")


def _comes(override: Override, day: dt.date) -> bool:
    if override.recurrence is None:
        return True
    weekdays = frozenset(row.day for row in override.openings if row.day)
    return applies(override.recurrence, override.from_, day, weekdays)


def _rows(rows: tuple[ServiceOpening, ...], weekday: int) -> tuple[Span, ...]:
    """An end of 0:00 is midnight; 0:00-0:00 is the whole day."""
    name = DAYS[weekday]
    return tuple(Span(row.start, row.end or DAY_MINUTES) for row in rows if row.day in (EVERY_DAY, name))


def _prepare(hours: HoursOfOperation) -> None:
    """One sweep over first and last dates, so that a date finds its few overrides without asking all of them."""
    overrides = [override for override in hours.all_overrides() if override.from_ <= override.till]
    week = tuple(DayPlan(merged(_rows(hours.week, weekday))) for weekday in range(len(DAYS)))
    begins: dict[int, list[int]] = {_BEFORE_ALL: []}
    ends: dict[int, list[int]] = {}
    for number, override in enumerate(overrides):
        begins.setdefault(override.from_.toordinal(), []).append(number)
        ends.setdefault(override.till.toordinal() + 1, []).append(number)
    here: set[int] = set()
    spells: list[Spell] = []
    starts = sorted({*begins, *ends})
    for ordinal in starts:
        here.update(begins.get(ordinal, ()))
        here.difference_update(ends.get(ordinal, ()))
        spells.append(_spell(tuple(overrides[number] for number in sorted(here)), week))
    hours.memory.week, hours.memory.spells = week, spells
    hours.memory.starts = starts  # last: it tells that all is there


def _spell(overrides: tuple[Override, ...], week: tuple[DayPlan, ...]) -> Spell:
    recurs = any(override.recurrence is not None for override in overrides)
    return Spell(overrides, recurs, [None] * len(DAYS) if overrides else list(week))
