"""`civicline hours` as a person and a program meet it."""

import csv
import io
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from cli.main import main

STACKS = Path(__file__).parents[3] / "stacks"
A, B, C = (
    str(STACKS / name / "program.yaml") for name in ("hawaii-in-house", "washington-outsourced", "oregon-vendor")
)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["hours", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    code, out, _ = said(capsys, *words, "--json")
    assert code == 0
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_json_has_a_row_for_each_way_in_and_date(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, B, "--from", "2027-11-10", "--to", "2027-11-11", "--line", "main")
    assert {key: found[0][key] for key in ("line", "queue", "date", "open")} == {
        "line": "main",
        "queue": None,
        "date": "2027-11-10",
        "open": [["07:00", "20:00"]],
    }
    assert (found[1]["open"], found[1]["reason"], found[1]["kind"]) == ([], "Veterans Day", "closed")
    assert {row["date"] for row in found} == {"2027-11-10", "2027-11-11"}
    assert {row["queue"] for row in found} >= {None, "billing", "spanish"}


def test_an_ordinary_day_has_no_reason(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, A, "--from", "2027-03-03", "--to", "2027-03-03")
    assert {row["reason"] for row in found} == {None}


def test_a_queue_behind_a_line_is_open_when_both_are(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, B, "--from", "2027-12-01", "--to", "2027-12-01", "--queue", "policy_state")
    assert {(row["line"], row["channel"], str(row["open"])) for row in found} >= {
        ("state_policy", "voice", "[['08:00', '17:00']]")
    }


def test_the_clock_of_another_zone_says_where_an_opening_begins(capsys: pytest.CaptureFixture[str]) -> None:
    day = ("--from", "2027-12-01", "--to", "2027-12-01", "--line", "main")
    boise = rows(capsys, B, *day, "--zone", "America/Boise")[0]
    assert (boise["open"], boise["time_zone"], boise["begins"]) == (
        [["08:00", "19:00"]],
        "America/Boise",
        ["2027-12-01"],
    )
    tokyo = rows(capsys, B, *day, "--zone", "Asia/Tokyo")[0]
    assert (tokyo["open"], tokyo["begins"]) == ([["00:00", "11:00"]], ["2027-11-30"])


def test_csv_is_read_back_by_any_spreadsheet(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, B, "--format", "csv", "--from", "2027-11-27", "--to", "2027-11-28", "--line", "main")
    assert code == 0
    assert out.count("\n") == out.count("\r\n")
    first, second = [row for row in csv.DictReader(io.StringIO(out, newline="")) if not row["queue"]]
    assert (first["date"], first["weekday"], first["opens"], first["closes"]) == ("2027-11-27", "Sat", "08:00", "14:00")
    assert first["reason"] == "Longer hours in the first eight weeks."
    assert (second["date"], second["opens"], second["closes"]) == ("2027-11-28", "", "")


def test_the_feed_reaches_as_far_as_holidays_are_deployed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, A, "--format", "ics")
    starts = [str(event.start)[:10] for event in Calendar.from_ical(out).walk("VEVENT") if hasattr(event, "start")]
    assert (code, out.count("BEGIN:VEVENT")) == (0, len(starts))
    assert len({start[:4] for start in starts}) >= 2


