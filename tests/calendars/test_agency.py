"""Additions and removals of an agency: of one date or of every year, of whole days or of parts."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.agency import unknown_holidays
from calendars.holidays import Holiday, closed_days
from calendars.law import STATES
from spec.errors import SpecError
from spec.models.hours import HolidayCalendar, HolidayChange

DAY = dt.date.fromisoformat


def change(**fields: Any) -> HolidayChange:
    return HolidayChange.model_validate({"name": "A day", "reason": "Agency order 1", **fields})


def calendar(state: str = "OR", **changes: Any) -> HolidayCalendar:
    return HolidayCalendar(id="state", state=state, **changes)


def closed(found: HolidayCalendar, first: str, last: str) -> dict[str, Holiday]:
    return {day.date.isoformat(): day for day in closed_days(found, DAY(first), DAY(last))}


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ({"month": 12, "day": 24}, ["2026-12-24", "2027-12-24", "2028-12-24"]),
        ({"month": 11, "weekday": "fri", "nth": 4}, ["2026-11-27", "2027-11-26", "2028-11-24"]),
        ({"month": 3, "weekday": "mon", "nth": -1}, ["2026-03-30", "2027-03-29", "2028-03-27"]),
        ({"after": "Thanksgiving Day", "days": 1}, ["2026-11-27", "2027-11-26", "2028-11-24"]),
        ({"after": "christmas day", "days": -1}, ["2026-12-24", "2027-12-24", "2028-12-24"]),
        ({"month": 2, "day": 29}, ["2028-02-29"]),
    ],
)
def test_an_addition_of_every_year_closes_its_day_each_year(every: dict[str, Any], expected: list[str]) -> None:
    found = closed(calendar(additions=(change(every=every),)), "2026-01-01", "2028-12-31")
    assert [date for date, day in found.items() if "Agency order 1" in day.basis] == expected


def test_an_addition_of_every_year_begins_and_ends_with_its_years() -> None:
    added = change(every={"month": 5, "day": 5}, from_year=2027, until_year=2028)
    found = closed(calendar(additions=(added,)), "2025-01-01", "2030-12-31")
    assert [date for date in found if date[5:] == "05-05"] == ["2027-05-05", "2028-05-05"]


def test_an_addition_is_kept_on_a_weekday_too_where_it_says_so() -> None:
    added = change(every={"month": 2, "day": 12, "observed": True})
    found = closed(calendar(additions=(added,)), "2028-02-01", "2028-02-18")
    assert list(found) == ["2028-02-11", "2028-02-12"]


def test_an_observed_addition_of_1_january_closes_31_december_of_the_year_before() -> None:
    added = change(every={"month": 1, "day": 1, "observed": True}, name="Founders' Day", from_year=2028)
    found = closed(calendar(additions=(added,)), "2027-12-31", "2027-12-31")
    assert found["2027-12-31"].name == "New Year's Day (observed); Founders' Day (observed)"


def test_an_addition_counts_from_the_day_itself_not_from_where_it_is_observed() -> None:
    """In 2028 Veterans Day is a Saturday, kept on Friday the 10th."""
    found = closed(
        calendar(additions=(change(every={"after": "Veterans Day", "days": 2}),)), "2028-11-12", "2028-11-14"
    )
    assert list(found) == ["2028-11-13"]


def test_a_part_of_a_day_is_closed_in_minutes() -> None:
    eve = change(every={"month": 12, "day": 23}, closes=["12:00-24:00"])
    assert closed(calendar(additions=(eve,)), "2026-12-23", "2026-12-23")["2026-12-23"].closes == ((720, 1440),)


def test_parts_of_one_day_add_up_and_a_whole_day_swallows_them() -> None:
    morning = change(date="2026-12-23", closes=["08:00-10:00"], name="Move")
    noon = change(date="2026-12-23", closes=["09:30-12:00", "16:00-17:00"], name="Training")
    on_christmas = change(date="2026-12-25", closes=["08:00-10:00"])
    found = closed(calendar(additions=(morning, noon, on_christmas)), "2026-12-23", "2026-12-25")
    assert (found["2026-12-23"].name, found["2026-12-23"].closes) == ("Move; Training", ((480, 720), (960, 1020)))
    assert found["2026-12-25"].closes == ()


def test_a_removed_date_is_open_whatever_closed_it() -> None:
    found = closed(calendar("HI", removals=(change(date="2027-03-26"),)), "2027-03-01", "2027-03-31")
    assert found == {}


def test_a_removal_by_date_leaves_the_other_date_of_a_moved_holiday_closed() -> None:
    found = closed(calendar(removals=(change(date="2026-07-03"),)), "2026-07-01", "2026-07-06")
    assert list(found) == ["2026-07-04"]


def test_a_removal_of_every_year_takes_the_observed_day_along() -> None:
    removed = change(every={"month": 11, "day": 11})
    found = closed(calendar(removals=(removed,)), "2026-11-01", "2029-11-30")
    assert [date for date in found if date[5:] in ("11-10", "11-11", "11-12")] == []


def test_a_holiday_removed_by_its_name_leaves_another_of_the_same_day() -> None:
    removed = change(every={"after": "Good Friday", "days": 0})
    found = closed(calendar("HI", removals=(removed,)), "2026-01-01", "2028-12-31")
    assert found["2027-03-26"].name == "Prince Jonah Kuhio Kalanianaole Day"
    assert {"2026-04-03", "2028-04-14"} & set(found) == set()


def test_a_removal_of_every_year_ends_with_its_years() -> None:
    removed = change(every={"after": "Juneteenth National Independence Day", "days": 0}, until_year=2027)
    found = closed(calendar(removals=(removed,)), "2026-01-01", "2028-12-31")
    assert [date for date in found if date[5:7] == "06"] == ["2028-06-19"]


def test_the_years_of_a_removal_are_those_of_the_holiday_that_it_counts_from() -> None:
    """Michigan has New Year's Eve: the one before New Year 2030 is in 2029."""
    removed = change(every={"after": "New Year's Day", "days": -1}, from_year=2030)
    found = closed(calendar("MI", removals=(removed,)), "2028-01-01", "2029-12-31")
    assert "2028-12-31" in found
    assert "2029-12-31" not in found


