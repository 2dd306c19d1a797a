"""A center in two regions, kept by hand: it remembers, refuses what AWS would refuse, and fails as it is told to."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from operate.failover.ending import require_moved
from operate.failover.model import ALL, STEP, Split
from operate.failover.plan import NOW, Plan, Wish, plan_shift
from operate.failover.ports import BusyError, Controls, DarkError
from operate.failover.reading import Seen, look
from operate.failover.shift import Between, Outcome, carry_out
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict
from operate.switches.apply import Signature
from operate.switches.ports import OvertakenError, Place
from spec.errors import CloudError
from spec.serving import Serving
from spec.switches import Action, LogEntry

EAST, WEST = "us-east-1", "us-west-2"
BOTH = (EAST, WEST)
START = dt.datetime(2027, 1, 14, 18, 30, tzinfo=dt.UTC)
Event = Callable[["World"], None]


def split(east: int, *, sign_in: str = "both") -> Split:
    shares = {EAST: east, WEST: ALL - east}
    return Split(voice=shares, agents=shares, sign_in={one: sign_in in ("both", one) for one in BOTH})


AT_HOME = split(100)
MOVED = split(0, sign_in=WEST)


@dataclass
class World:
    """AWS, as far as a failover meets it.

    dark     regions where nothing answers
    tableless  regions whose DynamoDB alone does not answer
    deaf     regions that say yes and do nothing
    lossy    regions that do it, and whose answer is lost
    busy     by region, how many changes are refused for the moment
    refuses  regions that refuse for good
    mute     regions whose DynamoDB takes the next row, and then says nothing any more
    lapses   regions whose DynamoDB takes the next row, and whose answer is lost
    reads    regions that were asked for the group
    events   happen before the next calls that change the group, and during pauses; one each time
    glances  happen before the group is read on the way; one each time
    now      as the operator's clock has it, which may be set to anything; passed: seconds that have gone by
    """

    split: Split = AT_HOME
    dark: set[str] = field(default_factory=set)
    tableless: set[str] = field(default_factory=set)
    deaf: set[str] = field(default_factory=set)
    lossy: set[str] = field(default_factory=set)
    busy: dict[str, int] = field(default_factory=dict)
    busy_rows: dict[str, int] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)
    unready: dict[str, str] = field(default_factory=dict)
    mute: set[str] = field(default_factory=set)
    lapses: set[str] = field(default_factory=set)
    reads: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    glances: list[Event] = field(default_factory=list)
    looking: bool = False
    rows: dict[str, Serving] = field(default_factory=dict)
    logs: dict[str, list[LogEntry]] = field(default_factory=lambda: {region: [] for region in BOTH})
    tokens: set[str] = field(default_factory=set)
    updates: list[tuple[str, Split]] = field(default_factory=list)
    center: str = "office"
    now: dt.datetime = START
    passed: float = 0.0
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def passes(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
        self.passed += seconds

    def happens(self) -> None:
        if self.events:
            self.events.pop(0)(self)

    def glanced(self) -> None:
        if self.glances and not self.looking:
            self.glances.pop(0)(self)

    def controls(self) -> Controls:
        flags = tuple(FakeFlags(self, Place(self.center, one)) for one in BOTH)
        return Controls(self.center, BOTH, FakeGroup(self), flags)

    def look(self) -> Seen:
        """Regions are asked at once there, so that nothing may happen in between."""
        self.looking = True
        try:
            return look([self.controls()], FakePace(self, silent=True))[0]
        finally:
            self.looking = False

    def plan(self, to: str | None = WEST, *, steps: tuple[int, ...] = NOW) -> Plan:
        action = Action.RESTORE if to is None else Action.SHIFT
        return plan_shift(Wish(action=action, to=to, steps=steps, reason="flood"), [self.look()], self.now)

    def carry_out(self, plan: Plan, who: str = "kai", between: Between = lambda *_: "") -> Outcome:
        signature = Signature(f"arn:aws:sts::1:user/{who}", who, self.now)
        (outcome,) = carry_out(plan, [self.controls()], signature, self.fresh, FakePace(self), between)
        return outcome

    def run(
        self, to: str | None = WEST, *, steps: tuple[int, ...] = NOW, who: str = "kai", between: Between = lambda *_: ""
    ) -> Outcome:
        return self.carry_out(self.plan(to, steps=steps), who, between)

    def must(self, to: str | None = WEST, *, steps: tuple[int, ...] = NOW) -> None:
        require_moved([self.run(to, steps=steps)])

    def fresh(self) -> str:
        return f"{next(self.ids):024}"

    def gate(self, region: str) -> Readiness:
        subject = Subject("office", Scope.LINE, "main")
        if region in self.dark:
            return Readiness(region, (Verdict(subject, State.NOT_READY, ("nothing answers",)),))
        why = self.unready.get(region)
        state = State.NOT_READY if why else State.READY
        return Readiness(region, (Verdict(subject, state, (why,) if why else ()),))


@dataclass
class FakeGroup:
    world: World

    def read(self, region: str) -> Split:
        self.world.glanced()
        self.world.reads.append(region)
        self._answer(region)
        return self.world.split

    def update(self, region: str, split: Split) -> None:
        world = self.world
        world.happens()
        world.updates.append((region, split))
        self._answer(region)
        if region in world.refuses:
            raise CloudError(f"connect in {region}", "AccessDeniedException: no")
        if world.busy.get(region, 0) > 0:
            world.busy[region] -= 1
            raise BusyError(f"connect in {region}", "ThrottlingException: Rate exceeded")
        for shares in (split.voice, split.agents):
            assert sum(shares.values()) == ALL
            assert not any(share % STEP for share in shares.values())
            assert set(shares) == set(BOTH)
        if region not in world.deaf:
            world.split = replace(split, since=START + dt.timedelta(seconds=world.passed + len(world.updates)))
        if region in world.lossy:
            raise BusyError(f"connect in {region}", "Read timeout on endpoint URL")

    def _answer(self, region: str) -> None:
        if region in self.world.dark:
            raise DarkError(f"connect in {region}", "Connection was closed before we received a response")


@dataclass
class FakeFlags:
    world: World
    place: Place

    def read(self) -> Serving | None:
        self._answer()
        return self.world.rows.get(self.place.region)

    def write(self, was: Serving | None, then: Serving, entry: LogEntry, token: str) -> None:
        self._answer()
        world, region = self.world, self.place.region
        if world.busy_rows.get(region, 0) > 0:
            world.busy_rows[region] -= 1
            raise BusyError(f"dynamodb in {region}", "ThrottlingException: Rate exceeded")
        if token not in world.tokens:
            if world.rows.get(region) != was:
                raise OvertakenError(f"dynamodb in {region}", "the row is not any more what was shown")
            assert entry.key not in {kept.key for kept in world.logs[region]}, "the log is append-only"
            world.logs[region].append(entry)
            world.rows[region] = then
            world.tokens.add(token)
        if region in world.lapses:
            world.lapses.remove(region)
            raise CloudError(f"dynamodb in {region}", "Read timeout on endpoint URL")
        if region in world.mute:
            world.mute.remove(region)
            world.tableless.add(region)
            self._answer()

    def _answer(self) -> None:
        if self.place.region in self.world.dark | self.world.tableless:
            raise CloudError(f"dynamodb in {self.place.region}", "Connection was closed before we received a response")


@dataclass
class FakePace:
    """silent: nothing happens while it pauses."""

    world: World
    silent: bool = False

    def now(self) -> dt.datetime:
        self.world.passes(0.001)
        return self.world.now

    def elapsed(self) -> float:
        return self.world.passed

    def pause(self, seconds: float) -> None:
        self.world.passes(seconds)
        if not self.silent:
            self.world.happens()


def serving(world: World) -> Sequence[str | None]:
    """The region of chat, by the rows of east and west."""
    return [world.rows[region].regions["chat"] if region in world.rows else None for region in BOTH]
