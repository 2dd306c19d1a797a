"""What a shift would move, step by step; what cannot be meant, and what cannot be done, is said before anything is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operate.failover.model import ALL, Split
from operate.failover.plan import CAREFUL, Plan, Wish, plan_shift, read_steps
from operate.failover.ports import UnknownGroupError
from operate.failover.reading import Seen
from operate.failover.words import split_words
from spec.errors import CloudError, UsageError
from spec.switches import Action
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, START, WEST, FakePace, World, split


def planned(at: Split, to: str | None = WEST, steps: tuple[int, ...] = (ALL,), dark: tuple[str, ...] = ()) -> Plan:
    splits = {one: CloudError("connect", "no answer") if one in dark else at for one in BOTH}
    seen = Seen("office", BOTH, splits, dict.fromkeys(BOTH))
    return plan_shift(Wish(action=Action.SHIFT if to else Action.RESTORE, to=to, steps=steps), [seen], START)


def stages(plan: Plan) -> list[tuple[int, int]]:
    """(percent, calls in the west) of each."""
    return [(stage.percent, stage.split.voice[WEST]) for stage in plan.moves[0].stages]


def test_at_once_is_one_call() -> None:
    plan = planned(AT_HOME)
    assert [stage.split for stage in plan.moves[0].stages] == [MOVED]
    assert (plan.moves[0].away, plan.moves[0].whole, plan.percents) == (EAST, True, (100,))


def test_steps_are_calls_of_their_own_and_sign_in_closes_with_the_last() -> None:
    plan = planned(AT_HOME, steps=CAREFUL)
    assert stages(plan) == [(10, 10), (50, 50), (100, 100)]
    assert [stage.split.sign_in[EAST] for stage in plan.moves[0].stages] == [True, True, False]


def test_a_move_goes_on_where_it_stands_and_never_back() -> None:
    assert stages(planned(split(70), steps=CAREFUL)) == [(50, 50), (100, 100)]
    assert stages(planned(split(0), steps=CAREFUL)) == [(10, 100)]
    assert stages(planned(MOVED, steps=CAREFUL)) == []


def test_agents_who_were_left_behind_are_moved_too() -> None:
    behind = Split(voice={EAST: 0, WEST: 100}, agents={EAST: 100, WEST: 0}, sign_in={EAST: True, WEST: True})
    plan = planned(behind, steps=CAREFUL)
    assert [stage.split.agents[WEST] for stage in plan.moves[0].stages] == [10, 50, 100]
    assert {stage.split.voice[WEST] for stage in plan.moves[0].stages} == {100}


def test_steps_that_end_earlier_leave_chat_where_it_is() -> None:
    plan = planned(AT_HOME, steps=(10,))
    assert (stages(plan), plan.moves[0].whole) == ([(10, 10)], False)


def test_nobody_signs_in_to_a_region_that_is_dark() -> None:
    assert [stage.split.sign_in[EAST] for stage in planned(AT_HOME, steps=CAREFUL, dark=(EAST,)).moves[0].stages] == [
        False, False, False,
    ]  # fmt: skip
    assert planned(split(0), None, dark=(WEST,)).moves[0].stages[-1].split.sign_in == {EAST: True, WEST: False}


def test_restoring_goes_to_the_own_region_and_opens_sign_in_in_both() -> None:
    plan = planned(MOVED, None, CAREFUL)
    assert stages(plan) == [(10, 90), (50, 50), (100, 0)]
    assert plan.moves[0].stages[-1].split == AT_HOME


def test_a_shift_home_leaves_sign_in_for_restore_to_open() -> None:
    (stage,) = planned(MOVED, EAST).moves[0].stages
    assert stage.split.sign_in == {EAST: True, WEST: False}
    assert [stage.split for stage in planned(stage.split, None).moves[0].stages] == [AT_HOME]


def test_a_region_that_does_not_answer_cannot_receive() -> None:
    with pytest.raises(CloudError, match=r"us-west-2: it does not answer.*nothing was changed: calls and agents 100 %"):
        planned(AT_HOME, dark=(WEST,))


def test_a_region_that_the_center_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(UsageError, match="--to eu-west-2: the center office has us-east-1 and us-west-2"):
        planned(AT_HOME, "eu-west-2")


@pytest.mark.parametrize(
    ("text", "steps"),
    [("100", (100,)), ("10,50,100", (10, 50, 100)), (" 10 %, 20%,100 ", (10, 20, 100)), ("30", (30,))],
)
def test_steps_are_read_as_they_are_written(text: str, steps: tuple[int, ...]) -> None:
    assert read_steps(text) == steps


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no percentages"),
        ("ten", "no percentages"),
        ("10,,100", "no percentages"),
        ("-10,100", "no percentages"),
        ("1e2", "no percentages"),
        ("\u0665\u0660", "no percentages"),
        ("15,100", "parts of 10 %, up to 100: 15 is none"),
        ("0,100", "0 is none"),
        ("110", "110 is none"),
        ("50,10,100", "more than the one before"),
        ("50,50", "more than the one before"),
        ("9" * 5_000, "is none"),
    ],
)
def test_steps_that_nobody_can_take_are_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_steps(text)


STEPS = st.lists(st.integers(1, 10).map(lambda n: 10 * n), min_size=1, unique=True).map(lambda n: tuple(sorted(n)))
SHARES = st.integers(0, 10).map(lambda n: {EAST: 10 * n, WEST: ALL - 10 * n})
SPLITS = st.builds(
    lambda voice, agents, here, there: Split(voice=voice, agents=agents, sign_in={EAST: here, WEST: there}),
    SHARES, SHARES, st.booleans(), st.booleans(),
)  # fmt: skip


@given(at=SPLITS, steps=STEPS, to=st.sampled_from([EAST, WEST, None]), dark=st.booleans())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_every_plan_only_goes_forward_and_says_when_it_is_whole(
    at: Split, steps: tuple[int, ...], to: str | None, dark: bool
) -> None:
    receives = to or EAST
    away = WEST if receives == EAST else EAST
    (move,) = planned(at, to, steps, (away,) if dark else ()).moves
    before = at
    for stage in move.stages:
        for shares, earlier in ((stage.split.voice, before.voice), (stage.split.agents, before.agents)):
            assert sum(shares.values()) == ALL
            assert shares[receives] >= max(earlier[receives], stage.percent)
        assert stage.split.sign_in[receives]
        assert not (dark and stage.split.sign_in[away])
        before = stage.split
    assert move.whole is before.entirely_in(receives)
    assert steps[-1] < ALL or move.whole


def test_what_was_recorded_and_aws_does_not_know_is_out_of_date() -> None:
    world = World()

    class Gone:
        def read(self, region: str) -> Split:
            raise UnknownGroupError(f"connect in {region}", "ResourceNotFoundException")

        def update(self, region: str, split: Split) -> None:
            raise AssertionError(f"{region}: nothing is moved to {split}")

    from dataclasses import replace

    from operate.failover.reading import look

    with pytest.raises(UsageError, match="knows no such traffic distribution group: what this machine recorded is out"):
        look([replace(world.controls(), group=Gone())], FakePace(world))


def test_splits_are_told_in_words() -> None:
    assert split_words(split(90)) == (
        "calls and agents 90 % in us-east-1 and 10 % in us-west-2, sign-in in us-east-1 and us-west-2"
    )
    behind = Split(voice={EAST: 0, WEST: 100}, agents={EAST: 100, WEST: 0}, sign_in={EAST: False, WEST: False})
    assert split_words(behind) == "calls 100 % in us-west-2, agents 100 % in us-east-1, sign-in NOWHERE"