def test_the_feed_compared_with_its_own_spec_agrees(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for program in (A, B, C):
        _, out, _ = said(capsys, program, "--format", "ics")
        (tmp_path / "feed.ics").write_text(out, encoding="utf-8", newline="")
        code, told, _ = said(capsys, program, "--official", str(tmp_path / "feed.ics"))
        assert (code, told.splitlines()[-1]) == (0, "the spec closes what the official calendar closes")


OFFICIAL = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20271111
SUMMARY:Veterans Day
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20271112
SUMMARY:Staff training: closed
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20271115T090000
DTEND:20271115T100000
SUMMARY:Board meeting
END:VEVENT
END:VCALENDAR
"""


def test_an_official_calendar_is_compared_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_text(OFFICIAL, encoding="utf-8")
    code, out, _ = said(capsys, B, "--official", str(file), "--from", "2027-11-01", "--to", "2027-11-30")
    assert code == 1
    told = " ".join(out.replace(str(file), "a.ics").split())
    for words in (
        "1 date closed in both",
        "2027-11-12 Fri Staff training: closed (a.ics:7)",
        "2 dates closed by the spec only: 2027-11-25 Thu Thanksgiving Day",
        "a.ics:12 Board meeting: takes a part of a day and does not say that it closes anything",
        "additions: - {date: 2027-11-12, name: 'Staff training: closed', reason:",
        "removals: - {date: 2027-11-25, name: Thanksgiving Day, reason:",
    ):
        assert words in told, told


def test_an_official_calendar_is_compared_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_text(OFFICIAL, encoding="utf-8")
    span = ("--from", "2027-11-01", "--to", "2027-11-30")
    code, out, _ = said(capsys, B, "--official", str(file), *span, "--json")
    found = json.loads(out)
    assert (code, found["events"], found["agrees"]) == (1, 3, False)
    assert {row["date"]: row["state"] for row in found["dates"]} == {
        "2027-11-11": "same",
        "2027-11-12": "only official",
        "2027-11-25": "only spec",
        "2027-11-26": "only spec",
    }
    assert [row["line"] for row in found["skipped"]] == [12]


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"", "a.ics:1", "it is empty"),
        (b"\xff\xfeB\x00", "a.ics:1", "not UTF-8: byte 0xff"),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:Caf\xe9\r\n", "a.ics:2", "not UTF-8: byte 0xe9"),
        (b"<html>sign in</html>", "a.ics:1", "no iCalendar file: '<html>sign in</html>'"),
        (b"\x00\x01\x02", "a.ics:1", "no iCalendar file"),
    ],
)
def test_garbage_is_located(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, where: str, what: str
) -> None:
    (tmp_path / "a.ics").write_bytes(content)
    code, out, err = said(capsys, B, "--official", str(tmp_path / "a.ics"))
    assert (code, out) == (2, "")
    assert where in err
    assert what in err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ((C, "--line", "state_lin"), "did you mean state_line?"),
        ((C, "--queue", "generl"), "did you mean general?"),
        ((C, "--center", "northlak"), "did you mean northlake?"),
        ((C, "--zone", "America/Bose"), "did you mean America/Boise?"),
        ((C, "--zone", "../etc"), "there is no such time zone"),
        ((C, "--from", "2027-02-30"), "day is out of range for month"),
        ((C, "--from", "soon"), "this is no date"),
        ((C, "--from", "1999-01-01"), "no program answers calls then"),
        ((C, "--from", "2027-02-03", "--to", "2027-01-01"), "is before --from 2027-02-03"),
        ((C, "--to", "2020-01-01"), "where --from is left out"),
        ((C, "--from", "2027-01-01", "--to", "2057-01-01"), "10,959 days; at most 1,830"),
        ((C, "--line", "state_line", "--center", "tamarack"), "the line belongs to the center state"),
        ((C, "--line", "tamarack", "--queue", "am_escalation"), "contacts reach the queue by line state_line"),
        ((C, "--json", "--format", "csv"), "is another form than --format csv"),
        ((C, "--format", "ics", "--zone", "America/Boise"), "on the clock of whoever looks at it"),
        ((C, "--official", "a.ics", "--format", "csv"), "has no csv form"),
        ((C, "--official", "a.ics", "--line", "state_line"), "compared as a whole"),
        ((C, "--official", "no-such.ics"), "there is no such file"),
        ((C, "--official", "."), "this is a folder"),
        ((C, "--calendar", "oregon"), "belongs to --official"),
        ((C, "--official", "a.ics", "--calendar", "oregn"), "did you mean oregon?"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], what: str
) -> None:
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert what in err
    assert "try: " in err
