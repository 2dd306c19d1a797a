"""When a queue opens again, in words; and whether a callback still fits in before it closes."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.service.hours import HoursOfOperation, ServiceOpening
from calendars.service.moments import is_open, next_change, next_opening
from contact_flows.compile.phrases import function_words
from infra.functions.opening import handler as opening
from infra.opening_calendar import opening_calendar
from spec.load import load
from spec.models.hours import DAYS
from tests.calendars.programs import hours as office
from tests.calendars.programs import program as small

STACKS = Path(__file__).parents[3] / "stacks"
TODAY = dt.date(2027, 10, 1)
WINDOW = 120


def read(stack: str) -> Any:
    program = load(STACKS / stack / "program.yaml")
    return json.loads(opening_calendar(program, program.infrastructure.centers[0], TODAY))


WASHINGTON, HAWAII = read("washington-outsourced"), read("hawaii-in-house")


def pacific(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Los_Angeles"))


def main(text: str, language: str = "en-US") -> dict[str, str]:
    return opening.answer(WASHINGTON, "main", language, pacific(text), WINDOW)


def made(week: dict[str, list[int]], **dates: Any) -> dict[str, Any]:
    """A calendar of one's own, in Washington's zone: one opening a weekday."""
    days = [[week[day]] if day in week else [] for day in DAYS]
    hours = {"time_zone": "America/Los_Angeles", "week": days, "dates": dates}
    return {"hours": {"main": hours}, "words": function_words()}


def test_an_open_queue_has_no_reopening_and_no_reason() -> None:
    assert main("2028-05-03T10:00") == {"open": "yes", "reopens": "none", "callback": "yes", "reason": "none"}


def test_a_closed_queue_says_day_and_hour_of_its_next_opening() -> None:
    assert main("2028-05-05T18:00") == {
        "open": "no",
        "reopens": "Monday, May 8, at 7 AM",
        "callback": "no",
        "reason": "none",
    }


def test_spanish_says_it_the_spanish_way() -> None:
    assert main("2028-05-05T18:00", "es-US")["reopens"] == "lunes 8 de mayo a las 7 de la mañana"


def test_a_language_without_words_is_answered_in_english() -> None:
    assert main("2028-05-05T18:00", "ko-KR")["reopens"] == "Monday, May 8, at 7 AM"


@pytest.mark.parametrize(
    ("day", "language", "reason", "reopens"),
    [
        ("2027-11-11", "en-US", "Veterans Day", "Friday, November 12, at 7 AM"),
        ("2027-11-11", "es-US", "el Día de los Veteranos", "viernes 12 de noviembre a las 7 de la mañana"),
        ("2027-11-25", "en-US", "Thanksgiving Day", "Saturday, November 27, at 8 AM"),
        ("2027-12-24", "es-US", "la Navidad", "lunes 27 de diciembre a las 7 de la mañana"),
    ],
)
def test_a_holiday_closes_the_launch_weeks_too_and_is_named(day: str, language: str, reason: str, reopens: str) -> None:
    found = main(f"{day}T10:00", language)
    assert (found["open"], found["reason"], found["reopens"]) == ("no", reason, reopens)


def test_the_day_after_a_holiday_has_no_reason() -> None:
    assert main("2027-11-12T05:00")["reason"] == "none"


def test_every_holiday_of_the_examples_has_a_spanish_name() -> None:
    for calendar in (WASHINGTON, HAWAII, read("oregon-vendor")):
        dates = [date for hours in calendar["hours"].values() for date in hours["dates"].values()]
        names = {name for date in dates for _, _, name in date["holidays"]}
        assert len(names) > 8
        words = calendar["words"]["es-US"]
        assert {name for name in names if opening.said_holiday(words, name, usual=False) == "none"} == set()


def test_launch_weeks_are_open_longer() -> None:
    assert main("2027-10-16T13:59")["open"] == "yes"  # a Saturday
    assert main("2027-10-16T14:00")["open"] == "no"
    assert main("2027-12-04T10:00")["open"] == "no"  # the first Saturday after them


@pytest.mark.parametrize(
    ("time", "callback"), [("15:59:59", "yes"), ("16:00:00", "yes"), ("16:00:01", "no"), ("17:59:59", "no")]
)
def test_a_callback_is_possible_while_the_window_lies_before_closing(time: str, callback: str) -> None:
    found = main(f"2028-05-03T{time}")
    assert (found["open"], found["callback"]) == ("yes", callback)


@pytest.mark.parametrize(
    ("time", "state"), [("06:59:59", "no"), ("07:00:00", "yes"), ("17:59:59", "yes"), ("18:00", "no")]
)
def test_an_opening_includes_its_first_moment_and_not_its_last(time: str, state: str) -> None:
    assert main(f"2028-05-03T{time}")["open"] == state


def test_an_opening_over_midnight_closes_on_the_next_day() -> None:
    calendar = made({"mon": [20 * 60, 1440], "tue": [0, 120]})
    found = opening.answer(calendar, "main", "en-US", pacific("2028-05-01T23:30"), WINDOW)
    assert (found["open"], found["callback"]) == ("yes", "yes")  # Monday evening, until two o'clock
    late = opening.answer(calendar, "main", "en-US", pacific("2028-05-02T00:30"), WINDOW)
    assert (late["open"], late["callback"]) == ("yes", "no")


def test_an_opening_that_ends_at_midnight_ends_there() -> None:
    calendar = made({"mon": [20 * 60, 1440]})
    found = opening.answer(calendar, "main", "en-US", pacific("2028-05-01T22:30"), WINDOW)
    assert (found["open"], found["callback"]) == ("yes", "no")
    assert opening.answer(calendar, "main", "en-US", pacific("2028-05-02T00:00"), WINDOW)["open"] == "no"


def test_hours_that_never_close_always_have_room_for_a_callback() -> None:
    calendar = made({day: [0, 1440] for day in DAYS})
    found = opening.answer(calendar, "main", "en-US", pacific("2028-05-01T22:30"), WINDOW)
    assert found == {"open": "yes", "reopens": "none", "callback": "yes", "reason": "none"}


def test_hours_that_never_open_say_no_day() -> None:
    assert opening.answer(made({}), "main", "en-US", pacific("2028-05-01T22:30"), WINDOW)["reopens"] == "none"


@pytest.mark.parametrize(
    ("now", "left"),
    [("2028-03-12T00:30", 4.5), ("2028-11-05T00:30", 6.5)],  # clocks jump at two, and fall back at two
)
def test_on_the_days_on_which_clocks_change_real_minutes_are_counted(now: str, left: float) -> None:
    calendar = made({"sun": [0, 6 * 60]})
    fits, too_long = (
        opening.answer(calendar, "main", "en-US", pacific(now), round(left * 60) + extra)["callback"]
        for extra in (0, 1)
    )
    assert (fits, too_long) == ("yes", "no")


@pytest.mark.parametrize(
    ("minute", "english", "spanish"),
    [
        (0, "at midnight", "a medianoche"),
        (90, "at 1:30 AM", "a la 1:30 de la madrugada"),
        (7 * 60 + 45, "at 7:45 AM", "a las 7:45 de la mañana"),
        (12 * 60, "at noon", "al mediodía"),
        (12 * 60 + 15, "at 12:15 PM", "a las 12:15 de la tarde"),
        (13 * 60, "at 1 PM", "a la 1 de la tarde"),
        (21 * 60, "at 9 PM", "a las 9 de la noche"),
    ],
)
def test_times_of_day_are_said_as_people_say_them(minute: int, english: str, spanish: str) -> None:
    calendar, now = made({"thu": [minute, 1440]}), pacific("2028-05-31T23:59")
    heard = [opening.answer(calendar, "main", language, now, 0)["reopens"] for language in ("en-US", "es-US")]
    assert heard == [f"Thursday, June 1, {english}", f"jueves primero de junio {spanish}"]


def test_a_date_of_its_own_counts_instead_of_its_weekday() -> None:
    calendar = made({"wed": [480, 1020]}, **{"2028-05-03": {"open": [[1080, 1200]], "holidays": []}})
    states = [
        opening.answer(calendar, "main", "en-US", pacific(f"2028-05-{day}:00"), 0)["open"]
        for day in ("03T10", "03T19", "10T10", "10T19")
    ]
    assert states == ["no", "yes", "yes", "no"]


def test_a_holiday_of_half_a_day_is_named_only_while_it_closes() -> None:
    half = {"2028-05-03": {"open": [[480, 720]], "holidays": [[720, 1440, "Christmas Eve"]]}}
    calendar = made({"wed": [480, 1020]}, **half)
    found = [
        opening.answer(calendar, "main", "en-US", pacific(f"2028-05-03T{time}"), 0)
        for time in ("07:00", "11:59", "12:00", "18:00")
    ]
    assert [(one["open"], one["reason"]) for one in found] == [
        ("no", "none"),
        ("yes", "none"),
        ("no", "Christmas Eve"),
        ("no", "Christmas Eve"),
    ]


def compiled(*overrides: dict[str, Any], additions: list[dict[str, Any]]) -> dict[str, Any]:
    """Hawaii's office with these changes, as `up` would give it to the function."""
    program = small(office(*overrides, holidays="state"), additions=additions)
    found: dict[str, Any] = json.loads(opening_calendar(program, program.infrastructure.centers[0], TODAY))
    return found


