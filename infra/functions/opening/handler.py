"""Answers a running contact: is this open, when does it open again, why not before, and does a callback fit in?

Runs in AWS Lambda; standard library only, no permissions beyond logs, no environment. `calendar.json` beside this file:

    {"hours": {"main": {"time_zone": "America/Los_Angeles",
                        "week": [[[420, 1080]], ...],                Monday first; minutes after midnight, half-open
                        "dates": {"2027-11-11": {"open": [], "holidays": [[0, 1440, "Veterans Day"]]}}}},
     "words": {"en-US": {...}, "es-US": {...}}}                      as `words` in templates/phrases

`dates` has every date that is not as its weekday, as long as any are planned; nothing is computed here. Flows send
hours, language and window_minutes; the answer is flat text, never empty:

    open        yes, no
    reopens     "Monday, November 23, at 7 AM" in the language; none while open, and where no opening is in sight
    callback    yes where it stays open for another `window_minutes`, else no
    reason      name of the holiday that closes at this moment, in the language, or none
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
SEARCHED_DAYS = 400
USUAL_LANGUAGE = "en-US"
NONE = "none"

log = logging.getLogger()
log.setLevel(logging.INFO)

Hours = Mapping[str, Any]
Words = Mapping[str, Any]


def answer(
    calendar: Mapping[str, Any], hours_id: str, language: str, now: dt.datetime, window_minutes: int
) -> dict[str, str]:
    """`now` is aware. Raises KeyError for hours that the calendar lacks: the flow then says nothing about them."""
    hours = calendar["hours"][hours_id]
    words = calendar["words"].get(language) or calendar["words"][USUAL_LANGUAGE]
    zone = ZoneInfo(hours["time_zone"])
    local = now.astimezone(zone)
    closes = closing(hours, local)
    if closes is not None:
        fits = closes - now >= dt.timedelta(minutes=window_minutes)
        return {"open": "yes", "reopens": NONE, "callback": "yes" if fits else "no", "reason": NONE}
    again = next_opening(hours, local)
    return {
        "open": "no",
        "reopens": NONE if again is None else said_moment(words, again),
        "callback": "no",
        "reason": said_holiday(words, holiday(hours, local), usual=words is calendar["words"][USUAL_LANGUAGE]),
    }


def closing(hours: Hours, local: dt.datetime) -> dt.datetime | None:
    """When it closes, in UTC; None where it is closed now. An opening over midnight goes on the next day."""
    minute = local.hour * 60 + local.minute
    end = next((end for start, end in spans(hours, local.date()) if start <= minute < end), None)
    day = local.date()
    for _ in range(SEARCHED_DAYS):
        if end != DAY_MINUTES:
            break
        day += dt.timedelta(days=1)
        end = next((end for start, end in spans(hours, day) if start == 0), 0)
    return None if end is None else _moment(day, end, hours).astimezone(dt.UTC)


def next_opening(hours: Hours, local: dt.datetime) -> dt.datetime | None:
    """The first start of an opening after now, in local time."""
    now = local.astimezone(dt.UTC)
    for day in (local.date() + dt.timedelta(days=number) for number in range(SEARCHED_DAYS)):
        for start, _end in spans(hours, day):
            found = _moment(day, start, hours)
            if found.astimezone(dt.UTC) > now:
                return found
    return None


def spans(hours: Hours, day: dt.date) -> list[list[int]]:
    """Openings of one date, in order; those that touch are one."""
    found: list[list[int]] = _date(hours, day).get("open", hours["week"][day.weekday()])
    return found


def holiday(hours: Hours, local: dt.datetime) -> str:
    """The one that closes at this moment; empty where none does."""
    minute = local.hour * 60 + local.minute
    closed = _date(hours, local.date()).get("holidays", ())
    return next((str(name) for start, end, name in closed if start <= minute < end), "")


def said_day(words: Words, day: dt.date) -> str:
    number = words["first_of_month"] if day.day == 1 else str(day.day)
    weekday, month = words["weekdays"][day.weekday()], words["months"][day.month - 1]
    return str(words["day"].format(weekday=weekday, month=month, day=number))


def said_moment(words: Words, moment: dt.datetime) -> str:
    """`moment` in local time."""
    return str(words["moment"].format(day=said_day(words, moment.date()), time=_said_time(words, moment)))


def said_holiday(words: Words, name: str, *, usual: bool) -> str:
    """Statutes name holidays in English; a name without translation stays unsaid in another language."""
    return str(words["holidays"].get(name, name if usual and name else NONE))


def handle(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Entry point. A fault is left to the flow's error branch: nothing is then promised."""
    asked = event["Details"]["Parameters"]
    found = answer(
        _calendar(),
        str(asked["hours"]),
        str(asked.get("language") or USUAL_LANGUAGE),
        dt.datetime.now(dt.UTC),
        int(asked.get("window_minutes") or 0),
    )
    log.info("hours=%s open=%s callback=%s", asked["hours"], found["open"], found["callback"])
    return found


def _date(hours: Hours, day: dt.date) -> Mapping[str, Any]:
    found: Mapping[str, Any] = hours["dates"].get(day.isoformat(), {})
    return found


def _moment(day: dt.date, minute: int, hours: Hours) -> dt.datetime:
    """Local wall clock; the zone finds the offset, on the days on which clocks change too."""
    naive = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
    return naive.replace(tzinfo=ZoneInfo(hours["time_zone"]))


def _said_time(words: Words, moment: dt.datetime) -> str:
    named = words["times"].get(f"{moment.hour:02}:{moment.minute:02}")
    if named:
        return str(named)
    hour = (moment.hour - 1) % 12 + 1
    clock = f"{hour}:{moment.minute:02}" if moment.minute else str(hour)
    part = next(part for part in reversed(words["parts"]) if part["from"] <= moment.hour)
    return str(part["one" if hour == 1 else "other"].format(clock=clock))


@functools.cache
def _calendar() -> Mapping[str, Any]:
    calendar: Mapping[str, Any] = json.loads(Path(__file__).with_name("calendar.json").read_text(encoding="utf-8"))
    return calendar
