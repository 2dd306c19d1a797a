"""What goes wrong while the machine moves: refusals, kills, somebody else, an answer that means nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.functions.automatic.handler import act
from sandbox.server import client
from spec.serving import Serving, serving_scope
from spec.switches import SCOPE
from tests.infra.automatic.night import HERE, MOVED_WHOLLY, PERSON, Night
from tests.infra.automatic.walker import StateError
from tests.operate.failover.fake_world import EAST, WEST


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


def test_whoever_writes_the_row_while_the_machine_moves_has_the_last_word(night: Night) -> None:
    night.darken()
    client.clear_faults(night.standing.home)
    event = {"act": "move", "execution": "arn:e1", "answer": {}}
    done = act(night.place, Interrupted(night), event, night.clock, night.clock.pass_)
    assert done["moved"] is False
    assert f"the row was written since by {PERSON} (kai), towards us-east-1" in done["words"]
    row = night.row(EAST)
    assert row is not None
    assert row.towards == EAST


@dataclass
class Interrupted:
    """Clients of the sandbox; an operator claims the row at the moment when the group is changed."""

    night: Night

    def __call__(self, service: str, region: str) -> Any:
        return self if service == "connect" else self.night.client(service, region)

    def get_traffic_distribution(self, **given: Any) -> Any:
        return self.night.client("connect", WEST).get_traffic_distribution(**given)

    def update_traffic_distribution(self, **given: Any) -> Any:
        claim = self.night.row(EAST)
        assert claim is not None
        theirs = replace(claim, turn=claim.turn + 1, by=f"{PERSON} (kai)", towards=EAST)
        self.night.client("dynamodb", EAST).put_item(TableName="switchboard", Item=theirs.item())
        return self.night.client("connect", WEST).update_traffic_distribution(**given)


@dataclass
class Refusing:
    """Clients of the sandbox; one operation refuses so many times, as a service does that is throttled."""

    night: Night
    operation: str
    times: int

    def __call__(self, service: str, region: str) -> Any:
        return Refused(self, self.night.client(service, region))


@dataclass
class Refused:
    refusing: Refusing
    real: Any

    def __getattr__(self, operation: str) -> Any:
        if operation != self.refusing.operation or self.refusing.times == 0:
            return getattr(self.real, operation)
        self.refusing.times -= 1
        return self._refuse

    def _refuse(self, **_: Any) -> Any:
        throttled = {"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"}}
        # As modeled by a service: a class that bears the name of its code.
        raise type("ThrottlingException", (ClientError,), {})(throttled, "Any")


@pytest.mark.parametrize("operation", ["get_traffic_distribution", "describe_alarms"])
@pytest.mark.parametrize("approval", [False, True], ids=["alone", "with a yes"])
def test_what_is_not_told_at_the_moment_of_the_move_is_asked_again(
    night: Night, operation: str, approval: bool
) -> None:
    """The alarm goes on once: an execution that gave up here would be the last one of the night."""
    place = replace(night.place, approval=approval)
    night.darken()
    refusing = Refusing(night, operation, 0)

    def function(event: Mapping[str, Any]) -> Mapping[str, Any]:
        night.see(WEST)
        if event["act"] == "move" and not walked:
            walked.append(event)
            refusing.times = 1
        return act(place, refusing, event, night.clock, night.clock.pass_)

    walked: list[Any] = []
    walk = night.walk(function=function, answer=lambda _: {"approved": True, "by": PERSON})
    assert (walk.passed[-2:], walked != []) == (["Move", "Tell"], True)
    assert night.told[-1][0] == "office was moved to us-west-2"
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == MOVED_WHOLLY


@pytest.mark.parametrize("operation", ["put_item", "publish"])
def test_a_question_that_is_refused_for_the_moment_is_sent_again(night: Night, operation: str) -> None:
    place = replace(night.place, approval=True)
    night.darken()
    refusing = Refusing(night, operation, 3)

    def function(event: Mapping[str, Any]) -> Mapping[str, Any]:
        night.see(WEST)
        return act(place, refusing, event, night.clock, night.clock.pass_)

    walk = night.walk(function=function, answer=lambda _: {"approved": False, "by": PERSON})
    assert walk.passed[2:] == ["Ask", "Answered", "Refuse", "Tell"]
    assert refusing.times == 0


def test_without_a_claim_in_its_own_switchboard_it_moves_nothing(night: Night) -> None:
    night.darken()
    refusing = Refusing(night, "transact_write_items", 9)
    event = {"act": "move", "execution": "arn:e1", "answer": {}}
    with pytest.raises(ClientError):
        act(night.place, refusing, event, night.clock, night.clock.pass_)
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == HERE
    assert night.row(WEST) is None


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


def test_its_rows_count_more_than_what_the_dark_region_may_keep_of_moves_unknown_here(night: Night) -> None:
    """There and back while this switchboard could not be written; and tries that failed, which the group does not tell."""
    night.shift(WEST)
    night.shift(EAST)
    key = {SCOPE: {"S": serving_scope("office")}}
    night.standing.client("dynamodb", WEST).delete_item(TableName="switchboard", Key=key)
    night.clock.at += dt.timedelta(hours=5)
    night.darken()
    yes = {"act": "move", "execution": "arn:e1", "answer": {"approved": True, "by": PERSON}}
    before = moved_at(night)
    with pytest.raises(KilledError):
        act(night.place, Mortal(night, at=2, done=True), yes, night.clock, night.clock.pass_)
    claim = night.row(WEST)
    assert claim is not None
    assert (claim.towards, claim.turn > before) == (WEST, True)
    client.mark_counters(night.standing.home)
    assert act(night.place, night.client, yes, night.clock, night.clock.pass_)["moved"] is True
    asked = {one.operation for one in client.counters(night.standing.home)}
    assert "UpdateTrafficDistribution" not in asked, "it was done before the kill"
    row = night.row(WEST)
    assert row is not None
    assert row.entirely_in(WEST)
    assert row.turn > moved_at(night)
    assert row.turn > claim.turn


def moved_at(night: Night) -> int:
    """By Amazon Connect's clock, in seconds since 1970."""
    told = night.standing.client("connect", WEST).get_traffic_distribution(Id=night.place.group)
    return int(told["LastFailoverTime"].timestamp())


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


def test_a_function_that_takes_too_long_is_told_of_although_its_error_has_no_cause(night: Night) -> None:
    night.darken()

    def function(_event: Mapping[str, Any]) -> Mapping[str, Any]:
        raise StateError("States.Timeout", "")

    walk = night.walk(function=function)
    assert walk.passed == ["Weigh", "Failed", "TellFailed", "Broken"]
    assert "States.Timeout" in night.told[-1][1]
