"""The time of dates on which clocks change: at two, at midnight, and by half an hour."""

import datetime as dt
import itertools

import pytest

from calendars.service.clocks import clock_change, instants, on_clock, parts
from calendars.service.spans import Span

HOUR = dt.timedelta(hours=1)
DAY = dt.date.fromisoformat
CHANGES = [
    ("2027-03-14", "America/Los_Angeles", 1.0),
    ("2027-11-07", "America/Los_Angeles", -1.0),
    ("2027-11-07", "Pacific/Honolulu", 0.0),
    ("2027-11-08", "America/Los_Angeles", 0.0),
    ("2027-04-04", "Australia/Lord_Howe", -0.5),
    ("2027-03-14", "America/Havana", 1.0),  # at midnight: the day begins at one
    ("2027-11-07", "America/Havana", -1.0),  # at one, back to midnight
    ("2027-04-03", "America/Santiago", -1.0),  # at midnight, back to eleven
    ("2027-04-04", "America/Santiago", 0.0),
]


@pytest.mark.parametrize(("date", "zone", "hours"), CHANGES)
def test_a_day_on_which_clocks_change_is_known_and_as_much_shorter(date: str, zone: str, hours: float) -> None:
    found = parts(DAY(date), zone)
    assert found[-1].end - found[0].start == (24 - hours) * HOUR
    assert all(one.end == other.start for one, other in itertools.pairwise(found))
    assert clock_change(DAY(date), zone) == hours * HOUR


def test_a_day_of_a_change_has_two_parts_that_meet_at_two_in_the_morning() -> None:
    first, second = parts(DAY("2027-03-14"), "America/Los_Angeles")
    assert first.end == second.start == dt.datetime(2027, 3, 14, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(("date", "zone", "hours"), CHANGES)
def test_a_whole_day_is_met_once_and_shown_whole(date: str, zone: str, hours: float) -> None:
    found = list(instants(DAY(date), Span(0, 1440), zone))
    assert sum((end - start for start, end in found), dt.timedelta()) == (24 - hours) * HOUR
    shown = [span for stretch in found for span in on_clock(DAY(date), stretch, zone)]
    minutes = {minute for span in shown for minute in range(span.start, span.end)}
    assert len(minutes) == 1440 - max(hours, 0) * 60
    assert max(minutes) == 1439


@pytest.mark.parametrize("date", ["2027-01-01", "2028-02-29", "2027-12-31"])
def test_a_span_of_an_ordinary_day_is_one_stretch(date: str) -> None:
    [(start, end)] = instants(DAY(date), Span(480, 1020), "America/Los_Angeles")
    assert (start.hour, end - start) == (16, 9 * HOUR)
