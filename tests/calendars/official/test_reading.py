"""An agency's own calendar: what it closes, by the office's own dates; what does not, with line and reason."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.official.found import WHOLE, Official
from calendars.official.reading import read_official
from calendars.service.spans import Span
from spec.errors import UsageError

PACIFIC = "America/Los_Angeles"
TODAY = dt.date(2026, 11, 22)
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:The office
BEGIN:STANDARD
DTSTART:19701101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700308T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE"""


def calendar(*parts: str, header: str = "") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Agency//EN", *header.split(), *parts, "END:VCALENDAR"]
    return "\r\n".join(lines).replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n"


def event(*lines: str, name: str = "Closed", uid: str = "") -> str:
    own = [f"UID:{uid}"] if uid else []
    return "\n".join(["BEGIN:VEVENT", *own, f"SUMMARY:{name}", *lines, "END:VEVENT"])


def read(*parts: str, header: str = "", first: str = "2027-01-01", last: str = "2028-12-31") -> Official:
    span = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return read_official(calendar(*parts, header=header), "agency.ics", PACIFIC, TODAY, *span)


def closed(found: Official) -> list[str]:
    """`2027-11-11`, or `2027-12-24 12:00-24:00` for a part."""
    return [
        f"{one.date}"
        if one.span == WHOLE
        else f"{one.date} {one.span.start // 60:02}:{one.span.start % 60:02}-{one.span.end // 60:02}:{one.span.end % 60:02}"
        for one in found.closures
    ]


def skipped(found: Official) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in found.skipped]


DAY = "DTSTART;VALUE=DATE:20271111"