def reason_at(calendar: dict[str, Any], text: str) -> str:
    now = dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Pacific/Honolulu"))
    return opening.answer(calendar, "main", "en-US", now, 0)["reason"]


def test_a_holiday_is_the_reason_on_a_day_that_is_closed_every_week_too() -> None:
    saturday = {"date": "2028-02-12", "name": "Founders Day", "reason": "Ours."}
    assert reason_at(compiled(additions=[saturday]), "2028-02-12T10:00") == "Founders Day"


def test_of_two_holidays_of_one_day_the_first_is_named() -> None:
    both = [{"date": "2028-02-09", "name": name, "reason": "Ours."} for name in ("Founders Day", "Mayor Day")]
    assert reason_at(compiled(additions=both), "2028-02-09T10:00") == "Founders Day"


def test_a_holiday_of_half_a_day_is_no_reason_in_the_other_half() -> None:
    half = {"date": "2028-02-09", "name": "Founders Day", "reason": "Ours.", "closes": ["12:00-24:00"]}
    found = [reason_at(compiled(additions=[half]), f"2028-02-09T{time}") for time in ("07:00", "12:00", "23:59")]
    assert found == ["none", "Founders Day", "Founders Day"]


@pytest.mark.parametrize(("day", "says"), [("2028-01-03", "none"), ("2028-01-04", "Tuesday, January 2, at 7:45 AM")])
def test_an_opening_is_said_where_its_day_is_clear_without_the_year(day: str, says: str) -> None:
    flood = {"id": "flood", "from": "2027-12-31", "till": "2028-12-31", "type": "closed"}
    now = dt.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo("Pacific/Honolulu"))
    assert opening.answer(compiled(flood, additions=[]), "main", "en-US", now, 0)["reopens"] == says


