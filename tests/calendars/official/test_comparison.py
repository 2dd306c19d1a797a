"""An agency's calendar against a spec: where they differ, and that the proposed changes make them agree."""

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.ical import feed
from calendars.official.comparison import Comparison, State, by_hand, calendar_named, changes, compare
from calendars.official.found import WHOLE, Closure, Official
from calendars.official.reading import read_official
from calendars.service.spans import Span
from calendars.table.changes import days
from spec.errors import UsageError
from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar, HoursOverride

STACKS = Path(__file__).parents[3] / "stacks"
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
TODAY = dt.date(2026, 11, 22)


@cache
def program(stack: str = "washington-outsourced") -> ProgramSpec:
    return load(STACKS / stack / "program.yaml")


def with_calendar(spec: ProgramSpec, calendar: HolidayCalendar) -> ProgramSpec:
    infra = spec.infrastructure.model_copy(update={"holidays": (calendar,)})
    return spec.model_copy(update={"infrastructure": infra})


def by_law(spec: ProgramSpec) -> dict[dt.date, Closure]:
    """A calendar that says what the spec says."""
    found = compare(spec, spec.infrastructure.holidays[0], official({}))
    return {row.date: Closure(row.date, WHOLE, row.spec.name, 7) for row in found.rows if row.spec is not None}


def official(said: dict[dt.date, Closure]) -> Official:
    return Official(FIRST, LAST, len(said), tuple(said[day] for day in sorted(said)), (), ())


def compared(spec: ProgramSpec, said: dict[dt.date, Closure]) -> Comparison:
    return compare(spec, spec.infrastructure.holidays[0], official(said))


def corrected(spec: ProgramSpec, found: Comparison) -> ProgramSpec:
    """The program with what `hours --official` proposes, read as a person's edit would be."""
    calendar = spec.infrastructure.holidays[0].model_dump(mode="json", by_alias=True, exclude_none=True)
    proposed = yaml.safe_load(yaml.safe_dump(dict(changes(found, "agency.ics"))))
    for key, rows in proposed.items():
        calendar[key] = [*calendar.get(key, []), *rows]
    return with_calendar(spec, HolidayCalendar.model_validate_json(json.dumps(calendar, default=str)))


def states(found: Comparison) -> dict[str, State]:
    return {str(row.date): row.state for row in found.rows if row.state is not State.SAME}


def test_a_calendar_that_says_what_the_spec_says_agrees() -> None:
    found = compared(program(), by_law(program()))
    assert (found.agrees, states(found), len(found.rows)) == (True, {}, 12)


def test_differences_are_told_by_date_and_kind() -> None:
    said = by_law(program())
    del said[dt.date(2027, 11, 26)]
    eve = dt.date(2027, 12, 23)
    said[eve] = Closure(eve, Span(720, 1440), "Early closing", 9)
    half = dt.date(2027, 11, 11)
    said[half] = Closure(half, Span(0, 720), "Veterans Day, morning", 11)
    saturday = dt.date(2027, 5, 1)
    said[saturday] = Closure(saturday, WHOLE, "Picnic", 13)
    found = compared(program(), said)
    assert states(found) == {
        "2027-05-01": State.IDLE,
        "2027-11-11": State.DIFFERS,
        "2027-11-26": State.ONLY_SPEC,
        "2027-12-23": State.ONLY_OFFICIAL,
    }
    assert not found.agrees


def test_proposed_changes_are_yaml_of_the_spec() -> None:
    said = by_law(program())
    del said[dt.date(2027, 11, 26)]
    eve = dt.date(2027, 12, 23)
    said[eve] = Closure(eve, Span(720, 1440), "Early closing", 9)
    assert changes(compared(program(), said), "agency.ics") == {
        "additions": [
            {"date": eve, "name": "Early closing", "reason": "In the agency's own calendar, agency.ics", "closes": ["12:00-24:00"]}
        ],
        "removals": [
            {"date": dt.date(2027, 11, 26), "name": "Native American Heritage Day", "reason": "Not so in the agency's own calendar, agency.ics"}
        ],
    }  # fmt: skip


def test_a_saturday_matters_where_longer_hours_open_it() -> None:
    saturday = dt.date(2027, 10, 16)
    found = compared(program(), by_law(program()) | {saturday: Closure(saturday, WHOLE, "Festival", 3)})
    assert states(found) == {"2027-10-16": State.ONLY_OFFICIAL}


