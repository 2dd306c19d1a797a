"""Usual, changed and closed days of a program, by way in."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from calendars.service.spans import Span
from calendars.table.changes import Day, Kind, days
from spec.load import load
from spec.models import ProgramSpec

STACKS = Path(__file__).parents[3] / "stacks"


@cache
def program(stack: str) -> ProgramSpec:
    return load(STACKS / stack / "program.yaml")


def line_days(stack: str, line: str, first: str, last: str) -> list[Day]:
    found = days(program(stack), dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return [day for day in found if (day.served.line, day.served.queue) == (line, None)]


@pytest.mark.parametrize(
    ("stack", "line", "date", "kind"),
    [
        ("washington-outsourced", "main", "2027-11-10", Kind.CHANGED),  # launch hours
        ("washington-outsourced", "main", "2027-11-11", Kind.CLOSED),  # a holiday beats them
        ("washington-outsourced", "main", "2027-11-13", Kind.CHANGED),  # a Saturday that they open
        ("washington-outsourced", "main", "2027-11-14", Kind.OFF),
        ("washington-outsourced", "main", "2027-12-01", Kind.USUAL),
        ("washington-outsourced", "state_policy", "2027-11-10", Kind.USUAL),
        ("washington-outsourced", "main", "2027-12-25", Kind.OFF),  # a holiday on a Saturday changes nothing
        ("hawaii-in-house", "main", "2027-06-11", Kind.CLOSED),
        ("oregon-vendor", "northlake", "2027-12-25", Kind.CLOSED),  # it serves on Saturdays
    ],
)
def test_a_date_is_usual_changed_or_closed(stack: str, line: str, date: str, kind: Kind) -> None:
    assert [day.kind for day in line_days(stack, line, date, date)] == [kind]


def test_a_holiday_takes_what_was_planned_for_its_date() -> None:
    (day,) = line_days("washington-outsourced", "main", "2027-11-11", "2027-11-11")
    assert (day.usual, day.planned, day.open, day.lost) == (
        (Span(420, 1080),),
        (Span(420, 1200),),
        (),
        (Span(420, 1200),),
    )


def test_a_queue_that_is_open_as_usual_has_no_reason_while_its_line_has_launch_hours() -> None:
    date = dt.date(2027, 11, 10)
    found = {
        day.served.queue: day
        for day in days(program("washington-outsourced"), date, date)
        if day.served.line == "main" and day.served.queue in ("general", "policy_state")
    }
    assert {queue: (day.kind, day.reason) for queue, day in found.items()} == {
        "general": (Kind.CHANGED, "Longer hours in the first eight weeks."),
        "policy_state": (Kind.USUAL, None),
    }
