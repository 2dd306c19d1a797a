"""Carrying a move out: one call in the receiving region, read back; what fails is said, and what is missing is done."""

from __future__ import annotations

import datetime as dt

import pytest

from operate.failover.ending import require_moved
from operate.failover.gate import held, require_answering, require_ready
from operate.failover.plan import CAREFUL, Wish, plan_shift
from operate.failover.reading import look
from operate.failover.shift import Outcome, State, carry_out
from operate.readiness.verdict import Readiness
from operate.switches.apply import Signature
from spec.errors import CloudError, PlanRefusedError
from spec.switches import Action
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, WEST, FakePace, World, serving, split


def test_calls_agents_and_sign_in_move_in_one_call_to_the_receiving_region() -> None:
    world = World()
    world.must(WEST)
    assert world.updates == [(WEST, MOVED)]
    assert world.split == MOVED


def test_chat_email_and_web_follow_in_both_regions() -> None:
    world = World()
    world.must(WEST)
    assert serving(world) == [WEST, WEST]
    assert {row.towards for row in world.rows.values()} == {""}


def test_the_log_of_both_regions_has_who_when_why_and_where_to() -> None:
    world = World()
    world.must(WEST)
    assert world.logs[EAST] == world.logs[WEST]
    for region in BOTH:
        begun, ended = world.logs[region]
        assert (begun.who, begun.os_user, begun.action, begun.reason) == (
            "arn:aws:sts::1:user/kai", "kai", Action.SHIFT, "flood",
        )  # fmt: skip
        assert begun.traffic == "begins to move to us-west-2"
        assert ended.traffic == (
            "calls and agents 100 % in us-west-2, sign-in in us-west-2; chat, e-mail and web in us-west-2"
        )
        assert begun.at < ended.at


def test_the_same_again_calls_nothing_and_writes_nothing() -> None:
    world = World()
    world.must(WEST)
    outcome = world.run(WEST)
    assert outcome.state is State.ALREADY
    assert len(world.updates) == 1
    assert [len(log) for log in world.logs.values()] == [2, 2]


def test_a_dark_primary_is_not_needed_and_not_waited_for() -> None:
    world = World(dark={EAST})
    outcome = world.run(WEST)
    require_moved([outcome])
    assert world.split == MOVED
    assert serving(world) == [None, WEST]
    assert outcome.missing.keys() == {EAST}


def test_the_primary_is_told_when_it_is_back() -> None:
    world = World(dark={EAST})
    world.must(WEST)
    world.dark.clear()
    outcome = world.run(WEST)
    assert outcome.state is State.MOVED
    assert serving(world) == [WEST, WEST]
    assert len(world.updates) == 1
    assert len(world.logs[EAST]) == 1


def test_a_primary_that_comes_back_with_an_old_row_does_not_count() -> None:
    world = World()
    world.must(WEST)
    world.must(None)
    world.dark.add(EAST)
    world.must(WEST)
    world.dark.clear()
    assert serving(world) == [EAST, WEST]
    assert world.look().served["chat"] == WEST


def test_moves_of_which_one_region_knows_nothing_do_not_count_more_than_a_later_one() -> None:
    """The west is dark while traffic goes to and fro; then the east is, with rows that count many moves."""
    world = World(dark={WEST}, split=split(50))
    world.must(EAST)
    world.must(None)
    world.must(EAST)
    world.dark = {EAST}
    world.now -= dt.timedelta(days=1)
    world.must(WEST)
    world.dark.clear()
    assert serving(world) == [EAST, WEST]
    assert world.look().served["chat"] == WEST


def test_a_primary_that_goes_dark_in_mid_shift_is_told_and_the_same_again_is_fine() -> None:
    world = World(events=[lambda world: world.dark.add(EAST)])
    outcome = world.run(WEST)
    assert (outcome.state, world.split) == (State.MOVED, MOVED)
    with pytest.raises(CloudError, match="run the same command again"):
        require_moved([outcome])
    require_moved([world.run(WEST)])


