"""Weekly hours, parents and overrides, resolved again, are the table that the spec means."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.declared.overrides import MAX_OVERRIDES
from calendars.declared.parents import MAX_PARENTS
from calendars.holidays import closed_days
from calendars.service.by_date import openings, reason
from calendars.service.hours import HoursOfOperation
from spec.models import ProgramSpec
from spec.models.base import minutes
from spec.models.hours import DAYS, Hours, OverrideType, week
from tests.calendars.programs import LAUNCH, hours, program

FIRST, LAST = horizon(dt.date(2027, 6, 1))
ALL_DAYS = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def declared(one: Hours, state: str = "HI", **changes: Any) -> HoursOfOperation:
    return spec_hours(program(one, state=state, **changes), one, FIRST, LAST)


def meant(known: ProgramSpec, one: Hours, day: dt.date) -> set[int]:
    """Minutes of a day on which these hours are open, in the spec's own words and nothing else."""
    (calendar,) = known.infrastructure.holidays
    holiday = next(iter(closed_days(calendar, day, day)), None)
    if holiday is not None and not holiday.closes:
        return set()
    dated = [found for found in one.overrides if found.from_ <= day <= found.till]
    if any(found.type is OverrideType.CLOSED or not any(week(found.weekly).values()) for found in dated):
        return set()
    usual = _minutes(one.weekly, day)
    if dated:
        usual = _minutes(dated[0].weekly, day) | (usual if dated[0].type is OverrideType.OPEN else set())
    return {minute for minute in usual if not any(a <= minute < b for a, b in (holiday.closes if holiday else ()))}


def _minutes(weekly: Any, day: dt.date) -> set[int]:
    spans = (span.split("-") for span in week(weekly)[DAYS[day.weekday()]])
    return {minute for start, end in spans for minute in range(minutes(start), minutes(end))}


def resolved(found: HoursOfOperation, day: dt.date) -> set[int]:
    return {minute for span in openings(found, day) for minute in range(span.start, span.end)}


def covered(found: HoursOfOperation) -> list[dt.date]:
    """Every date under an override, as often as one covers it."""
    overrides = (override for holder in (found, *found.parents) for override in holder.overrides)
    spans = ((one.from_, (one.till - one.from_).days) for one in overrides)
    return [start + dt.timedelta(days=number) for start, length in spans for number in range(length + 1)]


def test_holidays_are_inherited_and_say_their_name() -> None:
    found = declared(hours(LAUNCH))
    assert [parent.id for parent in found.parents] == ["holidays-state"]
    assert openings(found, dt.date(2027, 7, 5)) == ()
    assert reason(found, dt.date(2027, 7, 5)) == "Independence Day"
    assert reason(found, dt.date(2027, 7, 6)) == "Longer hours."
    assert reason(found, dt.date(2027, 10, 5)) == ""


def test_hours_that_share_a_calendar_share_the_parent_itself() -> None:
    one, two = hours(), hours(id="policy")
    known = program(one, two)
    first, second = (spec_hours(known, found, FIRST, LAST) for found in (one, two))
    assert first.parents[0] is second.parents[0]


def test_any_span_may_be_asked_for() -> None:
    one = hours()
    found = spec_hours(program(one), one, dt.date(2020, 1, 1), dt.date(2039, 12, 31))
    assert openings(found, dt.date(2038, 12, 24)) == ()  # Christmas 2038 is a Saturday
    assert len(found.parents) > MAX_PARENTS


CLOCK = st.integers(0, 48).map(lambda half: f"{half // 2:02}:{half % 2 * 30:02}")
SPANS = st.lists(CLOCK, max_size=6, unique=True).map(
    lambda times: [f"{start}-{end}" for start, end in zip(*[iter(sorted(times))] * 2, strict=False)]
)
WEEK = st.dictionaries(st.sampled_from(DAYS), SPANS, max_size=7)
DATED = st.fixed_dictionaries(
    {
        "from": st.integers(0, len(ALL_DAYS) - 1).map(lambda number: ALL_DAYS[number]),
        "length": st.integers(0, 90),
        "type": st.sampled_from([*OverrideType]),
        "weekly": WEEK,
    }
)
PART = st.sampled_from([["12:00-24:00"], ["00:00-09:30"], ["10:00-11:00", "15:00-16:15"], []])


