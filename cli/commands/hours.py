"""`civicline hours`: when callers are served, for people, spreadsheets, programs and calendars."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from cli.options import JsonFlag, ProgramFile
from spec.errors import CheckFailedError, UsageError

if TYPE_CHECKING:
    from cli.opening.asked import Asked
    from spec.models import ProgramSpec


class Form(StrEnum):
    MONTH = "month"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"


def hours(
    program: ProgramFile,
    *,
    first: Annotated[str | None, typer.Option("--from", help="First date; that of this month by default.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last date; the end of the third month by default.")] = None,
    line: Annotated[str | None, typer.Option(help="Only this line.")] = None,
    queue: Annotated[str | None, typer.Option(help="This queue, by each line and channel that leads to it.")] = None,
    center: Annotated[str | None, typer.Option(help="Only this center.")] = None,
    zone: Annotated[str | None, typer.Option(help="On the clock of this zone, such as America/Boise.")] = None,
    form: Annotated[
        Form, typer.Option("--format", help="month for people, csv, json, or ics: a feed that calendars subscribe to.")
    ] = Form.MONTH,
    official: Annotated[
        Path | None, typer.Option("--official", help="Compare with an agency's own calendar, an .ics file.")
    ] = None,
    calendar: Annotated[
        str | None, typer.Option("--calendar", help="Holiday calendar to compare; needed where there are several.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show when callers are served, with closures and their reasons.

    With --official, compare the closed days with an agency's own calendar: exit code 0 where both agree, 1 where not.
    """
    from cli.opening.asked import Asked
    from cli.programs import load

    if as_json and form not in (Form.MONTH, Form.JSON):
        raise UsageError("--json", f"is another form than --format {form.value}", "leave one of them out")
    asked = Asked(first=first, last=last, line=line, queue=queue, center=center, zone=zone)
    spec, moment = load(program), dt.datetime.now(dt.UTC)
    if official is not None:
        if form not in (Form.MONTH, Form.JSON):
            raise UsageError("--official", f"has no {form.value} form", "leave --format out, or say --json")
        _compare(spec, asked, official, calendar, moment, as_json=as_json or form is Form.JSON)
    if calendar is not None:
        raise UsageError(f"--calendar {calendar}", "belongs to --official", "leave it out")
    _show(spec, asked, Form.JSON if as_json else form, moment)


def _show(program: ProgramSpec, asked: Asked, form: Form, moment: dt.datetime) -> None:
    from calendars.declared.horizon import horizon
    from cli.opening.asked import chosen, period, tables, today_in
    from cli.render import hours_rows

    today = today_in(program, moment)
    over = period(asked, today, horizon(today) if form is Form.ICS else None)
    ways = chosen(program, asked, queues_too=form in (Form.CSV, Form.JSON))
    found = tables(program, ways, over, None if form is Form.ICS else asked.zone)
    if form is Form.ICS:
        from calendars.ical import feed

        if asked.zone is not None:
            what = "a calendar shows events on the clock of whoever looks at it"
            raise UsageError(f"--zone {asked.zone}", what, "leave it out")
        typer.echo(feed(program, (day for _, days in found for day in days)), nl=False)
    elif form is Form.CSV:
        typer.echo(hours_rows.as_csv(found, asked.zone).encode(), nl=False)
    elif form is Form.JSON:
        typer.echo(hours_rows.as_json(found, asked.zone))
    else:
        typer.echo(_months(program, asked, moment), color=True)


def _months(program: ProgramSpec, asked: Asked, moment: dt.datetime) -> str:
    from calendars.table.ways import ways_in
    from cli.opening import around
    from cli.opening.asked import chosen, period, tables, today_in
    from cli.opening.behind import behind, queues_behind
    from cli.opening.in_force import in_force_now
    from cli.render.hours_month import View, as_text
    from cli.terminal import columns

    today = today_in(program, moment)
    ways = chosen(program, asked, queues_too=False)
    titles = around.titles(program, [way for way in ways_in(program) if way in ways])
    shown = queues_behind(program, titles) | titles.keys()
    found = list(tables(program, shown, period(asked, today), asked.zone))
    view = View(
        width=columns(sys.stdout),
        color=colored(sys.stdout, os.environ),
        moment=moment,
        zone=asked.zone,
        titles=titles,
        now=around.now(program, titles, moment, asked.zone),
        dates=around.milestones(program),
        beside=behind(program, found),
        switched=in_force_now(program, titles, moment, asked.zone),
    )
    return as_text([(way, days) for way, days in found if way in titles], view)


def _compare(
    program: ProgramSpec, asked: Asked, file: Path, calendar: str | None, moment: dt.datetime, *, as_json: bool
) -> None:
    from calendars.official.comparison import calendar_named, compare
    from calendars.official.reading import read_official
    from cli.opening.asked import dates, today_in
    from cli.opening.official_file import official_text
    from cli.render import hours_official as render
    from cli.terminal import columns

    for option, value in (
        ("--line", asked.line),
        ("--queue", asked.queue),
        ("--center", asked.center),
        ("--zone", asked.zone),
    ):
        if value is not None:
            raise UsageError(f"{option} {value}", "a holiday calendar is compared as a whole", f"leave {option} out")
    chosen = calendar_named(program, calendar)
    first, last = dates(asked)
    today = today_in(program, moment)
    read = read_official(official_text(file), str(file), program.program.time_zone, today, first, last)
    found = compare(program, chosen, read)
    typer.echo(render.as_json(found, str(file)) if as_json else render.as_text(found, str(file), columns(sys.stdout)))
    raise typer.Exit(0 if found.agrees else CheckFailedError.exit_code)


def colored(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """On a terminal that knows colors, unless the person wants none (no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