def test_a_closure_by_dated_hours_is_left_to_a_person() -> None:
    day = dt.date(2027, 3, 3)
    closed = HoursOverride.model_validate({"id": "staff-day", "from": day, "till": day, "type": "closed"})
    infra = program().infrastructure
    main = infra.hours[0].model_copy(update={"overrides": (*infra.hours[0].overrides, closed)})
    spec = program().model_copy(update={"infrastructure": infra.model_copy(update={"hours": (main, *infra.hours[1:])})})
    found = compared(spec, by_law(program()))
    assert states(found) == {"2027-03-03": State.ONLY_SPEC}
    assert list(by_hand(found)) == [(day, "a dated closure of the hours main closes it: edit their overrides")]
    assert changes(found, "agency.ics") == {}


def test_an_addition_of_the_agency_is_taken_out_rather_than_removed_again() -> None:
    day = dt.date(2027, 12, 23)
    own = {"id": "washington", "state": "WA", "additions": [{"date": day, "name": "Eve", "reason": "r"}]}
    found = compared(with_calendar(program(), HolidayCalendar.model_validate(own)), by_law(program()))
    assert states(found) == {"2027-12-23": State.ONLY_SPEC}
    assert changes(found, "agency.ics") == {}
    assert list(by_hand(found)) == [(day, "take the addition of 2027-12-23 out of the holiday calendar")]


def test_an_addition_of_every_year_is_removed_on_the_date() -> None:
    day = dt.date(2027, 12, 23)
    every = {"every": {"month": 12, "day": 23}, "name": "Eve", "reason": "r"}
    own = {"id": "washington", "state": "WA", "additions": [every]}
    spec = with_calendar(program(), HolidayCalendar.model_validate(own))
    found = compared(spec, by_law(program()))
    assert [row["date"] for row in changes(found, "agency.ics")["removals"]] == [day]
    assert compared(corrected(spec, found), by_law(program())).agrees


def test_a_calendar_that_closes_nothing_agrees_with_nobody() -> None:
    assert not compared(program(), {}).agrees


def test_the_calendar_must_be_named_where_there_are_several() -> None:
    infra = program().infrastructure
    several = infra.model_copy(update={"holidays": (*infra.holidays, HolidayCalendar(id="idaho", state="ID"))})
    spec = program().model_copy(update={"infrastructure": several})
    assert calendar_named(spec, "washington").state == "WA"
    for id_, what in (
        (None, "2 holiday calendars"),
        ("washingtn", "no holiday calendar"),
        ("idaho", "no hours follow"),
    ):
        with pytest.raises(UsageError, match=what):
            calendar_named(spec, id_)


weekdays = st.dates(FIRST, LAST)
spans = st.sampled_from([WHOLE, Span(720, 1440), Span(0, 600), Span(660, 780)])


@settings(max_examples=40, derandomize=True, deadline=None)
@given(added=st.dictionaries(weekdays, spans, max_size=6), dropped=st.sets(st.integers(0, 11), max_size=4))
def test_what_is_proposed_makes_the_spec_agree(added: dict[dt.date, Span], dropped: set[int]) -> None:
    said = {day: one for n, (day, one) in enumerate(sorted(by_law(program()).items())) if n not in dropped}
    said |= {day: Closure(day, span, "Closed", 5) for day, span in added.items()}
    before = compared(program(), said)
    after = compared(corrected(program(), before), said)
    assert after.agrees, states(after)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(
    stack=st.sampled_from(["washington-outsourced", "hawaii-in-house", "oregon-vendor"]),
    additions=st.dictionaries(weekdays, st.sampled_from([(), ("12:00-24:00",), ("00:00-10:00",)]), max_size=5),
    year=st.sampled_from([2026, 2027, 2028]),
)
def test_the_feed_of_a_spec_read_back_is_the_same(
    stack: str, additions: dict[dt.date, tuple[str, ...]], year: int
) -> None:
    spec, first, last = program(stack), dt.date(year, 1, 1), dt.date(year, 12, 31)
    known = spec.infrastructure.holidays[0]
    rows = [
        {"date": day, "name": f"Added, {day}", "reason": "r", "closes": closes} for day, closes in additions.items()
    ]
    calendar = known.model_copy(
        update={
            "additions": (
                *known.additions,
                *HolidayCalendar.model_validate({"id": "x", "state": "HI", "additions": rows}).additions,
            )
        }
    )
    spec = with_calendar(spec, calendar)
    lines = [day for day in days(spec, first, last) if day.served.queue is None]
    text = feed(spec, lines).decode()
    found = compare(spec, calendar, read_official(text, "feed.ics", spec.program.time_zone, TODAY, first, last))
    assert (found.agrees, states(found)) == (True, {})
