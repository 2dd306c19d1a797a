"""Closed weekdays against the tables worked out from the statutes."""

import datetime as dt

import pytest

from calendars.holidays import Holiday, closed_days
from spec.models.hours import HolidayCalendar, HolidayChange

OREGON = {
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 11-11 11-25 12-24 12-31",
    2028: "01-17 02-21 05-29 06-19 07-04 09-04 11-10 11-23 12-25",
}
WASHINGTON = {
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 11-11 11-26 11-27 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 11-11 11-25 11-26 12-24 12-31",
    2028: "01-17 02-21 05-29 06-19 07-04 09-04 11-10 11-23 11-24 12-25",
}
HAWAII = {
    2026: "01-01 01-19 02-16 03-26 04-03 05-25 06-11 07-03 08-21 09-07 11-03 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 03-26 05-31 06-11 07-05 08-20 09-06 11-11 11-25 12-24 12-31",
    2028: "01-17 02-21 03-27 04-14 05-29 06-12 07-04 08-18 09-04 11-07 11-10 11-23 12-25",
}
DAY = dt.date.fromisoformat
BASIS = {"HI": "HRS 8-1", "OR": "ORS 187.010", "WA": "RCW 1.16.050"}
TABLE = [(s, y, d) for s, years in (("OR", OREGON), ("WA", WASHINGTON), ("HI", HAWAII)) for y, d in years.items()]


def weekday_closures(state: str, year: int) -> list[str]:
    days = closed_days(HolidayCalendar(id="state", state=state), dt.date(year, 1, 1), dt.date(year, 12, 31))
    return [f"{day.date:%m-%d}" for day in days if day.date.weekday() < 5]


@pytest.mark.parametrize(("state", "year", "days"), TABLE)
def test_weekday_closures_are_those_of_the_statute(state: str, year: int, days: str) -> None:
    assert weekday_closures(state, year) == days.split()


def holiday(state: str, day: str) -> Holiday | None:
    found = closed_days(HolidayCalendar(id="state", state=state), DAY(day), DAY(day))
    return found[0] if found else None


@pytest.mark.parametrize("state", ["HI", "OR", "WA"])
def test_christmas_and_the_coming_new_year_are_kept_on_the_fridays_of_december_2027(state: str) -> None:
    assert holiday(state, "2027-12-24")
    assert holiday(state, "2027-12-31") == Holiday(DAY("2027-12-31"), "New Year's Day (observed)", BASIS[state])
    assert holiday(state, "2028-01-01")


@pytest.mark.parametrize(
    ("state", "day", "closed"),
    [
        ("HI", "2026-06-19", False),
        ("HI", "2027-06-18", False),
        ("WA", "2028-11-24", True),
        ("OR", "2028-11-24", False),
        ("HI", "2027-11-02", False),
        ("HI", "2028-11-07", True),
        ("OR", "2026-11-03", False),
        ("HI", "2026-10-12", False),
        ("OR", "2026-10-12", False),
        ("WA", "2026-10-12", False),
        ("WA", "2026-07-03", True),
        ("WA", "2026-07-04", True),
        ("WA", "2026-07-06", False),
    ],
)
def test_a_day_is_closed_where_the_states_own_law_says_so(state: str, day: str, closed: bool) -> None:
    assert (holiday(state, day) is not None) == closed


def test_two_holidays_on_one_day_close_it_once_under_both_names() -> None:
    days = closed_days(HolidayCalendar(id="hawaii", state="HI"), DAY("2027-03-26"), DAY("2027-03-26"))
    assert days == (Holiday(DAY("2027-03-26"), "Good Friday; Prince Jonah Kuhio Kalanianaole Day", "HRS 8-1"),)


def test_a_saturday_service_is_closed_on_the_holiday_and_its_weekdays_on_the_observed_friday() -> None:
    """Veterans Day 2028 is a Saturday: both dates are holidays, and the Saturdays beside it are not."""
    days = closed_days(HolidayCalendar(id="oregon", state="OR"), DAY("2028-11-04"), DAY("2028-11-18"))
    assert [(day.date.isoformat(), day.name) for day in days] == [
        ("2028-11-10", "Veterans Day (observed)"),
        ("2028-11-11", "Veterans Day"),
    ]


def test_the_order_of_questions_does_not_change_the_answers() -> None:
    calendar = HolidayCalendar(id="oregon", state="OR")
    spring = closed_days(calendar, DAY("2027-03-01"), DAY("2027-06-30"))
    assert closed_days(calendar, DAY("2026-01-01"), DAY("2029-12-31")) != spring
    assert closed_days(calendar, DAY("2027-03-01"), DAY("2027-06-30")) == spring


def test_an_empty_span_has_no_closed_day() -> None:
    assert closed_days(HolidayCalendar(id="oregon", state="OR"), DAY("2027-12-31"), DAY("2027-12-24")) == ()


def test_an_agency_adds_and_removes_days_with_a_reason() -> None:
    added = HolidayChange(date=DAY("2027-11-26"), name="Day after Thanksgiving", reason="HR policy 60.010.01")
    removed = HolidayChange(date=DAY("2027-11-11"), name="Veterans Day", reason="launch month")
    calendar = HolidayCalendar(id="oregon", state="OR", additions=(added,), removals=(removed,))
    days = closed_days(calendar, DAY("2027-11-01"), DAY("2027-11-30"))
    assert [(day.date.day, day.basis) for day in days] == [(25, "ORS 187.010"), (26, "HR policy 60.010.01")]
