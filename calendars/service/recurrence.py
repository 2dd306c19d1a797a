"""On which dates a recurring override comes: weekly, monthly or yearly, as the service's recurrence pattern says.

Source: Amazon Connect API Reference, `RecurrencePattern`. A month without the day (the 31st) is skipped, the weekday of
an occurrence is that of the override's rows, -1 is the last one, and a month goes with yearly patterns. The page is
silent on the following; the readings are those of iCalendar (RFC 5545, 3.3.10), whose rules have the same parts:

* It is counted from `EffectiveFrom`, whether or not the pattern comes on that very day.
* What the pattern leaves out is that of the first date: its weekday, day of the month, or month. So a weekly pattern
  whose rows name no day comes on the weekday of the first date, and 29 February only in leap years.
* Weeks begin on Monday when every second one is counted.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spec.models.hours import DAYS

LAST = -1
WEEK = 7


@dataclass(frozen=True, slots=True)
class Recurrence:
    """frequency: WEEKLY, MONTHLY or YEARLY; counted from the first date of the override.

    month_day            1 to 31, or -1 for the last day of the month
    weekday_occurrence   the n-th such weekday of the month, -1 for the last; its weekday is that of the override's rows
    """

    frequency: str
    interval: int = 1
    month: int | None = None
    month_day: int | None = None
    weekday_occurrence: int | None = None

    @classmethod
    def described(cls, pattern: Mapping[str, Any]) -> Recurrence:
        """From the service's shape, whose lists hold one value at most."""

        def only(name: str) -> int | None:
            values = pattern.get(name) or ()
            return int(values[0]) if values else None

        return cls(
            frequency=str(pattern["Frequency"]),
            interval=int(pattern.get("Interval") or 1),
            month=only("ByMonth"),
            month_day=only("ByMonthDay"),
            weekday_occurrence=only("ByWeekdayOccurrence"),
        )


def applies(rule: Recurrence, first: dt.date, day: dt.date, weekdays: frozenset[str]) -> bool:
    """Whether the rule, counted from `first`, comes on `day`.

    weekdays   days (`mon`) of the override's rows; none stands for the weekday of `first`
    """
    days = weekdays or frozenset({DAYS[first.weekday()]})
    if rule.frequency == "WEEKLY":
        weeks = (_monday(day) - _monday(first)).days // WEEK
        return weeks % rule.interval == 0 and DAYS[day.weekday()] in days
    months = (day.year - first.year) * 12 + day.month - first.month
    if rule.frequency == "MONTHLY":
        return months % rule.interval == 0 and _in_month(rule, first, day, days)
    in_month = day.month == (rule.month or first.month)
    return in_month and (day.year - first.year) % rule.interval == 0 and _in_month(rule, first, day, days)


def _in_month(rule: Recurrence, first: dt.date, day: dt.date, weekdays: frozenset[str]) -> bool:
    if rule.weekday_occurrence is not None:
        return DAYS[day.weekday()] in weekdays and _is_occurrence(rule.weekday_occurrence, day)
    wanted = rule.month_day if rule.month_day is not None else first.day
    if wanted == LAST:
        return day.day == calendar.monthrange(day.year, day.month)[1]
    return day.day == wanted


def _is_occurrence(number: int, day: dt.date) -> bool:
    if number == LAST:
        return (day + dt.timedelta(days=WEEK)).month != day.month
    return (day.day - 1) // WEEK + 1 == number


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
