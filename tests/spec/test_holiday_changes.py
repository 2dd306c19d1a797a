"""What an agency may write for an added or removed holiday, and what it is told when it may not."""

from typing import Any

import pytest
from pydantic import ValidationError

from spec.models.hours import HolidayCalendar, HolidayChange


def change(**fields: Any) -> HolidayChange:
    return HolidayChange.model_validate({"name": "A day", "reason": "Agency order 1", **fields})


@pytest.mark.parametrize(
    "every",
    [
        {"month": 2, "day": 29},
        {"month": 11, "weekday": "fri", "nth": 4},
        {"month": 5, "weekday": "mon", "nth": -1},
        {"after": "Thanksgiving Day", "days": 1},
        {"after": "Christmas Day", "days": 0},
    ],
)
def test_a_day_of_every_year_has_three_forms(every: dict[str, Any]) -> None:
    assert change(every=every, from_year=2027).date is None


@pytest.mark.parametrize(
    ("every", "said"),
    [
        ({}, "a day of every year is"),
        ({"month": 12}, "a day of every year is"),
        ({"month": 12, "day": 24, "nth": 1}, "a day of every year is"),
        ({"month": 11, "weekday": "fri"}, "a day of every year is"),
        ({"after": "Thanksgiving Day"}, "a day of every year is"),
        ({"after": "Thanksgiving Day", "days": 1, "month": 11}, "a day of every year is"),
        ({"month": 6, "day": 31}, "month 6 has no day 31"),
        ({"month": 11, "weekday": "fri", "nth": 0}, "nth is 1 to 5"),
        ({"month": 13, "day": 1}, "less than or equal to 12"),
        ({"month": 11, "weekday": "friday", "nth": 1}, "'fri'"),
        ({"month": 12, "day": 24, "hour": 3}, "Extra inputs"),
    ],
)
def test_another_form_is_refused_with_what_is_wrong(every: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        change(every=every)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "either 'date'"),
        ({"date": "2027-12-24", "every": {"month": 12, "day": 24}}, "either 'date'"),
        ({"date": "2027-12-24", "from_year": 2027}, "go with 'every'"),
        (
            {"every": {"month": 12, "day": 24}, "from_year": 2029, "until_year": 2028},
            "2028 comes before from_year 2029",
        ),
        ({"date": "2027-12-24", "closes": ["12:00-24:00", "08:00-09:00"]}, "out of order"),
        ({"date": "2027-12-24", "closes": ["12:00-15:00", "14:00-17:00"]}, "overlap"),
        ({"date": "2027-12-24", "closes": ["17:00-12:00"]}, "closes before it opens"),
        ({"date": "2027-02-30"}, "date"),
    ],
)
def test_a_change_that_means_nothing_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        change(**fields)


def test_a_removal_of_a_part_of_a_day_says_how_to_write_it() -> None:
    part = change(date="2027-12-24", name="Christmas Eve", closes=["12:00-24:00"])
    with pytest.raises(ValidationError, match="remove the day, and add it back"):
        HolidayCalendar(id="state", state="OR", removals=(part,))
    assert HolidayCalendar(id="state", state="OR", additions=(part,)).additions == (part,)