@pytest.mark.parametrize("fault", ["lossy", "deaf"])
def test_what_the_service_says_is_not_believed(fault: str) -> None:
    world = World()
    getattr(world, fault).add(WEST)
    outcome = world.run(WEST)
    if fault == "lossy":
        assert (outcome.state, len(world.updates)) == (State.MOVED, 1)
        require_moved([outcome])
        return
    assert outcome.state is State.FAILED
    assert outcome.why == (
        "us-west-2 took the call, and shows calls and agents 100 % in us-east-1, sign-in in us-east-1 and us-west-2"
    )
    assert serving(world) == [EAST, EAST]
    with pytest.raises(CloudError, match="civicline failover shift --to us-east-1 --now to go back"):
        require_moved([outcome])


def test_a_receiving_region_that_throttles_is_asked_again() -> None:
    world = World(busy={WEST: 4})
    world.must(WEST)
    assert len(world.updates) == 5
    assert (world.now - world.logs[WEST][0].at).total_seconds() < 10


@pytest.mark.parametrize("region", [EAST, WEST])
def test_a_row_that_a_region_refuses_for_the_moment_is_written_a_moment_later(region: str) -> None:
    world = World(busy_rows={region: 3})
    world.must(WEST)
    assert serving(world) == [WEST, WEST]
    assert [len(entries) for entries in world.logs.values()] == [2, 2]


def test_a_row_that_a_region_goes_on_to_refuse_is_said_to_be_missing() -> None:
    world = World(busy_rows={WEST: 1_000})
    outcome = world.run(WEST)
    assert world.split == MOVED
    assert outcome.missing == {WEST: "dynamodb in us-west-2: ThrottlingException: Rate exceeded"}
    assert world.passed < 30


def test_patience_with_a_region_ends_and_that_is_said() -> None:
    world = World(busy={WEST: 1_000})
    outcome = world.run(WEST)
    assert (outcome.state, outcome.why) == (State.FAILED, "connect in us-west-2: ThrottlingException: Rate exceeded")
    assert 30 <= (world.now - world.logs[WEST][0].at).total_seconds() < 40
    assert world.look().serving is not None
    assert {row.towards for row in world.rows.values()} == {WEST}


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_is_set_while_a_region_throttles_changes_nothing_about_patience(hours: int) -> None:
    def set_clock(world: World) -> None:
        world.now += dt.timedelta(hours=hours)

    world = World(busy={WEST: 4}, events=[lambda _: None, set_clock])
    world.must(WEST)
    assert world.split == MOVED
    endless = World(busy={WEST: 1_000}, events=[lambda _: None, set_clock])
    assert endless.run(WEST).state is State.FAILED
    assert 30 <= endless.passed < 40


def test_a_refusal_for_good_is_not_repeated() -> None:
    world = World(refuses={WEST})
    outcome = world.run(WEST)
    assert (outcome.state, len(world.updates)) == (State.FAILED, 1)
    assert "AccessDenied" in outcome.why


def test_a_receiving_region_that_dies_after_the_call_is_no_success() -> None:
    world = World(lossy={WEST})
    world.events = [lambda _: None]
    outcome = world.run(WEST, between=lambda *_: "")
    assert outcome.state is State.MOVED
    world = World()
    world.events = [lambda world: world.dark.add(WEST)]
    outcome = world.run(WEST)
    assert (outcome.state, outcome.split) == (State.FAILED, AT_HOME)


def test_of_two_who_begin_at_once_in_opposite_directions_the_second_is_told() -> None:
    world = World(split=split(50))
    ours, theirs = world.plan(WEST), world.plan(EAST)
    assert world.carry_out(ours, "kai").state is State.MOVED
    outcome = world.carry_out(theirs, "lani")
    assert outcome.state is State.OVERTAKEN
    assert "arn:aws:sts::1:user/kai (kai)" in outcome.why
    assert world.split == MOVED
    with pytest.raises(PlanRefusedError, match="somebody else moves it: calls and agents 100 % in us-west-2"):
        require_moved([outcome])


def test_whoever_is_overtaken_between_two_tries_stops() -> None:
    world = World(split=split(50), busy={WEST: 1})
    world.events = [lambda _: None, lambda world: world.must(EAST)]
    outcome = world.run(WEST, who="lani")
    assert outcome.state is State.OVERTAKEN
    assert world.split.entirely_in(EAST)
    assert serving(world) == [EAST, EAST]


