"""Options of `hours` as a typed value, and the days that they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

from calendars.service.clocks import DAY
from calendars.table.changes import Day, days
from calendars.table.ways import Served, ways_in
from calendars.table.zoned import MARGIN, in_zone
from cli.calling.known import FIRST_YEAR, LAST_YEAR, require
from spec.errors import UsageError
from spec.faults import did_you_mean, listed
from spec.models import ProgramSpec

MOST_DAYS = 5 * 366
"""Of more days nobody reads a table, and no law is known for them."""
MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """As given on the command line; dates are still words."""

    first: str | None = None
    last: str | None = None
    line: str | None = None
    queue: str | None = None
    center: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Both dates included."""

    first: dt.date
    last: dt.date


def period(asked: Asked, today: dt.date, usual: tuple[dt.date, dt.date] | None = None) -> Period:
    """What is asked for; where nothing is, `usual`, or the running month and the two after it. Raises UsageError."""
    first, last = dates(asked)
    if first is None:
        first = usual[0] if usual else today.replace(day=1)
    if last is None:
        last = max(usual[1], first) if usual else end_of_month(first, MONTHS - 1)
    if last < first:
        own = "" if asked.first else ", with which it begins where --from is left out"
        raise UsageError(f"--to {last}", f"is before {first}{own}", f"swap the two, or say --from {last} --to {last}")
    if (last - first).days >= MOST_DAYS:
        days = (last - first).days + 1
        what = f"{first} to {last} is {days:,} days; at most {MOST_DAYS:,}, about 5 years, are shown at once"
        raise UsageError("--from, --to", what, f"--from {first} --to {first + (MOST_DAYS - 1) * DAY}")
    return Period(first, last)


def dates(asked: Asked) -> tuple[dt.date | None, dt.date | None]:
    """--from and --to. Raises UsageError for what is no date, and where the one is after the other."""
    first = None if asked.first is None else _date("--from", asked.first)
    last = None if asked.last is None else _date("--to", asked.last)
    if first is not None and last is not None and last < first:
        raise UsageError(f"--to {last}", f"is before --from {first}", "swap the two")
    return first, last


def _date(option: str, words: str) -> dt.date:
    try:
        found = dt.date.fromisoformat(words.strip())
    except ValueError as error:
        near = "" if str(error).startswith("Invalid isoformat") else f" ({error})"
        raise UsageError(f"{option} '{words}'", f"this is no date{near}", "write one such as 2027-12-24") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        hint = f"write a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise UsageError(f"{option} {words}", "no program answers calls then", hint)
    return found


def end_of_month(day: dt.date, months: int) -> dt.date:
    """The last day of the month that is `months` after that of `day`."""
    number = day.year * 12 + day.month + months
    return dt.date(number // 12, number % 12 + 1, 1) - DAY


def chosen(program: ProgramSpec, asked: Asked, *, queues_too: bool) -> frozenset[Served]:
    """The ways in that are asked for.

    queues_too   with nothing asked for, every way in; else only the lines themselves
    raises       UsageError for what the program does not have, or not together
    """
    infra = program.infrastructure
    for option, wanted, known in (
        ("--center", asked.center, [center.id for center in infra.centers]),
        ("--line", asked.line, [line.id for line in infra.lines]),
        ("--queue", asked.queue, [queue.id for queue in infra.queues]),
    ):
        if wanted is not None:
            require(option, wanted, known)
    _require_zone(asked.zone)
    ways = ways_in(program)
    found = frozenset(
        way
        for way in ways
        if asked.center in (None, way.center)
        and asked.line in (None, way.line)
        and (way.queue == asked.queue if asked.queue else queues_too or way.queue is None)
    )
    if not found:
        raise _apart(program, asked, ways)
    return found


def _apart(program: ProgramSpec, asked: Asked, ways: tuple[Served, ...]) -> UsageError:
    """Each is there, and nobody is served by all of them together."""
    named = {"--center": asked.center, "--line": asked.line, "--queue": asked.queue}
    words = " ".join(f"{option} {value}" for option, value in named.items() if value)
    if asked.queue is None:
        home = next((way.center for way in ways if way.line == asked.line), None)
        what = f"the line belongs to the center {home}" if home else f"{asked.center} has no line"
        hint = "leave --center out" if home else "--format json lists its queues"
        return UsageError(words, what, hint)
    lines = [way.line for way in ways if way.queue == asked.queue and way.line]
    reached = (
        f"contacts reach the queue by {listed([f'line {line}' for line in lines], 'and')}"
        if lines
        else (
            "no line leads to this queue"
            if any(way.queue == asked.queue for way in ways)
            else "the queue is reached by transfer or overflow only, and has no hours that callers meet"
        )
    )
    home = next(queue.center for queue in program.infrastructure.queues if queue.id == asked.queue)
    own = f" in the center {home}" if home and asked.center not in (None, home) else ""
    return UsageError(words, f"{reached}{own}", "leave one of them out")


def _require_zone(zone: str | None) -> None:
    known = available_timezones()
    if zone is None or zone in known:
        return
    near = did_you_mean(zone, {name for name in known if "/" in name})  # MST is no answer to who writes PST
    hint = f"did you mean {near}?" if near else "write one such as America/Boise"
    raise UsageError(f"--zone {zone}", "there is no such time zone", hint)


def tables(
    program: ProgramSpec, ways: AbstractSet[Served], over: Period, zone: str | None
) -> Iterator[tuple[Served, tuple[Day, ...]]]:
    """The days of each way in, on the clock of `zone` where one is asked for."""
    margin = MARGIN * DAY if zone else 0 * DAY
    found = groupby(days(program, over.first - margin, over.last + margin), key=lambda day: day.served)
    for served, group in found:
        if served in ways:
            yield served, tuple(in_zone(group, zone) if zone else group)


def today_in(program: ProgramSpec, now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(program.program.time_zone)).date()
