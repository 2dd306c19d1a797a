"""What was read from an agency's calendar: what it closes, and everything that closes nothing, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from calendars.service.spans import DAY_MINUTES, Span

WHOLE = Span(0, DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class Closure:
    """A date, or a part of it, that the calendar closes. line: of its event in the file"""

    date: dt.date
    span: Span
    name: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """An event that closes nothing, or that was read in a way that one should know, and why. name: of the event"""

    line: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Official:
    """A calendar as far as it closes anything.

    first, last    dates that it covers and that are compared, both included
    events         how many there are in the file
    skipped        what closes nothing
    notes          what counts, and how it was read
    """

    first: dt.date
    last: dt.date
    events: int
    closures: tuple[Closure, ...]
    skipped: tuple[Remark, ...]
    notes: tuple[Remark, ...]


@dataclass(slots=True)
class Desk:
    """What has been found so far, while a file is read."""

    closures: list[Closure] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def close(self, closures: Sequence[Closure]) -> None:
        """Each part of a date once, however often the file says it."""
        said = {(one.date, one.span, one.name): one.line for one in self.closures}
        for one in closures:
            line = said.get((one.date, one.span, one.name))
            if line is None:
                self.closures.append(one)
            elif line != one.line:
                self.skipped.append(Remark(one.line, one.name, f"says the same as line {line}"))
