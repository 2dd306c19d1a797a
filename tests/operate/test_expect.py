"""What the example programs must show when they are read back."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from calendars.service.hours import ServiceOpening
from operate.conformity.expect import expect_center
from operate.conformity.hours import week_words
from operate.conformity.rows import Expected, Kind
from operate.conformity.words import override_words
from spec.load import check

STACKS = Path(__file__).parents[2] / "stacks"
TODAY = dt.date(2026, 11, 21)


def expected(stack: str) -> tuple[Expected, ...]:
    program = check(STACKS / stack / "program.yaml").program
    assert program is not None
    infra = program.infrastructure
    return tuple(e for center in infra.centers for e in expect_center(program, infra.environments[0], center, TODAY))


def test_hawaii_asks_for_both_numbers_and_ten_queues() -> None:
    rows = expected("hawaii-in-house")
    assert [r.name for r in rows if r.kind is Kind.PHONE_NUMBER] == ["+18085550140", "+18885550141"]
    assert Counter(r.kind for r in rows)[Kind.QUEUE] == 10


def test_both_numbers_of_a_line_start_the_flow_of_that_line() -> None:
    assert {r.wants["flow"] for r in expected("hawaii-in-house") if r.kind is Kind.PHONE_NUMBER} == {"Line Main line"}


@pytest.mark.parametrize("stack", ["hawaii-in-house", "washington-outsourced"])
def test_names_are_unique_within_a_kind_and_a_center(stack: str) -> None:
    names = Counter((row.kind, row.name) for row in expected(stack))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("stack", ["hawaii-in-house", "washington-outsourced"])
def test_every_row_has_a_place_in_the_spec(stack: str) -> None:
    source = check(STACKS / stack / "program.yaml").source
    assert source is not None
    for row in expected(stack):
        assert all(source.locate(path).line > 1 for path in (row.path, *row.where.values())), row


def test_midnight_is_written_as_the_service_writes_it() -> None:
    assert week_words((ServiceOpening("mon", 0, 1440),)) == ("mon 00:00-00:00",)


@pytest.mark.parametrize(
    ("name", "till", "kind", "openings", "words"),
    [
        ("Labor Day 2027-09-06", "2027-09-06", "CLOSED", (), "Labor Day 2027-09-06: closed"),
        ("Launch", "2027-09-10", "OPEN", ("mon 07:00-19:00",), "Launch (2027-09-06 to 2027-09-10): mon 07:00-19:00"),
        ("Storm", "2027-09-06", "STANDARD", (), "Storm (2027-09-06 to 2027-09-06): no hours (standard)"),
    ],
)
def test_an_override_is_one_line_of_words(
    name: str, till: str, kind: str, openings: tuple[str, ...], words: str
) -> None:
    assert override_words(name, ("2027-09-06", till), kind, openings) == words
