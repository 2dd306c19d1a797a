"""What two regions say of one center, where they do not say the same; and how long a silent one is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from operate.failover.dynamo import DynamoFlags
from operate.failover.gate import unready
from operate.failover.model import Split
from operate.failover.plan import NOW, Wish, plan_shift
from operate.failover.ports import BusyError, Controls, DarkError, UnknownGroupError
from operate.failover.reading import PAUSES, Seen, look, tried
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict
from operate.switches.ports import Place
from spec.errors import CloudError, UsageError
from spec.serving import CHANNELS, Serving
from spec.switches import Action
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, START, WEST, FakeGroup, FakePace, World

EARLIER, LATER = START - dt.timedelta(hours=1), START


@dataclass
class Asked:
    """Answers in turn; the last one again and again."""

    answers: list[str | CloudError]
    times: int = 0

    def __call__(self) -> str:
        self.times += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, CloudError):
            raise answer
        return answer


def test_a_silent_region_is_asked_once_and_one_that_refuses_for_the_moment_again() -> None:
    world = World()
    pace = FakePace(world, silent=True)
    dark, busy, refused = DarkError("w", "silent"), BusyError("w", "throttled"), CloudError("w", "no")
    for answer in (dark, refused):
        asked = Asked([answer])
        assert (tried(asked, pace), asked.times, world.passed) == (answer, 1, 0)
    asked = Asked([busy, busy, "well"])
    assert (tried(asked, pace), asked.times) == ("well", 3)
    asked = Asked([busy])
    assert (tried(asked, pace), asked.times) == (busy, len(PAUSES) + 1)


@pytest.mark.parametrize(("east", "west"), [(EARLIER, LATER), (LATER, EARLIER), (None, EARLIER), (EARLIER, None)])
def test_where_regions_differ_the_group_is_as_it_was_changed_last(
    east: dt.datetime | None, west: dt.datetime | None
) -> None:
    splits = {EAST: replace(AT_HOME, since=east), WEST: replace(MOVED, since=west)}
    seen = Seen("office", BOTH, splits, dict.fromkeys(BOTH))
    westward = west is not None and (east is None or west > east)
    assert seen.split == (MOVED if westward else AT_HOME)


@dataclass
class Forgetful(FakeGroup):
    """A group that some regions do not know."""

    unknown: set[str] = field(default_factory=set)

    def read(self, region: str) -> Split:
        if region in self.unknown:
            raise UnknownGroupError(f"connect in {region}", "ResourceNotFoundException: no such group")
        return super().read(region)


def test_a_group_is_out_of_date_only_where_no_region_tells_of_it() -> None:
    world = World()
    pace = FakePace(world)

    def controls(*unknown: str) -> Controls:
        return replace(world.controls(), group=Forgetful(world, set(unknown)))

    (seen,) = look([controls(EAST)], pace)
    assert (seen.split, list(seen.dark)) == (AT_HOME, [EAST])
    with pytest.raises(UsageError, match="out of date"):
        look([controls(*BOTH)], pace)


def row(region: str, towards: str = "") -> Serving:
    regions = dict.fromkeys(CHANNELS, region)
    return Serving(center="office", regions=regions, turn=1, since=EARLIER, by="kai", towards=towards)


@pytest.mark.parametrize(
    ("split", "rows", "to", "written"),
    [
        (MOVED, {}, WEST, BOTH),
        (AT_HOME, {}, EAST, ()),
        (MOVED, dict.fromkeys(BOTH, row(WEST)), WEST, ()),
        (MOVED, dict.fromkeys(BOTH, row(WEST, WEST)), WEST, BOTH),
        (MOVED, {WEST: row(WEST)}, WEST, (EAST,)),
        (MOVED, {EAST: row(EAST), WEST: row(WEST)}, WEST, (EAST,)),
    ],
    ids=["moved in the console", "never moved", "all there", "killed before its end", "one has none", "one is old"],
)
def test_rows_are_written_where_they_do_not_say_what_the_group_shows(
    split: Split, rows: dict[str, Serving], to: str, written: tuple[str, ...]
) -> None:
    world = World(split=replace(split, sign_in=MOVED.sign_in if to == WEST else {EAST: True, WEST: False}), rows=rows)
    plan = plan_shift(Wish(action=Action.SHIFT, to=to, steps=NOW), [world.look()], START)
    assert (plan.moves[0].stages, plan.moves[0].rows) == ((), written)


def test_what_was_ready_before_a_move_is_not_known_to_be_unready() -> None:
    main, tty = (Subject("office", Scope.LINE, name) for name in ("main", "tty"))
    found = Readiness(WEST, (Verdict(main, State.DEGRADED, ("slow",)), Verdict(tty, State.NOT_READY, ("no flow",))))
    assert unready([found]) == {tty}


@dataclass
class Tables:
    """Clients of DynamoDB; what was read is kept."""

    asked: list[Any] = field(default_factory=list)

    def client(self, *_: Any) -> Any:
        return self

    def get_item(self, **given: Any) -> Any:
        self.asked.append(given)
        return {}


def test_a_row_is_read_as_it_is_now_and_not_as_it_was_a_moment_ago() -> None:
    tables: Any = Tables()
    assert DynamoFlags(tables, Place("office", WEST), "switchboard", "switch-log").read() is None
    assert [one["ConsistentRead"] for one in tables.asked] == [True]
