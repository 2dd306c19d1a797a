"""Telling moments, against the calendar code that the simulator runs: two ways, one answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.service.moments import is_open, next_opening
from contact_flows.scenarios.model import SPOKEN_MOMENTS
from contact_flows.scenarios.moments import Clocks
from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar, Hours

ROOT = Path(__file__).parents[3]
WASHINGTON = load(ROOT / "stacks/washington-outsourced/program.yaml")
CLOCKS = Clocks(WASHINGTON)
PACIFIC = ZoneInfo("America/Los_Angeles")
OPEN = {
    "open": True,
    "closed": False,
    "holiday": False,
    "one hour before closing": True,
    "one second before closing": True,
    "one second after closing": False,
    "one second before opening": False,
    "launch weeks": True,
}


@pytest.mark.parametrize("words", SPOKEN_MOMENTS)
def test_a_spoken_moment_is_what_it_says(words: str) -> None:
    moment = CLOCKS.moment("main", words)
    assert moment is not None
    hours = spec_hours(WASHINGTON, CLOCKS["main"].hours, dt.date(2026, 1, 1), dt.date(2029, 12, 31))
    assert is_open(hours, moment) is OPEN[words]


def test_both_calendars_agree_on_every_hour_of_two_years() -> None:
    clock = CLOCKS["main"]
    hours = spec_hours(WASHINGTON, clock.hours, dt.date(2027, 1, 1), dt.date(2029, 1, 31))
    start = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)
    moments = [start + dt.timedelta(minutes=53 * number) for number in range(15_000)]
    assert [moment for moment in moments if clock.is_open(moment) != is_open(hours, moment)] == []


def test_both_calendars_agree_on_the_next_opening() -> None:
    clock = CLOCKS["main"]
    hours = spec_hours(WASHINGTON, clock.hours, dt.date(2027, 1, 1), dt.date(2029, 1, 31))
    for words in ("closed", "holiday", "one second after closing"):
        moment = CLOCKS.moment("main", words)
        assert moment is not None
        assert clock.reopens(moment) == next_opening(hours, moment)


def test_a_local_time_is_a_moment_in_the_program_s_zone() -> None:
    assert CLOCKS.moment("main", "2027-12-24 16:59") == dt.datetime(2027, 12, 24, 16, 59, tzinfo=PACIFIC)


def test_hours_without_end_have_no_closing() -> None:
    always = Hours(id="main", weekly={"mon-sun": ("00:00-24:00",)})
    infra = WASHINGTON.infrastructure
    hours = (always, *(found for found in infra.hours if found.id != "main"))
    program = WASHINGTON.model_copy(update={"infrastructure": infra.model_copy(update={"hours": hours})})
    clocks = Clocks(program)
    opened = clocks.moment("main", "open")
    assert opened is not None
    assert opened.strftime("%H:%M:%S") == "12:00:00"  # when lines behind it are open too
    never = ("closed", "one second before opening", "one second before closing", "holiday")
    assert [clocks.moment("main", words) for words in never] == [None] * 4


@pytest.mark.parametrize(
    ("weekly", "closing"),
    [
        ({"mon-fri": ["07:00-12:00", "12:00-18:00"]}, "18:00"),
        ({"mon-sun": ["00:00-02:00", "06:00-24:00"]}, "02:00"),
        ({"mon": ["22:00-24:00"], "tue": ["00:00-06:30"]}, "06:30"),
        ({"sat": ["13:00-24:00"], "sun": ["00:00-23:00"]}, "23:00"),
    ],
)
def test_openings_that_touch_are_one_over_midnight_too(weekly: dict[str, Any], closing: str) -> None:
    program, main = other(weekly=weekly, overrides=[])
    clocks, declared = Clocks(program), spec_hours(program, main, dt.date(2027, 1, 1), dt.date(2029, 12, 31))
    found = {words: clocks.moment("main", words) for words in SPOKEN_MOMENTS if words != "launch weeks"}
    assert {words: at and is_open(declared, at) for words, at in found.items()} == {
        words: OPEN[words] for words in found
    }
    after = found["one second after closing"]
    assert after is not None
    assert after.strftime("%H:%M:%S") == f"{closing}:01"


def test_hours_that_are_dated_for_ever_have_every_moment() -> None:
    ever = {"id": "ever", "from": "2027-01-04", "till": "2099-12-31", "weekly": {"mon-fri": ["06:00-20:00"]}}
    program, main = other(overrides=[ever])
    clocks, declared = Clocks(program), spec_hours(program, main, dt.date(2027, 1, 1), dt.date(2029, 12, 31))
    found = {words: clocks.moment("main", words) for words in SPOKEN_MOMENTS}
    assert {words: at and is_open(declared, at) for words, at in found.items()} == OPEN


def test_a_holiday_of_any_year_closes() -> None:
    for year in (2019, 2035):
        assert not CLOCKS["main"].is_open(dt.datetime(year, 7, 4, 12, tzinfo=PACIFIC))


NOW = horizon(dt.date(2031, 3, 1))
"""Years after Washington's launch."""


