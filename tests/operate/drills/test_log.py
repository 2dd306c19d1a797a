"""What the logs of two regions tell of drills, page by page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from operate.drills.log import Told, practice_from, read
from operate.drills.model import Drill, Kind, Result, Scorecard
from operate.drills.words import entry
from tests.operate.serving.test_followed import record

MADE = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def held(day: int, result: Result) -> dict[str, Any]:
    at = MADE + dt.timedelta(days=day)
    drill = Drill(
        kind=Kind.TABLETOP,
        program="wa-program",
        stack="dev",
        target="aws",
        centers=("office",),
        to="us-west-2",
        at=at,
        seconds=60,
        who="arn:who",
        os_user="kai",
        result=result,
        scorecard=Scorecard(),
    )
    return entry(drill, "office", at, f"n{day}").item()


@dataclass
class Log:
    """DynamoDB by hand; newest first, a page at a time."""

    pages: list[list[dict[str, Any]]]
    asked: list[Any] = field(default_factory=list)

    def describe_table(self, **_: Any) -> Any:
        return {"Table": {"CreationDateTime": MADE}}

    def query(self, **given: Any) -> Any:
        number = int(given.get("ExclusiveStartKey", {}).get("page", 0))
        self.asked.append(number)
        more = {"LastEvaluatedKey": {"page": number + 1}} if number + 1 < len(self.pages) else {}
        return {"Items": self.pages[number], **more}


def days(told: Told) -> list[int]:
    return [(one.at - MADE).days for one in told.drills]


def test_a_drill_is_found_behind_pages_of_other_entries() -> None:
    """A filter works after a page was read: it may leave nothing of it."""
    log = Log([[], [held(9, Result.FAILED)], [held(5, Result.PASSED)], [held(1, Result.PASSED)]])
    assert days(read(log, "switch-log", "office")) == [9, 5]
    assert log.asked == [0, 1, 2], "what is older than one that passed says nothing any more"


@pytest.mark.parametrize("at", ["yesterday#n", "2027-01-04T00:00:00#n", ""])
def test_an_entry_that_was_written_by_hand_is_passed_over(at: str) -> None:
    log = Log([[{**held(3, Result.PASSED), "at": {"S": at}}, held(2, Result.PASSED)]])
    assert days(read(log, "switch-log", "office")) == [2]


def test_a_log_without_a_drill_is_read_to_its_end() -> None:
    log = Log([[], []])
    assert read(log, "switch-log", "office") == Told((), MADE)
    assert log.asked == [0, 1]


def test_nobody_could_practice_before_there_was_a_second_region() -> None:
    later = MADE + dt.timedelta(days=100)
    found = practice_from("office", record().centers["office"], [Told((), MADE), Told((), later)])
    assert found.since == later
