"""Lines of a status page, as callers meet them in the region to which most of their calls go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict

from cli.hearing import Heard, heard_by
from cli.render.failover.facts import About, Now
from cli.render.moments import at
from operate.failover.reading import Seen
from operate.switches.named import Named
from operate.switches.ports import Place, Rows
from operate.switches.ports import Seen as Switched
from publish.status_page.model import Fact, LinePart, Mark, Told
from publish.telephones import spoken
from spec.errors import CloudError
from spec.switches import Kind


def lines_of(about: About, now: Now) -> Iterator[LinePart]:
    for line in about.deployed.lines:
        seen = next((one for one in now.seen if one.center == line.center), None)
        rows = _speaking(line.center, seen, now.switched)
        numbers = tuple(spoken(number) for number in line.numbers)
        if rows is None:
            unknown = Fact(Mark.UNKNOWN, "Not known: nobody can tell at this moment.")
            yield LinePart(name=line.name, numbers=numbers, fact=unknown)
            continue
        heard = heard_by(Named(center=line.center, line=line, lines=(line,)), rows, now.at)
        zone = about.zone
        yield LinePart(name=line.name, numbers=numbers, fact=_fact(heard, zone), told=_told(heard))


def _speaking(center: str, seen: Seen | None, switched: Switched) -> Rows | None:
    """Rows of a region that has calls of the center; None where none of them can be read.

    seen   None: the center has one region
    """
    regions = [place.region for place in switched if place.center == center]
    if seen is not None:
        voice = seen.split.voice if seen.split else {}
        regions = sorted((region for region in regions if voice.get(region)), key=lambda one: -voice[one])
    found = (switched.get(Place(center, region)) for region in regions)
    return next((rows for rows in found if rows is not None and not isinstance(rows, CloudError)), None)


def _fact(heard: Sequence[Heard], zone: dt.tzinfo) -> Fact:
    """In words for callers."""
    row = next((one.row for one in heard if one.row), None)
    if row is None:
        return Fact(Mark.GOOD, "In service: calls are answered in opening hours.")
    until = f" until {at(row.expires.astimezone(zone))}" if row.expires else ""
    if row.kind is Kind.CLOSED:
        return Fact(Mark.BAD, f"Closed{until}.")
    return Fact(Mark.WARNING, f"In service, with an announcement{until}.")


def _told(heard: Sequence[Heard]) -> tuple[Told, ...]:
    """Words that are heard in several languages are those of the first one."""
    words: dict[str, str] = {}
    for one in heard:
        words.setdefault(one.message, one.language)
    return tuple(Told(language, message) for message, language in words.items() if message)


def for_callers(lines: Sequence[LinePart]) -> Fact:
    marks = [line.fact.mark for line in lines]
    if not marks or Mark.UNKNOWN in marks:
        return Fact(Mark.UNKNOWN, "We cannot tell at this moment whether every line is in service")
    closed = marks.count(Mark.BAD)
    if closed:
        return Fact(Mark.BAD, "All lines are closed" if closed == len(marks) else "Some lines are closed")
    return Fact(Mark.WARNING if Mark.WARNING in marks else Mark.GOOD, "All lines are in service")


class Parts(TypedDict):
    banner: tuple[Told, ...]
    lines: tuple[LinePart, ...]


def told_once(lines: tuple[LinePart, ...]) -> Parts:
    """Words that are the same on each of several lines stand above them."""
    words = {line.told for line in lines}
    if len(lines) == 1 or len(words) != 1 or words == {()}:
        return {"banner": (), "lines": lines}
    return {"banner": words.pop(), "lines": tuple(replace(line, told=()) for line in lines)}
