"""Answers a running contact: is this open, when does it open again, why not before, and does a callback fit in?

Runs in AWS Lambda; standard library only, no permissions beyond logs, no environment. `calendar.json` beside this file:

    {"hours": {"main": {"time_zone": "America/Los_Angeles",
                        "week": [[[420, 1080]], ...],                Monday first; minutes after midnight, half-open
                        "dates": {"2027-11-11": {"open": [], "holidays": [[0, 1440, "Veterans Day"]]}}}},
     "words": {"en-US": {...}, "es-US": {...}}}                      as `words` in templates/phrases

`dates` has every date that is not as its weekday, as long as any are planned; what is open is only looked up. Flows
send hours, language and window_minutes; the answer is flat text, never empty:

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
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
SEARCHED_DAYS = 365
"""A day of next year's same date would have to be said with its year."""
USUAL_LANGUAGE = "en-US"
NONE = "none"

log = logging.getLogger()
log.setLevel(logging.INFO)

Hours = Mapping[str, Any]
Words = Mapping[str, Any]
Stretch = tuple[dt.datetime, dt.datetime]
"""From moment to moment, in UTC, half-open."""


def answer(
    calendar: Mapping[str, Any], hours_id: str, language: str, now: dt.datetime, window_minutes: int
) -> dict[str, str]:
    """`now` is aware. Raises KeyError for hours that the calendar lacks: the flow then says nothing about them."""
    hours = calendar["hours"][hours_id]
    words = calendar["words"].get(language) or calendar["words"][USUAL_LANGUAGE]
    local = now.astimezone(ZoneInfo(hours["time_zone"]))
    found = next_stretch(hours, now)
    if found is not None and found[0] <= now:
        fits = found[1] - now >= window_minutes * MINUTE
        return {"open": "yes", "reopens": NONE, "callback": "yes" if fits else "no", "reason": NONE}
    return {
        "open": "no",
        "reopens": NONE if found is None else said_moment(words, found[0].astimezone(local.tzinfo)),
        "callback": "no",
        "reason": said_holiday(words, holiday(hours, local), usual=words is calendar["words"][USUAL_LANGUAGE]),
    }


def next_stretch(hours: Hours, now: dt.datetime) -> Stretch | None:
    """The opening that holds now, or else the next one; None where none is in sight."""
    found = _stretches(hours, now.astimezone(ZoneInfo(hours["time_zone"])).date())
    return next((stretch for stretch in found if stretch[1] > now), None)


def _stretches(hours: Hours, first: dt.date) -> Iterator[Stretch]:
    """Openings from a date on, in order; those that touch are one, over midnight too."""
    held: Stretch | None = None
    for day in (first + number * DAY for number in range(SEARCHED_DAYS)):
        for start, end in _stretches_of(hours, day):
            if held is not None and held[1] == start:
                held = (held[0], end)
                continue
            if held is not None:
                yield held
            held = (start, end)
    if held is not None:
        yield held


def _stretches_of(hours: Hours, day: dt.date) -> Iterator[Stretch]:
    """It is open where the wall clock says so: never in the hour that clocks skip, and twice in one that repeats."""
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    for first, last, offset in _even_parts(ZoneInfo(hours["time_zone"]), day):
        for opens, closes in spans(hours, day):
            start = max(first, midnight + opens * MINUTE - offset)
            end = min(last, midnight + closes * MINUTE - offset)
            if start < end:
                yield start, end


def _even_parts(zone: ZoneInfo, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime, dt.timedelta]]:
    """The time of a date with its offset from UTC: two parts on a day on which clocks change."""
    first, last = (dt.datetime.combine(edge, dt.time(), zone).astimezone(dt.UTC) for edge in (day, day + DAY))
    before, after = _offset(zone, first), _offset(zone, last - MINUTE)
    if before == after:
        yield first, last, before
        return
    low, high = first, last - MINUTE  # the change lies between them
    while high - low > MINUTE:
        middle = low + (high - low) // MINUTE // 2 * MINUTE
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    yield first, high, before
    yield high, last, after


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


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    found = moment.astimezone(zone).utcoffset()
    return dt.timedelta() if found is None else found


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
