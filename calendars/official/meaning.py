"""What an occurrence closes, by the dates and the wall clock of the office; or why it closes nothing. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from calendars.official.events import Read
from calendars.official.found import WHOLE, Closure, Desk, Remark
from calendars.official.occurrences import Occurrence
from calendars.service.spans import DAY_MINUTES, Span

DAY = dt.timedelta(days=1)
LAST_MINUTE = DAY_MINUTES - 1
_OPENS = re.compile(r"\b(re)?open(s|ed|ing)?\b", re.IGNORECASE)
_CLOSES = re.compile(r"\b(clos(e|es|ed|ing|ure|ures)|shut(s|down)?|not open)\b", re.IGNORECASE)
_DAY_OFF = re.compile(r"\bholidays?\b|\bday off\b", re.IGNORECASE)
_OBSERVANCE = re.compile(r"\s*observance\b", re.IGNORECASE)
"""How a widely used holiday calendar marks days on which offices are open, at the beginning of the description."""
FREE = "is marked as free time; holidays often are, so it counts"


def take(found: Occurrence, desk: Desk, floating: str, zone: str, first: dt.date, last: dt.date) -> None:
    """Put the closures of an occurrence on the desk, or the reason why there are none.

    floating   zone of times that name none
    zone       of the office
    """
    read = found.read
    if found.cancelled:
        desk.skipped.append(Remark(read.line, read.name, f"its instance of {_date(found.start)} is cancelled"))
        return
    start, end = (_local(moment, floating, zone) for moment in (found.start, found.end))
    parts = list(_parts(start, end, first, last))
    if why := no_closure(read, timed=any(span != WHOLE for _, span in parts)):
        desk.skipped.append(Remark(read.line, read.name, why))
    elif not parts:
        when = f"before {first}" if end.date() <= first else f"after {last}"
        desk.skipped.append(Remark(read.line, read.name, f"is {when}, which is not compared"))
    else:
        desk.close([Closure(date, span, read.name, read.line) for date, span in parts])
        desk.notes += _notes(found, start)


def _local(moment: dt.date, floating: str, zone: str) -> dt.datetime:
    """The wall clock of the office, without zone."""
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(floating))
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _parts(start: dt.datetime, end: dt.datetime, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, Span]]:
    """Dates within the period, each with what it takes of them. The last minute of a day stands for its end."""
    date = max(start.date(), first)
    while date <= min(end.date(), last):
        begins = _minute(start) if date == start.date() else 0
        ends = _minute(end, up=True) if date == end.date() else DAY_MINUTES
        if begins < ends:
            yield date, Span(begins, DAY_MINUTES if ends == LAST_MINUTE else ends)
        date += DAY


def _minute(moment: dt.datetime, *, up: bool = False) -> int:
    return moment.hour * 60 + moment.minute + (up and moment.second > 0)


def no_closure(read: Read, *, timed: bool) -> str:
    """Why an event closes nothing by its own words; empty where it does. timed: it takes a part of a day only"""
    closes = _CLOSES.search(read.name)
    if _OPENS.search(read.name) and not closes:
        return "names an opening; hours that are longer are said in the spec's own hours"
    if _OBSERVANCE.match(str(read.parsed.get("DESCRIPTION", ""))):
        return "is an observance by its own description, not a day off"
    if timed and not closes and not _DAY_OFF.search(f"{read.name} {_categories(read)}"):
        return "takes a part of a day and does not say that it closes anything"
    return ""


def _categories(read: Read) -> str:
    found = read.parsed.get("CATEGORIES", [])
    return " ".join(str(name) for one in (found if isinstance(found, list) else [found]) for name in one.cats)


def _notes(found: Occurrence, start: dt.datetime) -> Iterator[Remark]:
    read, own = found.read, found.start
    if str(read.parsed.get("TRANSP", "")).upper() == "TRANSPARENT" or _busy(read) == "FREE":
        yield Remark(read.line, read.name, FREE)
    if isinstance(own, dt.datetime) and own.date() != start.date():
        yield Remark(read.line, read.name, f"begins on {own.date()} by its own zone, and on {start.date()} here")


def _busy(read: Read) -> str:
    return str(read.parsed.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()


def _date(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
