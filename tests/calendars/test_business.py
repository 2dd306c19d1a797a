"""Business days and minutes: promises made late on a Friday, before holidays, on days off, and across clock changes."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.business import BusinessCalendar, business_calendar_of
from calendars.service.hours import HoursOfOperation, Override, ServiceOpening
from calendars.service.moments import is_open
from spec.load import load
from spec.models.hours import DAYS
from tests.calendars.programs import STACKS

PACIFIC = "America/Los_Angeles"
OFFICE = HoursOfOperation("office", PACIFIC, tuple(ServiceOpening(day, 480, 1020) for day in DAYS[:5]))
PLAIN = BusinessCalendar(OFFICE)
MINUTE = dt.timedelta(minutes=1)


@functools.cache
def center(stack: str, number: int = 0) -> BusinessCalendar:
    program = load(STACKS / stack / "program.yaml")
    return business_calendar_of(program, program.infrastructure.centers[number])


OREGON = functools.partial(center, "oregon-vendor")
WASHINGTON = functools.partial(center, "washington-outsourced")
HAWAII = functools.partial(center, "hawaii-in-house")


def at(text: str, zone: str = PACIFIC) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("arrives", "due"),
    [
        ("2027-09-17T16:55", "2027-09-20"),  # Friday, before closing
        ("2027-09-17T22:00", "2027-09-20"),  # Friday, after closing
        ("2027-09-18T10:00", "2027-09-20"),  # e-mail on a Saturday
        ("2027-09-19T23:59", "2027-09-20"),
        ("2027-09-20T05:00", "2027-09-21"),  # Monday, before opening
        ("2027-09-20T12:00", "2027-09-21"),
        ("2027-11-10T16:00", "2027-11-12"),  # the day before Veterans Day
        ("2027-11-11T09:00", "2027-11-12"),  # on it: created while closed
        ("2027-11-24T16:55", "2027-11-29"),  # the day before Thanksgiving, the day after it, and a weekend
        ("2027-12-23T16:00", "2027-12-27"),
        ("2027-12-30T16:00", "2028-01-03"),  # New Year 2028 is kept on 31 December 2027
        ("2027-03-12T16:55", "2027-03-15"),  # clocks go forward in between
    ],
)
def test_a_request_is_acknowledged_on_the_next_business_day(arrives: str, due: str) -> None:
    assert OREGON().business_days_after(at(arrives), 1).isoformat() == due


def test_a_part_of_a_day_is_a_whole_one_and_three_days_are_three() -> None:
    monday = at("2027-09-20T12:00")
    found = [OREGON().business_days_after(monday, days).isoformat() for days in (0.5, 1, 1.5, 3, 5)]
    assert found == ["2027-09-21", "2027-09-21", "2027-09-22", "2027-09-23", "2027-09-27"]


def test_the_day_of_a_request_is_that_of_the_center_wherever_it_was_made() -> None:
    saturday_in_london = dt.datetime(2027, 7, 3, 9, 0, tzinfo=dt.UTC)
    assert HAWAII().business_days_after(saturday_in_london, 1).isoformat() == "2027-07-06"  # Friday evening in Honolulu


@pytest.mark.parametrize("day", ["2027-07-03", "2027-08-21"])
def test_a_launch_saturday_is_service_and_no_business_day(day: str) -> None:
    assert is_open(HAWAII().hours, at(f"{day}T10:00", "Pacific/Honolulu"))
    assert not HAWAII().is_business_day(dt.date.fromisoformat(day))


def test_saturdays_of_a_longer_week_are_no_business_days() -> None:
    northlake = OREGON(1)
    assert northlake.weekdays == frozenset(range(5))
    assert not northlake.is_business_day(dt.date(2027, 6, 26))
    assert northlake.business_minutes_between(at("2027-06-26T00:00"), at("2027-06-28T07:00")) == 60


def test_a_line_that_serves_on_saturdays_only_has_its_business_days_then() -> None:
    calendar = BusinessCalendar(replace(OFFICE, week=(ServiceOpening("sat", 480, 720),)))
    assert calendar.next_business_day(dt.date(2027, 9, 18)) == dt.date(2027, 9, 25)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2027-09-17T16:55", 5, "2027-09-17T17:00"),
        ("2027-09-17T16:55", 10, "2027-09-20T08:05"),
        ("2027-09-18T10:00", 30, "2027-09-20T08:30"),
        ("2027-09-20T05:00", 1, "2027-09-20T08:01"),
        ("2027-11-10T16:30", 60, "2027-11-12T08:30"),
        ("2027-12-30T16:59", 2, "2028-01-03T08:01"),
        ("2027-03-12T16:00", 120, "2027-03-15T09:00"),
        ("2027-11-05T16:00", 120, "2027-11-08T09:00"),
        ("2027-09-20T09:00", 0, "2027-09-20T09:00"),
        ("2027-09-20T09:00", 0.5, "2027-09-20T09:00:30"),
    ],
)
def test_minutes_run_while_the_line_is_open_on_business_days(start: str, minutes: float, end: str) -> None:
    assert OREGON().add_business_minutes(at(start), minutes) == at(end)
    assert OREGON().business_minutes_between(at(start), at(end)) == minutes


def test_longer_launch_hours_have_more_business_minutes() -> None:
    day, midnight = at("2027-10-04T00:00"), at("2027-10-05T00:00")
    assert WASHINGTON().business_minutes_between(day, midnight) == 13 * 60
    assert WASHINGTON().business_minutes_between(day - dt.timedelta(7), midnight - dt.timedelta(7)) == 11 * 60


def test_time_runs_backward_as_it_runs_forward() -> None:
    early, late = at("2027-09-17T16:00"), at("2027-09-20T09:00")
    assert PLAIN.business_minutes_between(late, early) == -PLAIN.business_minutes_between(early, late) == -120


def test_a_center_that_never_closes_has_twenty_three_or_twenty_five_hours_when_clocks_change() -> None:
    week = tuple(ServiceOpening(day, 0, 0) for day in DAYS)
    weekend = BusinessCalendar(replace(OFFICE, week=tuple(row for row in week if row.day in ("sat", "sun"))))
    counted = [
        weekend.business_minutes_between(at(f"{day}T00:00"), at(f"{day}T00:00") + dt.timedelta(1))
        for day in ("2027-03-14", "2027-11-07", "2027-11-14")
    ]
    assert counted == [23 * 60, 25 * 60, 24 * 60]


def test_a_day_that_is_closed_in_part_is_a_business_day() -> None:
    day = dt.date(2027, 9, 20)
    noon = Override("noon", day, day, "CLOSED", (ServiceOpening("", 720, 1440),))
    calendar = BusinessCalendar(replace(OFFICE, overrides=(noon,)))
    assert calendar.is_business_day(day)
    assert calendar.add_business_minutes(at("2027-09-20T11:50"), 20) == at("2027-09-21T08:10")
    assert calendar.closures() == ()


def test_closures_are_the_weekdays_on_which_nobody_is_there() -> None:
    friday = dt.date(2027, 9, 17)
    flood = Override("flood", friday, friday + dt.timedelta(4), "CLOSED")
    assert [day.isoformat() for day in BusinessCalendar(replace(OFFICE, overrides=(flood,))).closures()] == [
        "2027-09-17", "2027-09-20", "2027-09-21",
    ]  # fmt: skip


def test_a_date_whose_holidays_are_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="holidays are known from 2025-01-01 to 2039-12-31, and 2040-01-02"):
        OREGON().is_business_day(dt.date(2040, 1, 2))


def test_minutes_up_to_the_last_known_date_are_counted() -> None:
    assert OREGON().business_minutes_between(at("2039-12-30T16:00"), at("2039-12-31T23:00")) == 60


def test_years_of_closure_do_not_end_the_counting() -> None:
    closed = Override("flood", dt.date(2027, 1, 1), dt.date(2031, 12, 31), "CLOSED")
    calendar = BusinessCalendar(replace(OFFICE, overrides=(closed,)))
    assert calendar.business_minutes_between(at("2026-12-31T16:00"), at("2032-01-01T09:00")) == 2 * 60


def test_minutes_of_an_hour_that_comes_twice_are_told_apart() -> None:
    always = replace(OFFICE, week=(ServiceOpening("sun", 0, 0),))
    first, again = (at("2027-11-07T01:50").replace(fold=fold) for fold in (0, 1))
    calendar = BusinessCalendar(always)
    assert calendar.business_minutes_between(first, again.replace(minute=10)) == 20
    assert calendar.business_minutes_between(again, first) == -60


NEVER = BusinessCalendar(replace(OFFICE, week=()))


@pytest.mark.parametrize(
    "ask",
    [lambda: NEVER.next_business_day(dt.date(2027, 1, 1)), lambda: NEVER.add_business_minutes(at("2027-01-01"), 1)],
)
def test_hours_that_never_open_say_so_and_end(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="these hours never open on"):
        ask()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), minutes=st.integers(1, 5000))
def test_added_minutes_are_counted_again(seed: int, minutes: int) -> None:
    rng = random.Random(seed)
    calendar = rng.choice([OREGON(), OREGON(1), WASHINGTON(), HAWAII()])
    start = dt.datetime(2027, 1, 1, tzinfo=dt.UTC) + rng.randrange(900 * 1440) * MINUTE
    end = calendar.add_business_minutes(start, minutes)
    assert calendar.business_minutes_between(start, end) == minutes
    assert calendar.business_minutes_between(start, end - MINUTE) == minutes - 1


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_business_minutes_are_the_open_minutes_of_business_days_counted_one_by_one(seed: int) -> None:
    rng = random.Random(seed)
    calendar = rng.choice([OREGON(), OREGON(1), WASHINGTON(), HAWAII()])
    start = dt.datetime(2027, 1, 1, tzinfo=dt.UTC) + rng.randrange(900 * 1440) * MINUTE
    length = rng.randrange(5 * 1440)
    zone = ZoneInfo(calendar.hours.time_zone)
    counted = sum(
        is_open(calendar.hours, moment) and calendar.is_business_day(moment.astimezone(zone).date())
        for moment in (start + number * MINUTE for number in range(length))
    )
    assert calendar.business_minutes_between(start, start + length * MINUTE) == counted
