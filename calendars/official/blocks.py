"""The components of an iCalendar text with their lines, before anything in them is understood. Pure.

A damaged component costs itself alone. Source: RFC 5545, 3.1 (content lines, folding) and 3.4 (components).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CALENDAR = "VCALENDAR"
TOP = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE")
"""What stands in a calendar and never in another component."""
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """A content line, unfolded. number: of its first line in the file, from 1"""

    number: int
    text: str

    @property
    def name(self) -> str:
        """`DTSTART` of `DTSTART;VALUE=DATE:20270101`."""
        return re.split(r"[;:]", self.text, maxsplit=1)[0].strip().upper()

    @property
    def value(self) -> str:
        return self.text.partition(":")[2].strip()


@dataclass(slots=True)
class Block:
    """One component of a calendar, such as VEVENT, with all that is nested in it.

    whole    its END was found
    """

    kind: str
    lines: list[Line]
    whole: bool = False

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def text(self) -> str:
        return "\r\n".join(line.text for line in self.lines) + "\r\n"

    def line_of(self, name: str) -> int:
        """Of the first property of this name; of the component where it has none."""
        return next((line.number for line in self.lines if line.name == name), self.number)

    def value_of(self, name: str) -> str:
        return next((line.value for line in self.lines if line.name == name), "")


@dataclass(slots=True)
class Blocks:
    """header: properties of the calendars themselves; stray: lines that belong to nothing"""

    found: list[Block] = field(default_factory=list)
    header: list[Line] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    calendars: int = 0


def unfolded(text: str) -> Iterator[Line]:
    """Lines that begin with a space or a tab belong to the one before. Empty lines are skipped, as everybody does."""
    number, parts = 0, list[str]()
    for at, physical in enumerate(_BREAK.split(text), start=1):
        if physical[:1] in (" ", "\t") and parts:
            parts.append(physical[1:])
        elif physical.strip():
            if parts:
                yield Line(number, "".join(parts))
            number, parts = at, [physical]
    if parts:
        yield Line(number, "".join(parts))


def blocks(text: str) -> Blocks:
    """A component without end stops where the next one, or the calendar, begins or ends."""
    found = Blocks()
    current: Block | None = None
    nested: list[str] = []
    for line in unfolded(text):
        name, kind = line.name, line.value.upper()
        if name in ("BEGIN", "END") and kind == CALENDAR:
            found.calendars += name == "BEGIN"
            current, nested = None, []
        elif name == "BEGIN" and (current is None or kind in TOP):
            current, nested = Block(kind, [line]), []
            found.found.append(current)
        elif current is not None:
            current.lines.append(line)
            if name == "BEGIN":
                nested.append(kind)
            elif name == "END" and kind == current.kind and kind not in nested:
                current.whole, current = True, None
            elif name == "END" and kind in nested:
                del nested[nested.index(kind) :]
        else:
            (found.header if found.calendars and ":" in line.text else found.stray).append(line)
    return found
