"""Opening hours for people: a grid for each month, closures marked by a sign as well as by color, the reasons below."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from zoneinfo import ZoneInfo

import typer

from calendars.service.clocks import clock_change
from calendars.table.changes import Day, Kind
from calendars.table.ways import Served
from cli.render.hours_rows import spelled
from cli.render.hours_words import MONTHS, date_words, range_words, week_words, weeks
from cli.render.wrap import wrapped

GRID, GAP = 28, 2
HOUR = 60
HANGING = 9
"""Under the words that follow a language, such as `  es-US  `."""
SIGNS = {Kind.CLOSED: "x", Kind.CHANGED: "~", Kind.OFF: "-", Kind.USUAL: " "}
LEGEND = ("x closed", "~ other hours than usual", "- closed every week", "> today", "* see the list")
JOINED = "\N{NO-BREAK SPACE}"
_SUNDAY_FIRST = calendar.Calendar(calendar.SUNDAY)
_LISTED = (Kind.CLOSED, Kind.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What surrounds the tables.

    moment  now, aware; today is its date on the clock that is shown
    zone    clock that was asked for; None for each way's own
    titles  by way in, how a person knows it
    now     by way in, sentences on the state of this moment
    dates   milestones of the program, by date
    beside  by way in, sentences on the hours of what is behind it
    switched  by way in, sentences on what operators have switched
    """

    width: int
    color: bool
    moment: dt.datetime
    zone: str | None = None
    titles: Mapping[Served, str] = field(default_factory=dict)
    now: Mapping[Served, Sequence[str]] = field(default_factory=dict)
    dates: Mapping[dt.date, Sequence[str]] = field(default_factory=dict)
    beside: Mapping[Served, Sequence[str]] = field(default_factory=dict)
    switched: Mapping[Served, Sequence[str]] = field(default_factory=dict)


def as_text(tables: Sequence[tuple[Served, tuple[Day, ...]]], view: View) -> str:
    parts = [line for served, days in tables for line in (*_way(served, days, view), "")]
    legend = wrapped("  ".join(sign.replace(" ", JOINED) for sign in LEGEND), view.width, 0)
    return "\n".join((*parts, *(line.replace(JOINED, " ") for line in legend)))