def test_what_is_said_more_exactly_wins() -> None:
    friday = change(every={"after": "Thanksgiving Day", "days": 1})
    not_2027 = change(date="2027-11-26", reason="first weeks after launch")
    found = closed(calendar(additions=(friday,), removals=(not_2027,)), "2026-11-01", "2028-11-30")
    assert {"2026-11-27", "2028-11-24"} <= set(found)
    assert "2027-11-26" not in found


def test_a_whole_holiday_becomes_a_half_one_by_a_removal_and_an_addition() -> None:
    veterans = {"month": 11, "day": 11}
    half = change(every=veterans, name="Veterans Day", closes=["12:00-24:00"])
    found = closed(calendar(additions=(half,), removals=(change(every=veterans),)), "2026-11-11", "2026-11-11")
    assert found["2026-11-11"].closes == ((720, 1440),)


def test_a_change_that_counts_from_no_holiday_is_refused_with_the_nearest_name() -> None:
    wrong = calendar(additions=(change(every={"after": "Thanksgving", "days": 1}),))
    with pytest.raises(SpecError, match="no holiday 'Thanksgving'") as refused:
        closed_days(wrong, DAY("2026-01-01"), DAY("2026-12-31"))
    assert refused.value.hint == "did you mean 'Thanksgiving Day'?"


def test_unknown_holidays_are_found_at_their_place_in_the_spec() -> None:
    good = change(every={"after": "Thanksgiving Day", "days": 1})
    bad = change(every={"after": "Zzz", "days": 1})
    [unknown] = unknown_holidays(calendar(additions=(good,), removals=(good, bad)), 2026)
    assert (unknown.kind, unknown.index, unknown.name) == ("removals", 1, "Zzz")
    assert "Christmas Day" in unknown.hint


def test_a_holiday_of_even_years_only_is_no_unknown_one_in_an_odd_year() -> None:
    removed = change(every={"after": "General Election Day", "days": 0})
    assert list(unknown_holidays(calendar("HI", removals=(removed,)), 2027)) == []


def test_a_holiday_that_is_younger_than_the_year_asked_for_is_no_unknown_one() -> None:
    bridge = change(every={"after": "Juneteenth National Independence Day", "days": 1})
    assert list(unknown_holidays(calendar("WA", additions=(bridge,)), 2010)) == []


dates = st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31))
yearly = st.one_of(
    st.builds(lambda month, day: {"month": month, "day": day}, st.integers(1, 12), st.integers(1, 28)),
    st.builds(
        lambda month, weekday, nth: {"month": month, "weekday": weekday, "nth": nth},
        st.integers(1, 12),
        st.sampled_from(("mon", "sat")),
        st.sampled_from((1, 5, -1)),
    ),
    st.builds(lambda days: {"after": "Christmas Day", "days": days}, st.integers(-9, 9)),
)
changes = st.lists(
    st.one_of(st.builds(lambda date: change(date=date), dates), st.builds(lambda every: change(every=every), yearly)),
    max_size=3,
)


@given(st.sampled_from(STATES), changes, changes, dates, st.integers(0, 900), st.integers(0, 900))
def test_any_span_is_the_sum_of_its_parts_in_order_and_without_repetition(
    state: str, added: list[HolidayChange], removed: list[HolidayChange], first: dt.date, middle: int, rest: int
) -> None:
    found = calendar(state, additions=tuple(added), removals=tuple(removed))
    cut, last = first + dt.timedelta(days=middle), first + dt.timedelta(days=middle + rest + 1)
    whole = closed_days(found, first, last)
    assert whole == closed_days(found, first, cut) + closed_days(found, cut + dt.timedelta(days=1), last)
    assert [day.date for day in whole] == sorted({day.date for day in whole})


@given(st.sampled_from(STATES), dates)
def test_an_added_date_is_closed_and_a_removed_one_open(state: str, day: dt.date) -> None:
    assert closed_days(calendar(state, additions=(change(date=day),)), day, day)[0].closes == ()
    assert closed_days(calendar(state, removals=(change(date=day),)), day, day) == ()
