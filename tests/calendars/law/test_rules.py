"""Forms of rule, effective years, parts of days, and where each day moves."""

import datetime as dt

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from calendars.law.rules import (
    DaysAfter,
    FixedDate,
    Form,
    FromEaster,
    GeneralElection,
    NthWeekday,
    OneDay,
    Rule,
)
from calendars.law.shifts import NEAREST_WEEKDAY, STAYS, SUNDAY_ONLY, Shift
from spec.models.hours import DAYS

DAY = dt.date.fromisoformat
THANKSGIVING = NthWeekday(11, "thu", 4)
YEARS = st.integers(2000, 2100)


@pytest.mark.parametrize(
    ("form", "year", "expected"),
    [
        (FixedDate(12, 25), 2027, "2027-12-25"),
        (FixedDate(2, 29), 2027, None),
        (FixedDate(2, 29), 2028, "2028-02-29"),
        (THANKSGIVING, 2029, "2029-11-22"),
        (NthWeekday(5, "mon", -1), 2027, "2027-05-31"),
        (NthWeekday(3, "fri", 5), 2027, None),
        (FromEaster(-2), 2028, "2028-04-14"),
        (FromEaster(-47), 2027, "2027-02-09"),
        (DaysAfter(THANKSGIVING, 1), 2028, "2028-11-24"),
        (DaysAfter(FixedDate(1, 1), -1), 2028, "2027-12-31"),
        (DaysAfter(FixedDate(2, 29), 1), 2027, None),
        (GeneralElection(), 2026, "2026-11-03"),
        (GeneralElection(), 2027, None),
        (GeneralElection(), 2028, "2028-11-07"),
        (GeneralElection(every_years=1), 2027, "2027-11-02"),
        (GeneralElection(every_years=4), 2026, None),
        (OneDay(DAY("2027-06-11")), 2027, "2027-06-11"),
        (OneDay(DAY("2027-06-11")), 2028, None),
    ],
)
def test_a_form_gives_the_date_of_a_year(form: Form, year: int, expected: str | None) -> None:
    assert form.date_in(year) == (DAY(expected) if expected else None)


@given(YEARS, st.integers(1, 12), st.sampled_from(DAYS), st.sampled_from((1, 2, 3, 4, 5, -1)))
def test_the_nth_weekday_of_a_month_is_that_of_a_recurrence_rule(year: int, month: int, weekday: str, nth: int) -> None:
    start = dt.datetime(year, month, 1)  # noqa: DTZ001 - the oracle counts days, not moments
    end = start + dt.timedelta(days=31)
    rule = rrule.rrule(rrule.MONTHLY, start, byweekday=rrule.weekday(DAYS.index(weekday), nth), until=end)
    expected = next((found.date() for found in rule if found.month == month), None)
    assert NthWeekday(month, weekday, nth).date_in(year) == expected


@pytest.mark.parametrize(
    ("shift", "saturday", "sunday"),
    [
        (NEAREST_WEEKDAY, "2026-07-03", "2027-07-05"),
        (SUNDAY_ONLY, None, "2027-07-05"),
        (STAYS, None, None),
    ],
)
def test_each_shift_says_where_a_weekend_day_is_kept(shift: Shift, saturday: str | None, sunday: str | None) -> None:
    found = [shift.observed(DAY(day)) for day in ("2026-07-04", "2027-07-04", "2028-07-04")]
    assert found == [DAY(day) if day else None for day in (saturday, sunday, None)]


def days(rule: Rule, year: int) -> list[tuple[str, str]]:
    return [(day.date.isoformat(), day.name) for day in rule.days(year)]


def test_a_day_that_moves_closes_both_dates_unless_it_moves_instead() -> None:
    both = Rule(name="Independence Day", on=FixedDate(7, 4))
    instead = Rule(name="Independence Day", on=FixedDate(7, 4), shift=Shift((("sat", -1),), instead=True))
    assert days(both, 2026) == [("2026-07-04", "Independence Day"), ("2026-07-03", "Independence Day (observed)")]
    assert days(instead, 2026) == [("2026-07-03", "Independence Day (observed)")]
    assert days(instead, 2028) == [("2028-07-04", "Independence Day")]


def test_an_observed_day_can_lie_in_the_year_before() -> None:
    [new_year, observed] = Rule(name="New Year's Day", on=FixedDate(1, 1)).days(2028)
    assert (new_year.date, observed.date, observed.falls) == (DAY("2028-01-01"), DAY("2027-12-31"), DAY("2028-01-01"))
    assert observed.plain_name == "New Year's Day"


def test_a_rule_holds_from_its_first_year_to_its_last() -> None:
    rule = Rule(name="Juneteenth", on=FixedDate(6, 19), shift=STAYS, from_year=2027, until_year=2028)
    assert [len(days(rule, year)) for year in range(2026, 2030)] == [0, 1, 1, 0]


def test_a_rule_without_a_citation_has_that_of_its_state() -> None:
    own = Rule(name="Good Friday", on=FromEaster(-2), citation="HRS 8-1")
    silent = Rule(name="Good Friday", on=FromEaster(-2))
    assert [day.citation for rule in (own, silent) for day in rule.days(2028, "State Code 1")] == [
        "HRS 8-1",
        "State Code 1",
    ]


def test_a_part_of_a_day_stays_a_part_where_the_day_moves() -> None:
    rule = Rule(name="Christmas Eve", on=FixedDate(12, 24), closes=((720, 1440),))
    assert {(day.date.isoformat(), day.closes) for day in rule.days(2028)} == {
        ("2028-12-24", ((720, 1440),)),
        ("2028-12-25", ((720, 1440),)),
    }
