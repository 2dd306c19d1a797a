"""H: days on which nobody answers, though the spec reads as if somebody did."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sized

from calendars.rules.outlook import Outlook, days
from calendars.service.spans import Span
from spec.models import ProgramSpec
from spec.models.hours import Hours, week
from spec.models.lines import Line
from spec.rules.rule import Finding, Findings, rule


@rule(severity="warning")
def closed_for_a_month(outlook: Outlook) -> Findings:
    """H628: once callers are real, hours that a line or a queue follows are open in every month (S29-8)."""
    infra = outlook.program.infrastructure
    used = {line.hours for line in infra.lines} | {queue.hours for queue in infra.queues}
    for i, hours in enumerate(infra.hours):
        if hours.id not in used or not any(week(hours.weekly).values()):
            continue
        closed = [first for first, last in _months(outlook) if _closed(outlook, hours, first, last)]
        if closed:
            more = f", nor in {_more(closed, 'month')}" if len(closed) > 1 else ""
            message = f"hours '{hours.id}' never open in {closed[0]:%B %Y}{more}"
            hint = "open some days, or let the lines and queues follow other hours in that time"
            yield Finding(("infrastructure", "hours", i), message, hint)


def _more(found: Sized, unit: str) -> str:
    """`1 more day`, `2 more days`: all but the first one, which was named."""
    return f"{len(found) - 1} more {unit}{'s' if len(found) > 2 else ''}"  # noqa: PLR2004 - one more, or several


def _months(outlook: Outlook) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last day of each whole month from the time of real callers to the end of the horizon."""
    start, end = outlook.served_from(), outlook.horizon[1]
    firsts = [dt.date(year, month, 1) for year in range(start.year, end.year + 2) for month in range(1, 13)]
    for first, following in itertools.pairwise(firsts):
        if start <= first and following <= end + dt.timedelta(days=1):
            yield first, following - dt.timedelta(days=1)


def _closed(outlook: Outlook, hours: Hours, first: dt.date, last: dt.date) -> bool:
    return not any(outlook.openings(hours, day) for day in days(first, last))


@rule(severity="warning")
def line_without_queue(outlook: Outlook) -> Findings:
    """H629: on a day on which a line is open, so is one of the queues behind it (S29-8)."""
    program = outlook.program
    known = {hours.id: hours for hours in program.infrastructure.hours}
    for i, line in enumerate(program.infrastructure.lines):
        behind = _hours_behind(program, line)
        if line.hours in behind or line.hours not in known or not behind <= set(known):
            continue
        queues = [known[id_] for id_ in sorted(behind)]
        alone = [
            day
            for day in days(outlook.served_from(), outlook.horizon[1])
            if _alone(outlook.openings(known[line.hours], day), [outlook.openings(queue, day) for queue in queues])
        ]
        if alone:
            more = f" and on {_more(alone, 'day')}" if len(alone) > 1 else ""
            message = f"line '{line.id}' is open on {alone[0]}{more}, but no queue behind it is"
            hint = "give one of its queues the hours of the line, or close the line on these days"
            yield Finding(("infrastructure", "lines", i, "hours"), message, hint)


def _hours_behind(program: ProgramSpec, line: Line) -> set[str]:
    """Hours of the queues to which a line and the lines of its menu lead."""
    infra = program.infrastructure
    lines = {one.id: one for one in infra.lines}
    topics = {topic.id: topic.queue for topic in program.topics}
    reached = [line, *(lines[choice.line] for choice in line.menu if choice.line in lines)]
    queues = {one.queue for one in reached}
    queues |= {choice.queue or topics.get(choice.topic or "", "") for one in reached for choice in one.menu}
    return {queue.hours for queue in infra.queues if queue.id in queues}


def _alone(line: tuple[Span, ...], queues: list[tuple[Span, ...]]) -> bool:
    """Whether a line is open, and no queue at any minute of it."""
    spans = [span for queue in queues for span in queue]
    return bool(line) and not any(own.start < span.end and span.start < own.end for own in line for span in spans)
