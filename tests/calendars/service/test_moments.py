"""Hours of operation as the service resolves them: precedence, midnight, recurrence, daylight saving, parents."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.service.by_date import openings, reason
from calendars.service.described import described_hours
from calendars.service.hours import HoursOfOperation, Override, ServiceOpening
from calendars.service.moments import is_open, next_change, next_opening
from calendars.service.recurrence import Recurrence
from calendars.service.spans import Span
from calendars.service.stretches import open_stretches

PACIFIC = "America/Los_Angeles"
ZONE = ZoneInfo(PACIFIC)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE = HoursOfOperation("office", PACIFIC, tuple(ServiceOpening(day, 480, 1020) for day in WEEKDAYS[:5]))
WEDNESDAY = dt.date(2027, 3, 10)


def at(day: dt.date, hour: int, minute: int = 0, fold: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE, fold=fold)


def override(kind: str, *rows: tuple[int, int], day: str = "", recurrence: Recurrence | None = None) -> Override:
    openings_ = tuple(ServiceOpening(day, start, end) for start, end in rows)
    return Override(kind.lower(), WEDNESDAY, WEDNESDAY.replace(year=2029), kind, openings_, recurrence)


def once(kind: str, *rows: tuple[int, int]) -> Override:
    return replace(override(kind, *rows), till=WEDNESDAY)


def spans(*overrides: Override, day: dt.date = WEDNESDAY) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in openings(replace(OFFICE, overrides=overrides), day)]


def test_an_opening_is_half_open_and_the_other_reading_is_a_flag() -> None:
    closing = at(WEDNESDAY, 17)
    assert is_open(OFFICE, at(WEDNESDAY, 8))
    assert not is_open(OFFICE, closing)
    assert is_open(OFFICE, closing, end_included=True)
    assert not is_open(OFFICE, closing + dt.timedelta(seconds=1), end_included=True)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    assert is_open(OFFICE, dt.datetime(2027, 3, 10, 16, 0, tzinfo=dt.UTC))
    assert not is_open(OFFICE, dt.datetime(2027, 3, 10, 15, 59, tzinfo=dt.UTC))


def test_an_end_of_midnight_is_the_end_of_the_day_and_midnight_to_midnight_the_whole_of_it() -> None:
    late = replace(OFFICE, week=(ServiceOpening("wed", 600, 0),))
    assert openings(late, WEDNESDAY) == (Span(600, 1440),)
    assert is_open(late, at(WEDNESDAY, 23, 59))
    assert is_open(replace(OFFICE, week=(ServiceOpening("wed", 0, 0),)), at(WEDNESDAY, 0))


def test_a_closed_day_is_closed_whatever_else_is_planned() -> None:
    assert spans(once("CLOSED"), once("OPEN", (0, 1440)), once("STANDARD", (0, 1440))) == []


def test_a_closed_part_is_cut_out_of_what_is_open() -> None:
    assert spans(once("CLOSED", (720, 780))) == [(480, 720), (780, 1020)]


def test_temporary_hours_replace_the_week_and_open_ones_add_to_it() -> None:
    assert spans(once("STANDARD", (600, 660))) == [(600, 660)]
    assert spans(once("OPEN", (1020, 1200))) == [(480, 1200)]
    assert spans(once("STANDARD", (600, 660)), once("OPEN", (700, 720))) == [(600, 660), (700, 720)]


def test_open_hours_open_a_day_that_is_usually_closed() -> None:
    sunday = dt.date(2027, 3, 14)
    assert spans(Override("fair", sunday, sunday, "OPEN", (ServiceOpening("sun", 600, 1320),)), day=sunday) == [
        (600, 1320)
    ]


def test_an_override_ends_with_its_last_day() -> None:
    assert spans(once("CLOSED"), day=WEDNESDAY + dt.timedelta(days=1)) == [(480, 1020)]


def test_an_override_that_ends_before_it_begins_never_holds() -> None:
    backward = replace(once("CLOSED"), till=WEDNESDAY - dt.timedelta(7))
    assert all(spans(backward, day=WEDNESDAY + dt.timedelta(days)) for days in (-7, 0, 1, 7))


def test_an_override_until_the_end_of_time_holds_until_then() -> None:
    forever = replace(once("CLOSED"), till=dt.date.max)
    assert spans(forever, day=dt.date(9999, 12, 31)) == []
    assert next_opening(replace(OFFICE, overrides=(forever,)), at(WEDNESDAY, 10)) is None


def test_the_override_that_decides_gives_the_reason() -> None:
    both = replace(OFFICE, overrides=(once("OPEN", (0, 60)), once("CLOSED")))
    assert reason(both, WEDNESDAY) == "closed"
    assert reason(OFFICE, WEDNESDAY) == ""


def test_words_for_people_come_before_the_name_of_an_override() -> None:
    closed = replace(once("CLOSED"), name="Veterans Day 2027-11-11", reason="Veterans Day")
    assert reason(replace(OFFICE, overrides=(closed,)), WEDNESDAY) == "Veterans Day"


def test_a_child_takes_its_parents_overrides_and_not_their_week() -> None:
    parent = HoursOfOperation("parent", PACIFIC, (ServiceOpening("sun", 0, 0),), (once("CLOSED"),))
    child = replace(OFFICE, parents=(parent,))
    assert openings(child, WEDNESDAY) == ()
    assert openings(child, dt.date(2027, 3, 14)) == ()


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Recurrence("WEEKLY"), ["2027-03-10", "2027-03-17", "2027-03-24", "2027-03-31"]),
        (Recurrence("WEEKLY", 2), ["2027-03-10", "2027-03-24"]),
        (Recurrence("MONTHLY"), ["2027-03-10", "2027-04-10", "2027-05-10"]),
        (Recurrence("MONTHLY", month_day=31), ["2027-03-31", "2027-05-31"]),
        (Recurrence("MONTHLY", month_day=-1), ["2027-03-31", "2027-04-30", "2027-05-31"]),
        (Recurrence("MONTHLY", weekday_occurrence=2), ["2027-03-10", "2027-04-14", "2027-05-12"]),
        (Recurrence("MONTHLY", weekday_occurrence=-1), ["2027-03-31", "2027-04-28", "2027-05-26"]),
        (Recurrence("YEARLY", month=5, month_day=1), ["2027-05-01"]),
        (Recurrence("YEARLY"), ["2027-03-10"]),
    ],
)
def test_a_recurrence_comes_on_its_days(rule: Recurrence, days: list[str]) -> None:
    found = replace(OFFICE, week=(), overrides=(override("OPEN", (0, 60), recurrence=rule),))
    range_ = (dt.date(2027, 3, 1) + dt.timedelta(days=n) for n in range(92))
    shown = [day.isoformat() for day in range_ if openings(found, day)]
    assert shown[: len(days)] == days


def test_an_hour_that_the_clocks_skip_is_never_met_and_one_that_repeats_is_open_twice() -> None:
    always = replace(OFFICE, week=tuple(ServiceOpening(day, 60, 120) for day in WEEKDAYS))
    spring, autumn = dt.date(2027, 3, 14), dt.date(2027, 11, 7)
    minutes = [dt.datetime(2027, 3, 14, tzinfo=dt.UTC) + dt.timedelta(minutes=n) for n in range(2 * 1440)]
    opened = [moment for moment in minutes if is_open(always, moment) and moment.astimezone(ZONE).date() == spring]
    assert len(opened) == 60
    assert is_open(always, at(autumn, 1, 30))
    assert is_open(always, at(autumn, 1, 30, fold=1))


def test_what_opens_within_the_skipped_hour_opens_when_it_is_over() -> None:
    early = replace(OFFICE, week=(ServiceOpening("sun", 150, 300),))
    assert next_opening(early, at(dt.date(2027, 3, 14), 0)) == dt.datetime(2027, 3, 14, 10, tzinfo=dt.UTC)  # 03:00


def test_what_closed_before_the_clocks_went_back_opens_once_more() -> None:
    early = replace(OFFICE, week=(ServiceOpening("sun", 60, 90),))
    closed = at(dt.date(2027, 11, 7), 1, 30)
    again, over = (dt.datetime(2027, 11, 7, 9, minute, tzinfo=dt.UTC) for minute in (0, 30))
    assert next_change(early, closed) == again
    assert next_change(early, again) == over


def test_what_the_clocks_skip_comes_again_a_week_later() -> None:
    night = replace(OFFICE, week=(ServiceOpening("sun", 120, 180),))
    assert next_opening(night, at(dt.date(2027, 3, 7), 3, 30)) == at(dt.date(2027, 3, 21), 2)


def test_openings_of_an_hour_that_comes_twice_come_in_order_both_times() -> None:
    night = replace(OFFICE, week=(ServiceOpening("sun", 60, 75), ServiceOpening("sun", 90, 105)))
    sunday = dt.date(2027, 11, 7)
    found = list(open_stretches(night, at(sunday, 0), at(sunday, 12)))
    starts = [dt.datetime(2027, 11, 7, hour, minute, tzinfo=dt.UTC) for hour in (8, 9) for minute in (0, 30)]
    assert found == [(start, start + dt.timedelta(minutes=15)) for start in starts]


def test_a_change_that_comes_every_third_year_is_found() -> None:
    rule = Recurrence("YEARLY", 3, month=5, month_day=2)
    fair = Override("fair", dt.date(2024, 1, 1), dt.date(2040, 1, 1), "OPEN", (ServiceOpening("", 600, 660),), rule)
    found = next_opening(replace(OFFICE, week=(), overrides=(fair,)), at(dt.date(2027, 5, 3), 0))
    assert found == at(dt.date(2030, 5, 2), 10)


def test_longer_hours_do_not_explain_a_day_that_they_leave_as_it_is() -> None:
    longer = replace(once("STANDARD"), till=WEDNESDAY + dt.timedelta(4), openings=(ServiceOpening("wed", 480, 1200),))
    fair = replace(once("OPEN", (500, 600)), name="fair")
    night = replace(once("CLOSED", (0, 60)), name="night")
    assert reason(replace(OFFICE, overrides=(longer, fair, night)), WEDNESDAY) == "standard"
    assert reason(replace(OFFICE, overrides=(longer,)), dt.date(2027, 3, 14)) == ""
    assert reason(replace(OFFICE, overrides=(once("CLOSED", (700, 800)), longer)), WEDNESDAY) == "closed"


def test_a_whole_day_closure_is_the_reason_on_a_sunday_too() -> None:
    sunday = dt.date(2027, 3, 14)
    assert reason(replace(OFFICE, overrides=(Override("holiday", sunday, sunday, "CLOSED"),)), sunday) == "holiday"


def test_the_next_change_is_the_closing_or_the_opening() -> None:
    assert next_change(OFFICE, at(WEDNESDAY, 10)) == at(WEDNESDAY, 17)
    friday = dt.date(2027, 3, 12)
    assert next_change(OFFICE, at(friday, 18)) == at(dt.date(2027, 3, 15), 8)
    assert next_opening(OFFICE, at(WEDNESDAY, 10)) == at(WEDNESDAY, 10)


def test_hours_that_never_change_have_no_next_change() -> None:
    assert next_change(replace(OFFICE, week=()), at(WEDNESDAY, 10)) is None
    assert (
        next_change(replace(OFFICE, week=tuple(ServiceOpening(day, 0, 0) for day in WEEKDAYS)), at(WEDNESDAY, 10))
        is None
    )


def test_what_the_service_describes_is_read() -> None:
    row = {"Day": "WEDNESDAY", "StartTime": {"Hours": 8, "Minutes": 30}, "EndTime": {"Hours": 0, "Minutes": 0}}
    pattern = {"Frequency": "MONTHLY", "Interval": 1, "ByWeekdayOccurrence": [-1]}
    storm: dict[str, Any] = {
        "Name": "Storm", "EffectiveFrom": "2027-03-01", "EffectiveTill": "2027-12-31", "OverrideType": "CLOSED",
        "Config": [{"Day": "WEDNESDAY"}], "RecurrenceConfig": {"RecurrencePattern": pattern},
    }  # fmt: skip
    found = described_hours({"HoursOfOperationId": "h", "TimeZone": PACIFIC, "Config": [row]}, [storm])
    assert openings(found, WEDNESDAY) == (Span(510, 1440),)
    assert openings(found, dt.date(2027, 3, 31)) == ()


ROWS = st.lists(st.tuples(st.integers(0, 1439), st.integers(0, 1439)), max_size=3)
OVERRIDES = st.lists(st.tuples(st.sampled_from(["OPEN", "CLOSED", "STANDARD"]), ROWS), max_size=3)


def _by_minute(week: list[tuple[int, int]], changes: list[tuple[str, list[tuple[int, int]]]], minute: int) -> bool:
    """The documented precedence, one minute at a time."""

    def holds(rows: list[tuple[int, int]]) -> bool:
        return any(start <= minute < (end or 1440) for start, end in rows)

    if any(kind == "CLOSED" and (not rows or holds(rows)) for kind, rows in changes):
        return False
    if any(kind == "OPEN" and holds(rows) for kind, rows in changes):
        return True
    temporary = [rows for kind, rows in changes if kind == "STANDARD"]
    return any(holds(rows) for rows in temporary) if temporary else holds(week)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(week=ROWS, changes=OVERRIDES, minute=st.integers(0, 1439))
def test_openings_follow_the_precedence_minute_by_minute(
    week: list[tuple[int, int]], changes: list[tuple[str, list[tuple[int, int]]]], minute: int
) -> None:
    hours = replace(
        OFFICE,
        week=tuple(ServiceOpening("wed", *row) for row in week),
        overrides=tuple(once(kind, *rows) for kind, rows in changes),
    )
    assert is_open(hours, at(WEDNESDAY, minute // 60, minute % 60)) == _by_minute(week, changes, minute)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seconds=st.integers(0, 366 * 86_400))
def test_nothing_changes_before_the_next_change(seconds: int) -> None:
    moment = dt.datetime(2027, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    change = next_change(OFFICE, moment)
    assert change is not None
    assert is_open(OFFICE, change) != is_open(OFFICE, moment)
    assert is_open(OFFICE, change - dt.timedelta(seconds=1)) == is_open(OFFICE, moment)


def test_described_hours_take_the_overrides_of_their_parents() -> None:
    row = {"Day": "WEDNESDAY", "StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}
    closed = {
        "Name": "Storm", "EffectiveFrom": "2027-03-10", "EffectiveTill": "2027-03-10", "OverrideType": "CLOSED",
    }  # fmt: skip
    parent = described_hours({"HoursOfOperationId": "p", "TimeZone": PACIFIC, "Config": []}, [closed])
    child = {"HoursOfOperationId": "c", "TimeZone": PACIFIC, "Config": [row]}
    assert openings(described_hours(child), dt.date(2027, 3, 10))
    assert openings(described_hours(child, [], (parent,)), dt.date(2027, 3, 10)) == ()
