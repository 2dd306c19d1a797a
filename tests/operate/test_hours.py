"""Hours of operation: what is expected, and what the service makes of them day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from operate.conformity.hours import EFFECTIVE, Dates, expect_hours, read_effective
from operate.conformity.rows import Expected, Kind
from spec.load import load

STACKS = Path(__file__).parents[2] / "stacks"
TODAY = dt.date(2026, 11, 22)
YEAR: Dates = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def rows(stack: str) -> dict[str, Expected]:
    program = load(STACKS / stack / "program.yaml")
    return {row.name: row for row in expect_hours(program, program.infrastructure.centers[0], TODAY)}


class Service:
    """Tells the openings that it was given by date, and notes what it was asked for."""

    def __init__(self, **days: list[tuple[int, int]]) -> None:
        self.days, self.asked = days, list[Dates]()

    def get_effective_hours_of_operations(self, **named: str) -> dict[str, Any]:
        assert (named["InstanceId"], named["HoursOfOperationId"]) == ("instance", "hours")
        first, last = (dt.date.fromisoformat(named[edge]) for edge in ("FromDate", "ToDate"))
        self.asked.append((first, last))
        told = [
            {"Date": day, "OperationalHours": [{"Start": clock(start), "End": clock(end)} for start, end in spans]}
            for day, spans in self.days.items()
            if first <= dt.date.fromisoformat(day) <= last
        ]
        return {"TimeZone": "UTC", "EffectiveHoursOfOperationList": told}


def clock(minute: int) -> dict[str, int]:
    return {"Hours": minute // 60 % 24, "Minutes": minute % 60}


def read(service: Service, span: Dates = YEAR) -> dict[str, str]:
    return read_effective(service, "instance", "hours", span)


def test_holidays_are_expected_once_and_inherited_by_all_hours_that_have_them() -> None:
    found = rows("washington-outsourced")
    parent = found["Holidays washington"]
    assert (parent.kind, parent.path, parent.wants["weekly"]) == (Kind.HOURS, ("infrastructure", "holidays", 0), ())
    assert "Veterans Day 2027-11-11: closed" in parent.wants["overrides"]
    children = [row for row in found.values() if row is not parent]
    assert len(children) == 2
    assert all(row.wants["inherits from"] == {"Holidays washington"} for row in children)
    assert not any("Veterans Day" in words for row in children for words in row.wants["overrides"])


def test_every_day_ahead_is_expected_as_the_spec_means_it() -> None:
    (office,) = (row for name, row in rows("hawaii-in-house").items() if not name.startswith("Holidays"))
    days = office.wants[EFFECTIVE]
    assert Counter(day[:4] for day in days) == {"2026": 31 + 10, "2027": 365, "2028": 366}
    assert [days[f"2027-07-0{day}"] for day in (1, 3, 4, 5, 6)] == [
        "07:00-18:00",
        "08:00-12:00",
        "closed",
        "closed",
        "07:00-18:00",
    ]
    assert (days["2027-06-18"], days["2027-11-02"], days["2028-11-07"]) == ("07:45-16:30", "07:45-16:30", "closed")


def test_no_call_asks_for_more_than_366_days() -> None:
    service = Service()
    found = read(service, (dt.date(2025, 12, 31), dt.date(2028, 12, 31)))
    assert len(service.asked) == 3
    assert all((last - first).days < 366 for first, last in service.asked)
    assert (len(found), set(found.values())) == (1 + 365 + 365 + 366, {"closed"})


def test_openings_that_touch_are_one_and_midnight_is_the_end_of_the_day() -> None:
    service = Service(**{"2027-03-01": [(720, 1440), (480, 720)], "2027-03-02": [(0, 1440)], "2027-03-03": []})
    found = read(service)
    assert [found[f"2027-03-0{day}"] for day in (1, 2, 3, 4)] == ["08:00-24:00", "00:00-24:00", "closed", "closed"]
