"""Simulated contacts go where the group sends them, as regularly as can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from operate.drills.calling import Caller, Calling
from operate.drills.score import first_answered, first_unanswered
from spec.errors import CloudError

EAST, WEST = "us-east-1", "us-west-2"


@dataclass
class FakeLine:
    """dark: regions that answer nobody; mute: no region tells where calls go."""

    split: dict[str, int]
    dark: set[str] = field(default_factory=set)
    mute: bool = False

    def shares(self) -> Mapping[str, int]:
        if self.mute:
            raise CloudError("connect", "nothing answers")
        return self.split

    def why_not(self, region: str) -> str:
        return f"{region} is dark" if region in self.dark else ""


@given(share=st.integers(0, 10).map(lambda tenth: tenth * 10), calls=st.integers(1, 60))
def test_a_region_gets_its_share_of_the_calls_to_within_one(share: int, calls: int) -> None:
    caller = Caller(FakeLine({EAST: share, WEST: 100 - share}))
    went = Counter(caller.place(float(number)).region for number in range(calls))
    assert abs(went[EAST] - calls * share / 100) <= 1
    assert share or not went[EAST]


def test_a_caller_in_a_dark_region_finds_nobody() -> None:
    caller = Caller(FakeLine({EAST: 0, WEST: 100}, dark={WEST}))
    assert caller.place(1.0).why == "us-west-2 is dark"


def test_while_no_region_tells_calls_go_where_they_went_before() -> None:
    line = FakeLine({EAST: 100, WEST: 0})
    caller = Caller(line)
    caller.place(1.0)
    line.mute = True
    assert caller.place(2.0).region == EAST
    assert Caller(line).place(3.0).why == "no region tells where calls go: connect: nothing answers"


def test_contacts_are_placed_until_the_drill_ends_and_seen_as_soon_as_they_are() -> None:
    line = FakeLine({EAST: 0, WEST: 100})
    with Calling([line], every=0.001) as calling:
        assert calling.wait_for(lambda placed: first_answered(placed, WEST, 0.0), 20.0) is not None
        line.dark.add(WEST)
        assert calling.wait_for(lambda placed: first_unanswered(placed, 0.0), 20.0) is not None
    ended = len(calling.placed)
    assert [one.at for one in calling.placed] == sorted(one.at for one in calling.placed)
    assert len(calling.placed) == ended


def test_what_does_not_come_is_not_waited_for_longer_than_was_said() -> None:
    with Calling([FakeLine({EAST: 100})], every=0.001) as calling:
        assert calling.wait_for(lambda placed: first_answered(placed, WEST, 0.0), 0.02) is None


def test_several_lines_are_called_in_turn() -> None:
    lines = [FakeLine({EAST: 100}), FakeLine({WEST: 100})]
    with Calling(lines, every=0.001) as calling:
        calling.wait_for(lambda placed: 1.0 if len(placed) >= 4 else None, 20.0)
    assert [one.region for one in calling.placed[:4]] == [EAST, WEST, EAST, WEST]
