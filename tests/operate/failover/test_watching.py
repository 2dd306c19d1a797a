"""What somebody sees who keeps looking: silence is timed, and every change is told once."""

from __future__ import annotations

import datetime as dt

import pytest

from operate.failover import automatic
from operate.failover.aside import Aside
from operate.failover.watching import KEPT, Checked, Instant, Watch
from operate.observing.alarms import AlarmState, Ringing
from operate.observing.look import Observed, Told
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict
from operate.serving.door import Told as DoorTold
from operate.serving.doors import Heard
from spec.automatic import Approval
from spec.errors import CloudError
from spec.models.resilience import Automatic
from spec.serving import CHANNELS
from tests.operate.failover.fake_world import EAST, START, WEST, World

GONE = CloudError("us-west-2", "it does not answer")


def at(seconds: float) -> Instant:
    return Instant(START + dt.timedelta(seconds=seconds), seconds)


def words(watch: Watch) -> list[str]:
    return [change.words for change in watch.changes]


def check(state: State, seconds: float = 0) -> Checked:
    verdict = Verdict(Subject("office", Scope.LINE, "main"), state)
    return Checked(when=at(seconds), readiness=Readiness(WEST, (verdict,)))


def watched(world: World, watch: Watch, seconds: float) -> Watch:
    return watch.looked([world.look()], at(seconds))


def test_the_first_look_is_no_change() -> None:
    watch = watched(World(), Watch(), 1)
    assert (watch.changes, watch.silent, watch.when) == ((), {}, at(1))


def test_a_region_that_goes_dark_is_timed_from_its_first_silence_until_it_answers() -> None:
    world = World()
    watch = watched(world, Watch(), 0)
    world.dark.add(EAST)
    watch = watched(world, watched(world, watch, 5), 10)
    assert watch.silent == {("office", EAST): at(5)}
    world.dark.clear()
    watch = watched(world, watch, 15)
    assert watch.silent == {}
    assert words(watch) == ["us-east-1 does NOT answer", "us-east-1 answers again"]
    assert [change.at for change in watch.changes] == [at(5).at, at(15).at]


def test_a_switchboard_alone_may_be_silent() -> None:
    world = World()
    watch = watched(world, Watch(), 0)
    world.tableless.add(WEST)
    assert words(watched(world, watch, 5)) == ["the switchboard of us-west-2 does NOT answer"]


def test_a_move_is_told_as_it_begins_and_as_it_ends() -> None:
    world = World()
    watch = watched(world, Watch(), 0)
    looks: list[Watch] = []

    def between(_percent: int, _outcomes: object) -> str:
        looks.append(watched(world, watch, 5))
        return ""

    world.run(WEST, steps=(10, 100), between=between)
    assert words(looks[0]) == [
        "calls and agents 90 % in us-east-1 and 10 % in us-west-2, sign-in in us-east-1 and us-west-2",
        "a move to us-west-2 has begun, by user/kai (kai)",
    ]
    assert words(watched(world, looks[0], 10))[2:] == [
        "calls and agents 100 % in us-west-2, sign-in in us-west-2",
        "chat, e-mail and web in us-west-2",
        "the move to us-west-2 has ended",
    ]


def test_a_row_that_cannot_be_read_for_a_while_has_changed_nothing() -> None:
    world = World()
    world.must(WEST)
    world.must(None)
    world.dark.add(EAST)
    world.must(WEST)
    world.dark.clear()
    watch = watched(world, Watch(), 0)
    world.tableless.add(WEST)  # only the old row of the east is left
    told = words(watched(world, watch, 5))
    assert told == ["the switchboard of us-west-2 does NOT answer"]


def test_of_several_centers_a_change_names_its_own() -> None:
    north, south = World(center="north"), World(center="south")
    watch = Watch().looked([north.look(), south.look()], at(0))
    south.dark.add(EAST)
    assert words(watch.looked([north.look(), south.look()], at(5))) == ["south: us-east-1 does NOT answer"]