def _way(served: Served, days: tuple[Day, ...], view: View) -> Iterator[str]:
    zone = view.zone or served.time_zone
    title = wrapped(view.titles.get(served, _name(served)), view.width, 2)
    yield from (_styled(line, view, bold=True) for line in title)
    home = f"; its own are those of {served.time_zone}" if zone != served.time_zone else ""
    yield from wrapped(f"Times of {zone}{home}", view.width, 2)
    for number, (since, week) in enumerate(weeks((day.date, day.usual) for day in days)):
        start = f"from {date_words(since)} " if number else ""
        yield from wrapped(f"Usually {start}{week_words(week)}", view.width, 2)
    yield from _elsewhere(served, days, view)
    for sentence in view.beside.get(served, ()):
        yield from wrapped(sentence, view.width, 2)
    for sentence in view.now.get(served, ()):
        yield from wrapped(sentence, view.width, HANGING if sentence.startswith(" ") else 2)
    for sentence in view.switched.get(served, ()):
        yield from (_styled(line, view, bold=True) for line in wrapped(sentence, view.width, 2))
    for band in _bands(days, max(1, (view.width + GAP) // (GRID + GAP))):
        yield ""
        yield from _side_by_side([_grid(month, view, zone) for month in band])
        yield from _list([day for month in band for day in month], view, zone)


def _name(served: Served) -> str:
    """`line main, queue general`."""
    named = (("line", served.line), ("queue", served.queue))
    found = ", ".join(f"{kind} {id_}" for kind, id_ in named if id_)
    return found if served.line else f"{found} ({served.channel})"


def _elsewhere(served: Served, days: tuple[Day, ...], view: View) -> Iterator[str]:
    """That an opening of a date here belongs to another date at home."""
    openings = [(day, span, begun) for day in days for span, begun in zip(day.open, day.begins, strict=False)]
    moved = [(day, span, begun) for day, span, begun in openings if begun != day.date]
    if moved:
        day, span, begun = moved[0]
        example = f"{date_words(day.date)} {spelled((span,))} belongs to {date_words(begun)}"
        text = f"{len(moved)} of {len(openings)} openings begin on another date in {served.time_zone}: {example} there"
        yield from wrapped(text, view.width, 2)


def _bands(days: tuple[Day, ...], across: int) -> Iterator[list[list[Day]]]:
    """Months, as many as stand side by side."""
    months: dict[tuple[int, int], list[Day]] = {}
    for day in days:
        months.setdefault((day.date.year, day.date.month), []).append(day)
    found = list(months.values())
    for start in range(0, len(found), across):
        yield found[start : start + across]


def _grid(month: list[Day], view: View, zone: str) -> list[str]:
    first = month[0].date
    known = {day.date: day for day in month}
    rows = [
        "".join(_cell(known.get(date), view, zone) for date in week)
        for week in _SUNDAY_FIRST.monthdatescalendar(first.year, first.month)
    ]
    return [f"{MONTHS[first.month - 1]} {first.year}".center(GRID), " Su  Mo  Tu  We  Th  Fr  Sa ", *rows]


def _cell(day: Day | None, view: View, zone: str) -> str:
    """Four characters: today or a note, the day, its sign; blank for days of other months, or not asked for."""
    if day is None:
        return " " * 4
    today = view.moment.astimezone(ZoneInfo(zone)).date()
    noted = day.date in view.dates or clock_change(day.date, zone)
    lead = ">" if day.date == today else "*" if noted else " "
    return _styled(f"{lead}{day.date.day:>2}{SIGNS[day.kind]}", view, kind=day.kind, today=lead == ">")


def _styled(text: str, view: View, *, kind: Kind | None = None, today: bool = False, bold: bool = False) -> str:
    if not view.color or not (bold or today or kind not in (None, Kind.USUAL)):
        return text
    color = {Kind.CLOSED: typer.colors.RED, Kind.CHANGED: typer.colors.YELLOW}.get(kind) if kind else None
    bold = bold or kind is Kind.CLOSED
    return typer.style(
        text, fg=color, bold=bold or None, dim=(kind is Kind.OFF and not today) or None, reverse=today or None
    )


def _side_by_side(grids: list[list[str]]) -> Iterator[str]:
    for row in zip_longest(*grids, fillvalue=" " * GRID):
        yield (" " * GAP).join(row).rstrip()


def _list(days: list[Day], view: View, zone: str) -> Iterator[str]:
    """Changed dates with times and reasons, among them what else is to be known of a date; in order."""
    rows = [*_runs(days), *_notes(days, view, zone)]
    if rows:
        yield ""
    room = max((len(range_words(first, last)) for first, last, _, _ in rows), default=0)
    for first, last, sign, text in sorted(rows, key=lambda row: (row[0], row[1], row[2] == "*")):
        when = range_words(first, last)
        line = f"{sign} {when:<{room}}  {text}"
        indent = room + 4 if view.width >= 2 * GRID else 4
        head, *rest = wrapped(line, view.width, indent)
        kind = next((kind for kind in _LISTED if SIGNS[kind] == sign), None)
        mark = f"{sign} {when}"
        yield (_styled(mark, view, kind=kind) + head[len(mark) :]) if head.startswith(mark) else head
        yield from rest


def _runs(days: list[Day]) -> Iterator[tuple[dt.date, dt.date, str, str]]:
    """Changed days of one kind and reason, over days between them that are closed every week."""
    run: list[Day] = []
    between: list[Day] = []
    for day in days:
        if day.kind not in _LISTED:
            between.append(day)
            continue
        same = run and (day.kind, day.reason) == (run[-1].kind, run[-1].reason)
        if run and not (same and all(gap.kind is Kind.OFF or gap.reason == day.reason for gap in between)):
            yield _row(run)
            run = []
        run.append(day)
        between = []
    if run:
        yield _row(run)


def _row(run: list[Day]) -> tuple[dt.date, dt.date, str, str]:
    reason = f"  {run[0].reason}" if run[0].reason else ""
    return run[0].date, run[-1].date, SIGNS[run[0].kind], f"{_times(run)}{reason}"


def _times(run: list[Day]) -> str:
    if run[0].kind is Kind.CLOSED:
        return "closed"
    if len(run) == 1:
        return spelled(run[0].open) + (f" instead of {spelled(run[0].usual)}" if run[0].usual else "")
    parts = list(weeks((day.date, day.open) for day in run))
    return "; ".join(
        f"from {date_words(since)} {week_words(week)}" if number else week_words(week)
        for number, (since, week) in enumerate(parts)
    )


def _notes(days: list[Day], view: View, zone: str) -> Iterator[tuple[dt.date, dt.date, str, str]]:
    for day in days:
        if change := clock_change(day.date, zone):
            yield day.date, day.date, "*", f"the clocks go {_jump(change)}"
        for text in view.dates.get(day.date, ()):
            yield day.date, day.date, "*", text


def _jump(change: dt.timedelta) -> str:
    """`back by an hour`."""
    minutes = int(abs(change).total_seconds()) // 60
    way = "forward" if change > dt.timedelta() else "back"
    return f"{way} by {'an hour' if minutes == HOUR else f'{minutes} minutes'}"
