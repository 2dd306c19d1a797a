"""Overrides as the service takes them: disjoint, dated, cut around holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from calendars.declared.horizon import horizon
from calendars.declared.overrides import MAX_OVERRIDES, holidays_of, service_overrides, service_week
from calendars.service.hours import Override
from tests.calendars.programs import LAUNCH, hours, program

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2028, 12, 31)


def found(state: str, *overrides: dict[str, Any]) -> tuple[Override, ...]:
    one = hours(*overrides)
    return service_overrides(program(one, state=state), one, FIRST, LAST)


def kinds(overrides: tuple[Override, ...]) -> dict[str, str]:
    """Type by date."""
    days: dict[str, str] = {}
    for override in overrides:
        for number in range((override.till - override.from_).days + 1):
            days[(override.from_ + dt.timedelta(days=number)).isoformat()] = override.type
    return days


def test_holidays_of_whole_days_are_not_declared_by_the_hours_that_they_close() -> None:
    assert found("HI") == ()


def test_the_launch_window_is_cut_into_three_by_its_two_holidays() -> None:
    runs = [(one.name, one.till.isoformat(), one.reason) for one in found("HI", LAUNCH)]
    assert runs == [
        ("launch 2027-07-01", "2027-07-03", "Longer hours."),
        ("launch 2027-07-06", "2027-08-19", "Longer hours."),
        ("launch 2027-08-21", "2027-08-27", "Longer hours."),
    ]


def test_a_launch_saturday_has_its_own_opening() -> None:
    launch = found("HI", LAUNCH)[0]
    assert [(row.start, row.end) for row in launch.openings if row.day == "sat"] == [(480, 720)]


def test_a_closure_inside_longer_hours_closes_whichever_is_written_first() -> None:
    storm = {"id": "storm", "from": "2027-07-12", "till": "2027-07-13", "type": "closed"}
    for overrides in ([LAUNCH, storm], [storm, LAUNCH]):
        days = kinds(found("HI", *overrides))
        assert [days[f"2027-07-{day}"] for day in (11, 12, 13, 14)] == ["STANDARD", "CLOSED", "CLOSED", "STANDARD"]


def test_an_override_without_openings_closes() -> None:
    storm = {"id": "storm", "from": "2027-02-01", "till": "2027-02-02", "type": "open"}
    assert kinds(found("OR", storm)) == {"2027-02-01": "CLOSED", "2027-02-02": "CLOSED"}


def test_dated_hours_outside_the_years_asked_for_are_left_out() -> None:
    old = {**LAUNCH, "from": "2024-07-01", "till": "2027-01-04"}
    assert [(one.from_, one.till) for one in found("HI", old)] == [(dt.date(2027, 1, 2), dt.date(2027, 1, 4))]
    assert found("HI", {**LAUNCH, "from": "2031-07-01", "till": "2031-07-04"}) == ()


def test_the_horizon_is_the_same_all_year_and_reaches_24_months_ahead_and_a_day_back() -> None:
    span = (dt.date(2025, 12, 31), dt.date(2028, 12, 31))
    assert horizon(dt.date(2026, 1, 1)) == horizon(dt.date(2026, 12, 31)) == span


def test_a_closed_day_has_no_weekly_row() -> None:
    assert {row.day for row in service_week(hours())} == {"mon", "tue", "wed", "thu", "fri"}


def test_hours_without_a_calendar_have_no_holidays() -> None:
    free = hours().model_copy(update={"holidays": None})
    assert holidays_of(program(free), free, FIRST, LAST) == ()


def test_a_year_of_longer_hours_fits_around_all_its_holidays() -> None:
    always = {**LAUNCH, "from": "2026-01-01", "till": "2029-12-31"}
    one = hours(always)
    made = service_overrides(program(one, state="HI"), one, *horizon(dt.date(2027, 6, 1)))
    assert 30 < len(made) <= MAX_OVERRIDES
