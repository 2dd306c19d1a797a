"""There and home again: only from where all is as usual, and with what went wrong kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from operate.drills.journey import require_drillable, require_region
from operate.failover.shift import Outcome
from operate.readiness.verdict import Readiness
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.switches import Action
from tests.operate.drills.rehearsal import Rehearsal
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, WEST, World, serving, split


def half_way(world: World) -> None:
    world.must(WEST, steps=(10,))


def killed(world: World) -> None:
    world.run(WEST, steps=(10, 100), between=lambda *_: "killed")


def chat_away(world: World) -> None:
    """Calls were brought home in the console of Amazon Connect, which knows nothing of the rest."""
    world.must(WEST)
    world.split = AT_HOME


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (lambda world: world.dark.add(WEST), "us-west-2 does not answer: this is no moment to practice"),
        (lambda world: world.dark.add(EAST), "us-east-1 does not answer: this is no moment to practice"),
        (lambda world: world.tableless.add(WEST), "us-west-2 does not answer: this is no moment to practice"),
        (half_way, "its traffic is not at home: calls and agents 90 % in us-east-1 and 10 % in us-west-2"),
        (lambda world: world.must(WEST), "its traffic is not at home: calls and agents 100 % in us-west-2"),
        (chat_away, "sign-in in us-east-1 and us-west-2; chat, e-mail and web in us-west-2; nothing was changed"),
        (killed, "a move to us-west-2 is under way"),
    ],
)
def test_a_drill_begins_only_where_all_is_as_usual(before: Callable[[World], object], words: str) -> None:
    world = World()
    before(world)
    was = world.split
    with pytest.raises(PlanRefusedError, match=words) as refused:
        require_drillable([world.look()], WEST)
    assert "nothing was changed" in str(refused.value)
    assert world.split == was


def test_a_drill_goes_to_the_other_region() -> None:
    seen = [World().look()]
    require_drillable(seen, WEST)
    with pytest.raises(
        UsageError, match="that is where traffic of office is at home\n  try: practice the move to us-west-2"
    ):
        require_region(seen, EAST)
    with pytest.raises(UsageError, match="the center office has us-east-1 and us-west-2"):
        require_region(seen, "eu-west-1")


def test_traffic_goes_there_in_steps_and_comes_home_in_steps() -> None:
    rehearsal = Rehearsal()
    rehearsal.there()
    assert rehearsal.world.split == MOVED
    assert serving(rehearsal.world) == [WEST, WEST]
    rehearsal.home()
    assert rehearsal.world.split == AT_HOME
    assert serving(rehearsal.world) == [EAST, EAST]
    shares = [update.voice[WEST] for _, update in rehearsal.world.updates]
    assert shares == [10, 50, 100, 90, 50, 0]
    assert [words.partition(" done")[0] for words in rehearsal.said] == ["10 %", "50 %", "10 %", "50 %"]


def test_each_part_has_its_moment() -> None:
    rehearsal = Rehearsal()
    rehearsal.there()
    rehearsal.home()
    marks = rehearsal.journey.marks
    assert marks.moved is not None
    assert marks.homeward is not None
    assert marks.home is not None
    assert marks.moved < marks.homeward - 59 < marks.home  # held for a minute before it goes home
    assert rehearsal.journey.notes == []


def test_the_log_of_both_regions_tells_the_moves_of_a_drill_from_others() -> None:
    rehearsal = Rehearsal()
    rehearsal.there()
    rehearsal.home()
    for region in BOTH:
        log = rehearsal.world.logs[region]
        assert {entry.reason for entry in log} == {"drill"}
        assert {entry.action for entry in log} == {Action.SHIFT, Action.RESTORE}


def test_a_step_after_which_the_region_is_not_ready_ends_the_way_there_and_home_it_goes() -> None:
    world = World(events=[lambda _: None, lambda world: world.unready.update({WEST: "no desk"})])
    rehearsal = Rehearsal(world)
    with pytest.raises(PlanRefusedError, match="held: calls and agents 90 % in us-east-1 and 10 % in us-west-2"):
        rehearsal.there()
    assert rehearsal.journey.marks.moved is None
    assert rehearsal.journey.notes == ["office: us-west-2 is not ready any more: line main (office): no desk"]
    rehearsal.home()
    assert world.split == AT_HOME


def test_less_that_is_answered_after_the_move_is_a_failure() -> None:
    rehearsal = Rehearsal()
    plan, ready = rehearsal.plan(), [rehearsal.world.gate(WEST)]
    rehearsal.world.events = [lambda _: None] * 5 + [lambda world: world.unready.update({WEST: "no desk"})]
    with pytest.raises(CloudError, match="everything has moved there, and us-west-2 is not ready any more"):
        rehearsal.journey.there(plan, ready, 60)
    assert rehearsal.world.split == MOVED
    rehearsal.home()
    assert rehearsal.world.split == AT_HOME


def test_home_that_is_not_ready_is_not_forced() -> None:
    rehearsal = Rehearsal()
    rehearsal.there()
    rehearsal.world.unready[EAST] = "a flow is missing"
    with pytest.raises(
        PlanRefusedError, match="not ready to take the traffic back: office: calls and agents 100 % in us-west-2"
    ):
        rehearsal.home()
    assert rehearsal.world.split == MOVED


def test_home_of_which_a_check_found_nothing_out_is_not_forced() -> None:
    rehearsal = Rehearsal()
    rehearsal.there()
    rehearsal.journey.gate = lambda region: Readiness(region, ())
    with pytest.raises(PlanRefusedError, match="us-east-1 is not ready to take the traffic back"):
        rehearsal.home()
    assert rehearsal.world.split == MOVED


def test_home_that_goes_dark_during_the_drill_leaves_callers_where_they_are_answered() -> None:
    rehearsal = Rehearsal()
    rehearsal.there()
    rehearsal.world.dark.add(EAST)
    with pytest.raises(CloudError, match="traffic of office cannot move there; nothing was changed"):
        rehearsal.home()
    assert rehearsal.world.split.entirely_in(WEST)
    assert rehearsal.journey.where() == "office: calls and agents 100 % in us-west-2, sign-in in us-west-2"


def test_somebody_else_who_moves_traffic_during_a_drill_is_not_hindered() -> None:
    rehearsal = Rehearsal()
    plan, ready = rehearsal.plan(), [rehearsal.world.gate(WEST)]
    rehearsal.world.events = [lambda _: None, lambda world: world.must(EAST, steps=(100,))]
    with pytest.raises(PlanRefusedError, match="somebody else moves it"):
        rehearsal.journey.there(plan, ready, 60)
    assert rehearsal.journey.overtaken
    assert rehearsal.world.split.voice == split(100).voice


def test_callers_who_find_nobody_end_the_way_there_and_not_the_way_home() -> None:
    rehearsal = Rehearsal()
    rehearsal.journey.unheard = lambda: "the instance in us-west-2 takes no calls"
    with pytest.raises(PlanRefusedError, match="held: calls and agents 90 % in us-east-1"):
        rehearsal.there()
    rehearsal.home()
    assert rehearsal.world.split == AT_HOME


def test_chat_and_web_that_do_not_follow_are_a_failure_and_home_it_goes() -> None:
    rehearsal = Rehearsal()
    asked: list[str] = []

    def follow(outcomes: Sequence[Outcome]) -> None:
        asked.extend(outcome.move.to for outcome in outcomes)
        if asked == [WEST]:
            raise CloudError("front door in us-west-2", "the door there says that chat is served by us-east-1")

    rehearsal.journey.follow = follow
    with pytest.raises(CloudError, match="the door there says that chat is served by us-east-1"):
        rehearsal.there()
    rehearsal.home()
    assert asked == [WEST, EAST]
    assert rehearsal.world.split == AT_HOME