def test_hours_that_are_not_known_are_a_fault_for_the_flow_to_take() -> None:
    with pytest.raises(KeyError):
        opening.answer(WASHINGTON, "nowhere", "en-US", pacific("2028-05-03T10:00"), 0)


PROGRAM = load(STACKS / "washington-outsourced" / "program.yaml")
KNOWN = {hours.id: spec_hours(PROGRAM, hours, *horizon(TODAY)) for hours in PROGRAM.infrastructure.hours}


MOMENTS = st.integers(0, 700 * 24 * 60).map(
    lambda minutes: dt.datetime(2027, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)


@given(now=MOMENTS, hours=st.sampled_from(sorted(KNOWN)))
def test_the_function_and_the_service_agree_on_every_moment(now: dt.datetime, hours: str) -> None:
    found = opening.answer(WASHINGTON, hours, "en-US", now, 0)
    assert (found["open"] == "yes") == is_open(KNOWN[hours], now)
    again = next_opening(KNOWN[hours], now)
    if found["open"] == "no" and again is not None:
        local = again.astimezone(ZoneInfo("America/Los_Angeles"))
        assert found["reopens"] == opening.said_moment(WASHINGTON["words"]["en-US"], local)


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("America/Los_Angeles", ["2027-03-14", "2027-11-07"]),
        ("America/Havana", ["2027-03-14", "2027-11-07"]),  # forward at midnight, back to midnight
        ("America/Santiago", ["2027-04-03", "2027-09-05"]),  # back at midnight, to the day before
        ("Australia/Lord_Howe", ["2027-04-04", "2027-10-03"]),  # by half an hour
        ("Pacific/Honolulu", ["2027-03-14"]),
    ],
)
def test_where_clocks_change_the_function_says_what_the_resolver_finds(zone: str, changes: list[str]) -> None:
    rng, clock = random.Random(zone), ZoneInfo(zone)
    for _ in range(12):
        week = [_night(rng) for _ in DAYS]
        rows = tuple(ServiceOpening(day, *span) for day, spans in zip(DAYS, week, strict=True) for span in spans)
        declared = HoursOfOperation("main", zone, rows)
        known = {"hours": {"main": {"time_zone": zone, "week": week, "dates": {}}}, "words": function_words()}
        for change in changes:
            midnight = dt.datetime.fromisoformat(change).replace(tzinfo=clock).astimezone(dt.UTC)
            for now in (midnight + dt.timedelta(minutes=rng.randrange(-180, 360)) for _ in range(10)):
                found, change_at = opening.answer(known, "main", "en-US", now, 60), next_change(declared, now)
                is_up = is_open(declared, now)
                says = function_words()["en-US"]
                again = "none" if is_up or change_at is None else opening.said_moment(says, change_at.astimezone(clock))
                fits = is_up and (change_at is None or change_at - now >= dt.timedelta(hours=1))
                wanted = ("yes" if is_up else "no", again, "yes" if fits else "no")
                assert (found["open"], found["reopens"], found["callback"]) == wanted, (now, week)


def _night(rng: random.Random) -> list[list[int]]:
    """Openings of the small hours and around midnight, where clocks change."""
    edges = sorted(rng.sample([0, 30, 60, 75, 105, 120, 150, 180, 240, 1320, 1380, 1410, 1440], 2 * rng.randint(0, 3)))
    return [list(pair) for pair in zip(edges[::2], edges[1::2], strict=True)]


@given(now=MOMENTS, language=st.sampled_from(["en-US", "es-US"]))
def test_no_answer_is_ever_blank(now: dt.datetime, language: str) -> None:
    found = opening.answer(HAWAII, min(HAWAII["hours"]), language, now, WINDOW)
    assert all(isinstance(value, str) and value for value in found.values())
