"""What the rules refuse is what `up` would refuse, in whichever year it is run."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.rules import RULES, Outlook
from infra.hours import hours_args
from spec.errors import SpecError
from spec.models import ProgramSpec
from tests.calendars.programs import hours, program

TODAY = dt.date(2026, 11, 22)
LIMITS = ("H608", "H631", "H632")
YEARS = range(TODAY.year, TODAY.year + 3)


def found(made: ProgramSpec) -> set[str]:
    outlook = Outlook(program=made, today=TODAY)
    return {code for code in LIMITS for _ in RULES[code].find(outlook)}


def refused(made: ProgramSpec, year: int) -> bool:
    try:
        hours_args(made, made.infrastructure.centers[0], dt.date(year, 6, 1))
    except SpecError:
        return True
    return False


def spells(first: dt.date, count: int, days: int, every: int) -> tuple[dict[str, Any], ...]:
    starts = [first + dt.timedelta(days=every * number) for number in range(count)]
    week = {"mon-sun": ["09:00-12:00"]}
    return tuple(
        {"id": f"o{number}", "from": f"{day}", "till": f"{day + dt.timedelta(days=days - 1)}", "weekly": week}
        for number, day in enumerate(starts)
    )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    first=st.dates(dt.date(2026, 1, 1), dt.date(2028, 6, 1)),
    count=st.integers(0, 60),
    days=st.integers(1, 20),
    gap=st.integers(0, 10),
)
def test_a_spec_is_refused_exactly_where_up_would_refuse_it_within_the_years_ahead(
    first: dt.date, count: int, days: int, gap: int
) -> None:
    made = program(hours(*spells(first, count, days, days + gap)))
    assert bool(found(made)) == any(refused(made, year) for year in YEARS)


@pytest.mark.parametrize("nth", [(1, 2, 3), (1, 2, 3, 4)])
def test_closed_days_of_every_week_are_refused_where_parents_cannot_hold_them(nth: tuple[int, ...]) -> None:
    additions = [
        {"every": {"month": month, "weekday": "wed", "nth": number}, "name": f"{month}-{number}", "reason": "Training"}
        for month in range(1, 13)
        for number in nth
    ]
    made = program(hours(), additions=additions)
    assert found(made) == ({"H631"} if len(nth) > 3 else set())
    assert refused(made, 2026) == (len(nth) > 3)


@pytest.mark.parametrize("named", [{"id": "holidays-state"}, {"name": "Holidays state"}, {"name": "holidays State"}])
def test_hours_that_are_called_as_a_calendar_are_refused(named: dict[str, str]) -> None:
    made = program(hours(**named))
    assert found(made) == {"H632"}
    assert refused(made, 2026)
