"""Days on which callers are served at other times than usual: what is open, against what the week alone gives. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from calendars.service.spans import Span, without
from calendars.table.served import served_days
from calendars.table.ways import Served
from spec.models import ProgramSpec
from spec.models.hours import HoursOverride, OverrideType


class Kind(StrEnum):
    """closed stands for a day that would be open; one that is closed every week is off."""

    USUAL = "usual"
    OFF = "off"
    CLOSED = "closed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One way in on one date.

    usual    what the week alone gives
    planned  what week and dated hours give, without holidays and dated closures
    reason   None where it is open as usual, though the hours of its line or of its queue are not
    begins   on a clock of another zone, the date at home on which each opening begins; empty at home
    """

    served: Served
    date: dt.date
    open: tuple[Span, ...]
    usual: tuple[Span, ...]
    planned: tuple[Span, ...]
    reason: str | None
    begins: tuple[dt.date, ...] = ()

    @property
    def kind(self) -> Kind:
        if not self.open and (self.usual or self.planned):
            return Kind.CLOSED
        if self.open != self.usual:
            return Kind.CHANGED
        return Kind.USUAL if self.open else Kind.OFF

    @property
    def lost(self) -> tuple[Span, ...]:
        """What a holiday or a dated closure takes away."""
        return without(self.planned, self.open)


def days(program: ProgramSpec, first: dt.date, last: dt.date) -> Iterator[Day]:
    """In the order of `served_days`: by way in, then by date."""
    as_it_is = served_days(program, first, last)
    by_week = served_days(weekly_only(program), first, last)
    planned = served_days(without_closures(program), first, last)
    for found, usual, plan in zip(as_it_is, by_week, planned, strict=True):
        yield Day(
            served=found.served,
            date=found.date,
            open=found.open,
            usual=usual.open,
            planned=plan.open,
            reason=None if found.open and found.open == usual.open else found.reason,
        )


def weekly_only(program: ProgramSpec) -> ProgramSpec:
    """The same program without holidays and dated changes."""
    return _with_hours(program, {hours.id: () for hours in program.infrastructure.hours})


def without_closures(program: ProgramSpec) -> ProgramSpec:
    """The same program with its dated hours, and without holidays and dates on which somebody closes."""
    kept = {hours.id: tuple(filter(_opens, hours.overrides)) for hours in program.infrastructure.hours}
    return _with_hours(program, kept)


def _with_hours(program: ProgramSpec, overrides: dict[str, tuple[HoursOverride, ...]]) -> ProgramSpec:
    def changed(id_: str) -> dict[str, Any]:
        return {"overrides": overrides[id_], "holidays": None}

    infra = program.infrastructure
    hours = tuple(one.model_copy(update=changed(one.id)) for one in infra.hours)
    return program.model_copy(update={"infrastructure": infra.model_copy(update={"hours": hours})})


def _opens(override: HoursOverride) -> bool:
    return override.type is not OverrideType.CLOSED and any(override.weekly.values())
