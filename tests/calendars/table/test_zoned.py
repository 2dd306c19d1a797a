"""Openings on the clock of another zone, against a slow reading of both clocks minute by minute."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.service.spans import Span
from calendars.table.changes import Day, Kind
from calendars.table.ways import Served
from calendars.table.zoned import MARGIN, in_zone

ONE = dt.timedelta(days=1)
ZONES = ("America/Los_Angeles", "America/Boise", "Pacific/Honolulu", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe")  # fmt: skip


def days_of(
    zone: str, first: dt.date, openings: list[tuple[Span, ...]], reasons: dict[dt.date, str] | None = None
) -> list[Day]:
    served = Served(center="c", line="l", queue=None, channel="voice", party=None, hours=("h",), time_zone=zone)
    return [
        Day(
            served=served,
            date=first + n * ONE,
            open=spans,
            usual=spans,
            planned=spans,
            reason=(reasons or {}).get(first + n * ONE),
        )
        for n, spans in enumerate(openings)
    ]


def minutes_open(day: Day) -> set[int]:
    return {minute for span in day.open for minute in range(span.start, span.end)}


def wall(moment: dt.datetime, zone: str) -> tuple[dt.date, int]:
    local = moment.astimezone(ZoneInfo(zone))
    return local.date(), local.hour * 60 + local.minute


def slowly(days: list[Day], date: dt.date, home: str, zone: str) -> set[int]:
    """Every minute of UTC around the date: is it open at home, and what does the other clock show?"""
    opened = {day.date: minutes_open(day) for day in days}
    start = dt.datetime.combine(date, dt.time(), dt.UTC) - 2 * ONE
    found = set()
    for moment in (start + dt.timedelta(minutes=n) for n in range(5 * 1440)):
        there, minute = wall(moment, zone)
        if there == date:
            at_home, own = wall(moment, home)
            if own in opened.get(at_home, ()):
                found.add(minute)
    return found


edges = st.lists(st.integers(0, 1440), min_size=0, max_size=4, unique=True).map(sorted)
openings = edges.map(lambda e: tuple(Span(e[n], e[n + 1]) for n in range(0, len(e) - 1, 2)))


@settings(max_examples=25, derandomize=True, deadline=None)
@given(
    home=st.sampled_from(ZONES),
    zone=st.sampled_from(ZONES),
    date=st.sampled_from([dt.date(2027, 3, 14), dt.date(2027, 11, 7), dt.date(2027, 7, 1), dt.date(2027, 4, 4)]),
    week=st.lists(openings, min_size=5, max_size=5),
)
def test_another_clock_shows_each_minute_that_is_open_at_home(
    home: str, zone: str, date: dt.date, week: list[tuple[Span, ...]]
) -> None:
    days = days_of(home, date - MARGIN * ONE, week)
    (found,) = in_zone(days, zone)
    assert found.date == date
    assert minutes_open(found) == slowly(days, date, home, zone)


def test_an_opening_knows_the_date_at_home_on_which_it_begins() -> None:
    days = days_of("Pacific/Honolulu", dt.date(2027, 7, 4), [(Span(480, 1020),)] * 5)
    (found,) = in_zone(days, "Asia/Tokyo")
    assert (found.date, found.open, found.begins) == (dt.date(2027, 7, 6), (Span(180, 720),), (dt.date(2027, 7, 5),))


def test_an_opening_over_midnight_there_is_two() -> None:
    days = days_of("America/Los_Angeles", dt.date(2027, 7, 4), [(Span(480, 1020),)] * 5)
    (found,) = in_zone(days, "Asia/Tokyo")
    assert found.open == (Span(0, 540),)
    (found,) = in_zone(days, "Europe/London")
    assert (found.open, [str(day) for day in found.begins]) == (
        (Span(0, 60), Span(960, 1440)),
        ["2027-07-05", "2027-07-06"],
    )


def test_always_open_stays_always_open_while_clocks_change() -> None:
    days = days_of("America/Los_Angeles", dt.date(2027, 11, 5), [(Span(0, 1440),)] * 5)
    for zone in ZONES:
        (found,) = in_zone(days, zone)
        assert found.open == (Span(0, 1440),), zone


def test_a_closed_date_keeps_its_reason_where_its_hours_fall_on_the_next_date() -> None:
    open_ = (Span(480, 1020),)
    holiday = dt.date(2027, 7, 5)
    days = days_of("Pacific/Honolulu", dt.date(2027, 7, 3), [open_] * 6, {holiday: "Independence Day"})
    closed = [
        day
        if day.date != holiday
        else Day(served=day.served, date=day.date, open=(), usual=open_, planned=open_, reason=day.reason)
        for day in days
    ]
    found = {day.date: day for day in in_zone(closed, "Asia/Tokyo")}
    assert (found[dt.date(2027, 7, 6)].kind, found[dt.date(2027, 7, 6)].reason) == (Kind.CLOSED, "Independence Day")
