"""Sequences of faults and operators, hundreds of them: nothing ends half done without a word.

After every command either all is in the region that was asked for, which answers, or what is raised says where traffic
is. And whoever then does what the words say brings all of it into a region that answers, or is told that none does.
"""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operate.failover.ending import require_moved
from operate.failover.gate import held
from operate.failover.plan import CAREFUL, NOW
from operate.failover.shift import Outcome
from operate.failover.words import split_words
from spec.errors import CiviclineError, CloudError
from tests.operate.failover.fake_world import BOTH, EAST, WEST, Event, FakePace, World


class Killed(BaseException):
    """Power is gone."""


def killed(_: World) -> None:
    raise Killed


def another(to: str, *events: Event, clock: dt.timedelta = dt.timedelta(0)) -> Event:
    """A colleague, in the other room, who is told of his own troubles.

    events  happen on her way; clock: by how much hers is ahead of ours
    """

    def event(world: World) -> None:
        rest, world.events = world.events, list(events)
        glances, world.glances = world.glances, []
        world.now += clock
        with contextlib.suppress(CiviclineError, Killed):
            world.run(to, who="lani", steps=CAREFUL if events else NOW)
        world.now -= clock
        world.events, world.glances = rest, glances

    return event


def clock_set(by: dt.timedelta) -> Event:
    """Whoever corrects the clock of a machine, or breaks it."""

    def event(world: World) -> None:
        world.now += by

    return event


DAY = dt.timedelta(days=1)


EVENTS: dict[str, Event] = {
    "nothing": lambda _: None,
    "east dark": lambda world: world.dark.add(EAST),
    "west dark": lambda world: world.dark.add(WEST),
    "all light": lambda world: world.dark.clear(),
    "east deaf": lambda world: world.deaf.add(EAST),
    "west deaf": lambda world: world.deaf.add(WEST),
    "all hear": lambda world: world.deaf.clear(),
    "west lossy": lambda world: world.lossy.add(WEST),
    "east lossy": lambda world: world.lossy.add(EAST),
    "none lossy": lambda world: world.lossy.clear(),
    "west busy": lambda world: world.busy.update({WEST: 3}),
    "east busy": lambda world: world.busy.update({EAST: 300}),
    "tables gone": lambda world: world.tableless.add(WEST),
    "tables back": lambda world: world.tableless.clear(),
    "west unready": lambda world: world.unready.update({WEST: "the function opening is gone"}),
    "west ready": lambda world: world.unready.clear(),
    "west mute": lambda world: world.mute.add(WEST),
    "killed": killed,
    "lani goes east": another(EAST),
    "lani goes west": another(WEST),
    "lani dies going east": another(EAST, lambda _: None, killed),
    "lani dies going west": another(WEST, lambda _: None, killed),
    "lani goes east by yesterday's clock": another(EAST, clock=-DAY),
    "lani goes west by tomorrow's clock": another(WEST, clock=DAY),
    "clock a day back": clock_set(-DAY),
    "clock an hour ahead": clock_set(DAY / 24),
}
OPERATORS = sorted(name for name in EVENTS if name.startswith("lani"))
DARKNESS = ["east dark", "west dark"]
CLOCKS = sorted(name for name in EVENTS if "clock" in name)
HAPPENS = st.lists(st.sampled_from(sorted(EVENTS)), max_size=4)
COMMAND = st.tuples(st.sampled_from([EAST, WEST, None]), st.sampled_from([NOW, CAREFUL]), HAPPENS, HAPPENS, HAPPENS)


def judged(world: World, to: str | None, steps: tuple[int, ...]) -> None:
    """Run one command and hold it to its word."""
    receives = to or EAST
    outcome: Outcome | None = None
    try:
        outcome = world.run(to, steps=steps, between=held(world.gate, FakePace(world), [receives], 60, ()))
        require_moved([outcome])
    except CiviclineError as error:
        said = str(error)
        split = outcome.split if outcome else None
        told = split_words(world.split) in said or "nobody can tell" in said
        late = "could not be written there" in said and world.split.entirely_in(receives)
        assert told or late, (said, world.split)
        assert split in (None, world.split)
        return
    assert outcome is not None
    assert world.split.entirely_in(receives)
    assert receives not in world.dark
    row = world.look().serving
    assert row is None or row.entirely_in(receives)
    assert row is None or not row.towards or "lani" in row.by


def rescued(world: World) -> None:
    """Morning: faults are over, but for regions that stay dark; a colleague does what the words say."""
    for faults in (world.deaf, world.lossy, world.tableless, world.mute):
        faults.clear()
    world.busy.clear()
    world.events.clear()
    if world.dark >= set(BOTH):
        with pytest.raises(CloudError, match="neither us-west-2 nor us-east-1 answers"):
            world.must(WEST)
        return
    to = next(region for region in BOTH if region not in world.dark)
    world.must(to)
    assert world.split.entirely_in(to)
    assert world.look().served == dict.fromkeys(("chat", "email", "web"), to)


@given(commands=st.lists(COMMAND, min_size=1, max_size=4))
@settings(max_examples=500, derandomize=True, deadline=None)
def test_a_night_of_faults_ends_in_a_region_that_answers_or_with_clear_words(
    commands: list[tuple[str | None, tuple[int, ...], list[str], list[str], list[str]]],
) -> None:
    world = World()
    for to, steps, before, during, glances in commands:
        for name in before:
            if EVENTS[name] is not killed:
                EVENTS[name](world)
        world.events = [EVENTS[name] for name in during]
        world.glances = [EVENTS[name] for name in glances]
        with contextlib.suppress(Killed):
            judged(world, to, steps)
        world.events, world.glances = [], []
    rescued(world)
    for log in world.logs.values():
        if not any(name in CLOCKS for _, _, *happens in commands for names in happens for name in names):
            assert [entry.at for entry in log] == sorted(entry.at for entry in log)


@st.composite
def crowded(draw: st.DrawFn) -> tuple[str | None, tuple[int, ...], list[str], list[str]]:
    """One move during which a colleague moves as well, a region goes dark, a clock is set and a machine dies."""
    each = [draw(st.sampled_from(names)) for names in (OPERATORS, DARKNESS, CLOCKS, ["all light"], ["killed"])]
    happens = draw(st.permutations([*each, *draw(HAPPENS)]))
    at = draw(st.integers(0, len(happens)))
    return draw(st.sampled_from([EAST, WEST, None])), draw(st.sampled_from([NOW, CAREFUL])), happens[:at], happens[at:]


@given(moves=st.lists(crowded(), min_size=1, max_size=3))
@settings(max_examples=500, derandomize=True, deadline=None)
def test_two_operators_darkness_a_wrong_clock_and_a_dead_machine_in_one_night(
    moves: list[tuple[str | None, tuple[int, ...], list[str], list[str]]],
) -> None:
    world = World()
    for to, steps, during, glances in moves:
        world.events = [EVENTS[name] for name in during]
        world.glances = [EVENTS[name] for name in glances]
        with contextlib.suppress(Killed):
            judged(world, to, steps)
        world.events, world.glances = [], []
    rescued(world)
