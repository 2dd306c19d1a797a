"""--until in all its forms, across clock changes, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operate.switches.until import LONGEST, in_words, parse_until
from spec.errors import UsageError

PACIFIC = ZoneInfo("America/Los_Angeles")
HAWAII = ZoneInfo("Pacific/Honolulu")


def local(text: str, zone: ZoneInfo = PACIFIC) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


NOW = local("2027-01-14 10:30:20")


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("2027-01-15 06:00", "2027-01-15 06:00"),
        ("2027-01-15T06:00", "2027-01-15 06:00"),
        ("2027-01-15 6:00", "2027-01-15 06:00"),
        ("2027-01-15 06:00:00", "2027-01-15 06:00"),
        ("2027-01-15T06:00-10:00", "2027-01-15 08:00"),
        ("2027-01-15T06:00Z", "2027-01-14 22:00"),
        ("2027-01-15 24:00", "2027-01-16 00:00"),
        ("2027-01-15", "2027-01-16 00:00"),
        ("2027-01-14", "2027-01-15 00:00"),
        ("17:00", "2027-01-14 17:00"),
        ("06:00", "2027-01-15 06:00"),
        ("10:30", "2027-01-15 10:30"),
        ("24:00", "2027-01-15 00:00"),
        ("4h", "2027-01-14 14:31"),
        ("90m", "2027-01-14 12:01"),
        ("90min", "2027-01-14 12:01"),
        ("2d", "2027-01-16 10:31"),
        ("1d 2h 5m", "2027-01-15 12:36"),
        ("31d", "2027-02-14 10:31"),
        ("  4h ", "2027-01-14 14:31"),
        ("4 hours", "2027-01-14 14:31"),
        ("1 day 2 hours 5 minutes", "2027-01-15 12:36"),
        ("90 MIN", "2027-01-14 12:01"),
        ("6am", "2027-01-15 06:00"),
        ("6:30 PM", "2027-01-14 18:30"),
        ("12am", "2027-01-15 00:00"),
        ("12pm", "2027-01-14 12:00"),
        ("2027-01-15 6 am", "2027-01-15 06:00"),
        ("2027-01-15 11:59pm", "2027-01-15 23:59"),
    ],
)
def test_an_end_is_read_in_the_time_of_the_line_to_the_whole_minute(typed: str, end: str) -> None:
    assert parse_until(typed, NOW.astimezone(dt.UTC), PACIFIC).moment == local(end)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "this is no time"),
        ("later", "this is no time"),
        ("6", "this is no time"),
        ("-4h", "this is no time"),
        ("4", "this is no time"),
        ("4 weeks", "this is no time"),
        ("13pm", "no 13pm on a clock"),
        ("0am", "no 0am on a clock"),
        ("6:60 am", "no 6:60 am on a clock"),
        ("999999d", "more than 31 days ahead"),
        ("01/15/2027", "this is no time"),
        ("٤h", "this is no time"),
        ("25:00", "no 25:00 on a clock"),
        ("24:01", "no 24:01 on a clock"),
        ("06:60", "no 06:60 on a clock"),
        ("2027-02-29", "there is no such time"),
        ("2027-13-01 06:00", "there is no such time"),
        ("0m", "that is over: it is 2027-01-14 10:30 PST"),
        ("2027-01-14 10:30", "that is over"),
        ("2026-01-15", "that is over"),
        ("0001-01-01T00:00+14:00", "no calendar goes that far"),
        ("9999-12-31", "no calendar goes that far"),
        ("9999-12-31T23:59-10:00", "no calendar goes that far"),
        ("32d", "more than 31 days ahead"),
        ("2027-02-14 10:31", "more than 31 days ahead"),
        ("2028-01-15 06:00", "more than 31 days ahead (2028-01-15 06:00 PST)"),
    ],
)
def test_what_is_no_end_is_refused_with_words(typed: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_until(typed, NOW, PACIFIC)
    assert said in refused.value.what
    assert refused.value.hint
    assert typed in refused.value.where


@pytest.mark.parametrize(
    "now", [NOW, local("2027-12-31 23:59:59"), local("2027-03-13 10:00"), local("2026-02-28 12:00")]
)
def test_every_example_of_a_refusal_can_be_typed_at_that_moment(now: dt.datetime) -> None:
    with pytest.raises(UsageError) as refused:
        parse_until("soon", now, PACIFIC)
    words = [part.split(",")[0] for part in re.split(r" or |; or |, (?=\d)", refused.value.hint.removeprefix("write "))]
    examples = [word.replace(" from now", "").strip('"') for word in words]
    assert {"06:00", "90m"} <= set(examples)
    assert all(parse_until(example, now, PACIFIC).moment for example in examples)


def test_an_hour_that_the_clock_skips_does_not_exist_and_another_is_offered() -> None:
    with pytest.raises(UsageError, match="clocks are set forward") as refused:
        parse_until("2027-03-14 02:30", local("2027-03-13 20:00"), PACIFIC)
    assert "2027-03-14 03:30" in refused.value.hint
    with pytest.raises(UsageError, match="does not exist"):
        parse_until("02:30", local("2027-03-13 20:00"), PACIFIC)


def test_a_local_time_that_comes_twice_is_the_later_one() -> None:
    now = local("2027-11-06 20:00")
    end = parse_until("2027-11-07 01:30", now, PACIFIC).moment
    assert f"{end:%H:%M %Z}" == "01:30 PST"
    first_half_past_one = local("2027-11-07 01:30").replace(fold=0).astimezone(dt.UTC)
    again = parse_until("01:30", first_half_past_one, PACIFIC).moment
    assert again - first_half_past_one == dt.timedelta(hours=1)


def test_spans_are_elapsed_time_over_a_clock_change() -> None:
    now = local("2027-03-13 20:00")
    assert f"{parse_until('12h', now, PACIFIC).moment:%Y-%m-%d %H:%M %Z}" == "2027-03-14 09:00 PDT"
    assert f"{parse_until('12h', now, HAWAII).moment:%Y-%m-%d %H:%M %Z}" == "2027-03-14 06:00 HST"


def test_only_spans_move_when_they_are_typed_again() -> None:
    assert parse_until("4h", NOW, PACIFIC).relative
    assert not parse_until("17:00", NOW, PACIFIC).relative


@given(
    now=st.integers(1_770_000_000, 1_930_000_000),
    clock=st.integers(0, 24 * 60),
    zone=st.sampled_from([PACIFIC, HAWAII, ZoneInfo("America/New_York"), ZoneInfo("UTC")]),
)
@settings(max_examples=300, derandomize=True, deadline=None)
def test_a_clock_time_is_the_next_one_that_exists(now: int, clock: int, zone: ZoneInfo) -> None:
    moment, typed = dt.datetime.fromtimestamp(now, dt.UTC), f"{clock // 60:02}:{clock % 60:02}"
    try:
        end = parse_until(typed, moment, zone).moment
    except UsageError as refused:
        why, end = refused.what, None
    else:
        why = ""
    assert end is None or f"{end:%H:%M}" == typed.replace("24:00", "00:00")
    assert end is None or dt.timedelta(0) < end - moment <= dt.timedelta(hours=25)
    assert end is not None or "does not exist" in why


@given(minutes=st.integers(1, int(LONGEST.total_seconds()) // 60), now=st.integers(0, 2_000_000_000))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_a_span_lasts_no_shorter_than_it_says_and_less_than_a_minute_longer(minutes: int, now: int) -> None:
    moment = dt.datetime.fromtimestamp(now, dt.UTC)
    end = parse_until(f"{minutes}m", moment, PACIFIC).moment
    assert dt.timedelta(0) <= end - moment - dt.timedelta(minutes=minutes) < dt.timedelta(minutes=1)
    assert end.second == 0


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"minutes": 1}, "1 minute"),
        ({"minutes": 61}, "1 hour 1 minute"),
        ({"hours": 2}, "2 hours"),
        ({"days": 1, "minutes": 5}, "1 day 5 minutes"),
        ({"days": 2, "hours": 3, "minutes": 4}, "2 days 3 hours"),
        ({"hours": 4, "seconds": 40}, "4 hours"),
        ({"seconds": 3}, "1 minute"),
    ],
)
def test_a_span_is_told_by_its_two_largest_units(span: dict[str, float], words: str) -> None:
    assert in_words(dt.timedelta(**span)) == words
