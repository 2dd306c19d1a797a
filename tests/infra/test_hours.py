"""Hours of operation as they are declared: holidays first, hours that inherit from them, and the year's turn."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from calendars.declared.horizon import horizon
from calendars.declared.overrides import MAX_OVERRIDES, service_overrides
from infra.hours import HoursArgs, hours_args, parents_of
from spec.errors import SpecError
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar, Hours

TODAY = dt.date(2026, 11, 21)
SPAN = horizon(TODAY)
KIND = "aws-native:connect:HoursOfOperation"


def changed(program: ProgramSpec, *, holidays: dict[str, Any] | None = None, **hours: Any) -> ProgramSpec:
    """With other fields of its first hours, or of its calendar."""
    infra = program.infrastructure
    (first, *others), calendar = infra.hours, infra.holidays[0]
    new = Hours.model_validate({**first.model_dump(by_alias=True), **hours})
    days = HolidayCalendar.model_validate({**calendar.model_dump(), **(holidays or {})})
    update = {"hours": (new, *others), "holidays": (days, *infra.holidays[1:])}
    return program.model_copy(update={"infrastructure": infra.model_copy(update=update)})


def args(program: ProgramSpec, today: dt.date = TODAY) -> tuple[HoursArgs, ...]:
    return hours_args(program, program.infrastructure.centers[0], today)


def dated(number: int) -> dict[str, Any]:
    """Every fourth day a change of its own."""
    day = dt.date(2027, 1, 1) + dt.timedelta(days=4 * number)
    return {"id": f"change{number}", "from": day, "till": day, "weekly": {"mon-sun": ["09:00-10:00"]}}


def test_each_calendar_is_one_parent_that_is_never_open(hawaii_graph: Any) -> None:
    (parent,) = (found for found in hawaii_graph.of(KIND) if found.path == "infrastructure.holidays/hawaii")
    overrides = parent.inputs["hoursOfOperationOverrides"]
    assert (parent.inputs["name"], parent.inputs["config"]) == ("Holidays hawaii", [])
    assert {(one["overrideType"], tuple(one["overrideConfig"])) for one in overrides} == {("CLOSED", ())}
    assert "Veterans Day 2027-11-11" in {one["overrideName"] for one in overrides}
    assert "childHoursOfOperations" in parent.ignored


def test_hours_name_their_parent_and_keep_only_their_own_dates(hawaii_graph: Any) -> None:
    hours, parent = sorted(hawaii_graph.of(KIND), key=lambda found: found.path, reverse=True)
    assert len(hours.inputs["parentHoursOfOperations"]) == 1
    assert {one["overrideType"] for one in hours.inputs["hoursOfOperationOverrides"]} == {"STANDARD"}
    assert "parentHoursOfOperations" not in parent.inputs


def test_a_parent_is_written_down_for_those_who_read_it_back(hawaii_graph: Any) -> None:
    (row,) = (row for row in hawaii_graph.outputs["centers"]["office"]["resources"] if row["kind"] == "holiday_hours")
    assert (row["id"], row["path"]) == ("holidays-hawaii", "infrastructure.holidays[hawaii]")


def test_at_the_turn_of_a_year_only_dates_change(hawaii: ProgramSpec) -> None:
    (old,), (new,) = args(hawaii, dt.date(2027, 12, 31)), args(hawaii, dt.date(2028, 1, 1))
    assert (old.id, old.name, old.week) == (new.id, new.name, new.week)
    (before,), (after,) = old.parents, new.parents
    assert (before.id, before.name) == (after.id, after.name)
    assert {one.from_.year for one in before.overrides} == {2027, 2028, 2029}
    assert {one.from_.year for one in after.overrides} == {2027, 2028, 2029, 2030}
    assert [one.name for one in after.overrides if one.from_.year == 2027] == ["New Year's Day 2027-12-31"]
    kept = {one.name for one in before.overrides} & {one.name for one in after.overrides}
    assert len(kept) > 20
    assert (len(old.overrides), new.overrides) == (3, ())


def test_more_dated_hours_than_the_service_takes_are_refused_by_their_place(hawaii: ProgramSpec) -> None:
    every = [dated(number) for number in range(60)]
    of_holidays = 60 - len(service_overrides(hawaii, changed(hawaii, overrides=every).infrastructure.hours[0], *SPAN))
    (fits,) = args(changed(hawaii, overrides=every[: MAX_OVERRIDES + of_holidays]))
    assert len(fits.overrides) == MAX_OVERRIDES
    with pytest.raises(SpecError, match=r"needs 51 dated overrides .* takes 50") as caught:
        args(changed(hawaii, overrides=every[: MAX_OVERRIDES + of_holidays + 1]))
    assert caught.value.where == "infrastructure.hours[office]"


def test_more_holidays_than_three_parents_take_are_refused_by_their_place(hawaii: ProgramSpec) -> None:
    days = [dt.date(2027, 1, 1) + dt.timedelta(days=2 * number) for number in range(150)]
    added = [{"date": day, "name": f"Day {day}", "reason": "Ours."} for day in days]
    (fits,) = args(changed(hawaii, holidays={"additions": added[:80]}))
    assert [parent.id for parent in fits.parents] == ["holidays-hawaii", "holidays-hawaii.2", "holidays-hawaii.3"]
    with pytest.raises(SpecError, match=r"Amazon Connect takes 150") as caught:
        args(changed(hawaii, holidays={"additions": added}))
    assert caught.value.where == "infrastructure.holidays[hawaii]"


@pytest.mark.parametrize(
    ("field", "word"), [("id", "holidays-hawaii"), ("name", "Holidays hawaii"), ("name", "HOLIDAYS hawaii")]
)
def test_hours_that_are_called_as_their_parent_are_refused(hawaii: ProgramSpec, field: str, word: str) -> None:
    with pytest.raises(SpecError, match=f"the {field} '{word}' is that of the hours") as caught:
        args(changed(hawaii, holidays=None, **{field: word}))
    assert caught.value.where.startswith("infrastructure.hours[")


def test_hours_of_one_calendar_share_their_parent(oregon: ProgramSpec) -> None:
    one = args(oregon)
    assert [parent.id for parent in parents_of((*one, *one))] == ["holidays-oregon"]


def test_the_end_of_a_day_is_midnight_for_the_service(hawaii: ProgramSpec, record_program: Any) -> None:
    night = {"id": "night", "from": "2027-10-04", "till": "2027-10-04", "weekly": {"mon": ["22:30-24:00"]}}
    program = changed(hawaii, weekly={"mon-sun": ["00:00-24:00"]}, overrides=[night])
    _, office = record_program(program).of(KIND)
    midnight = {"hours": 0, "minutes": 0}
    assert all((row["startTime"], row["endTime"]) == (midnight, midnight) for row in office.inputs["config"])
    (row,) = office.inputs["hoursOfOperationOverrides"][0]["overrideConfig"]
    assert row == {"day": "MONDAY", "startTime": {"hours": 22, "minutes": 30}, "endTime": midnight}
