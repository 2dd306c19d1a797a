"""The month view against pictures that were looked at; `months/` holds one for each set-up.

To accept a change, delete the picture and run the test twice: it is written, and then compared.
"""

import datetime as dt
import io
import re
from functools import cache
from pathlib import Path

import pytest

from calendars.table.changes import Kind
from cli.commands.hours import colored
from cli.opening import around
from cli.opening.asked import Asked, chosen, period, tables
from cli.opening.behind import behind, queues_behind
from cli.opening.heard import heard
from cli.render.hours_month import SIGNS, View, as_text
from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import HoursOverride

HERE = Path(__file__).parent
STACKS = Path(__file__).parents[3] / "stacks"
NOW = dt.datetime(2027, 11, 10, 18, 30, tzinfo=dt.UTC)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@cache
def program(stack: str) -> ProgramSpec:
    return load(STACKS / stack / "program.yaml")


def months(stack: str, asked: Asked, now: dt.datetime, *, width: int = 80, color: bool = False) -> str:
    spec, today = program(stack), now.date()
    titles = around.titles(spec, sorted(chosen(spec, asked, queues_too=False), key=str))
    found = list(tables(spec, queues_behind(spec, titles) | titles.keys(), period(asked, today), asked.zone))
    view = View(
        width=width,
        color=color,
        moment=now,
        zone=asked.zone,
        titles=titles,
        now=around.now(spec, titles, now, asked.zone),
        dates=around.milestones(spec),
        beside=behind(spec, found),
    )
    return as_text([(way, days) for way, days in found if way in titles], view) + "\n"


PICTURES = [
    ("hawaii", "hawaii-in-house", Asked(first="2027-06-01", last="2027-08-31"), NOW, 80),
    ("washington", "washington-outsourced", Asked(first="2027-10-01", last="2027-12-31"), NOW, 100),
    ("washington-40", "washington-outsourced", Asked(first="2027-11-01", last="2027-11-30", line="main"), NOW, 40),
    ("oregon", "oregon-vendor", Asked(first="2027-03-01", last="2027-04-30"), NOW, 80),
    ("oregon-queue", "oregon-vendor", Asked(first="2027-12-01", last="2027-12-31", queue="general"), NOW, 80),
    ("hawaii-tokyo", "hawaii-in-house", Asked(first="2027-07-01", last="2027-07-31", zone="Asia/Tokyo"), NOW, 80),
]


@pytest.mark.parametrize(("name", "stack", "asked", "now", "width"), PICTURES, ids=[one[0] for one in PICTURES])
def test_months_look_as_they_were_accepted(name: str, stack: str, asked: Asked, now: dt.datetime, width: int) -> None:
    text, picture = months(stack, asked, now, width=width), HERE / "months" / f"{name}.txt"
    if not picture.exists():
        picture.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{picture.name} was written; look at it")
    assert text == picture.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= width


def test_color_adds_nothing_that_signs_do_not_say() -> None:
    asked = Asked(first="2027-11-01", last="2027-11-30", line="main")
    plain = months("washington-outsourced", asked, NOW)
    painted = months("washington-outsourced", asked, NOW, color=True)
    assert painted != plain
    assert ESCAPE.sub("", painted) == plain


def test_today_is_marked_on_the_date_of_the_clock_that_is_shown() -> None:
    assert ">10~" in months("washington-outsourced", Asked(line="main"), NOW)
    assert ">11~" in months("washington-outsourced", Asked(line="main", zone="Asia/Tokyo"), NOW)


def test_a_closed_line_says_what_its_callers_hear_in_every_language_it_speaks() -> None:
    night = dt.datetime(2027, 11, 11, 18, tzinfo=dt.UTC)
    text = " ".join(months("oregon-vendor", Asked(line="state_line"), night).split())
    assert "en-US We are closed today for Veterans Day. We open again on Friday, November 12, at 8 AM." in text
    assert "es-US Hoy estamos cerrados por" in text
    assert "el viernes 12 de noviembre" in text


def test_a_line_names_the_queues_behind_it_that_have_shorter_hours() -> None:
    text = " ".join(months("washington-outsourced", Asked(line="main"), NOW).split())
    told = "Behind it, State policy (policy_state) and Complaints about the account system (am_complaint_state) have"
    assert f"{told} shorter hours, usually Mon-Fri 08:00-17:00: --queue policy_state" in text
    assert "Behind it" not in months("hawaii-in-house", Asked(), NOW)


def test_a_queue_that_closes_on_some_days_more_than_its_line_is_named_with_the_first() -> None:
    spec = program("washington-outsourced")
    shut = HoursOverride.model_validate({"id": "x", "from": "2027-12-01", "till": "2027-12-02", "type": "closed"})
    extra = spec.infrastructure.hours[0].model_copy(update={"id": "short", "overrides": (shut,)})
    queues = tuple(
        queue.model_copy(update={"hours": "short"} if queue.id == "billing" else {})
        for queue in spec.infrastructure.queues
    )
    infra = spec.infrastructure.model_copy(update={"hours": (*spec.infrastructure.hours, extra), "queues": queues})
    changed = spec.model_copy(update={"infrastructure": infra})
    asked = Asked(first="2027-12-01", last="2027-12-31", line="main")
    line = chosen(changed, asked, queues_too=False)
    found = tables(changed, queues_behind(changed, line) | line, period(asked, NOW.date()), None)
    (told,) = behind(changed, found).values()
    assert any("(billing) has shorter hours, on Wed Dec 1 and 1 more: --queue billing" in sentence for sentence in told)


def test_an_open_line_says_until_when() -> None:
    assert "Now, Wed Nov 10 10:30: open until 20:00" in months("washington-outsourced", Asked(line="main"), NOW)
    boise = Asked(line="main", zone="America/Boise")
    assert "Now, Wed Nov 10 11:30: open until 21:00" in months("washington-outsourced", boise, NOW)


def test_what_is_heard_is_the_answer_of_the_function_itself() -> None:
    spec = program("washington-outsourced")
    way = next(way for way in chosen(spec, Asked(line="main"), queues_too=False))
    assert heard(spec, way, NOW).is_open
    closed = heard(spec, way, NOW + dt.timedelta(hours=12))
    assert list(closed.said) == ["en-US"]
    assert not closed.is_open


@pytest.mark.parametrize(
    ("terminal", "environment", "wanted"),
    [
        (True, {}, True),
        (True, {"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_color_is_for_terminals_of_people_who_want_it(
    terminal: bool, environment: dict[str, str], wanted: bool
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    assert colored(Stream(), environment) is wanted


def test_every_kind_of_day_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(Kind)
