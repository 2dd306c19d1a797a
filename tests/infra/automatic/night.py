"""A night of one center in two regions of a sandbox: the western state machine is walked, the function is the real one."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from infra.automatic.machine import definition
from infra.functions.automatic.handler import act
from infra.functions.automatic.parts.place import Place
from operate.aws import URGENT, Target
from operate.failover.dynamo import DynamoFlags
from operate.failover.ending import require_moved
from operate.failover.plan import NOW as AT_ONCE
from operate.failover.plan import Wish, plan_shift
from operate.failover.reading import look
from operate.failover.shift import State, carry_out
from operate.switches.apply import Signature
from sandbox.server import client
from spec.automatic import approval_scope
from spec.heartbeat import Heartbeat
from spec.serving import Serving
from spec.switches import SCOPE, Action, entry_of
from tests.infra.automatic.walker import Clock, Walker
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing

ALARM, NAMED = "civicline-wa-dev-office-automatic", "wa-program --stack dev --target aws"
PERSON = "arn:aws:iam::000000000101:user/kai"
HERE, MOVED_WHOLLY = (0, 0, True, True), (100, 100, False, True)
"""As `Standing.shares` tells: calls and agents in the west, sign-in in the east and in the west."""
WATCHING: dict[str, Any] = {
    "Namespace": "Civicline",
    "MetricName": "RegionAnswers",
    "Period": 60,
    "EvaluationPeriods": 5,
    "Threshold": 0,
    "Statistic": "Maximum",
    "ComparisonOperator": "LessThanOrEqualToThreshold",
}


@functools.cache
def urgent(endpoint: str, service: str, region: str) -> Any:
    """Made once: that takes longer than most calls."""
    return Target(endpoint).client(service, region, URGENT)


@dataclass
class NightPace:
    """An operator's time is the night's."""

    clock: Clock

    def now(self) -> dt.datetime:
        self.clock.pass_(0.001)
        return self.clock()

    def elapsed(self) -> float:
        return self.clock().timestamp()

    def pause(self, seconds: float) -> None:
        self.clock.pass_(seconds)


@dataclass
class Night:
    """The west watches the east, hours after anybody moved anything."""

    standing: Standing
    place: Place
    clock: Clock = field(default_factory=lambda: Clock(dt.datetime.now(dt.UTC) + dt.timedelta(hours=10)))
    told: list[tuple[str, str]] = field(default_factory=list)

    def client(self, service: str, region: str) -> Any:
        """A dark region costs milliseconds."""
        return urgent(self.standing.endpoint, service, region)

    def see(self, region: str, *, ago: int = 0, answers: bool = True) -> None:
        """The heartbeat of that region in the western switchboard."""
        at = self.clock() - dt.timedelta(minutes=ago)
        row = Heartbeat(center="office", region=region, at=at, answers={"main": answers})
        self.standing.client("dynamodb", WEST).put_item(TableName="switchboard", Item=row.item())

    def alarm(self, state: str = "ALARM") -> None:
        cloudwatch = self.standing.client("cloudwatch", WEST)
        cloudwatch.set_alarm_state(AlarmName=ALARM, StateValue=state, StateReason="told so")

    def darken(self) -> None:
        """The east is gone: nothing there answers, and its heartbeat stopped."""
        self.see(WEST)
        self.see(EAST, ago=6)
        self.alarm()
        client.set_fault(self.standing.home, "dark", region=EAST)

    def function(self, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """The western probe goes on all the time."""
        self.see(WEST)
        return act(self.place, self.client, event, self.clock, self.clock.pass_)

    def walk(self, **how: Any) -> Walker:
        function = how.pop("function", self.function)
        states = definition(function="arn:function", topic=self.place.topic, named=NAMED, center="office", region=WEST)
        read = json.loads(json.dumps(states))
        return Walker(read, function, lambda *message: self.told.append(message), self.clock, **how).run()

    def row(self, region: str) -> Serving | None:
        flags: DynamoFlags = next(one for one in self.standing.controls.flags if one.place.region == region)  # type: ignore[assignment]  # the only kind there is
        return flags.read()

    def log(self, region: str) -> list[tuple[str, str]]:
        items = self.standing.client("dynamodb", region).scan(TableName="switch-log")["Items"]
        entries = sorted((entry_of(item) for item in items), key=lambda entry: entry.key)
        return [(entry.who, entry.traffic) for entry in entries]

    def waiting(self) -> dict[str, Any]:
        key = {SCOPE: {"S": approval_scope("office")}}
        found = self.standing.client("dynamodb", WEST).get_item(TableName="switchboard", Key=key)
        return dict(found.get("Item", {}))

    def shift(self, to: str, seen: Any = None) -> State:
        """By an operator, with what he saw before."""
        pace, controls = NightPace(self.clock), [self.standing.controls]
        plan = plan_shift(Wish(action=Action.SHIFT, to=to, steps=AT_ONCE), seen or look(controls, pace), pace.now())
        names = iter(range(100))
        who = Signature(PERSON, "kai", self.clock())
        (outcome,) = carry_out(plan, controls, who, lambda: f"n{next(names)}", pace, lambda *_: "")
        if outcome.state is State.MOVED:
            require_moved([outcome])
        return outcome.state


def asking(night: Night) -> Night:
    return replace(night, place=replace(night.place, approval=True))
