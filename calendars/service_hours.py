"""Hours of operation as Amazon Connect keeps them: a week in one time zone, dated overrides, parents.

Source: Amazon Connect API Reference, `HoursOfOperation` and `HoursOfOperationOverride`; Administrator Guide, "Identify
dates where you need to override standard operating hours" (50 overrides of its own, 3 parents, one level).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from calendars.overrides import ServiceOpening
from calendars.recurrence import Recurrence

DAY_MINUTES = 24 * 60
EVERY_DAY = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes after midnight, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Override:
    """A dated change; both dates included, in the zone of its hours.

    type        STANDARD, OPEN or CLOSED
    openings    a row with the day `""` counts for every day; a closed override without rows closes whole days
    reason      in words for people, such as "Veterans Day"; the name stands in where there are none
    """

    name: str
    from_: dt.date
    till: dt.date
    type: str
    openings: tuple[ServiceOpening, ...] = ()
    recurrence: Recurrence | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What was found out about one date. reason: why it is not an ordinary one; empty for an ordinary one."""

    open: tuple[Span, ...]
    reason: str = ""


@dataclass(slots=True)
class Spell:
    """Dates in a row under the same overrides.

    plans    by weekday, Monday first, as far as they were asked for; of no use where one of the overrides recurs
    """

    overrides: tuple[Override, ...]
    recurs: bool
    plans: list[DayPlan | None]


@dataclass(slots=True)
class Memory:
    """What was worked out about hours, which never change: a simulation asks for the same days very often.

    week     plans of ordinary days, Monday first
    starts   first dates of `spells`, as ordinals, in order
    days     plans by date, of spells in which something recurs
    """

    week: tuple[DayPlan, ...] = ()
    starts: list[int] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    days: dict[dt.date, DayPlan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HoursOfOperation:
    """As the service keeps them. `parents` lend their overrides, never their week."""

    id: str
    time_zone: str
    week: tuple[ServiceOpening, ...]
    overrides: tuple[Override, ...] = ()
    parents: tuple[HoursOfOperation, ...] = ()
    memory: Memory = field(init=False, repr=False, compare=False, default_factory=Memory)

    def all_overrides(self) -> tuple[Override, ...]:
        """Its own, then those of its parents."""
        return (*self.overrides, *(override for parent in self.parents for override in parent.overrides))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return tuple(found)


def without(spans: tuple[Span, ...], closed: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `spans`."""
    for gap in closed:
        spans = tuple(
            part
            for span in spans
            for part in (Span(span.start, min(span.end, gap.start)), Span(max(span.start, gap.end), span.end))
            if part.start < part.end
        )
    return spans


def shared(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """What both have in common."""
    return tuple(
        Span(max(a.start, b.start), min(a.end, b.end))
        for a in some
        for b in others
        if max(a.start, b.start) < min(a.end, b.end)
    )
