"""Which hours hold on a date: weekly schedule, temporary hours, recurring openings and closures, own and inherited.

Precedence within a date (Administrator Guide, hours-of-operation-overrides): closed recurring, open recurring,
temporary hours, weekly schedule. Temporary hours replace the weekly schedule; openings add; closures take away.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Interval = tuple[int, int]
"""Minutes since midnight, the end excluded; 1440 is midnight at the end of the day."""

_DAY = 24 * 60
_WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


@dataclass(frozen=True)
class Override:
    """An override with the intervals that it has on one date."""

    name: str
    kind: str
    intervals: tuple[Interval, ...]


@dataclass(frozen=True)
class Day:
    on: date
    open: tuple[Interval, ...]
    overrides: tuple[Override, ...]


def days(
    weekly: Iterable[Mapping[str, Any]], overrides: Iterable[Mapping[str, Any]], first: date, last: date
) -> Iterator[Day]:
    """Each date from first to last. Overrides are as the registry has them, own and inherited together."""
    schedule, known = list(weekly), list(overrides)
    for offset in range((last - first).days + 1):
        on = first + timedelta(days=offset)
        applied = tuple(
            Override(
                one["OverrideName"], one.get("OverrideType", "STANDARD"), _intervals(one["OverrideConfig"], on, one)
            )
            for one in known
            if applies(one, on)
        )
        yield Day(on, _effective(_intervals(schedule, on), applied), applied)


def _effective(weekly: tuple[Interval, ...], applied: tuple[Override, ...]) -> tuple[Interval, ...]:
    temporary = [one for one in applied if one.kind == "STANDARD"]
    minutes = [False] * _DAY
    shown = [interval for one in temporary for interval in one.intervals] if temporary else weekly
    shown = [*shown, *(interval for one in applied if one.kind == "OPEN" for interval in one.intervals)]
    for start, end in shown:
        minutes[start:end] = [True] * (end - start)
    for start, end in (interval for one in applied if one.kind == "CLOSED" for interval in one.intervals):
        minutes[start:end] = [False] * (end - start)
    return _runs(minutes)


def _runs(minutes: list[bool]) -> tuple[Interval, ...]:
    runs: list[Interval] = []
    start: int | None = None
    for minute, is_open in enumerate([*minutes, False]):
        if is_open and start is None:
            start = minute
        elif not is_open and start is not None:
            runs.append((start, minute))
            start = None
    return tuple(runs)


def _intervals(
    config: Iterable[Mapping[str, Any]], on: date, override: Mapping[str, Any] | None = None
) -> tuple[Interval, ...]:
    rows = list(config)
    if override is not None and override.get("OverrideType") == "CLOSED" and not rows:
        return ((0, _DAY),)
    mine = [row for row in rows if row.get("Day") in (None, _WEEKDAYS[on.weekday()])]
    return tuple(_interval(row) for row in mine)


def _interval(row: Mapping[str, Any]) -> Interval:
    """No times, or 0:00 to 0:00: the whole day; an end at 0:00: until midnight."""
    start, end = _minute(row.get("StartTime")), _minute(row.get("EndTime"))
    return (start, end or _DAY)


def _minute(moment: Mapping[str, int] | None) -> int:
    return moment["Hours"] * 60 + moment["Minutes"] if moment else 0


def applies(override: Mapping[str, Any], on: date) -> bool:
    first = date.fromisoformat(override["EffectiveFrom"])
    if not first <= on <= date.fromisoformat(override["EffectiveTill"]):
        return False
    pattern = override.get("RecurrenceConfig", {}).get("RecurrencePattern")
    return pattern is None or _recurs(pattern, override["OverrideConfig"], first, on)


def _recurs(pattern: Mapping[str, Any], config: Iterable[Mapping[str, Any]], first: date, on: date) -> bool:
    """Rows that name no day leave it to the first date, as in iCalendar; the API Reference is silent."""
    interval = pattern.get("Interval", 1)
    days_named = {row["Day"] for row in config if row.get("Day")}
    is_named = _WEEKDAYS[on.weekday()] in (days_named or {_WEEKDAYS[first.weekday()]})
    match pattern.get("Frequency", "WEEKLY"):
        case "WEEKLY":
            weeks = ((on - timedelta(days=on.weekday())) - (first - timedelta(days=first.weekday()))).days // 7
            return is_named and weeks % interval == 0
        case "MONTHLY":
            months = (on.year - first.year) * 12 + on.month - first.month
            return months % interval == 0 and _day_matches(pattern, first, on, is_named=is_named)
        case _:
            in_month = on.month in (pattern.get("ByMonth") or [first.month])
            in_year = (on.year - first.year) % interval == 0
            return in_year and in_month and _day_matches(pattern, first, on, is_named=is_named)


def _day_matches(pattern: Mapping[str, Any], first: date, on: date, *, is_named: bool) -> bool:
    """A day that the month lacks is skipped; -1 is the last one."""
    length = calendar.monthrange(on.year, on.month)[1]
    if pattern.get("ByWeekdayOccurrence"):
        wanted = pattern["ByWeekdayOccurrence"][0]
        is_last = on.day + 7 > length
        return is_named and (is_last if wanted == -1 else (on.day - 1) // 7 + 1 == wanted)
    wanted_days = pattern.get("ByMonthDay") or [first.day]
    return any(on.day == (length if day == -1 else day) for day in wanted_days)
