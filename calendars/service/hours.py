"""Hours of operation as Amazon Connect keeps them: a week in one time zone, dated overrides, parents.

Source: Amazon Connect API Reference, `HoursOfOperation` and `HoursOfOperationOverride`; Administrator Guide, "Identify
dates where you need to override standard operating hours" (50 overrides of its own, 3 parents, one level).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from calendars.service.recurrence import Recurrence
from calendars.service.spans import Span

EVERY_DAY = ""


@dataclass(frozen=True, slots=True)
class ServiceOpening:
    """One row of hours: minutes after midnight of one weekday (`mon`); an end of 1440 is midnight."""

    day: str
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