def test_an_all_day_event_closes_its_date() -> None:
    found = read(event(DAY, name="Veterans Day"))
    assert [(one.date, one.span, one.name, one.line) for one in found.closures] == [
        (dt.date(2027, 11, 11), Span(0, 1440), "Veterans Day", 4)
    ]


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (("DTSTART;VALUE=DATE:20271223", "DTEND;VALUE=DATE:20271226"), ["2027-12-23", "2027-12-24", "2027-12-25"]),
        (("DTSTART;VALUE=DATE:20271223", "DURATION:P2D"), ["2027-12-23", "2027-12-24"]),
        (("DTSTART;VALUE=DATE:20271223", "DTEND;VALUE=DATE:20271223"), ["2027-12-23"]),
        (("DTSTART;TZID=America/Los_Angeles:20271224T120000", "DTEND;TZID=America/Los_Angeles:20271225T000000"), ["2027-12-24 12:00-24:00"]),
        (("DTSTART:20271224T120000", "DTEND:20271224T235900"), ["2027-12-24 12:00-24:00"]),
        (("DTSTART:20271224T120000", "DTEND:20271226T080000"), ["2027-12-24 12:00-24:00", "2027-12-25", "2027-12-26 00:00-08:00"]),
        (("DTSTART:20271224T080000Z", "DTEND:20271225T080000Z"), ["2027-12-24"]),
        (("DTSTART;TZID=Pacific Standard Time:20271224T130000", "DURATION:PT4H"), ["2027-12-24 13:00-17:00"]),
        (("DTSTART;TZID=America/New_York:20271224T130000", "DURATION:PT4H"), ["2027-12-24 10:00-14:00"]),
        ((DAY, "RRULE:FREQ=YEARLY"), ["2027-11-11", "2028-11-11"]),
        (("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), ["2027-11-25", "2028-11-23"]),
        ((DAY, "RDATE;VALUE=DATE:20271112,20280303", "EXDATE;VALUE=DATE:20271112"), ["2027-11-11", "2028-03-03"]),
        ((DAY, "RRULE:FREQ=YEARLY;UNTIL=20271231"), ["2027-11-11"]),
        ((DAY, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20271112"), ["2027-11-11", "2027-11-13"]),
    ],
)  # fmt: skip
def test_dates_are_those_of_the_office(lines: tuple[str, ...], dates: list[str]) -> None:
    assert closed(read(event(*lines, uid="1"))) == dates


def test_times_without_zone_are_meant_in_the_zone_of_the_file() -> None:
    half = event("DTSTART:20271224T150000", "DTEND:20271224T180000")
    assert closed(read(half, header="X-WR-TIMEZONE:America/New_York")) == ["2027-12-24 12:00-15:00"]
    assert closed(read(half)) == ["2027-12-24 15:00-18:00"]


def test_a_zone_that_the_file_defines_is_used_in_summer_and_in_winter() -> None:
    noon = [
        event(f"DTSTART;TZID=The office:{day}T120000", f"DTEND;TZID=The office:{day}T130000")
        for day in ("20270701", "20271201")
    ]
    assert closed(read(OWN_ZONE, *noon)) == ["2027-07-01 12:00-13:00", "2027-12-01 12:00-13:00"]


def test_rules_in_utc_repeat_by_the_clock_of_the_file() -> None:
    rule = event("DTSTART:20270111T200000Z", "DTEND:20270111T210000Z", "RRULE:FREQ=MONTHLY;INTERVAL=6", uid="1")
    found = read(rule, header=f"X-WR-TIMEZONE:{PACIFIC}", last="2027-12-31")
    assert closed(found) == ["2027-01-11 12:00-13:00", "2027-07-11 12:00-13:00"]


def test_a_moved_and_a_cancelled_instance_replace_those_of_the_rule() -> None:
    rule = event(DAY, "RRULE:FREQ=YEARLY;COUNT=3", uid="v")
    moved = event("RECURRENCE-ID;VALUE=DATE:20281111", "DTSTART;VALUE=DATE:20281110", uid="v", name="Observed")
    gone = event("RECURRENCE-ID;VALUE=DATE:20271111", DAY, "STATUS:CANCELLED", uid="v")
    found = read(rule, moved, gone)
    assert closed(found) == ["2028-11-10"]
    assert skipped(found) == [
        (4, "does not come between 2027-01-01 and 2028-12-31, but in instances that replace it"),
        (16, "its instance of 2027-11-11 is cancelled"),
    ]


@pytest.mark.parametrize(
    ("lines", "name", "line", "why"),
    [
        ((DAY, "STATUS:CANCELLED"), "Picnic", 4, "is cancelled"),
        (("DTSTART:20271111T090000", "DTEND:20271111T100000"), "Board meeting", 4, "takes a part of a day and does not say that it closes anything"),
        ((DAY,), "Offices open late", 4, "names an opening; hours that are longer are said in the spec's own hours"),
        ((DAY, "DESCRIPTION:Observance\\nOffices stay open"), "Flag Day", 4, "is an observance by its own description, not a day off"),
        (("DTSTART;VALUE=DATE:20261111",), "Closed", 4, "is before 2027-01-01, which is not compared"),
        (("DTSTART;VALUE=DATE:20290101",), "Closed", 4, "is after 2028-12-31, which is not compared"),
        (("DTSTART;VALUE=DATE:20270230",), "Closed", 6, "DTSTART cannot be understood: Wrong date format 20270230"),
        (("DTSTART;VALUE=DATE:20271112", "DTEND;VALUE=DATE:20271111"), "Closed", 4, "ends before it begins: 2027-11-12 to 2027-11-11"),
        (("DTSTART:20271112T080000",), "Closed", 4, "is a moment without length"),
        (("DTSTART;TZID=Middle/Earth:20271112T080000", "DURATION:PT1H"), "Closed", 6, "its time zone Middle/Earth is neither known nor defined in the file"),
        (("DESCRIPTION:no start",), "Closed", 4, "has no DTSTART, so nobody knows when it is"),
        ((DAY, DAY), "Closed", 6, "DTSTART stands in it twice"),
        ((DAY, "DTEND:20271112T080000Z"), "Closed", 4, "begins with a date and ends with a time, or the other way round"),
        (("DTSTART:20271111T080000", "DTEND:20271111T090000Z"), "Closed", 4, "only one of its two ends has a time zone"),
        ((DAY, "RRULE:FREQ=SECONDLY"), "Closed", 4, "repeats secondly, which no closure does"),
        ((DAY, "RRULE:FREQ=DAILY;INTERVAL=0"), "Closed", 4, "repeats by an interval or a count below 1"),
        ((DAY, "RRULE:FREQ=YEARLY;BYEASTER=-2"), "Closed", 4, "repeats by BYEASTER, which closures do not"),
        ((DAY, "RRULE:COUNT=2"), "Closed", 4, "repeats without FREQ"),
        (("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY;UNTIL=20220101"), "Closed", 4, "does not come between 2027-01-01 and 2028-12-31"),
    ],
)  # fmt: skip
def test_what_closes_nothing_is_told_with_its_line(lines: tuple[str, ...], name: str, line: int, why: str) -> None:
    found = read(event(*lines, name=name))
    assert (closed(found), skipped(found)) == ([], [(line, why)])


def test_a_rule_that_cannot_be_understood_costs_its_event_alone() -> None:
    found = read(event(DAY, "RRULE:FREQ=NEVER"), event("DTSTART;VALUE=DATE:20271112"))
    assert closed(found) == ["2027-11-12"]
    assert [line for line, _ in skipped(found)] == [7]


def test_an_event_without_end_costs_itself_alone() -> None:
    cut = event(DAY).removesuffix("\nEND:VEVENT")
    found = read(cut, event("DTSTART;VALUE=DATE:20271112"), cut)
    assert closed(found) == ["2027-11-12"]
    assert skipped(found) == [(4, "has no END:VEVENT"), (11, "has no END:VEVENT")]


def test_todos_and_stray_lines_are_told() -> None:
    todo = "BEGIN:VTODO\nSUMMARY:Buy flags\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO"
    found = read(event(DAY), todo, "garbage without a colon")
    assert skipped(found) == [(8, "is a to-do, not an event"), (13, "belongs to no component")]
    assert closed(found) == ["2027-11-11"]


def test_alarms_in_an_event_and_folded_lines_do_no_harm() -> None:
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:Remember\nEND:VALARM"
    found = read(event(DAY, alarm, name="Vete\r\n rans\r\n\t Day"))
    assert [one.name for one in found.closures] == ["Veterans Day"]


def test_free_time_counts_and_is_told() -> None:
    found = read(
        event(DAY, "TRANSP:TRANSPARENT"), event("DTSTART;VALUE=DATE:20271112", "X-MICROSOFT-CDO-BUSYSTATUS:FREE")
    )
    assert closed(found) == ["2027-11-11", "2027-11-12"]
    assert {one.why for one in found.notes} == {"is marked as free time; holidays often are, so it counts"}


def test_an_event_in_utc_that_falls_on_another_date_here_is_told() -> None:
    found = read(event("DTSTART:20271225T020000Z", "DTEND:20271225T060000Z"))
    assert closed(found) == ["2027-12-24 18:00-22:00"]
    assert [one.why for one in found.notes] == ["begins on 2027-12-25 by its own zone, and on 2027-12-24 here"]


def test_of_two_versions_the_newer_counts() -> None:
    older, newer = event(DAY, "SEQUENCE:1", uid="v"), event("DTSTART;VALUE=DATE:20271112", "SEQUENCE:2", uid="v")
    found = read(newer, older)
    assert closed(found) == ["2027-11-12"]
    assert skipped(found) == [(10, "is an older version of line 4")]


def test_a_cancellation_is_a_newer_version_too() -> None:
    found = read(event(DAY, uid="v"), event(DAY, "SEQUENCE:1", "STATUS:CANCELLED", uid="v"))
    assert closed(found) == []
    assert skipped(found) == [(4, "is an older version of line 9"), (9, "is cancelled")]


def test_duplicates_count_once_and_other_events_of_one_uid_all_count() -> None:
    found = read(event(DAY, uid="v"), event(DAY, uid="v"), event("DTSTART;VALUE=DATE:20271112", uid="v"), event(DAY))
    assert closed(found) == ["2027-11-11", "2027-11-12"]
    assert skipped(found) == [(9, "repeats line 4"), (19, "says the same as line 4")]
    assert [(one.line, one.why) for one in found.notes] == [(14, "has the UID of line 4; both count")]


def test_an_unknown_zone_of_the_file_is_told() -> None:
    found = read(event(DAY), header="X-WR-TIMEZONE:Middle/Earth")
    assert [(one.line, one.why.split(";")[0]) for one in found.notes] == [(4, "is no zone that is known")]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "agency.ics:1", "this is no iCalendar file; it is empty"),
        ("\n\nName,Date\nx,y\n", "agency.ics:3", "this is no iCalendar file: 'Name,Date'"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "agency.ics", "this calendar has no event"),
    ],
)
def test_a_text_that_is_no_calendar_is_refused(text: str, where: str, what: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_official(text, "agency.ics", PACIFIC, TODAY)
    assert (refused.value.where, refused.value.what) == (where, what)


@pytest.mark.parametrize(
    ("dates", "covered"),
    [
        (("20270215", "20280905"), ("2027-01-01", "2028-12-31")),
        (("20270215", "20271224", "20280101"), ("2027-01-01", "2028-01-01")),
        (("20261231", "20270215"), ("2026-12-31", "2027-12-31")),
        (("20250704", "20270704"), ("2027-01-01", "2027-12-31")),
    ],
)
def test_compared_are_the_years_that_the_calendar_covers(dates: tuple[str, ...], covered: tuple[str, str]) -> None:
    text = calendar(*(event(f"DTSTART;VALUE=DATE:{date}") for date in dates))
    found = read_official(text, "agency.ics", PACIFIC, TODAY)
    assert (str(found.first), str(found.last)) == covered


def test_a_rule_without_end_is_followed_as_far_as_holidays_are_deployed() -> None:
    found = read_official(calendar(event("DTSTART;VALUE=DATE:20200704", "RRULE:FREQ=YEARLY")), "a.ics", PACIFIC, TODAY)
    assert closed(found) == ["2026-07-04", "2027-07-04", "2028-07-04"]


def test_ten_thousand_events_are_all_accounted_for() -> None:
    meetings = [
        event(f"DTSTART:2027{1 + n % 12:02}{1 + n % 28:02}T090000", "DURATION:PT1H", name="Meeting", uid=str(n))
        for n in range(9_989)
    ]
    holidays = [event(f"DTSTART;VALUE=DATE:2027{month:02}15", uid=f"h{month}") for month in range(1, 12)]
    found = read(*meetings, *holidays)
    assert (found.events, len(found.closures), len(found.skipped)) == (10_000, 11, 9_989)


def test_meetings_without_end_are_left_out_without_being_followed() -> None:
    rule = ("DTSTART:20200106T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    found = read(*(event(*rule, name="Meeting", uid=str(n)) for n in range(300)))
    assert {why for _, why in skipped(found)} == {"takes a part of a day and does not say that it closes anything"}
    assert len(found.skipped) == 300


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART;VALUE=DATE:99991231",), "ends beyond the year 9999"),
        (("DTSTART:20270101T230000Z", "DURATION:P99999999D"), "ends beyond the year 9999"),
        (("DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=DAILY"), "begins outside of the years 1800 to 9900"),
        (("DTSTART:20270101T230000Z", "DURATION:-PT5H"), "ends before it begins"),
    ],
)
def test_times_beyond_any_calendar_are_told(lines: tuple[str, ...], why: str) -> None:
    (only,) = read(event(*lines)).skipped
    assert only.why.startswith(why)


