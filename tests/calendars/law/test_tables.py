"""Each verified state against a table that a person worked out from the statute, date by date."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from calendars.holidays import closed_days
from calendars.law import STATES, law_of
from spec.models.hours import HolidayCalendar

TABLES = Path(__file__).parent / "tables"
VERIFIED = [state for state in STATES if law_of(state).verified]
YEARS = range(2026, 2031)


def table(state: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((TABLES / f"{state}.yaml").read_text(encoding="utf-8"))
    return found


def test_a_state_is_verified_exactly_where_it_has_a_table() -> None:
    assert sorted(path.stem for path in TABLES.glob("*.yaml")) == VERIFIED


@pytest.mark.parametrize("state", VERIFIED)
@pytest.mark.parametrize("year", YEARS)
def test_the_closed_days_of_a_verified_state_are_those_of_its_table(state: str, year: int) -> None:
    listed = {row["date"]: row.get("closes", ()) for row in table(state)["days"] if row["date"].year == year}
    days = closed_days(HolidayCalendar(id="state", state=state), dt.date(year, 1, 1), dt.date(year, 12, 31))
    assert {day.date: day.closes for day in days} == {date: _minutes(closes) for date, closes in listed.items()}


@pytest.mark.parametrize("state", VERIFIED)
def test_every_date_of_a_table_says_which_law_closes_it(state: str) -> None:
    rows = table(state)["days"]
    assert [row for row in rows if not row["name"] or not row["citation"]] == []
    assert table(state)["citation"] == law_of(state).citation


@pytest.mark.parametrize("state", VERIFIED)
def test_a_table_covers_each_of_the_five_years(state: str) -> None:
    assert set(Counter(row["date"].year for row in table(state)["days"])) == set(YEARS)


def _minutes(closes: list[str] | tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((_minute(part.split("-")[0]), _minute(part.split("-")[1])) for part in closes)


def _minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
