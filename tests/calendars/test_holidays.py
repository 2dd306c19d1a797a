"""Closed weekdays against the tables worked out from the statutes."""

import datetime as dt

import pytest

from calendars.holidays import closed_days
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
TABLE = [(s, y, d) for s, years in (("OR", OREGON), ("WA", WASHINGTON), ("HI", HAWAII)) for y, d in years.items()]


def weekday_closures(state: str, year: int) -> list[str]:
    days = closed_days(HolidayCalendar(id="state", state=state), dt.date(year, 1, 1), dt.date(year, 12, 31))
    return [f"{day.date:%m-%d}" for day in days if day.date.weekday() < 5]


@pytest.mark.parametrize(("state", "year", "days"), TABLE)
def test_weekday_closures_are_those_of_the_statute(state: str, year: int, days: str) -> None:
    assert weekday_closures(state, year) == days.split()


def test_two_holidays_on_one_day_close_it_once() -> None:
    days = closed_days(HolidayCalendar(id="hawaii", state="HI"), dt.date(2027, 3, 26), dt.date(2027, 3, 26))
    assert len(days) == 1


def test_an_agency_adds_and_removes_days_with_a_reason() -> None:
    added = HolidayChange(date=dt.date(2027, 11, 26), name="Day after Thanksgiving", reason="HR policy 60.010.01")
    removed = HolidayChange(date=dt.date(2027, 11, 11), name="Veterans Day", reason="launch month")
    calendar = HolidayCalendar(id="oregon", state="OR", additions=(added,), removals=(removed,))
    days = closed_days(calendar, dt.date(2027, 11, 1), dt.date(2027, 11, 30))
    assert [(day.date.day, day.basis) for day in days] == [(25, "ORS 187.010"), (26, "HR policy 60.010.01")]