def test_files_of_any_line_ending_read_the_same() -> None:
    text = calendar(event(DAY, name="One"), event("DTSTART;VALUE=DATE:20271112"))
    found = {read_official(text.replace("\r\n", end), "a.ics", PACIFIC, TODAY) for end in ("\r\n", "\n", "\r")}
    assert len(found) == 1


kinds = st.builds(
    event,
    st.sampled_from(
        [
            DAY,
            "DTSTART;VALUE=DATE:20281225",
            "DTSTART;VALUE=DATE:20150101",
            "DTSTART:20271224T200000Z",
            "DTSTART:x",
            "X:y",
        ]
    ),
    st.sampled_from(["DTEND;VALUE=DATE:20271112", "DURATION:P1D", "DURATION:PT3H", "STATUS:CANCELLED", "X-A:1"]),
    st.sampled_from(
        [
            "RRULE:FREQ=YEARLY;COUNT=2",
            "RRULE:FREQ=HOURLY",
            "RECURRENCE-ID;VALUE=DATE:20281111",
            "RECURRENCE-ID;VALUE=DATE:20200101",
            "SEQUENCE:1",
            "X-B:1",
        ]
    ),
    name=st.sampled_from(["Closed", "Board meeting", "Open late"]),
    uid=st.sampled_from(["", "a", "b"]),
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(parts=st.lists(kinds, min_size=1, max_size=6))
def test_no_event_is_lost(parts: list[str]) -> None:
    found = read(*parts)
    told = {one.line for one in found.closures} | {one.line for one in found.skipped}
    begin = 4
    for part in parts:
        end = begin + part.count("\n")
        assert told & set(range(begin, end + 1)), f"{part}\n{found}"
        begin = end + 1


WHOLE_FILE = calendar(
    OWN_ZONE,
    event(DAY, "RRULE:FREQ=YEARLY;COUNT=3", uid="a"),
    event("DTSTART;TZID=The office:20271224T120000", "DTEND;TZID=The office:20271224T170000", "SEQUENCE:2", uid="b"),
    event("RECURRENCE-ID;VALUE=DATE:20281111", "DTSTART;VALUE=DATE:20281110", uid="a"),
    event("DTSTART:20270705T080000Z", "DURATION:P1D", "CATEGORIES:X,Y", "EXDATE:20270705T080000Z", uid="c"),
    header=f"X-WR-TIMEZONE:{PACIFIC}",
).splitlines()
PIECES = (
    "",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "END:VCALENDAR",
    ";",
    ":",
    "DTSTART:",
    "RRULE:FREQ=",
    "\x00",
    "DTSTART;TZID=",
    " x",
    "99",
    "-",
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(WHOLE_FILE) - 1), st.integers(0, 40), st.sampled_from(PIECES), st.integers(0, 12)),
        min_size=1,
        max_size=6,
    )
)
def test_a_damaged_file_is_read_or_refused_and_never_breaks(edits: list[tuple[int, int, str, int]]) -> None:
    lines = list(WHOLE_FILE)
    for number, at, piece, length in edits:
        lines[number] = lines[number][:at] + piece + lines[number][at + length :]
    try:
        found = read_official("\r\n".join(lines), "agency.ics", PACIFIC, TODAY)
    except UsageError:
        return
    assert all(one.line <= len(lines) and one.why for one in (*found.skipped, *found.notes))
    assert all(found.first <= found.last and one.span.start < one.span.end for one in found.closures)
