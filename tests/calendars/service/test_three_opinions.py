"""Resolver, slow oracle and the sandbox's emulation, each with code of its own, agree on when hours are open."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendars.service.by_date import openings
from calendars.service.described import described_hours
from calendars.service.hours import HoursOfOperation
from calendars.service.moments import is_open, next_change
from calendars.service.recurrence import applies
from calendars.service.stretches import open_stretches, openings_elsewhere
from sandbox.aws.connect import effective
from tests.calendars import oracle
from tests.calendars.random_hours import ZONES, random_hours, random_moment

MINUTE = dt.timedelta(minutes=1)
CHANGING = ["2027-03-14", "2027-11-07", "2027-04-04", "2027-10-03"]
"""Days on which some of the zones change their clocks, forward and back, north and south."""


def resolved(calendar: dict[str, Any]) -> HoursOfOperation:
    parents = tuple(
        described_hours({"TimeZone": calendar["TimeZone"], "Config": parent["Config"]}, parent["Overrides"])
        for parent in calendar["Parents"]
    )
    return described_hours(calendar, calendar["Overrides"], parents)


def registered(calendar: dict[str, Any]) -> list[dict[str, Any]]:
    """Own overrides and those of parents as the registry names their members."""
    told = [*calendar["Overrides"], *(one for parent in calendar["Parents"] for one in parent["Overrides"])]
    return [{**one, "OverrideName": one["Name"], "OverrideConfig": one["Config"]} for one in told]


def emulated(calendar: dict[str, Any], day: dt.date) -> tuple[tuple[int, int], ...]:
    (found,) = effective.days(calendar["Config"], registered(calendar), day, day)
    return found.open


def emulation_says_open(calendar: dict[str, Any], moment: dt.datetime) -> bool:
    wall = moment.astimezone(ZoneInfo(calendar["TimeZone"]))
    return any(start <= 60 * wall.hour + wall.minute < end for start, end in emulated(calendar, wall.date()))


def compare(seed: int, moments: int) -> int:
    """Asks all three; how often they said open."""
    rng = random.Random(seed)
    calendar = random_hours(rng)
    hours, count = resolved(calendar), 0
    for _ in range(moments):
        moment = random_moment(rng, calendar)
        said = is_open(hours, moment), oracle.says_open(calendar, moment), emulation_says_open(calendar, moment)
        assert len(set(said)) == 1, f"seed {seed}, {moment}: {said} of {json.dumps(calendar)}"
        count += said[0]
    return count


@pytest.mark.parametrize("part", range(8))
def test_three_opinions_agree_on_random_calendars_and_moments(part: int) -> None:
    opened = sum(compare(seed, moments=5) for seed in range(100 * part, 100 * part + 100))
    assert 100 < opened < 400  # neither answer is the only one


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_three_opinions_agree_on_a_hundred_thousand_calendars_and_moments(part: int) -> None:
    """10 parts of 1,000 calendars with 10 moments each."""
    opened = sum(compare(seed, moments=10) for seed in range(10_000 + 1000 * part, 11_000 + 1000 * part))
    assert 2000 < opened < 8000


@pytest.mark.parametrize("seed", range(40))
def test_a_day_on_which_clocks_change_is_the_same_minute_by_minute(seed: int) -> None:
    rng = random.Random(seed)
    calendar = random_hours(rng)
    hours, day = resolved(calendar), dt.date.fromisoformat(rng.choice(CHANGING))
    minutes = oracle.minutes_of(calendar["TimeZone"], day)
    said = {moment for moment in minutes if oracle.says_open(calendar, moment)}
    assert {moment for moment in minutes if is_open(hours, moment)} == said
    stretches = list(open_stretches(hours, minutes[0], minutes[-1] + MINUTE))
    inside = {moment for moment in minutes if any(start <= moment < end for start, end in stretches)}
    assert inside == said
    assert sum((end - start for start, end in stretches), dt.timedelta()) == len(said) * MINUTE


@pytest.mark.parametrize("seed", range(40))
def test_the_clock_of_another_zone_shows_open_at_the_minutes_that_are(seed: int) -> None:
    rng = random.Random(seed)
    calendar, zone = random_hours(rng), rng.choice(ZONES)
    day = dt.date.fromisoformat(rng.choice(CHANGING))
    said = {
        60 * wall.hour + wall.minute
        for minute in oracle.minutes_of(zone, day)
        if oracle.says_open(calendar, minute)
        for wall in [minute.astimezone(ZoneInfo(zone))]
    }
    shown = openings_elsewhere(resolved(calendar), day, zone)
    skipped = set(range(1440)) - {
        60 * wall.hour + wall.minute
        for wall in (minute.astimezone(ZoneInfo(zone)) for minute in oracle.minutes_of(zone, day))
    }
    assert {minute for span in shown for minute in range(span.start, span.end)} - skipped == said


@pytest.mark.parametrize("seed", range(60))
def test_the_next_change_is_the_first_minute_at_which_the_oracle_changes_its_mind(seed: int) -> None:
    rng = random.Random(seed)
    calendar = random_hours(rng)
    hours = resolved(calendar)
    moment = random_moment(rng, calendar).replace(second=0)
    change, now = next_change(hours, moment), oracle.says_open(calendar, moment)
    watched = (moment + number * MINUTE for number in range(1, 4 * 1440))
    first = next((minute for minute in watched if oracle.says_open(calendar, minute) != now), None)
    if first is None:
        assert change is None or change >= moment + 4 * 1440 * MINUTE
    else:
        assert change == first


@pytest.mark.parametrize("part", range(4))
def test_every_pattern_comes_on_the_same_dates(part: int) -> None:
    rng = random.Random(part)
    recurring = (one for _ in range(120) for one in random_hours(rng)["Overrides"] if "RecurrenceConfig" in one)
    for told in recurring:
        (override,) = described_hours({"TimeZone": "UTC"}, [told]).overrides
        assert override.recurrence is not None
        weekdays = frozenset(row.day for row in override.openings if row.day)
        days = [override.from_ + dt.timedelta(number) for number in range((override.till - override.from_).days + 1)]
        found = {day for day in days if applies(override.recurrence, override.from_, day, weekdays)}
        assert found == {day for day in oracle.occurrences(json.dumps(told)) if day in days}, told
        assert found == {day for day in days if effective.applies({**told, "OverrideConfig": told["Config"]}, day)}


@pytest.mark.parametrize("seed", range(60))
def test_whole_days_have_the_same_openings_as_in_the_emulation(seed: int) -> None:
    rng = random.Random(seed)
    calendar = random_hours(rng)
    hours = resolved(calendar)
    for day in (random_moment(rng, calendar).date() for _ in range(20)):
        assert tuple((span.start, span.end) for span in openings(hours, day)) == emulated(calendar, day)
