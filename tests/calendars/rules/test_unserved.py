"""Rules on days without service, held to the effective table, which is computed by another way."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.rules import RULES, Outlook
from calendars.table.served import served_days
from spec.models import ProgramSpec
from spec.models.base import Window
from spec.models.hours import Hours, HoursOverride
from tests.calendars.programs import hours, program

TODAY = dt.date(2026, 11, 22)
WEEKS: tuple[dict[str, list[str]], ...] = (
    {"mon-fri": ["08:00-16:00"]},
    {"mon": ["08:00-12:00", "13:00-16:00"]},
    {"sat-sun": ["00:00-24:00"]},
)
days = st.dates(dt.date(2026, 12, 1), dt.date(2028, 11, 30))


@st.composite
def overrides(draw: st.DrawFn) -> tuple[HoursOverride, ...]:
    """Disjoint, in date order."""
    found: list[HoursOverride] = []
    day = dt.date(2026, 12, 1)
    for number in range(draw(st.integers(0, 4))):
        first = day + dt.timedelta(days=draw(st.integers(0, 200)))
        day = first + dt.timedelta(days=draw(st.integers(0, 70)))
        body: dict[str, Any] = {"id": f"o{number}", "from": first, "till": day}
        closed = draw(st.booleans())
        body |= {"type": "closed"} if closed else {"weekly": draw(st.sampled_from(WEEKS))}
        found.append(HoursOverride.model_validate(body))
        day += dt.timedelta(days=1)
    return tuple(found)


@st.composite
def programs(draw: st.DrawFn) -> ProgramSpec:
    """Set-up A with hours at random: the line on `office`, its queues on `office` or on `desk`."""
    every = [
        hours(id=id_, weekly=draw(st.sampled_from(WEEKS))).model_copy(update={"overrides": draw(overrides())})
        for id_ in ("office", "desk")
    ]
    made = program(*every)
    infra = made.infrastructure
    queues = tuple(
        queue.model_copy(update={"hours": draw(st.sampled_from(("desk", "desk", "office")))})
        for queue in infra.queues[:2]
    )
    lines = tuple(line.model_copy(update={"queue": queues[0].id, "menu": ()}) for line in infra.lines)
    first = draw(days)
    trial = Window(from_=first, till=first + dt.timedelta(days=draw(st.integers(0, 30))))
    return made.model_copy(
        update={
            "infrastructure": infra.model_copy(update={"queues": queues, "lines": lines}),
            "dates": made.dates.model_copy(update={"trial": trial}),
        }
    )


def holds(made: ProgramSpec, code: str) -> bool:
    return not list(RULES[code].find(Outlook(program=made, today=TODAY)))


def open_days(made: ProgramSpec, first: dt.date, last: dt.date, *, queue: str | None = None) -> set[dt.date]:
    """Days on which the first line is open, or a queue behind it; by the table."""
    line = made.infrastructure.lines[0].id
    rows = served_days(made, first, last)
    return {row.date for row in rows if row.served.line == line and row.served.queue == queue and row.open}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(programs())
def test_a_trial_counts_as_served_where_the_table_has_a_day_of_it(made: ProgramSpec) -> None:
    trial = made.dates.trial
    assert holds(made, "H609") == bool(open_days(made, trial.from_, trial.till))


@settings(derandomize=True, deadline=None, max_examples=40)
@given(programs())
def test_a_line_is_said_to_be_alone_where_the_table_has_such_a_day(made: ProgramSpec) -> None:
    first, last = made.dates.trial.from_, dt.date(2028, 12, 31)
    line = open_days(made, first, last)
    served = open_days(made, first, last, queue=made.infrastructure.queues[0].id)
    assert holds(made, "H629") == (line <= served)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(programs())
def test_a_month_is_said_to_be_closed_where_the_table_has_no_day_of_it(made: ProgramSpec) -> None:
    followed = {made.infrastructure.lines[0].hours} | {queue.hours for queue in made.infrastructure.queues}
    closed = any(
        not any(_open(made, found, day) for day in month)
        for found in made.infrastructure.hours
        if found.id in followed
        for month in _months(made.dates.trial.from_)
    )
    assert holds(made, "H628") == (not closed)


def _months(first: dt.date) -> list[list[dt.date]]:
    starts = [dt.date(year, month, 1) for year in (2026, 2027, 2028) for month in range(1, 13)]
    return [
        [start.replace(day=n + 1) for n in range(calendar.monthrange(start.year, start.month)[1])]
        for start in starts
        if start >= first
    ]


def _open(made: ProgramSpec, found: Hours, day: dt.date) -> bool:
    """As if the line followed these hours."""
    infra = made.infrastructure
    line = infra.lines[0].model_copy(update={"hours": found.id})
    other = made.model_copy(update={"infrastructure": infra.model_copy(update={"lines": (line,)})})
    return bool(open_days(other, day, day))