def test_whoever_had_his_call_in_between_is_told_at_the_end() -> None:
    """The other one has come to his end before our call arrives; ours is the last word, and we say what is where."""
    world = World(split=split(50))
    world.events = [lambda world: world.must(EAST)]
    outcome = world.run(WEST, who="lani")
    assert outcome.state is State.OVERTAKEN
    assert world.split == MOVED
    with pytest.raises(PlanRefusedError, match="100 % in us-west-2"):
        require_moved([outcome])
    world.must(WEST)
    assert serving(world) == [WEST, WEST]


def test_whoever_had_the_last_word_right_after_our_call_is_seen() -> None:
    world = World()
    world.glances = [lambda _: None, lambda world: setattr(world, "split", AT_HOME)]
    outcome = world.run(WEST)
    assert (outcome.state, outcome.split) == (State.OVERTAKEN, AT_HOME)


def test_a_region_that_is_gone_when_all_was_written_is_no_success() -> None:
    world = World()
    world.glances = [lambda _: None, lambda world: world.dark.add(WEST)]
    outcome = world.run(WEST)
    assert outcome.state is State.FAILED
    assert outcome.why.startswith("it was moved, and us-west-2 does not answer now")


def test_where_traffic_is_then_is_told_by_the_region_that_is_left() -> None:
    def all_back(world: World) -> None:
        world.dark.add(WEST)
        world.split = AT_HOME

    world = World()
    world.glances = [lambda _: None, all_back]
    outcome = world.run(WEST)
    assert (outcome.state, outcome.split) == (State.FAILED, AT_HOME)


def test_whoever_is_overtaken_between_two_steps_takes_no_other() -> None:
    world = World()
    world.events = [lambda _: None, lambda world: world.must(EAST)]
    outcome = world.run(WEST, steps=CAREFUL, between=held(world.gate, FakePace(world), [WEST], 60, ()))
    assert outcome.state is State.OVERTAKEN
    assert world.split.entirely_in(EAST)


def test_a_row_whose_answer_was_lost_is_known_as_our_own_again() -> None:
    world = World(mute={WEST})
    world.events = [lambda world: world.tableless.clear()]
    world.must(WEST)
    assert serving(world) == [WEST, WEST]


def test_without_a_verdict_that_holds_nothing_may_move_unless_somebody_says_why() -> None:
    world = World(unready={WEST: "the function opening is gone"})
    for found in (world.gate(WEST), Readiness(WEST, ())):
        with pytest.raises(PlanRefusedError, match="us-west-2: it is not ready to take the traffic"):
            require_ready([found], "")
        require_ready([found], "the primary burns")
    require_ready([world.gate(EAST)], "")


def test_steps_are_held_and_chat_moves_with_the_last() -> None:
    world, seen = World(), []

    def between(percent: int, _: object) -> str:
        seen.append((percent, world.split.voice[WEST], serving(world)))
        return ""

    require_moved([world.run(WEST, steps=CAREFUL, between=between)])
    assert seen == [(10, 10, [EAST, EAST]), (50, 50, [EAST, EAST])]
    assert [asked.voice[WEST] for _, asked in world.updates] == [10, 50, 100]
    assert serving(world) == [WEST, WEST]


def test_steps_stop_where_the_region_is_not_ready_any_more() -> None:
    world = World()
    world.events = [lambda _: None, lambda world: world.unready.update({WEST: "the function opening is gone"})]
    outcome = world.run(WEST, steps=CAREFUL, between=held(world.gate, FakePace(world), [WEST], 60, ()))
    assert (outcome.state, world.split.voice[WEST]) == (State.HELD, 10)
    assert outcome.why == "us-west-2 is not ready any more: line main (office): the function opening is gone"
    with pytest.raises(PlanRefusedError, match=r"held: calls and agents 90 % in us-east-1 and 10 % in us-west-2"):
        require_moved([outcome])
    assert world.logs[EAST][-1].traffic.endswith("stopped: " + outcome.why)


def test_whoever_holds_says_where_somebody_has_moved_it_meanwhile() -> None:
    world = World()

    def meanwhile(_percent: int, _outcomes: object) -> str:
        world.split = MOVED
        return "the region is not ready any more"

    outcome = world.run(WEST, steps=CAREFUL, between=meanwhile)
    assert (outcome.state, outcome.split) == (State.HELD, MOVED)


def test_a_move_that_was_held_goes_on_from_there_or_back() -> None:
    for to, steps in ((WEST, CAREFUL), (EAST, (100,)), (None, CAREFUL)):
        world = World()
        world.run(WEST, steps=CAREFUL, between=lambda *_: "enough")
        world.must(to, steps=steps)
        home = to or EAST
        assert world.split.entirely_in(home)
        assert serving(world) == [home, home]


