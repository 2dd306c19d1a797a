"""Until when a switch holds: what an operator types, read in the local time of the line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from spec.errors import UsageError

LONGEST = dt.timedelta(days=31)
"""Whatever lasts longer is no emergency: it belongs into the hours of the spec, where it is reviewed."""
_SPAN = re.compile(
    r"(?:(?P<days>\d{1,6}) ?d(?:ays?)?)? ?"
    r"(?:(?P<hours>\d{1,6}) ?h(?:ours?)?)? ?"
    r"(?:(?P<minutes>\d{1,6}) ?m(?:in(?:utes?)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK_TEXT = r"\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m"
_CLOCK = re.compile(_CLOCK_TEXT, re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})[ T]({_CLOCK_TEXT})(?::00)?", re.ASCII | re.IGNORECASE)
_FIXED = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::00)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_MINUTES_OF_DAY = 24 * 60
_NOON = 12


@dataclass(frozen=True, slots=True)
class Until:
    """moment is in the zone of the line; relative where it was counted from now, so that it moves when typed again."""

    moment: dt.datetime
    relative: bool


def parse_until(text: str, now: dt.datetime, zone: ZoneInfo) -> Until:
    """The end that is meant: a whole minute after `now`, at most `LONGEST` ahead.

    A local time that comes twice, when clocks are set back, is the later one: closed an hour too long is the smaller
    fault. A span such as 2d is counted in elapsed hours.

    raises   UsageError: unreadable, past, too far ahead, or a local time that the clock skips
    """
    words, now = " ".join(text.split()), now.astimezone(dt.UTC)  # within one zone, Python compares clocks, not moments
    span = _span(words)
    try:
        found = now + span if span is not None else _moment(words, now, zone)
        end = _to_the_minute(found).astimezone(zone)
    except OverflowError:
        raise UsageError(_where(text), "no calendar goes that far", forms(now, zone)) from None
    except _UnreadableError as error:
        raise UsageError(_where(text), str(error), forms(now, zone)) from None
    if found <= now:
        hint = "give a later end; `civicline reopen` ends a switch at once"
        raise UsageError(_where(text), f"that is over: it is {now.astimezone(zone):%Y-%m-%d %H:%M %Z} there", hint)
    if found - now > LONGEST:
        what = f"that is more than {LONGEST.days} days ahead ({end:%Y-%m-%d %H:%M %Z})"
        raise UsageError(_where(text), what, "what lasts longer belongs into the hours of the spec; then civicline up")
    return Until(end, relative=span is not None)


def forms(now: dt.datetime, zone: ZoneInfo) -> str:
    """What may be written, with examples that hold at this moment."""
    there = now.astimezone(dt.UTC).astimezone(zone)
    day = f"{there.date() + dt.timedelta(days=1)}"
    return (
        f'write "{day} 06:00" or "{day} 6am"; or 06:00, the next one; or {day}, to the end of that day; '
        "or 90m, 4h, 2d from now"
    )


class _UnreadableError(Exception):
    """No time at all; the message says what is wrong with it."""


def _span(words: str) -> dt.timedelta | None:
    found = _SPAN.fullmatch(words)
    if not words or found is None:
        return None
    return dt.timedelta(**{unit: int(number) for unit, number in found.groupdict().items() if number})


def _moment(words: str, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    if found := _FIXED.fullmatch(words):
        return _iso(f"{found[1]}T{found[2]}{found[3].replace('Z', '+00:00')}")
    if found := _MOMENT.fullmatch(words):
        return _local(words, _iso(found[1]).date(), _minutes(found[2]), zone)
    if _DAY.fullmatch(words):
        return _local(words, _iso(words).date(), _MINUTES_OF_DAY, zone)
    if _CLOCK.fullmatch(words):
        return _next(words, _minutes(words), now, zone)
    raise _UnreadableError("this is no time")


def _next(words: str, minutes: int, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Today, where that is still to come; else tomorrow."""
    today = now.astimezone(zone).date()
    wall = dt.datetime.combine(today, dt.time()) + dt.timedelta(minutes=minutes)
    to_come = wall.replace(tzinfo=zone, fold=1) > now
    return _local(words, today if to_come else today + dt.timedelta(days=1), minutes, zone)


def _local(words: str, day: dt.date, minutes: int, zone: ZoneInfo) -> dt.datetime:
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    moment = wall.replace(tzinfo=zone, fold=1)
    there = moment.astimezone(dt.UTC).astimezone(zone)
    if there.replace(tzinfo=None) != wall:
        shown = f"{wall:%Y-%m-%d %H:%M}"
        first = wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC).astimezone(zone)
        what = f"{shown} does not exist in {zone.key}: clocks are set forward then"
        raise UsageError(_where(words), what, f'write "{max(first, there):%Y-%m-%d %H:%M}"')
    return moment


def _iso(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise _UnreadableError(f"there is no such time: {error}") from None


def _minutes(clock: str) -> int:
    """Minutes after midnight; 24:00 is the end of the day, and 12am its beginning."""
    half = clock[-2:].lower() if clock[-1] in "mM" else ""
    hour, minute = (
        int(part or 0) for part in clock.removesuffix(clock[-2:] if half else "").strip().partition(":")[::2]
    )
    known = minute <= 59 and hour * 60 + minute <= _MINUTES_OF_DAY  # noqa: PLR2004  # a clock's own numbers
    if not known or (half and not 1 <= hour <= _NOON):
        raise _UnreadableError(f"there is no {clock} on a clock")
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return hour * 60 + minute


def _to_the_minute(moment: dt.datetime) -> dt.datetime:
    """Up, in UTC: callers are promised no less than was asked for."""
    moment = moment.astimezone(dt.UTC)
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + dt.timedelta(minutes=1)


def _where(text: str) -> str:
    return f'--until "{text}"'


def in_words(span: dt.timedelta) -> str:
    """`2 hours 5 minutes`: the two largest units that are not zero, without seconds."""
    minutes = max(1, int(span.total_seconds()) // 60)
    days, rest = divmod(minutes, _MINUTES_OF_DAY)
    parts = (("day", days), ("hour", rest // 60), ("minute", rest % 60))
    return " ".join(list(_counted(parts))[:2])


def _counted(parts: tuple[tuple[str, int], ...]) -> Iterator[str]:
    for unit, number in parts:
        if number:
            yield f"{number} {unit}" if number == 1 else f"{number} {unit}s"
