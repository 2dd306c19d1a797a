"""A second opinion on when hours are open: slow, literal, and of its own making.

Reads what the API gives (`TimeZone`, `Config`, overrides with `Config`), and asks about one minute at a time. Dates of a
pattern are found by walking from occurrence to occurrence. Nothing of `calendars` is used.

    calendar = {"TimeZone": ..., "Config": [...], "Overrides": [...], "Parents": [{"Overrides": [...]}, ...]}
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from typing import Any
from zoneinfo import ZoneInfo

NAMES = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
ONE_DAY = dt.timedelta(1)
ONE_MINUTE = dt.timedelta(minutes=1)


def says_open(calendar: dict[str, Any], moment: dt.datetime) -> bool:
    """The documented list, read from top to bottom for the wall clock of a moment."""
    wall = moment.astimezone(ZoneInfo(calendar["TimeZone"]))
    today, clock = wall.date(), (wall.hour, wall.minute)
    every = calendar["Overrides"] + [one for parent in calendar["Parents"] for one in parent["Overrides"]]
    standing = [one for one in every if stands(one, today)]
    # 1. Closed recurring overrides are considered first.
    for one in standing:
        if one["OverrideType"] == "CLOSED" and (one["Config"] == [] or covers(one["Config"], today, clock)):
            return False
    # 2. Open recurring overrides are considered next.
    for one in standing:
        if one["OverrideType"] == "OPEN" and covers(one["Config"], today, clock):
            return True
    # 3. Temporary hours are considered next.
    if any(one["OverrideType"] == "STANDARD" for one in standing):
        return any(one["OverrideType"] == "STANDARD" and covers(one["Config"], today, clock) for one in standing)
    # 4. Standard day-of-the-week hours are considered last.
    return covers(calendar["Config"], today, clock)


def minutes_of(zone: str, day: dt.date) -> list[dt.datetime]:
    """Every minute of a local date, in UTC: 1380 to 1500 of them when clocks change by an hour."""
    start = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) - ONE_DAY
    steps = (start + number * ONE_MINUTE for number in range(3 * 24 * 60))
    return [moment for moment in steps if moment.astimezone(ZoneInfo(zone)).date() == day]


def covers(rows: list[dict[str, Any]], today: dt.date, clock: tuple[int, int]) -> bool:
    """From the start, without the end. An end at 0:00 is midnight; no times at all are the whole day."""
    for row in rows:
        if row.get("Day", NAMES[today.weekday()]) != NAMES[today.weekday()]:
            continue
        opens, closes = (row.get(key, {"Hours": 0, "Minutes": 0}) for key in ("StartTime", "EndTime"))
        end = (closes["Hours"], closes["Minutes"])
        if (opens["Hours"], opens["Minutes"]) <= clock and (end == (0, 0) or clock < end):
            return True
    return False


def stands(override: dict[str, Any], today: dt.date) -> bool:
    if not override["EffectiveFrom"] <= today.isoformat() <= override["EffectiveTill"]:
        return False
    return "RecurrenceConfig" not in override or today in occurrences(json.dumps(override))


@functools.lru_cache(maxsize=4096)
def occurrences(told: str) -> frozenset[dt.date]:
    """All dates of a recurring override, which comes as JSON."""
    override = json.loads(told)
    pattern = override["RecurrenceConfig"]["RecurrencePattern"]
    first, last = (dt.date.fromisoformat(override[key]) for key in ("EffectiveFrom", "EffectiveTill"))
    days = {row["Day"] for row in override["Config"] if "Day" in row} or {NAMES[first.weekday()]}
    found = []
    if pattern["Frequency"] == "WEEKLY":
        monday = first
        while monday.weekday() != 0:
            monday -= ONE_DAY
        while monday <= last:
            found += [monday + number * ONE_DAY for number in range(7) if NAMES[number] in days]
            monday += pattern["Interval"] * 7 * ONE_DAY
    elif pattern["Frequency"] == "MONTHLY":
        year, month = first.year, first.month
        while (year, month) <= (last.year, last.month):
            found += of_month(year, month, pattern, first, days)
            for _ in range(pattern["Interval"]):
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    else:
        (month,) = pattern.get("ByMonth", [first.month])
        for year in range(first.year, last.year + 1, pattern["Interval"]):
            found += of_month(year, month, pattern, first, days)
    return frozenset(found)


def of_month(year: int, month: int, pattern: dict[str, Any], first: dt.date, days: set[str]) -> list[dt.date]:
    whole = [dt.date(year, month, 1)]
    while (whole[-1] + ONE_DAY).month == month:
        whole.append(whole[-1] + ONE_DAY)
    if "ByWeekdayOccurrence" in pattern:
        (place,) = pattern["ByWeekdayOccurrence"]
        same = [[day for day in whole if NAMES[day.weekday()] == name] for name in sorted(days)]
        return [each[place if place < 0 else place - 1] for each in same if place <= len(each)]
    (wanted,) = pattern.get("ByMonthDay", [first.day])
    return [whole[-1]] if wanted == -1 else [day for day in whole if day.day == wanted]
