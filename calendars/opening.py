"""When hours of operation are open, in the service's own shape and by its own precedence. Pure.

A moment is turned into local wall clock and compared there, so that daylight saving needs no rule of its own: an hour
that does not exist is never met, and one that comes twice is open twice.
Source: Administrator Guide, "Set overrides for hours of operation" and "Set hours of operation".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from calendars.overrides import ServiceOpening
from calendars.recurrence import Recurrence, applies
from spec.models.hours import DAYS

DAY_MINUTES = 24 * 60
SEARCH_DAYS = 400
"""A calendar that does not change within this time is taken for constant: longer than any yearly recurrence."""
EVERY_DAY = ""


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
class HoursOfOperation:
    """As the service keeps them. `parents` lend their overrides, never their week."""

    id: str
    time_zone: str
    week: tuple[ServiceOpening, ...]
    overrides: tuple[Override, ...] = ()
    parents: tuple[HoursOfOperation, ...] = ()
    _days: dict[dt.date, tuple[Span, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Openings by date as far as they were asked for: a simulation asks for the same few days very often."""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes after midnight, half-open."""

    start: int
    end: int


def is_open(hours: HoursOfOperation, moment: dt.datetime, *, end_included: bool = False) -> bool:
    """Whether `moment` (aware) falls into an opening.

    end_included   the service documents no boundary; half-open is assumed, and this is the other reading
    """
    local = moment.astimezone(ZoneInfo(hours.time_zone))
    minute = local.hour * 60 + local.minute
    on_the_minute = local.second == 0 and local.microsecond == 0
    return any(
        span.start <= minute < span.end or (end_included and minute == span.end and on_the_minute)
        for span in openings(hours, local.date())
    ) or (end_included and minute == 0 and on_the_minute and _open_until_midnight(hours, local.date()))


def _open_until_midnight(hours: HoursOfOperation, day: dt.date) -> bool:
    return any(span.end == DAY_MINUTES for span in openings(hours, day - dt.timedelta(days=1)))


def openings(hours: HoursOfOperation, day: dt.date) -> tuple[Span, ...]:
    """Openings of one date, in order, merged.

    Precedence by minute, the documented list: closed recurring, open recurring, temporary hours, week. A closed or open
    override without recurrence is a recurring one that comes once.
    """
    known = hours._days.get(day)  # noqa: SLF001 - its own memory, of its own module
    if known is None:
        known = hours._days[day] = _openings(hours, day)  # noqa: SLF001 - as above
    return known


def _openings(hours: HoursOfOperation, day: dt.date) -> tuple[Span, ...]:
    by_kind: dict[str, list[Span]] = {"CLOSED": [], "OPEN": []}
    standard: list[Span] | None = None
    for override in _in_force(hours, day):
        rows = list(_rows(override.openings, day))
        if override.type == "STANDARD":
            standard = [*(standard or []), *rows]
        else:
            whole_day = override.type == "CLOSED" and not override.openings
            by_kind.setdefault(override.type, []).extend([Span(0, DAY_MINUTES)] if whole_day else rows)
    usual = list(_rows(hours.week, day)) if standard is None else standard
    return _without(_merged(usual + by_kind["OPEN"]), by_kind["CLOSED"])


def reason(hours: HoursOfOperation, day: dt.date) -> str:
    """Why this date is not an ordinary one: reason, or else name, of the override that decides; empty if it is one."""
    found = sorted(_in_force(hours, day), key=lambda override: ("CLOSED", "OPEN", "STANDARD").index(override.type))
    return (found[0].reason or found[0].name) if found else ""


def next_change(hours: HoursOfOperation, moment: dt.datetime) -> dt.datetime | None:
    """The first moment after `moment` at which it opens or closes; None for hours that never change."""
    zone = ZoneInfo(hours.time_zone)
    now = is_open(hours, moment)
    first = moment.astimezone(zone).date()
    for day in (first + dt.timedelta(days=n) for n in range(SEARCH_DAYS)):
        edges = sorted({0, *(edge for span in openings(hours, day) for edge in (span.start, span.end))})
        for found in sorted(_moment(day, edge, zone, fold) for edge in edges for fold in (0, 1)):
            if found > moment and is_open(hours, found) != now:
                return found
    return None


def next_opening(hours: HoursOfOperation, moment: dt.datetime) -> dt.datetime | None:
    """When it opens, `moment` itself where it is open."""
    return moment if is_open(hours, moment) else next_change(hours, moment)


def _moment(day: dt.date, minute: int, zone: ZoneInfo, fold: int) -> dt.datetime:
    """Local wall clock to UTC; a time that the clocks jump over becomes the moment of the jump or shortly after."""
    naive = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
    found = naive.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC)
    skipped = found.astimezone(zone).replace(tzinfo=None) - naive
    return found - max(skipped, dt.timedelta()) if skipped else found


def _in_force(hours: HoursOfOperation, day: dt.date) -> Iterator[Override]:
    for holder in (hours, *hours.parents):
        for override in holder.overrides:
            if override.from_ <= day <= override.till and _recurs(override, day):
                yield override


def _recurs(override: Override, day: dt.date) -> bool:
    if override.recurrence is None:
        return True
    weekdays = frozenset(row.day for row in override.openings if row.day)
    return applies(override.recurrence, override.from_, day, weekdays)


def _rows(rows: tuple[ServiceOpening, ...], day: dt.date) -> Iterator[Span]:
    """An end of 0:00 is midnight; 0:00-0:00 is the whole day."""
    name = DAYS[day.weekday()]
    for row in rows:
        if row.day in (EVERY_DAY, name):
            yield Span(row.start, row.end or DAY_MINUTES)


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return found


def _without(spans: list[Span], closed: list[Span]) -> tuple[Span, ...]:
    for gap in closed:
        spans = [
            part
            for span in spans
            for part in (Span(span.start, min(span.end, gap.start)), Span(max(span.start, gap.end), span.end))
            if part.start < part.end
        ]
    return tuple(spans)


def described_hours(
    found: Mapping[str, Any],
    overrides: list[Mapping[str, Any]] | None = None,
    parents: tuple[HoursOfOperation, ...] = (),
) -> HoursOfOperation:
    """From what DescribeHoursOfOperation and ListHoursOfOperationOverrides give (`HoursOfOperation`, list items)."""
    return HoursOfOperation(
        id=found.get("HoursOfOperationArn") or found.get("HoursOfOperationId") or found.get("Name", ""),
        time_zone=found["TimeZone"],
        week=tuple(_described_row(row) for row in found.get("Config") or ()),
        overrides=tuple(_described_override(override) for override in overrides or ()),
        parents=parents,
    )


def _described_row(row: Mapping[str, Any]) -> ServiceOpening:
    day = str(row.get("Day") or "")
    return ServiceOpening(day[:3].lower(), _minutes(row.get("StartTime")), _minutes(row.get("EndTime")))


def _minutes(slice_: Mapping[str, Any] | None) -> int:
    return 60 * int(slice_["Hours"]) + int(slice_["Minutes"]) if slice_ else 0


def _described_override(found: Mapping[str, Any]) -> Override:
    pattern = (found.get("RecurrenceConfig") or {}).get("RecurrencePattern")
    return Override(
        name=str(found.get("Name", "")),
        from_=dt.date.fromisoformat(found["EffectiveFrom"]),
        till=dt.date.fromisoformat(found["EffectiveTill"]),
        type=str(found.get("OverrideType") or "STANDARD"),
        openings=tuple(_described_row(row) for row in found.get("Config") or ()),
        recurrence=None if pattern is None else Recurrence.described(pattern),
    )