@st.composite
def specs(draw: st.DrawFn) -> tuple[ProgramSpec, Hours]:
    """Random hours in a random state, some of whose days the agency closes in part."""
    dated = [
        {
            "id": f"dated{number}",
            "from": found["from"],
            "till": found["from"] + dt.timedelta(days=found["length"]),
            "type": found["type"],
            "weekly": found["weekly"],
        }
        for number, found in enumerate(draw(st.lists(DATED, max_size=3)))
    ]
    one = hours(*dated, weekly=draw(WEEK))
    days = draw(st.lists(st.tuples(st.sampled_from(ALL_DAYS), PART), max_size=6, unique_by=lambda found: found[0]))
    additions = [{"date": day, "name": f"Day {day}", "reason": "Ours.", "closes": part} for day, part in days]
    return program(one, state=draw(st.sampled_from(["HI", "OR", "WA", "VT"])), additions=additions), one


@settings(derandomize=True, max_examples=60, deadline=None)
@given(specs())
def test_what_is_declared_is_what_the_spec_means_minute_by_minute(made: tuple[ProgramSpec, Hours]) -> None:
    known, one = made
    found = spec_hours(known, one, FIRST, LAST)
    changes = [change.date for change in known.infrastructure.holidays[0].additions if change.date is not None]
    edges = {day for override in one.overrides for day in (override.from_, override.till)}
    days = {*changes, *covered(found), *(day + dt.timedelta(days=n) for day in edges for n in (-1, 0, 1, 7))}
    for day in sorted({*days, *ALL_DAYS[::97]} & set(ALL_DAYS)):
        assert resolved(found, day) == meant(known, one, day), day


@settings(derandomize=True, max_examples=60, deadline=None)
@given(specs())
def test_no_date_is_under_two_overrides_own_or_inherited(made: tuple[ProgramSpec, Hours]) -> None:
    found = spec_hours(*made, FIRST, LAST)
    dates = covered(found)
    assert len(dates) == len(set(dates))
    assert all(FIRST <= day <= LAST for day in dates)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(specs())
def test_what_few_dated_hours_need_fits_into_the_service(made: tuple[ProgramSpec, Hours]) -> None:
    found = spec_hours(*made, FIRST, LAST)
    assert len(found.parents) <= MAX_PARENTS
    assert all(len(holder.overrides) <= MAX_OVERRIDES for holder in (found, *found.parents))
    for holder in (found, *found.parents):
        assert len({override.name for override in holder.overrides}) == len(holder.overrides)


def half(part: list[str], *overrides: dict[str, Any]) -> HoursOfOperation:
    eve = {"date": dt.date(2027, 12, 23), "name": "Christmas Eve", "reason": "Ours.", "closes": part}
    return declared(hours(*overrides), additions=[eve])


def test_half_a_holiday_takes_its_hours_out_of_the_day() -> None:
    found = half(["12:00-24:00"])
    assert [(one.name, one.type, one.reason) for one in found.overrides] == [
        ("Christmas Eve 2027-12-23", "STANDARD", "Christmas Eve")
    ]
    assert resolved(found, dt.date(2027, 12, 23)) == set(range(7 * 60 + 45, 12 * 60))


def test_half_a_holiday_cuts_longer_hours_in_two() -> None:
    longer = {
        "id": "long",
        "from": "2027-12-20",
        "till": "2027-12-23",
        "type": "open",
        "weekly": {"thu": ["18:00-20:00"]},
    }
    found = half(["12:00-19:00"], longer)
    assert [(one.name, one.till.day) for one in found.overrides] == [
        ("long 2027-12-20", 22),
        ("Christmas Eve 2027-12-23", 23),
    ]
    expected = {*range(7 * 60 + 45, 12 * 60), *range(19 * 60, 20 * 60)}
    assert resolved(found, dt.date(2027, 12, 23)) == expected


def test_a_part_that_was_closed_anyway_changes_nothing() -> None:
    assert half(["17:00-24:00"]).overrides == ()


def test_a_part_that_is_all_of_the_opening_closes_the_day() -> None:
    (only,) = half(["07:00-17:00"]).overrides
    assert (only.type, only.openings) == ("CLOSED", ())
