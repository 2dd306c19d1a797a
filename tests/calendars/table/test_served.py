"""When callers are served: tables written by hand for the three set-ups, and hours in two zones."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from calendars.declared.hours import spec_hours
from calendars.service.moments import next_opening
from calendars.service.stretches import openings_elsewhere
from calendars.table.served import ServedDay, served_days
from calendars.table.ways import Served, ways_in
from contact_flows.compile.scope import Scope
from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import Hours
from tests.calendars.programs import STACKS

TABLES = sorted((Path(__file__).parent / "by_hand").glob("*.yaml"))
MONDAY = dt.date(2027, 10, 4)


@dataclass(frozen=True)
class Row:
    program: str
    way: dict[str, str]
    zone: str | None
    day: dt.date
    open: list[str]
    reason: str | None

    def __str__(self) -> str:
        return f"{self.program}-{'-'.join(self.way.values())}-{self.zone or ''}-{self.day}"


def rows() -> Iterator[Row]:
    for file in TABLES:
        for table in yaml.safe_load(file.read_text(encoding="utf-8")):
            for day, (opened, reason) in table["days"].items():
                yield Row(file.stem, table["way"], table.get("zone"), day, opened, reason)


@functools.cache
def example(name: str) -> ProgramSpec:
    return load(STACKS / name / "program.yaml")


def served(program: ProgramSpec, day: dt.date, **way: Any) -> ServedDay:
    wanted = {"line": None, "queue": None, "channel": "voice", **way}
    (found,) = (
        row
        for row in served_days(program, day, day)
        if all(getattr(row.served, key) == value for key, value in wanted.items())
    )
    return found


def shown(spans: Any) -> list[str]:
    return [f"{s.start // 60:02}:{s.start % 60:02}-{s.end // 60:02}:{s.end % 60:02}" for s in spans]


@pytest.mark.parametrize("row", list(rows()), ids=str)
def test_a_way_in_is_open_as_the_table_by_hand_says(row: Row) -> None:
    program = example(row.program)
    found = served(program, row.day, **row.way)
    if row.zone:
        (hours,) = (one for one in program.infrastructure.hours if one.id == found.served.hours[0])
        around = row.day - dt.timedelta(2), row.day + dt.timedelta(2)
        assert shown(openings_elsewhere(spec_hours(program, hours, *around), row.day, row.zone)) == row.open
    else:
        assert shown(found.open) == row.open
    assert (row.reason or "none") in (found.reason or "none")


@pytest.mark.parametrize(
    ("stack", "opens"),
    [
        ("washington-outsourced", "2027-11-05T14:00"),
        ("washington-outsourced", "2027-11-08T15:00"),
        ("washington-outsourced", "2028-03-10T15:00"),
        ("washington-outsourced", "2028-03-13T14:00"),
        ("oregon-vendor", "2027-03-12T16:00"),
        ("oregon-vendor", "2027-03-15T15:00"),
        ("hawaii-in-house", "2027-11-05T17:45"),
        ("hawaii-in-house", "2027-11-08T17:45"),
        ("hawaii-in-house", "2028-03-13T17:45"),
    ],
)
def test_a_line_opens_at_the_same_local_time_on_both_sides_of_a_clock_change(stack: str, opens: str) -> None:
    """`opens` in UTC."""
    program, moment = example(stack), dt.datetime.fromisoformat(opens).replace(tzinfo=dt.UTC)
    around = moment.date() - dt.timedelta(3), moment.date() + dt.timedelta(3)
    hours = spec_hours(program, program.infrastructure.hours[0], *around)
    assert next_opening(hours, moment - dt.timedelta(hours=10)) == moment


def changed(program: ProgramSpec, part: str, id_: str, **changes: Any) -> ProgramSpec:
    infra = program.infrastructure
    rows = tuple(one.model_copy(update=changes) if one.id == id_ else one for one in getattr(infra, part))
    return program.model_copy(update={"infrastructure": infra.model_copy(update={part: rows})})


def with_hours(program: ProgramSpec, queue: str, **hours: Any) -> ProgramSpec:
    """A queue with hours of its own."""
    infra = program.infrastructure
    own = Hours.model_validate({"id": "own", "weekly": {"mon-fri": ["08:00-17:00"]}, **hours})
    program = program.model_copy(update={"infrastructure": infra.model_copy(update={"hours": (*infra.hours, own)})})
    return changed(program, "queues", queue, hours="own")


def test_a_queue_on_mountain_time_behind_a_pacific_line_is_told_by_the_pacific_clock() -> None:
    program = with_hours(example("washington-outsourced"), "general", time_zone="America/Boise")
    by_line = served(program, dt.date(2027, 9, 29), line="main", queue="general")
    assert (by_line.served.time_zone, shown(by_line.open)) == ("America/Los_Angeles", ["07:00-16:00"])
    by_mail = served(program, dt.date(2027, 9, 29), queue="general", channel="email")
    assert (by_mail.served.time_zone, shown(by_mail.open)) == ("America/Boise", ["08:00-17:00"])


def test_a_queue_in_hawaii_moves_by_an_hour_when_only_the_mainland_changes_its_clocks() -> None:
    program = with_hours(example("washington-outsourced"), "general", time_zone="Pacific/Honolulu")
    summer = served(program, dt.date(2027, 9, 29), line="main", queue="general")
    winter = served(program, dt.date(2027, 12, 1), line="main", queue="general")
    assert (shown(summer.open), shown(winter.open)) == (["11:00-18:00"], ["10:00-18:00"])


def test_hours_of_another_zone_reach_into_the_next_date() -> None:
    late = {"weekly": {"mon": ["20:00-24:00"]}, "time_zone": "Pacific/Honolulu"}
    program = with_hours(example("washington-outsourced"), "general", **late)
    hours = spec_hours(program, program.infrastructure.hours[-1], MONDAY, MONDAY)
    tuesday = MONDAY + dt.timedelta(1)
    assert shown(openings_elsewhere(hours, MONDAY, "America/Los_Angeles")) == ["23:00-24:00"]
    assert shown(openings_elsewhere(hours, tuesday, "America/Los_Angeles")) == ["00:00-03:00"]


def test_a_holiday_of_the_day_before_reaches_into_a_single_date_of_another_zone() -> None:
    always: dict[str, Any] = {"weekly": {"mon-sun": ["00:00-24:00"]}, "holidays": "washington"}
    program = changed(example("washington-outsourced"), "hours", "main", weekly=always["weekly"], overrides=())
    program = with_hours(program, "general", time_zone="Pacific/Honolulu", **always)
    after = served(program, dt.date(2027, 7, 6), line="main", queue="general")  # the 5th is a holiday
    assert shown(after.open) == ["03:00-24:00"]


def test_a_queue_closed_for_a_reason_of_its_own_says_it() -> None:
    closed = {"id": "move", "from": "2027-09-29", "till": "2027-09-29", "type": "closed", "reason": "Office moves."}
    program = with_hours(example("washington-outsourced"), "general", overrides=[closed])
    found = served(program, dt.date(2027, 9, 29), line="main", queue="general")
    assert (found.open, found.reason) == ((), "Office moves.")


def test_a_line_is_open_whatever_its_queues_are() -> None:
    program = with_hours(example("washington-outsourced"), "general", weekly={"sun": ["10:00-11:00"]})
    assert shown(served(program, dt.date(2027, 9, 29), line="main").open) == ["07:00-18:00"]
    assert served(program, dt.date(2027, 9, 29), line="main", queue="general").open == ()


@pytest.mark.parametrize("name", [file.stem for file in TABLES])
def test_every_queue_can_be_reached_by_each_of_its_channels_and_by_nothing_twice(name: str) -> None:
    program = example(name)
    ways = ways_in(program)
    assert len(set(ways)) == len(ways)
    wanted = {(queue.id, channel.value) for queue in program.infrastructure.queues for channel in queue.channels}
    assert {(way.queue, way.channel) for way in ways if way.queue} == wanted
    assert {way.line for way in ways if way.queue is None} == {line.id for line in program.infrastructure.lines}


@pytest.mark.parametrize("name", [file.stem for file in TABLES])
def test_topics_of_a_menu_reach_the_queues_that_flows_choose(name: str) -> None:
    program = example(name)
    reached = {(way.line, way.queue) for way in ways_in(program)}
    topics = {topic.id: topic for topic in program.topics}
    for center in program.infrastructure.centers:
        scope = Scope(program, center)
        for line in scope.lines.values():
            chosen = {scope.queue_of(topics[choice.topic]) for choice in line.menu if choice.topic}
            assert {(line.id, queue) for queue in chosen & set(scope.queues)} <= reached


def test_the_table_is_ordered_by_way_and_then_by_day() -> None:
    program = example("hawaii-in-house")
    found = [(row.served, row.date) for row in served_days(program, MONDAY, MONDAY + dt.timedelta(2))]
    days = [MONDAY + dt.timedelta(number) for number in range(3)]
    assert found == [(way, day) for way in ways_in(program) for day in days]
    assert all(isinstance(way, Served) for way, _ in found)
