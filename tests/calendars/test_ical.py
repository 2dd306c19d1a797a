"""The feed that calendars subscribe to: what it says, and that its bytes are those of its spec."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from calendars.ical import feed
from calendars.table.changes import days
from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar

PROGRAM = Path(__file__).parents[2] / "stacks" / "washington-outsourced" / "program.yaml"
PACIFIC = ZoneInfo("America/Los_Angeles")


@cache
def program() -> ProgramSpec:
    return load(PROGRAM)


def written(spec: ProgramSpec, first: str, last: str, line: str = "main") -> bytes:
    found = days(spec, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return feed(spec, [day for day in found if (day.served.line, day.served.queue) == (line, None)])


def walked(text: bytes) -> list[Any]:
    """Values of a property may be of thirty types."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def events(text: bytes) -> list[tuple[str, object, object]]:
    return [(str(one["SUMMARY"]), one["DTSTART"].dt, one["DTEND"].dt) for one in walked(text)]


def test_a_closed_date_is_an_all_day_event() -> None:
    assert events(written(program(), "2027-12-20", "2027-12-31")) == [
        ("Main line closed: Christmas Day", dt.date(2027, 12, 24), dt.date(2027, 12, 25)),
        ("Main line closed: New Year's Day", dt.date(2027, 12, 31), dt.date(2028, 1, 1)),
    ]


def test_changed_hours_are_events_on_the_clock_of_the_line() -> None:
    assert events(written(program(), "2027-11-27", "2027-12-05")) == [
        (
            "Main line open: Longer hours in the first eight weeks.",
            dt.datetime(2027, 11, 27, 8, tzinfo=PACIFIC),
            dt.datetime(2027, 11, 27, 14, tzinfo=PACIFIC),
        )
    ]


def test_a_part_of_a_day_that_is_closed_is_an_event_with_times() -> None:
    infra = program().infrastructure
    eve = {"date": "2027-12-23", "name": "Christmas Eve", "reason": "Early closing", "closes": ["12:00-24:00"]}
    calendar = HolidayCalendar.model_validate({"id": "washington", "state": "WA", "additions": [eve]})
    spec = program().model_copy(update={"infrastructure": infra.model_copy(update={"holidays": (calendar,)})})
    name, start, end = events(written(spec, "2027-12-20", "2027-12-23"))[0]
    assert name == "Main line closed: Christmas Eve"
    assert (start, end) == (
        dt.datetime(2027, 12, 23, 12, tzinfo=PACIFIC),
        dt.datetime(2027, 12, 23, 18, tzinfo=PACIFIC),
    )


def test_the_same_spec_gives_the_same_bytes_whatever_the_day() -> None:
    first, again = (written(program(), "2027-01-01", "2027-12-31") for _ in range(2))
    assert first == again
    stamps = {one["DTSTAMP"].dt for one in walked(first)}
    assert stamps == {dt.datetime(2026, 10, 20, tzinfo=dt.UTC)}  # of its concept of operations


def test_an_event_keeps_its_uid_when_the_line_and_the_reason_are_renamed() -> None:
    infra = program().infrastructure
    lines = tuple(line.model_copy(update={"name": f"New {line.name}"}) for line in infra.lines)
    renamed = program().model_copy(update={"infrastructure": infra.model_copy(update={"lines": lines})})
    uids = [
        [str(one["UID"]) for one in walked(written(spec, "2027-01-01", "2027-12-31"))] for spec in (program(), renamed)
    ]
    assert uids[0] == uids[1]
    assert len(uids[0]) == len(set(uids[0])) > 50


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    text = written(program(), "2027-01-01", "2028-12-31")
    assert text.count(b"\n") == text.count(b"\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75


def test_the_feed_is_published_names_its_zone_and_says_how_often_to_look() -> None:
    text = written(program(), "2027-01-01", "2027-12-31").decode()
    for line in (
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "BEGIN:VTIMEZONE",
        "TZID:America/Los_Angeles",
    ):
        assert f"{line}\r\n" in text


def test_a_feed_without_changes_is_a_calendar_all_the_same() -> None:
    assert events(written(program(), "2027-03-01", "2027-03-05")) == []
