"""What a shift makes of answers that are lost, late, or somebody else's; and that a part of a move is no move."""

from __future__ import annotations

import pytest

from operate.failover.shift import State
from spec.serving import Serving
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, WEST, World, serving, split


@pytest.mark.parametrize("region", BOTH)
@pytest.mark.parametrize("nth", [1, 2], ids=["of the claim", "of the end"])
def test_a_row_that_was_written_and_whose_answer_was_lost_is_not_missing(region: str, nth: int) -> None:
    world = World()
    plan = world.plan(WEST)
    if nth == 1:
        world.lapses.add(region)
    else:
        world.events = [lambda now: now.lapses.add(region)]  # before the group is changed
    outcome = world.carry_out(plan)
    assert (outcome.state, outcome.missing) == (State.MOVED, {})
    assert outcome.rows == world.rows
    assert serving(world) == [WEST, WEST]
    assert [len(log) for log in world.logs.values()] == [2, 2]


@pytest.mark.parametrize("looks", [1, 3])
def test_a_group_that_shows_it_only_after_a_while_has_taken_it(looks: int) -> None:
    world = World(deaf={WEST})

    def shows(now: World) -> None:
        now.split = MOVED

    plan = world.plan(WEST)
    world.glances = [lambda _: None] * looks + [shows]
    assert world.carry_out(plan).state is State.MOVED
    assert len(world.updates) == 1


def test_a_row_of_a_move_that_failed_counts_more_than_its_claim() -> None:
    """A copy of the claim may be all that a dark region has of it."""
    world = World(refuses={WEST})
    assert world.run(WEST).state is State.FAILED
    for region in BOTH:
        assert (world.rows[region].turn, world.rows[region].towards) == (2, WEST)


def test_whoever_is_overtaken_in_one_region_writes_nothing_more_in_the_other_one() -> None:
    world = World()
    plan = world.plan(WEST)
    theirs = Serving(
        center="office", regions=dict.fromkeys(("chat", "email", "web"), EAST), turn=9, since=world.now, by="mia"
    )
    world.rows[WEST] = theirs
    outcome = world.carry_out(plan)
    assert outcome.state is State.OVERTAKEN
    assert "mia" in outcome.why
    assert (world.split, world.updates) == (AT_HOME, [])
    assert [len(world.logs[region]) for region in BOTH] == [1, 0]
    assert world.rows[WEST] == theirs


def test_a_part_of_the_traffic_takes_no_chat_along() -> None:
    world = World()
    world.must(WEST, steps=(10,))
    assert world.split == split(90)
    assert serving(world) == [EAST, EAST]
    assert {row.towards for row in world.rows.values()} == {""}


def test_a_region_that_was_dark_before_is_asked_for_nothing_on_the_way() -> None:
    """Each question would cost a time-out."""
    world = World(dark={EAST})
    plan = world.plan(WEST)
    world.reads.clear()
    world.events = [lambda now: now.dark.add(WEST)]
    assert world.carry_out(plan).state is State.FAILED
    assert EAST not in world.reads