def test_where_only_some_days_are_declared_a_holiday_is_one_of_them() -> None:
    clocks = Clocks(WASHINGTON, NOW)
    hours = spec_hours(WASHINGTON, clocks["main"].hours, *NOW)
    holiday = clocks.moment("main", "holiday")
    assert holiday is not None
    assert NOW[0] <= holiday.astimezone(PACIFIC).date() <= NOW[1]
    assert not is_open(hours, holiday)
    assert clocks["main"].holiday(holiday.astimezone(PACIFIC).date())


def test_on_days_that_are_not_declared_the_week_alone_is_in_force() -> None:
    late = Clocks(WASHINGTON, NOW)["main"]
    holiday = dt.datetime(2027, 7, 5, 12, tzinfo=PACIFIC)
    launch_saturday = dt.datetime(2027, 10, 2, 12, tzinfo=PACIFIC)
    assert (late.is_open(holiday), late.is_open(launch_saturday)) == (True, False)
    assert (CLOCKS["main"].is_open(holiday), CLOCKS["main"].is_open(launch_saturday)) == (False, True)


def test_dated_hours_that_began_long_ago_have_launch_weeks_where_they_are_declared() -> None:
    ever = {"id": "ever", "from": "2020-01-06", "till": "2099-12-31", "weekly": {"mon-fri": ["06:00-20:00"]}}
    program, _ = other(overrides=[ever])
    found = Clocks(program, NOW).moment("main", "launch weeks")
    assert found is not None
    assert NOW[0] <= found.date() <= NOW[1]


def test_a_holiday_after_launch_is_preferred_where_it_is_declared() -> None:
    span = horizon(dt.date(2027, 3, 1))
    assert Clocks(WASHINGTON, span).moment("main", "holiday") == CLOCKS.moment("main", "holiday")
    early = horizon(dt.date(2022, 3, 1))
    found = Clocks(WASHINGTON, early).moment("main", "holiday")
    assert found is not None
    assert early[0] <= found.date() <= early[1]


def test_launch_weeks_that_are_declared_no_more_are_no_moment() -> None:
    assert Clocks(WASHINGTON, NOW).moment("main", "launch weeks") is None
    ordinary = Clocks(WASHINGTON, NOW).moment("main", "open")
    assert ordinary == CLOCKS.moment("main", "open")


def other(**changes: Any) -> tuple[ProgramSpec, Hours]:
    """Washington's main hours with a half holiday, and with other dated hours."""
    infra = WASHINGTON.infrastructure
    main = Hours.model_validate({**CLOCKS["main"].hours.model_dump(by_alias=True), **changes})
    eve = {"date": dt.date(2027, 12, 23), "name": "Eve", "reason": "Ours.", "closes": ["09:00-10:30", "12:00-24:00"]}
    calendar = HolidayCalendar.model_validate({"id": "washington", "state": "WA", "additions": [eve]})
    hours = (main, *(found for found in infra.hours if found.id != "main"))
    update = {"hours": hours, "holidays": (calendar,)}
    return WASHINGTON.model_copy(update={"infrastructure": infra.model_copy(update=update)}), main


def test_both_calendars_agree_on_half_holidays_and_on_closures_inside_longer_hours() -> None:
    longer = {"id": "longer", "from": "2027-12-20", "till": "2027-12-31", "weekly": {"mon-fri": ["06:00-21:00"]}}
    storm = {"id": "storm", "from": "2027-12-21", "till": "2027-12-21", "type": "closed"}
    program, main = other(overrides=[longer, storm])
    clock = Clocks(program)["main"]
    declared = spec_hours(program, main, dt.date(2027, 1, 1), dt.date(2028, 12, 31))
    start = dt.datetime(2027, 12, 18, tzinfo=dt.UTC)
    moments = [start + dt.timedelta(minutes=7 * number) for number in range(3_000)]
    assert [moment for moment in moments if clock.is_open(moment) != is_open(declared, moment)] == []
    assert not clock.openings(dt.date(2027, 12, 21))
    assert len(clock.openings(dt.date(2027, 12, 23))) == 2
