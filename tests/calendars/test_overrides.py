"""Overrides as the service takes them: disjoint, dated, holidays first."""

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from calendars.overrides import ServiceOverride, horizon, service_overrides, service_week
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar, Hours

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2028, 12, 31)


def program(state: str) -> ProgramSpec:
    """Only what overrides look at."""
    infrastructure = SimpleNamespace(holidays=(HolidayCalendar(id="state", state=state),))
    return cast("ProgramSpec", SimpleNamespace(infrastructure=infrastructure))


def hours(*overrides: dict[str, Any]) -> Hours:
    return Hours.model_validate(
        {"id": "main", "weekly": {"mon-fri": ["07:45-16:30"]}, "holidays": "state", "overrides": overrides}
    )


LAUNCH: dict[str, Any] = {
    "id": "launch",
    "from": "2027-07-01",
    "till": "2027-08-27",
    "weekly": {"mon-fri": ["07:00-18:00"], "sat": ["08:00-12:00"]},
}


def by_day(found: tuple[ServiceOverride, ...]) -> dict[dt.date, str]:
    days: dict[dt.date, str] = {}
    for override in found:
        day = override.from_
        while day <= override.till:
            assert day not in days, f"{day} is covered twice"
            days[day] = override.type
            day += dt.timedelta(days=1)
    return days


def test_a_holiday_closes_inside_the_launch_window() -> None:
    days = by_day(service_overrides(program("HI"), hours(LAUNCH), FIRST, LAST))
    assert (days[dt.date(2027, 7, 2)], days[dt.date(2027, 7, 5)], days[dt.date(2027, 7, 6)]) == (
        "STANDARD",
        "CLOSED",
        "STANDARD",
    )
    assert days[dt.date(2027, 8, 20)] == "CLOSED"


def test_the_launch_window_is_cut_into_three_by_its_two_holidays() -> None:
    found = service_overrides(program("HI"), hours(LAUNCH), FIRST, LAST)
    runs = [(o.from_.isoformat(), o.till.isoformat()) for o in found if o.type == "STANDARD"]
    assert runs == [("2027-07-01", "2027-07-03"), ("2027-07-06", "2027-08-19"), ("2027-08-21", "2027-08-27")]


def test_a_launch_saturday_has_its_own_opening() -> None:
    found = service_overrides(program("HI"), hours(LAUNCH), FIRST, LAST)
    launch = next(o for o in found if o.type == "STANDARD")
    assert [(r.start, r.end) for r in launch.openings if r.day == "sat"] == [(480, 720)]


def test_an_override_without_openings_closes() -> None:
    storm = {"id": "storm", "from": "2027-02-01", "till": "2027-02-02", "type": "open"}
    assert by_day(service_overrides(program("OR"), hours(storm), FIRST, LAST))[dt.date(2027, 2, 1)] == "CLOSED"


def test_the_horizon_is_the_same_on_every_day_of_a_year() -> None:
    assert (
        horizon(dt.date(2026, 1, 1)) == horizon(dt.date(2026, 12, 31)) == (dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    )


def test_a_closed_day_has_no_weekly_row() -> None:
    assert {row.day for row in service_week(hours())} == {"mon", "tue", "wed", "thu", "fri"}


windows = st.tuples(st.integers(0, 700), st.integers(0, 60), st.sampled_from(["standard", "open", "closed"]))


@given(st.lists(windows, max_size=4), st.sampled_from(["HI", "OR", "WA", "VT"]))
def test_overrides_never_overlap_and_stay_inside_the_horizon(chosen: list[tuple[int, int, str]], state: str) -> None:
    dated = [
        {
            "id": f"w{n}",
            "from": FIRST + dt.timedelta(days=start),
            "till": FIRST + dt.timedelta(days=start + length),
            "type": kind,
            "weekly": {"sat": ["09:00-12:00"]},
        }
        for n, (start, length, kind) in enumerate(chosen)
    ]
    days = by_day(service_overrides(program(state), hours(*dated), FIRST, LAST))
    assert all(FIRST <= day <= LAST for day in days)
    wanted = {FIRST + dt.timedelta(days=start + n) for start, length, _ in chosen for n in range(length + 1)}
    assert {day for day in wanted if day <= LAST} <= set(days)
