"""How long ago the move was practiced, and whether that is too long."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operate.drills.age import Practice, practice_of
from operate.drills.model import Kind, Result
from operate.drills.words import Held

MADE = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def after(days: float) -> dt.datetime:
    return MADE + dt.timedelta(days=days)


def held(days: float, result: Result = Result.PASSED, center: str = "office") -> Held:
    return Held(center, after(days), Kind.SIMULATED, "us-west-2", result, "kai")


def practice(*drills: Held, days: int = 180) -> Practice:
    return practice_of("office", drills, MADE, days)


@pytest.mark.parametrize(
    ("found", "now", "words"),
    [
        (practice(), 10, "never practiced, for 10 days"),
        (practice(), 180, "never practiced, for 180 days; every 180 days it shall be"),
        (practice(held(30)), 30.5, "practiced within the last day (simulated drill)"),
        (practice(held(30)), 31, "practiced 1 day ago (simulated drill)"),
        (practice(held(1), held(30)), 209, "practiced 179 days ago (simulated drill)"),
        (practice(held(30)), 210, "practiced 180 days ago (simulated drill); every 180 days it shall be"),
        (practice(held(9, center="other")), 10, "never practiced, for 10 days"),
        (
            practice(held(1), held(9, Result.FAILED)),
            10,
            "practiced 9 days ago (simulated drill); the simulated drill of 2027-01-10 failed",
        ),
        (practice(held(9), held(1, Result.INTERRUPTED)), 10, "practiced 1 day ago (simulated drill)"),
    ],
)
def test_it_is_said_in_words(found: Practice, now: float, words: str) -> None:
    assert found.words(after(now)) == words
    assert found.overdue(after(now)) is ("it shall be" in words)


@given(passed=st.lists(st.integers(0, 500)), now=st.integers(0, 800), days=st.integers(7, 366))
def test_it_is_overdue_exactly_where_nothing_passed_in_so_many_days(passed: list[int], now: int, days: int) -> None:
    found = practice(*(held(day) for day in passed), days=days)
    assert found.overdue(after(now)) is (max([0, *passed]) + days <= now)
