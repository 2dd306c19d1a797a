"""The row by which one region tells that it lives."""

from __future__ import annotations

import datetime as dt

import pytest

from spec.heartbeat import Heartbeat, heartbeat_of, heartbeat_scope

AT = dt.datetime(2027, 1, 5, 8, 0, tzinfo=dt.UTC)
BEAT = Heartbeat(center="office", region="us-east-1", at=AT, answers={"main": True}, sees={"main": False})


def test_a_row_is_read_as_it_was_written() -> None:
    assert heartbeat_of(BEAT.item()) == BEAT


def test_a_row_that_says_nothing_of_another_region_is_one_all_the_same() -> None:
    item = {name: value for name, value in BEAT.item().items() if name != "sees"}
    assert heartbeat_of(item) == Heartbeat(center="office", region="us-east-1", at=AT, answers={"main": True})


def test_the_key_tells_center_and_region() -> None:
    assert BEAT.item()["scope"] == {"S": heartbeat_scope("office", "us-east-1")}


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"scope": {"S": "heartbeat#office"}},
        {**BEAT.item(), "at": {"S": "yesterday"}},
        {**BEAT.item(), "at": {"S": "2027-01-05T08:00:00"}},
        {**BEAT.item(), "answers": {"S": "all"}},
        {name: value for name, value in BEAT.item().items() if name != "answers"},
    ],
)
def test_a_row_that_means_nothing_is_none(item: dict[str, object]) -> None:
    assert heartbeat_of(item) is None


def test_a_row_is_stale_only_when_it_is_older_than_that() -> None:
    minutes = dt.timedelta(minutes=3)
    assert not BEAT.stale(AT + minutes, minutes)
    assert BEAT.stale(AT + minutes + dt.timedelta(seconds=1), minutes)


def test_a_clock_that_is_ahead_does_not_look_like_a_dead_region() -> None:
    assert not BEAT.stale(AT - dt.timedelta(hours=1), dt.timedelta(minutes=3))


def heard(answers: dict[str, bool], sees: dict[str, bool]) -> Heartbeat:
    return Heartbeat(center="office", region="us-east-1", at=AT, answers=answers, sees=sees)


def test_a_line_that_was_told_of_the_other_region_only_is_not_known_in_this_one() -> None:
    assert heard({"main": True}, {"main": False, "tty": False}).untold == {"tty"}
    assert heard({"main": True, "tty": False}, {"main": False}).untold == frozenset()


@pytest.mark.parametrize(
    ("answers", "sees", "none"),
    [
        ({"main": False, "tty": False}, {"main": True, "tty": True}, True),
        ({"main": False}, {}, True),
        ({"main": False, "tty": True}, {}, False),
        ({"main": False}, {"main": True, "tty": True}, False),
        ({}, {"main": True}, False),
        ({}, {}, False),
    ],
    ids=["both dead", "seen from nowhere", "one lives", "one untold", "all untold", "no line"],
)
def test_that_no_line_answers_must_be_said_of_each_of_them(
    answers: dict[str, bool], sees: dict[str, bool], none: bool
) -> None:
    assert heard(answers, sees).none_answers is none
