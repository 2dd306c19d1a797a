"""Holidays as hours of operation of their own, which others inherit from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.declared.horizon import horizon
from calendars.declared.overrides import MAX_OVERRIDES, service_overrides
from calendars.declared.parents import MAX_PARENTS, HolidayHours, center_holiday_hours, holiday_hours, plain_name
from calendars.holidays import closed_days
from spec.models.hours import HolidayCalendar
from tests.calendars.programs import hours, program

FIRST, LAST = horizon(dt.date(2026, 11, 22))


def parents(state: str = "HI", time_zone: str | None = None, **changes: Any) -> tuple[HolidayHours, ...]:
    one = hours(time_zone=time_zone)
    return holiday_hours(program(one, state=state, **changes), one, FIRST, LAST)


def closed(*found: HolidayHours) -> dict[dt.date, str]:
    """Name by date; no date twice."""
    days: dict[dt.date, str] = {}
    for override in (override for one in found for override in one.overrides):
        for number in range((override.till - override.from_).days + 1):
            day = override.from_ + dt.timedelta(days=number)
            assert day not in days
            assert (override.type, override.openings) == ("CLOSED", ())
            days[day] = override.reason
    return days


def test_three_years_of_a_state_are_one_parent() -> None:
    (parent,) = parents()
    assert (parent.id, parent.name, parent.calendar) == ("holidays-state", "Holidays state", "state")
    assert parent.time_zone == "Pacific/Honolulu"
    assert len(parent.overrides) <= MAX_OVERRIDES


def test_a_parent_closes_exactly_the_days_of_the_law() -> None:
    law = closed_days(HolidayCalendar(id="state", state="HI"), FIRST, LAST)
    assert list(closed(*parents())) == [holiday.date for holiday in law]


def test_a_holiday_on_a_saturday_and_its_friday_are_one_closure_under_the_plain_name() -> None:
    (fourth,) = (one for one in parents("WA")[0].overrides if "Independence Day 2026-07" in one.name)
    assert (fourth.name, fourth.till, fourth.reason) == (
        "Independence Day 2026-07-03",
        dt.date(2026, 7, 4),
        "Independence Day",
    )


def test_neighbors_of_other_names_keep_their_own() -> None:
    names = closed(*parents("WA"))
    assert names[dt.date(2026, 11, 26)] == "Thanksgiving Day"
    assert names[dt.date(2026, 11, 27)] != "Thanksgiving Day"


def test_overrides_of_a_parent_have_names_of_their_own() -> None:
    names = [override.name for override in parents()[0].overrides]
    assert len(set(names)) == len(names)


def test_long_names_are_cut_to_what_the_service_takes_and_stay_apart() -> None:
    wordy = "The longest name that an agency may give a day of its own " * 2
    days = [{"date": dt.date(2027, 5, day), "name": wordy[:120], "reason": "Ours."} for day in (3, 5, 31)]
    half = {"date": dt.date(2027, 5, 4), "name": wordy[:120], "reason": "Ours.", "closes": ["12:00-24:00"]}
    one = hours()
    known = program(one, additions=[*days, half])
    own = service_overrides(known, one, FIRST, LAST)
    names = [override.name for override in (*holiday_hours(known, one, FIRST, LAST)[0].overrides, *own)]
    assert max(map(len, names)) <= 127
    assert len(set(names)) == len(names)


def test_hours_of_a_second_zone_have_parents_in_their_zone() -> None:
    (parent,) = parents(time_zone="America/Boise")
    assert (parent.id, parent.name, parent.time_zone) == (
        "holidays-state.america-boise",
        "Holidays state (America/Boise)",
        "America/Boise",
    )


def test_a_center_has_each_parent_once() -> None:
    known = program(hours(), hours(id="policy"), hours(id="east", time_zone="America/Boise"))
    center = known.infrastructure.centers[0]
    ids = [parent.id for parent in center_holiday_hours(known, center, FIRST, LAST)]
    assert ids == ["holidays-state", "holidays-state.america-boise"]


def test_the_second_parent_of_a_calendar_is_not_the_first_one_of_another() -> None:
    many = [{"date": FIRST + dt.timedelta(days=3 * n), "name": "Extra", "reason": "Ours."} for n in range(60)]
    known = program(hours(), hours(id="policy", holidays="state-2"), additions=many)
    other = HolidayCalendar(id="state-2", state="HI")
    infra = known.infrastructure.model_copy(update={"holidays": (*known.infrastructure.holidays, other)})
    known = known.model_copy(update={"infrastructure": infra})
    found = [holiday_hours(known, one, FIRST, LAST) for one in known.infrastructure.hours]
    ids = [parent.id for some in found for parent in some]
    assert ids == ["holidays-state", "holidays-state.2", "holidays-state-2"]


def test_hours_without_a_calendar_have_no_parents() -> None:
    free = hours(holidays=None)
    assert holiday_hours(program(free), free, FIRST, LAST) == ()


def test_a_name_says_nothing_of_the_day_on_which_a_holiday_is_kept() -> None:
    assert plain_name("Kuhio Day (observed); Good Friday") == "Kuhio Day; Good Friday"


extra = st.lists(st.integers(0, (LAST - FIRST).days), max_size=90)


@settings(derandomize=True, max_examples=40)
@given(extra, st.sampled_from(["HI", "OR", "WA", "VT"]))
def test_what_does_not_fit_into_one_parent_goes_into_the_next(days: list[int], state: str) -> None:
    dates = [FIRST + dt.timedelta(days=number) for number in days]
    additions = [{"date": day, "name": "Extra Day", "reason": "The agency's."} for day in dates]
    found = parents(state, additions=additions)
    assert set(dates) <= closed(*found).keys()
    assert all(0 < len(one.overrides) <= MAX_OVERRIDES for one in found)
    assert len({one.id for one in found}) == len({one.name for one in found}) == len(found) <= MAX_PARENTS
