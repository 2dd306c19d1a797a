"""One event of an agency's calendar: when, what, and whether it can be understood. Pure."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Event, Timezone
from icalendar.prop import vBroken

from calendars.official.blocks import Block
from calendars.official.found import Remark

NEEDED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
"""What tells when: an event with a fault in one of these is not understood by halves."""
REPEATING = ("RRULE", "RDATE", "EXDATE")
UNNAMED = "(without a name)"


@dataclass(frozen=True, slots=True)
class Read:
    """An event that was understood.

    line       of its BEGIN
    parsed     icalendar's Event, with zones of the file in place; Any, since a value may be of thirty types
    sequence   the higher, the newer
    """

    line: int
    name: str
    uid: str
    sequence: int
    parsed: Any

    @property
    def repeats(self) -> bool:
        return any(name in self.parsed for name in REPEATING)

    @property
    def replaces_instance(self) -> bool:
        return "RECURRENCE-ID" in self.parsed

    @property
    def start(self) -> dt.date:
        """A date, or a datetime, which is one too."""
        found: dt.date = self.parsed["DTSTART"].dt
        return found

    @property
    def is_cancelled(self) -> bool:
        return str(self.parsed.get("STATUS", "")).upper() == "CANCELLED"


def zones_of(found: list[Block]) -> tuple[dict[str, dt.tzinfo], list[Remark]]:
    """Zones that the file defines for itself, and those that cannot be used."""
    zones: dict[str, dt.tzinfo] = {}
    broken = []
    for block in found:
        if block.kind != "VTIMEZONE":
            continue
        id_ = block.value_of("TZID")
        try:
            parsed: Any = Timezone.from_ical(block.text)
            zones[id_] = parsed.to_tz()
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            broken.append(Remark(block.number, f"time zone {id_}", f"cannot be understood: {error}"))
    return zones, broken


def read_event(block: Block, zones: Mapping[str, dt.tzinfo]) -> Read | Remark:
    """The event, or why it is not understood, at the line that is to blame."""
    name = _text(block.value_of("SUMMARY")) or UNNAMED
    if not block.whole:
        return Remark(block.number, name, "has no END:VEVENT")
    try:
        parsed: Any = Event.from_ical(block.text)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return Remark(block.number, name, f"cannot be understood: {_first_line(error)}")
    if not isinstance(parsed, Event):
        return Remark(block.number, name, "cannot be understood")
    fault = next(_faults(block, parsed, zones), None)
    if fault is not None:
        line, why = fault
        return Remark(line, name, why)
    sequence = parsed.get("SEQUENCE", 0)
    return Read(
        line=block.number,
        name=str(parsed.get("SUMMARY") or UNNAMED),
        uid=str(parsed.get("UID") or f"line {block.number}"),
        sequence=sequence if isinstance(sequence, int) else 0,
        parsed=parsed,
    )


def _text(value: str) -> str:
    for escaped, plain in (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        value = value.replace(escaped, plain)
    return value.strip()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _faults(block: Block, parsed: Any, zones: Mapping[str, dt.tzinfo]) -> Iterator[tuple[int, str]]:
    """Line and words, the first that matters first. Sets the zones of the file on the way."""
    for name, why in parsed.errors:
        if name in NEEDED:
            yield block.line_of(name), f"{name} cannot be understood: {why}"
    if "DTSTART" not in parsed:
        yield block.number, "has no DTSTART, so nobody knows when it is"
    for name in NEEDED:
        value = parsed.get(name)
        if isinstance(value, list) and name in ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"):
            yield block.line_of(name), f"{name} stands in it twice"
        elif isinstance(value, vBroken):
            yield block.line_of(name), f"{name} cannot be understood"
        elif value is not None and (why := _in_its_zone(value, zones)):
            yield block.line_of(name), why


def _in_its_zone(value: object, zones: Mapping[str, dt.tzinfo]) -> str:
    """Put the zone that the file defines in place; words for one that nobody knows."""
    for one in value if isinstance(value, list) else [value]:
        id_ = getattr(one, "params", {}).get("TZID")
        for stamp in getattr(one, "dts", [one]):
            moment = getattr(stamp, "dt", None)
            moment = moment[0] if isinstance(moment, tuple) else moment  # a period, by its start
            if id_ is None or not isinstance(moment, dt.datetime):
                continue
            if id_ in zones and id_ not in _known() and stamp.dt is moment:
                stamp.dt = moment.replace(tzinfo=zones[id_])
            elif moment.tzinfo is None:
                return f"its time zone {id_} is neither known nor defined in the file"
    return ""


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_of(id_: str) -> ZoneInfo | None:
    return ZoneInfo(id_) if id_ in _known() else None