def test_what_was_known_to_be_unready_stops_no_step() -> None:
    world = World(unready={WEST: "no function opening"})
    known = [verdict.subject for verdict in world.gate(WEST).refused]
    require_moved([world.run(WEST, steps=CAREFUL, between=held(world.gate, FakePace(world), [WEST], 60, known))])


class Killed(BaseException):
    """The laptop is dead."""


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_a_shift_that_is_killed_is_seen_to_be_under_way_and_can_be_resumed_by_anybody(moment: int) -> None:
    def killed(_: World) -> None:
        raise Killed

    world = World()
    world.events = [*[lambda _: None] * (2 * moment), killed]
    gate = held(world.gate, FakePace(world), [WEST], 60, ())
    with pytest.raises(Killed):
        world.run(WEST, steps=CAREFUL, between=gate)
    assert world.split.voice[WEST] == (0, 10, 50)[moment]
    row = world.look().serving
    assert row is not None
    assert (row.towards, row.by) == (WEST, "arn:aws:sts::1:user/kai (kai)")
    plan = world.plan(WEST, steps=CAREFUL)
    assert plan.moves[0].unfinished == row
    require_moved([world.carry_out(plan, "lani")])
    assert (world.split, serving(world)) == (MOVED, [WEST, WEST])


def test_restoring_brings_all_home_and_opens_sign_in_in_both_regions() -> None:
    world = World()
    world.must(WEST)
    world.must(None, steps=CAREFUL)
    assert world.split == AT_HOME
    assert [asked.voice[EAST] for _, asked in world.updates] == [100 - 100, 10, 50, 100]
    assert {region for region, _ in world.updates[1:]} == {EAST}
    assert serving(world) == [EAST, EAST]
    assert world.logs[EAST][-1].action is Action.RESTORE


def test_a_region_whose_tables_alone_are_gone_does_not_keep_calls_from_moving() -> None:
    world = World(tableless={WEST, EAST})
    outcome = world.run(WEST)
    assert (outcome.state, world.split) == (State.MOVED, MOVED)
    with pytest.raises(CloudError, match="that chat, e-mail and web follow could not be written there"):
        require_moved([outcome])


def test_without_any_answer_nothing_is_tried() -> None:
    world = World(dark={EAST, WEST})
    with pytest.raises(CloudError, match="neither us-west-2 nor us-east-1 answers"):
        world.run(WEST)
    assert world.updates == []


def test_of_two_centers_one_may_fail_and_both_are_told() -> None:
    north, south = World(center="north"), World(center="south", refuses={WEST})
    controls = [north.controls(), south.controls()]
    wish = Wish(action=Action.SHIFT, to=WEST, steps=CAREFUL)
    pace, stops = FakePace(north), []

    def between(percent: int, outcomes: tuple[Outcome, ...]) -> str:
        stops.append((percent, [outcome.state for outcome in outcomes]))
        return ""

    plan = plan_shift(wish, look(controls, pace), north.now)
    outcomes = carry_out(plan, controls, Signature("arn", "kai", north.now), north.fresh, pace, between)
    assert [outcome.state for outcome in outcomes] == [State.MOVED, State.FAILED]
    assert stops == [(percent, [State.MOVED, State.FAILED]) for percent in (10, 50)]
    assert (north.split, south.split) == (MOVED, AT_HOME)
    with pytest.raises(CloudError, match="south: not moved as you wanted: calls and agents 100 % in us-east-1"):
        require_moved(outcomes)


def test_what_is_lost_after_a_move_is_told_unless_it_was_known_before() -> None:
    world = World(unready={WEST: "the function opening is gone"})
    after = world.gate(WEST)
    with pytest.raises(CloudError, match="everything has moved there, and us-west-2 is not ready any more"):
        require_answering([after], ())
    require_answering([after], [verdict.subject for verdict in after.refused])
    with pytest.raises(CloudError, match="nothing about it could be checked"):
        require_answering([Readiness(WEST, ())], ())


def test_a_clock_that_is_wrong_does_not_decide() -> None:
    world = World()
    world.must(WEST)
    world.now = world.now.replace(year=2020)
    world.must(None)
    assert world.look().served["chat"] == EAST
