"""Telling moments, against the calendar code that the simulator runs: two ways, one answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calendars.declared import spec_hours
from calendars.opening import is_open, next_opening
from contact_flows.scenarios.model import SPOKEN_MOMENTS
from contact_flows.scenarios.moments import Clocks
from spec.load import load
from spec.models.hours import Hours

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
    assert clocks.moment("main", "open") is not None
    assert [clocks.moment("main", words) for words in ("closed", "one second before closing", "holiday")] == [None] * 3
