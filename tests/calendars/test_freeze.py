"""Freeze windows, to the minute, in the program's own zone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from calendars.freeze import ends, freeze_at, passing
from spec.errors import PlanRefusedError, UsageError
from spec.load import load
from spec.models import ProgramSpec
from spec.models.dates import Freeze

OFFICE = Path(__file__).parents[1] / "cases" / "good" / "office" / "program.yaml"
"""In Honolulu, ten hours behind UTC; environments dev and prod."""


def frozen(*freezes: Freeze) -> ProgramSpec:
    program = load(OFFICE)
    return program.model_copy(update={"dates": program.dates.model_copy(update={"freezes": freezes})})


def window(first: str, last: str, *environments: str) -> Freeze:
    day = dt.date.fromisoformat
    return Freeze(from_=day(first), till=day(last), reason="The launch.", environments=environments)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


LAUNCH = frozen(window("2027-06-24", "2027-07-09", "prod"))


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2027-06-24T09:59", False),
        ("2027-06-24T10:00", True),
        ("2027-07-10T09:59", True),
        ("2027-07-10T10:00", False),
    ],
)
def test_a_freeze_lasts_from_midnight_to_midnight_of_the_programs_own_zone(moment: str, holds: bool) -> None:
    assert (freeze_at(LAUNCH, "prod", utc(moment)) is not None) == holds


def test_a_freeze_holds_the_environments_that_it_names_and_all_where_it_names_none() -> None:
    inside = utc("2027-07-01T12:00")
    assert freeze_at(LAUNCH, "dev", inside) is None
    everyone = frozen(window("2027-06-24", "2027-07-09"))
    assert freeze_at(everyone, "dev", inside) == freeze_at(everyone, "prod", inside) == everyone.dates.freezes[0]


def test_a_refusal_says_the_reason_the_end_and_the_way_through() -> None:
    with pytest.raises(PlanRefusedError) as refused:
        passing(LAUNCH, "prod", utc("2027-07-01T12:00"), None)
    assert refused.value.what == "frozen from 2027-06-24 to 2027-07-09 (Pacific/Honolulu): The launch."
    assert "wait until 2027-07-10 00:00" in refused.value.hint
    assert "--break-freeze" in refused.value.hint
    assert refused.value.exit_code == 3


def test_who_breaks_a_freeze_is_written_down_with_the_reason_of_both() -> None:
    message = passing(LAUNCH, "prod", utc("2027-07-01T12:00"), "calls\n fail ")
    assert message is not None
    assert message.startswith("freeze broken: calls fail (prod is frozen from 2027-06-24")
    assert "The launch." in message


def test_outside_of_a_freeze_nothing_is_written_down() -> None:
    assert passing(LAUNCH, "prod", utc("2027-08-01T12:00"), None) is None
    assert passing(LAUNCH, "prod", utc("2027-08-01T12:00"), "calls fail") is None


def test_a_reason_without_words_is_none() -> None:
    with pytest.raises(UsageError, match="empty"):
        passing(LAUNCH, "prod", utc("2027-07-01T12:00"), "  ")


def test_a_freeze_that_ends_when_clocks_change_ends_at_local_midnight() -> None:
    west = LAUNCH.model_copy(update={"program": LAUNCH.program.model_copy(update={"time_zone": "America/Los_Angeles"})})
    assert ends(window("2027-11-01", "2027-11-06"), west).astimezone(dt.UTC) == utc("2027-11-07T07:00")
    assert ends(window("2027-11-01", "2027-11-07"), west).astimezone(dt.UTC) == utc("2027-11-08T08:00")
