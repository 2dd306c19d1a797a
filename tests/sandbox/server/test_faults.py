"""Which requests meet an injected fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.server.calls import Call
from sandbox.server.fault import KINDS, Fault, checked_fault
from sandbox.server.faults import FaultBook
from spec.errors import UsageError

CALL = Call(service="connect", operation="CreateQueue", region="us-east-1")


def met(book: FaultBook, times: int) -> list[bool]:
    return [book.strike(CALL) is not None for _ in range(times)]


@pytest.mark.parametrize(
    ("fault", "concerned"),
    [
        (Fault(kind="error"), True),
        (Fault(kind="error", region="us-east-1", service="connect", operation="CreateQueue"), True),
        (Fault(kind="error", operation="Create*"), True),
        (Fault(kind="error", region="us-west-2"), False),
        (Fault(kind="error", service="s3"), False),
        (Fault(kind="error", operation="Delete*"), False),
    ],
)
def test_filters_narrow_what_a_fault_concerns(fault: Fault, concerned: bool) -> None:
    book = FaultBook()
    book.set(fault)
    assert (book.strike(CALL) is not None) is concerned


def test_a_counted_fault_ends_by_itself() -> None:
    book = FaultBook()
    book.set(Fault(kind="throttle", count=2))
    assert met(book, 4) == [True, True, False, False]
    assert book.list() == ()


def test_the_list_says_how_many_are_left() -> None:
    book = FaultBook()
    book.set(Fault(kind="throttle", count=2))
    book.strike(CALL)
    assert [(fault.id, fault.count) for fault in book.list()] == [(1, 1)]


@given(st.floats(0.01, 0.99), st.integers(0, 10))
def test_a_rate_is_a_share_and_the_same_seed_gives_the_same_fate(rate: float, seed: int) -> None:
    fates = []
    for _ in range(2):
        book = FaultBook()
        book.set(Fault(kind="error", rate=rate, seed=seed))
        fates.append(met(book, 2000))
    assert fates[0] == fates[1]
    assert sum(fates[0]) / 2000 == pytest.approx(rate, abs=0.06)


def test_the_first_fault_set_decides() -> None:
    book = FaultBook()
    book.set(Fault(kind="slow", count=1))
    book.set(Fault(kind="dark"))
    assert [fault.kind for fault in (book.strike(CALL), book.strike(CALL)) if fault] == ["slow", "dark"]


def test_one_fault_or_all_can_be_cleared() -> None:
    book = FaultBook()
    for _ in range(3):
        book.set(Fault(kind="error"))
    assert book.clear(2) == 1
    assert [fault.id for fault in book.list()] == [1, 3]
    assert (book.clear(99), book.clear(), book.list()) == (0, 2, ())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_accepted(kind: str) -> None:
    assert checked_fault({"kind": kind, "rate": 1, "count": 1, "seconds": 0.5}).kind == kind


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"kind": "gone"}, "no kind 'gone'"),
        ({"kind": "error", "rate": 0}, "rate 0"),
        ({"kind": "error", "rate": 1.1}, "rate 1.1"),
        ({"kind": "error", "rate": float("nan")}, "rate nan"),
        ({"kind": "error", "rate": True}, "rate True"),
        ({"kind": "error", "count": 0}, "count 0"),
        ({"kind": "error", "count": 1.5}, "count 1.5"),
        ({"kind": "slow", "seconds": -1}, "-1 is not"),
        ({"kind": "slow", "seconds": 3601}, "3601 is not"),
        ({"kind": "slow", "region": 5}, "region 5"),
        ({"kind": "slow", "color": "red"}, "no field 'color'"),
        ({}, "no kind None"),
    ],
)
def test_an_impossible_fault_is_refused(values: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        checked_fault(values)


def test_a_fault_has_a_sensible_duration_of_its_own() -> None:
    assert (Fault(kind="slow").duration, Fault(kind="timeout").duration, Fault(kind="slow", seconds=0).duration) == (
        2,
        120,
        0,
    )
