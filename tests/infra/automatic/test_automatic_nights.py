"""The state machine of the receiving region, walked with the real function over a sandbox's Connect, tables and topic."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from infra.automatic.machine import definition
from infra.functions.automatic.handler import _client, act, handle
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
from sandbox.server.server import Options, opened
from spec.automatic import approval_of, approval_scope
from spec.heartbeat import Heartbeat
from spec.serving import CHANNELS, Serving
from spec.switches import SCOPE, Action, entry_of
from tests.infra.automatic.walker import Clock, Walker
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand

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


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        yield stand(home, running.endpoint)


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


@pytest.fixture
def night(standing: Standing) -> Iterator[Night]:
    topic = standing.client("sns", WEST).create_topic(Name="alarms")["TopicArn"]
    standing.client("cloudwatch", WEST).put_metric_alarm(AlarmName=ALARM, **WATCHING)
    place = Place(
        center="office",
        here=WEST,
        there=EAST,
        home=EAST,
        group=standing.group,
        board="switchboard",
        log="switch-log",
        alarm=ALARM,
        topic=topic,
        approval=False,
        cooldown_minutes=120,
        named=NAMED,
    )
    found = Night(standing, place)
    found.alarm("OK")
    yield found
    standing.home_again()


def asking(night: Night) -> Night:
    return replace(night, place=replace(night.place, approval=True))


def test_with_both_keys_everything_moves_and_who_is_on_duty_is_told(night: Night) -> None:
    night.darken()
    group = night.client("connect", WEST).get_traffic_distribution(Id=night.place.group)
    before = int(group["LastFailoverTime"].timestamp()) if "LastFailoverTime" in group else 0
    walk = night.walk()
    assert walk.passed == ["Weigh", "Verdict", "Alone", "Move", "Tell"]
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == MOVED_WHOLLY
    row = night.row(WEST)
    assert row is not None
    assert (row.by, row.towards) == ("automatic in us-west-2 (e1)", "")
    assert row.turn > before, "of what the dark region may have kept, none counts more"
    assert row.entirely_in(WEST)
    assert night.row(EAST) is None, "it was dark; the next shift or restore tells it"
    assert [traffic for _, traffic in night.log(WEST)] == [
        "begins to move to us-west-2",
        "calls and agents 100 % in us-west-2; chat, e-mail and web in us-west-2",
    ]
    ((subject, words),) = night.told
    assert subject == "office was moved to us-west-2"
    assert "the last heartbeat of us-east-1 is of" in words


def test_where_the_other_region_answers_its_switchboard_is_written_as_well(night: Night) -> None:
    night.see(EAST, answers=False)
    night.alarm()
    night.walk()
    assert night.row(WEST) == night.row(EAST) != None  # noqa: E711 - both, and there
    assert night.log(EAST) == night.log(WEST)
    assert len(night.log(EAST)) == 2


def test_with_one_key_a_person_is_asked_and_yes_moves_everything(night: Night) -> None:
    night.see(EAST)
    night.alarm()
    client.set_fault(night.standing.home, "dark", region=EAST, service="connect")

    def yes(token: str) -> Any:
        approval = approval_of(night.waiting())
        assert approval is not None
        assert (approval.token, approval.region, approval.open(night.clock())) == (token, WEST, True)
        assert night.standing.client("connect", WEST).get_traffic_distribution(Id=night.place.group)
        return {"approved": True, "by": PERSON}

    walk = night.walk(answer=yes)
    assert walk.passed == ["Weigh", "Verdict", "Ask", "Answered", "Move", "Tell"]
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == MOVED_WHOLLY
    row = night.row(WEST)
    assert row is not None
    assert row.by == f"automatic in us-west-2 (e1), approved by {PERSON}"
    assert night.waiting() == {}


@pytest.mark.parametrize(
    ("answer", "passed", "words"),
    [
        ({"approved": False, "by": PERSON}, ["Ask", "Answered", "Refuse", "Tell"], f"{PERSON} declined"),
        ({}, ["Ask", "Answered", "Refuse", "Tell"], "nobody has answered"),
        ({"approved": "yes", "by": PERSON}, ["Ask", "Answered", "Refuse", "Tell"], "declined"),
        (None, ["Ask", "Unanswered", "Refuse", "Tell"], "nobody has answered"),
    ],
    ids=["no", "nothing said", "not a yes in JSON", "nobody"],
)
def test_without_a_yes_nothing_moves(night: Night, answer: Any, passed: list[str], words: str) -> None:
    asked = asking(night)
    asked.darken()
    walk = asked.walk(answer=lambda _: answer)
    assert walk.passed[2:] == passed
    assert words in asked.told[-1][1]
    assert "civicline failover shift wa-program --stack dev --target aws --to us-west-2 --now" in asked.told[-1][1]
    client.clear_faults(asked.standing.home)
    assert asked.standing.shares() == HERE
    assert asked.waiting() == {}
    assert asked.row(WEST) is None


def test_a_region_that_is_back_when_somebody_approves_is_left_alone(night: Night) -> None:
    asked = asking(night)
    asked.darken()

    def late(_: str) -> Any:
        asked.alarm("OK")
        return {"approved": True, "by": PERSON}

    asked.walk(answer=late)
    assert asked.told[-1][0] == "office was NOT moved"
    assert "us-east-1 answers" in asked.told[-1][1]
    client.clear_faults(asked.standing.home)
    assert asked.standing.shares() == HERE


def test_a_region_that_has_the_traffic_stays_quiet(night: Night) -> None:
    night.shift(WEST)
    night.darken()
    assert night.walk().passed == ["Weigh", "Verdict", "Stay"]
    assert night.told == []


def test_within_the_cooldown_it_waits_and_moves_when_it_is_over_and_the_region_still_dark(night: Night) -> None:
    night.shift(WEST)
    night.shift(EAST)
    began = night.clock()
    night.clock.at += dt.timedelta(minutes=90)
    night.darken()
    walk = night.walk()
    assert walk.passed[:3] == ["Weigh", "Verdict", "Wait"]
    assert walk.passed[-2:] == ["Move", "Tell"]
    assert night.clock() - began >= dt.timedelta(minutes=120)


def test_it_gives_up_where_its_own_region_cannot_answer_for_a_day(night: Night) -> None:
    def function(event: Mapping[str, Any]) -> Mapping[str, Any]:
        night.see(WEST, answers=False)
        return act(night.place, night.client, event, night.clock, night.clock.pass_)

    night.darken()
    began = night.clock()
    walk = night.walk(function=function, at_state=lambda name: night.clock.pass_(7200 * (name == "Wait")))
    assert (walk.passed[-1], walk.status) == ("Stay", "SUCCEEDED")
    assert night.clock() - began > dt.timedelta(hours=24)
    assert night.row(WEST) is None


def test_an_operator_who_began_just_before_keeps_the_machine_out(night: Night) -> None:
    night.darken()
    client.clear_faults(night.standing.home)
    begun = Serving(
        center="office",
        regions=dict.fromkeys(CHANNELS, EAST),
        turn=1,
        since=night.clock() - dt.timedelta(minutes=1),
        by=f"{PERSON} (kai)",
        towards=WEST,
    )
    night.client("dynamodb", EAST).put_item(TableName="switchboard", Item=begun.item())
    assert night.walk(at_state=lambda name: night.alarm("OK") if name == "Wait" else None).passed == [
        *("Weigh", "Verdict", "Wait"),
        *("Weigh", "Verdict", "Stay"),
    ]


def test_of_an_operator_and_the_machine_who_saw_the_same_row_one_is_told(night: Night) -> None:
    """The operator read everything before the machine moved, and says yes after it."""
    seen = look([night.standing.controls], NightPace(night.clock))
    night.darken()
    client.clear_faults(night.standing.home)
    night.walk()
    assert night.shift(WEST, seen) is State.OVERTAKEN
    assert night.standing.shares() == MOVED_WHOLLY


def test_the_machine_is_told_where_an_operator_claims_the_row_between_its_look_and_its_claim(night: Night) -> None:
    night.darken()
    client.clear_faults(night.standing.home)
    clients = Meddling(night)
    done = act(
        night.place, clients, {"act": "move", "execution": "arn:e1", "answer": {}}, night.clock, night.clock.pass_
    )
    assert done["moved"] is False
    assert "somebody else moves the center office" in done["words"]
    assert night.standing.shares() == HERE


@dataclass
class Meddling:
    """Clients of the sandbox; somebody else writes the row at the moment before the first transaction."""

    night: Night
    done: bool = False

    def __call__(self, service: str, region: str) -> Any:
        return self if service == "dynamodb" and not self.done else self.night.client(service, region)

    def get_item(self, **given: Any) -> Any:
        return self.night.client("dynamodb", WEST).get_item(**given)

    def transact_write_items(self, **given: Any) -> Any:
        self.done = True
        theirs = replace(taken(given), by=f"{PERSON} (kai)", towards=EAST)
        self.night.client("dynamodb", EAST).put_item(TableName="switchboard", Item=theirs.item())
        return self.night.client("dynamodb", EAST).transact_write_items(**given)


def taken(given: Mapping[str, Any]) -> Serving:
    from spec.serving import serving_of

    row = serving_of(given["TransactItems"][0]["Put"]["Item"])
    assert row is not None
    return row


@pytest.mark.parametrize("kind", ["error", "throttle"])
def test_a_call_that_is_refused_for_the_moment_is_made_again_by_the_same_execution(night: Night, kind: str) -> None:
    night.darken()
    client.set_fault(night.standing.home, kind, region=WEST, service="connect", operation="UpdateTraffic*", count=12)
    walk = night.walk()
    assert walk.passed[-2:] == ["Move", "Tell"]
    assert night.told[-1][0] == "office was moved to us-west-2"
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == MOVED_WHOLLY
    assert len(night.log(WEST)) == 2, "one claim, however often it was tried"


CHANGES = ("transact_write_items", "update_traffic_distribution", "delete_item")


class KilledError(Exception):
    pass


@dataclass
class Mortal:
    """Clients of the sandbox; the function is killed at its nth change, before it is made or when it was done."""

    night: Night
    at: int
    done: bool
    calls: int = 0

    def __call__(self, service: str, region: str) -> Any:
        return Mortals(self, self.night.client(service, region))


@dataclass
class Mortals:
    mortal: Mortal
    real: Any

    def __getattr__(self, operation: str) -> Any:
        def call(**given: Any) -> Any:
            self.mortal.calls += operation in CHANGES
            killed = operation in CHANGES and self.mortal.calls == self.mortal.at
            if killed and not self.mortal.done:
                raise KilledError
            try:
                return getattr(self.real, operation)(**given)
            finally:
                if killed:
                    raise KilledError

        return call


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("dark", [False, True], ids=["the other region answers", "the other region is dark"])
def test_a_function_that_is_killed_anywhere_is_finished_by_its_next_try(night: Night, done: bool, dark: bool) -> None:
    event = {"act": "move", "execution": "arn:e1", "answer": {}}
    for at in range(1, 10):
        night.standing.home_again()
        night.clock.at += dt.timedelta(hours=10)
        night.darken()
        if not dark:
            client.clear_faults(night.standing.home)
        mortal = Mortal(night, at, done)
        try:
            act(night.place, mortal, event, night.clock, night.clock.pass_)
        except KilledError:
            assert act(night.place, night.client, event, night.clock, night.clock.pass_)["moved"] is True
        client.clear_faults(night.standing.home)
        assert night.standing.shares() == MOVED_WHOLLY
        row = night.row(WEST)
        assert row is not None
        assert (row.entirely_in(WEST), row.towards) == (True, "")
        assert len(night.log(WEST)) == 2, "one claim and one end, however often it was tried"
        if mortal.calls < at:
            break
    else:
        raise AssertionError("it makes more changes than were tried")


def test_a_yes_to_both_regions_moves_once(night: Night) -> None:
    """Halves, and each region has lost sight of the other: the second yes meets the cooldown of the first."""
    west, east = asking(night), asking(night)
    east.place = replace(night.place, here=EAST, there=WEST, approval=True)
    half = [{"Region": region, "Percentage": 50} for region in (EAST, WEST)]
    night.client("connect", EAST).update_traffic_distribution(
        Id=night.place.group, TelephonyConfig={"Distributions": half}
    )
    for region in (EAST, WEST):
        night.standing.client("cloudwatch", region).put_metric_alarm(AlarmName=ALARM, **WATCHING)
        night.standing.client("cloudwatch", region).set_alarm_state(
            AlarmName=ALARM, StateValue="ALARM", StateReason="told so"
        )
        row = Heartbeat(center="office", region=region, at=night.clock(), answers={"main": True})
        night.client("dynamodb", region).put_item(TableName="switchboard", Item=row.item())
    yes = {"act": "move", "answer": {"approved": True, "by": PERSON}}
    first = act(west.place, night.client, {**yes, "execution": "arn:w"}, night.clock, night.clock.pass_)
    second = act(east.place, night.client, {**yes, "execution": "arn:e"}, night.clock, night.clock.pass_)
    assert (first["moved"], second["moved"]) == (True, False)
    assert "less than 2:00:00 ago" in second["words"]
    assert night.standing.shares() == MOVED_WHOLLY


def test_the_entry_point_weighs_by_its_environment(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    night.clock.at = dt.datetime.now(dt.UTC)
    night.darken()
    place = night.place
    for name, value in {
        "CENTER": place.center,
        "HERE": place.here,
        "THERE": place.there,
        "HOME": place.home,
        "GROUP": place.group,
        "TABLE": place.board,
        "LOG": place.log,
        "ALARM": place.alarm,
        "TOPIC": place.topic,
        "APPROVAL": "yes",
        "COOLDOWN_MINUTES": "120",
        "NAMED": NAMED,
        "AWS_ENDPOINT_URL": night.standing.endpoint,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
    }.items():
        monkeypatch.setenv(name, value)
    event = {"act": "weigh", "execution": "arn:e1", "started": night.clock().isoformat()}
    found = handle(event, None)
    _client.cache_clear()
    assert found["verdict"] in ("ask", "wait"), "wait: a test before this one moved traffic just now"
    assert found["why"]
    with pytest.raises(ValueError, match="no such act"):
        handle({"act": "dance", "execution": "arn:e1"}, None)


def test_a_region_that_says_yes_and_does_nothing_is_told_of_as_a_failure(night: Night) -> None:
    night.darken()

    @dataclass
    class Idle:
        def __call__(self, service: str, region: str) -> Any:
            return self if service == "connect" else night.client(service, region)

        def get_traffic_distribution(self, **given: Any) -> Any:
            return night.standing.client("connect", WEST).get_traffic_distribution(**given)

        def update_traffic_distribution(self, **_: Any) -> Any:
            return {}

    def function(event: Mapping[str, Any]) -> Mapping[str, Any]:
        night.see(WEST)
        return act(night.place, Idle(), event, night.clock, night.clock.pass_)

    walk = night.walk(function=function)
    assert walk.passed[-4:] == ["Move", "Failed", "TellFailed", "Broken"]
    assert walk.status == "FAILED"
    subject, words = night.told[-1]
    assert subject == "office: automatic failover failed"
    assert "took the call, and the group does not show it" in words
    assert "civicline failover status wa-program" in words


def test_a_second_alarm_asks_nobody_twice(night: Night) -> None:
    asked = asking(night)
    asked.darken()
    second: list[Walker] = []

    def meanwhile(_: str) -> Any:
        other = "arn:aws:states:us-west-2:000000000101:execution:automatic:e2"
        second.append(asked.walk(execution=other))
        return {"approved": True, "by": PERSON}

    first = asked.walk(answer=meanwhile)
    assert second[0].passed == ["Weigh", "Verdict", "Ask", "Stay"]
    assert first.passed[-2:] == ["Move", "Tell"]