def test_a_check_that_ends_otherwise_than_the_last_one_is_a_change() -> None:
    watch = Watch().checked(WEST, check(State.READY)).checked(WEST, check(State.READY, 5))
    assert watch.changes == ()
    watch = watch.checked(WEST, check(State.DEGRADED, 9)).checked(WEST, Checked(when=at(20), failure="not reached"))
    assert words(watch) == ["us-west-2: degraded, was ready", "us-west-2: NOT READY, was degraded"]


@pytest.mark.parametrize(
    "found", [Checked(when=at(0), failure="x"), Checked(when=at(0), readiness=Readiness(WEST, ()))]
)
def test_a_check_that_found_nothing_out_is_not_ready(found: Checked) -> None:
    assert found.state is State.NOT_READY


def heard(*alarms: AlarmState) -> Aside:
    return Aside(observed=(Observed("office", (Told(center="office", region=WEST, alarms=alarms, beats={}),)),))


def alarm(state: Ringing) -> AlarmState:
    says = "no caller of main is answered"
    return AlarmState(id="line-main", name="office-line-main", state=state, says=says, since=None, tells=())


def test_an_alarm_that_begins_or_ends_to_ring_is_a_change() -> None:
    watch = Watch().heard(heard(alarm(Ringing.OK)), at(0)).heard(heard(alarm(Ringing.RINGS)), at(30))
    assert words(watch) == ["us-west-2: ALARM: no caller of main is answered"]
    watch = watch.heard(heard(alarm(Ringing.RINGS)), at(60)).heard(heard(alarm(Ringing.UNKNOWN)), at(90))
    assert words(watch)[1:] == ["us-west-2: over: no caller of main is answered"]
    assert Watch().heard(heard(alarm(Ringing.RINGS)), at(0)).changes == (), "it rang before anybody looked"


def test_an_alarm_of_a_region_that_tells_nothing_is_not_over() -> None:
    watch = Watch().heard(heard(alarm(Ringing.RINGS)), at(0)).heard(Aside(), at(30))
    silent = Told(center="office", region=WEST, alarms=GONE, beats={})
    assert watch.heard(Aside(observed=(Observed("office", (silent,)),)), at(60)).changes == ()


def asking(found: Approval | CloudError | None) -> Aside:
    return Aside(automatic=(automatic.Watch("office", Automatic(), {WEST: found}),))


def test_a_region_that_begins_to_ask_or_is_answered_is_a_change_and_one_that_tells_nothing_is_none() -> None:
    approval = Approval(
        center="office",
        region=WEST,
        execution="e",
        token="t",
        why="dark",
        asked=START,
        expires=START + dt.timedelta(hours=12),
    )
    watch = Watch().heard(asking(None), at(0)).heard(asking(approval), at(30)).heard(asking(approval), at(60))
    assert words(watch) == ["us-west-2 ASKS whether to take the traffic of office"]
    assert words(watch.heard(asking(GONE), at(90))) == words(watch)
    assert words(watch.heard(asking(None), at(90)))[1:] == ["us-west-2 asks no more whether to take that of office"]


def test_a_front_door_that_falls_silent_or_answers_again_is_a_change() -> None:
    answers = DoorTold(WEST, dict.fromkeys(CHANNELS, WEST))

    def doors(told: DoorTold | CloudError) -> Aside:
        return Aside(doors=(Heard("office", WEST, "https://door.example", told),))

    watch = Watch().heard(doors(answers), at(0)).heard(doors(GONE), at(30)).heard(Aside(), at(60))
    assert words(watch) == ["the front door of us-west-2 does NOT answer"]
    again = Watch().heard(doors(GONE), at(0)).heard(doors(answers), at(30))
    assert words(again) == ["the front door of us-west-2 answers again"]


def test_only_the_last_changes_are_kept() -> None:
    world, watch = World(), Watch()
    for second in range(2 * KEPT):
        world.dark = {EAST} if second % 2 else set()
        watch = watched(world, watch, second)
    assert len(watch.changes) == KEPT
    assert watch.changes[-1].at == at(2 * KEPT - 1).at
