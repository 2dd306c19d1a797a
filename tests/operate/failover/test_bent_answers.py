"""Answers that are lost, refused or untrue, between botocore and AWS as the sandbox has it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from operate.aws import Target
from operate.failover.clock import SystemPace
from operate.failover.deployment import controls_of
from operate.failover.plan import NOW, Wish, plan_shift
from operate.failover.reading import look
from operate.failover.shift import Outcome, State, carry_out
from operate.switches.apply import Signature
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.switches import Action
from tests.operate.failover.bent_target import Bent, Deaf, Lossy, Throttled
from tests.operate.failover.fake_world import AT_HOME, EAST, MOVED, WEST
from tests.operate.failover.standing import Standing, stand

UPDATE = "connect.UpdateTrafficDistribution"


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        yield stand(home, running.endpoint)


@pytest.fixture
def standing(stood: Standing) -> Iterator[Standing]:
    yield stood
    stood.home_again()


def shifted(standing: Standing, target: Target) -> Outcome:
    now, pace = dt.datetime.now(dt.UTC), SystemPace()
    controls = controls_of(target, standing.deployed, ["office"])
    plan = plan_shift(Wish(action=Action.SHIFT, to=WEST, steps=NOW), look(controls, pace), now)
    ids = (f"{now.microsecond}-{number}" for number in range(99))
    (outcome,) = carry_out(plan, controls, Signature("arn", "kai", now), ids.__next__, pace, lambda *_: "")
    return outcome


def test_an_answer_that_is_lost_when_traffic_has_moved_is_a_success_and_the_call_is_not_wrong_twice(
    standing: Standing,
) -> None:
    target = Lossy(standing.endpoint, region=WEST, operation=UPDATE)
    outcome = shifted(standing, target)
    assert (outcome.state, outcome.split) == (State.MOVED, MOVED)
    assert target.asked[UPDATE] <= 2


def test_a_yes_that_does_nothing_is_found_out(standing: Standing) -> None:
    outcome = shifted(standing, Deaf(standing.endpoint, region=WEST, operation=UPDATE))
    assert (outcome.state, outcome.split) == (State.FAILED, AT_HOME)
    assert outcome.why.startswith("us-west-2 took the call, and shows calls and agents 100 % in us-east-1")


def test_a_lost_answer_to_the_row_writes_one_entry_of_the_log_a_region(standing: Standing) -> None:
    target = Lossy(standing.endpoint, region=WEST, operation="dynamodb.TransactWriteItems", losses=2)
    assert shifted(standing, target).whole
    entries = [standing.client("dynamodb", region).scan(TableName="switch-log")["Count"] for region in (EAST, WEST)]
    assert entries == [2, 2]


def test_one_request_a_second_in_the_receiving_region_delays_a_shift_and_no_more(standing: Standing) -> None:
    target: Bent = Throttled(standing.endpoint, region=WEST, rate=1.0)
    began = time.monotonic()
    assert shifted(standing, target).state is State.MOVED
    assert time.monotonic() - began < 30
    assert target.asked["connect.GetTrafficDistribution"] >= 3


def test_a_primary_that_throttles_everything_is_not_waited_for_long(standing: Standing) -> None:
    client.set_fault(standing.home, "throttle", region=EAST)
    began = time.monotonic()
    outcome = shifted(standing, standing.target)
    assert (outcome.state, set(outcome.missing)) == (State.MOVED, {EAST})
    assert time.monotonic() - began < 30
