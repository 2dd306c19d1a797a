"""What `open_case` carries counts business days as `calendars.business` does."""

from __future__ import annotations

import datetime as dt
import functools
import json
import random
from typing import Any

import pytest

from calendars.business import business_calendar_of
from infra.business_calendar import business_calendar
from infra.functions.open_case.handler import due
from infra.hours import hours_args
from spec.load import load
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import HolidayChange
from tests.calendars.programs import STACKS

TODAY = dt.date(2027, 5, 1)
MINUTE = dt.timedelta(minutes=1)
CENTERS = [("hawaii-in-house", 0), ("washington-outsourced", 0), *(("oregon-vendor", number) for number in range(3))]


@functools.cache
def example(stack: str) -> ProgramSpec:
    return load(STACKS / stack / "program.yaml")


def carried(program: ProgramSpec, center: Center) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(business_calendar(program, center, hours_args(program, center, TODAY)))
    return found


@pytest.mark.parametrize(("stack", "number"), CENTERS)
def test_a_case_is_due_on_the_day_that_reports_count(stack: str, number: int) -> None:
    program = example(stack)
    center = program.infrastructure.centers[number]
    known, calendar = carried(program, center), business_calendar_of(program, center)
    rng = random.Random(number)
    for _ in range(1500):
        moment = dt.datetime(2027, 1, 2, tzinfo=dt.UTC) + rng.randrange(1050 * 1440) * MINUTE
        days = rng.choice((0.5, 1, 1, 2, 3, 10))
        assert due(moment, days, known) == calendar.business_days_after(moment, days), (moment, days)


def test_it_carries_the_holidays_of_the_horizon_that_fall_on_weekdays() -> None:
    program = example("washington-outsourced")
    closed = carried(program, program.infrastructure.centers[0])["closed"]
    assert {"2027-11-11", "2027-11-26", "2027-12-31", "2029-12-25"} <= set(closed)
    assert "2027-07-04" not in closed  # a Sunday
    assert all(dt.date.fromisoformat(day).weekday() < 5 for day in closed)


def test_two_days_that_the_agency_closes_in_a_row_are_both_left_out() -> None:
    program = example("washington-outsourced")
    calendar = program.infrastructure.holidays[0]
    storm = tuple(
        HolidayChange.model_validate({"date": day, "name": "Storm", "reason": "By proclamation."})
        for day in ("2027-09-16", "2027-09-17")
    )
    holidays = (calendar.model_copy(update={"additions": storm}),)
    infra = program.infrastructure.model_copy(update={"holidays": holidays})
    program = program.model_copy(update={"infrastructure": infra})
    known = carried(program, infra.centers[0])
    assert due(dt.datetime(2027, 9, 15, 20, tzinfo=dt.UTC), 1, known) == dt.date(2027, 9, 20)
