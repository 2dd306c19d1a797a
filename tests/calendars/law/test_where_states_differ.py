"""Days on which a state's law is not what one would guess from its neighbors, or from the package."""

import datetime as dt

import pytest

from calendars.holidays import closed_days
from calendars.law.rules import FixedDate, OnWeekdays
from spec.models.hours import HolidayCalendar

NOON = ((12 * 60, 24 * 60),)


def closes(state: str, date: str) -> tuple[tuple[int, int], ...] | None:
    """Minutes that are closed, empty for the whole day; None for a day on which offices are open."""
    day = dt.date.fromisoformat(date)
    found = closed_days(HolidayCalendar(id="state", state=state), day, day)
    return found[0].closes if found else None


@pytest.mark.parametrize(
    ("state", "date", "why"),
    [
        ("CA", "2026-07-03", "a Saturday holiday leaves Friday open"),
        ("CA", "2026-06-19", "Juneteenth is a day that staff may choose"),
        ("MA", "2027-12-24", "a Saturday holiday leaves Friday open"),
        ("TX", "2026-07-03", "a weekend holiday is not observed on another day"),
        ("TX", "2027-07-05", "a weekend holiday is not observed on another day"),
        ("TX", "2026-04-21", "San Jacinto Day needs staff on duty"),
        ("FL", "2026-06-19", "Juneteenth is not among the nine days of 110.117"),
        ("FL", "2028-02-15", "Susan B. Anthony Day closes nothing"),
        ("IA", "2026-02-16", "Washington's Birthday closes nothing"),
        ("MT", "2026-06-19", "Juneteenth is a day of observance"),
        ("NJ", "2026-02-12", "Lincoln's Birthday is a day on which offices must be open"),
        ("NJ", "2028-06-19", "Juneteenth is the third Friday"),
        ("CO", "2026-03-31", "Cesar Chavez Day may be taken in place of another"),
        ("UT", "2026-06-19", "Juneteenth was the Monday before, until 2026"),
        ("UT", "2026-04-03", "Good Friday is a holiday since May 2026"),
        ("NY", "2028-02-15", "Susan B. Anthony Day closes nothing"),
        ("WI", "2028-02-15", "Susan B. Anthony Day closes nothing"),
    ],
)
def test_offices_are_open_on_a_day_that_looks_like_a_holiday(state: str, date: str, why: str) -> None:
    assert closes(state, date) is None, why


@pytest.mark.parametrize(
    ("state", "date"),
    [
        ("CA", "2028-11-10"),  # 11 November is the one Saturday that moves
        ("CA", "2030-04-01"),  # Farmworkers Day is a Sunday
        ("CT", "2028-02-11"),  # Lincoln Day is a Saturday
        ("IA", "2027-11-26"),
        ("MN", "2026-11-27"),
        ("MO", "2027-05-07"),  # Truman Day is a Saturday
        ("ND", "2027-12-24"),  # Christmas Day is a Saturday: the whole day, not from noon
        ("NJ", "2027-11-02"),  # a general election every year
        ("NJ", "2029-06-15"),
        ("NV", "2028-10-27"),
        ("TX", "2028-12-26"),
        ("UT", "2026-06-15"),
        ("UT", "2027-06-18"),
        ("VA", "2027-11-02"),
    ],
)
def test_offices_are_closed_on_a_day_that_looks_ordinary(state: str, date: str) -> None:
    assert closes(state, date) == ()


@pytest.mark.parametrize("date", ["2026-12-24", "2029-12-24", "2030-12-24"])
def test_north_dakota_closes_at_noon_before_christmas(date: str) -> None:
    assert closes("ND", date) == NOON


def test_north_dakota_says_nothing_of_an_eve_on_a_sunday() -> None:
    assert closes("ND", "2028-12-24") is None


def test_a_day_on_weekdays_only_has_no_date_in_a_year_that_puts_it_on_a_weekend() -> None:
    eve = OnWeekdays(FixedDate(12, 24))
    assert eve.date_in(2027) == dt.date(2027, 12, 24)
    assert eve.date_in(2028) is None
