"""One set of facts for the world kept by hand and for Amazon Connect and DynamoDB as the sandbox has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from operate.failover.connect import ConnectGroup
from operate.failover.deployment import controls_of, redundant
from operate.failover.ending import require_moved
from operate.failover.model import Split
from operate.failover.plan import NOW, Wish, plan_shift
from operate.failover.ports import BusyError, Controls, UnknownGroupError
from operate.failover.reading import look
from operate.failover.shift import State, carry_out
from operate.switches.apply import Signature
from operate.switches.dynamo import DynamoBoard
from operate.switches.ports import OvertakenError
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.errors import CloudError, UsageError
from spec.serving import Serving, newest, serving_scope
from spec.switches import Action, LogEntry
from tests.operate.failover.fake_world import AT_HOME, BOTH, EAST, MOVED, START, WEST, FakePace, World, split
from tests.operate.failover.standing import Standing, stand

WESTWARD = Serving(
    center="office", regions=dict.fromkeys(("chat", "email", "web"), WEST), turn=1, since=START, by="arn (kai)"
)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        yield stand(home, running.endpoint)


@dataclass
class Cloud:
    """Either of the two, with its faults."""

    controls: Controls
    world: World | None
    standing: Standing | None

    def darken(self, region: str) -> None:
        if self.world:
            self.world.dark.add(region)
        elif self.standing:
            client.set_fault(self.standing.home, "dark", region=region)

    def throttle(self, region: str) -> None:
        if self.world:
            self.world.busy[region] = 9
        elif self.standing:
            client.set_fault(self.standing.home, "throttle", region=region)


@pytest.fixture(params=["by hand", "aws"])
def cloud(request: pytest.FixtureRequest) -> Iterator[Cloud]:
    if request.param == "by hand":
        world = World()
        yield Cloud(world.controls(), world, None)
        return
    found: Standing = request.getfixturevalue("standing")
    yield Cloud(found.controls, None, found)
    found.home_again()


def entry(*, nonce: str = "a", after: int = 0) -> LogEntry:
    return LogEntry(
        center="office",
        at=START + dt.timedelta(seconds=after),
        nonce=nonce,
        who="arn",
        os_user="kai",
        action=Action.SHIFT,
        scope=serving_scope("office"),
        reason="flood",
        traffic="calls and agents 100 % in us-west-2",
    )


@pytest.mark.parametrize("region", BOTH)
def test_a_group_is_read_in_either_region(cloud: Cloud, region: str) -> None:
    assert cloud.controls.group.read(region) == AT_HOME


@pytest.mark.parametrize("wanted", [MOVED, split(50), split(100, sign_in=EAST)])
@pytest.mark.parametrize("region", BOTH)
def test_a_group_is_changed_in_either_region_and_read_in_both(cloud: Cloud, region: str, wanted: Split) -> None:
    cloud.controls.group.update(region, wanted)
    assert [cloud.controls.group.read(one) for one in BOTH] == [wanted, wanted]


def test_the_receiving_region_is_enough(cloud: Cloud) -> None:
    cloud.darken(EAST)
    with pytest.raises(BusyError):
        cloud.controls.group.read(EAST)
    cloud.controls.group.update(WEST, MOVED)
    assert cloud.controls.group.read(WEST) == MOVED


def test_a_region_that_throttles_is_busy(cloud: Cloud) -> None:
    cloud.throttle(WEST)
    with pytest.raises(BusyError, match=r"Throttling|TooManyRequests"):
        cloud.controls.group.update(WEST, MOVED)


def test_a_switchboard_that_throttles_is_busy_and_writes_nothing(cloud: Cloud) -> None:
    flags = cloud.controls.flags[1]
    if cloud.world:
        cloud.world.busy_rows[WEST] = 1
    cloud.throttle(WEST)
    with pytest.raises(BusyError, match=r"Throttling|Rate"):
        flags.write(None, WESTWARD, entry(), "token-0")
    if cloud.standing:
        client.clear_faults(cloud.standing.home)
    assert flags.read() is None


def test_a_row_comes_back_as_it_was_written_with_its_entry(cloud: Cloud) -> None:
    flags = cloud.controls.flags[1]
    assert flags.read() is None
    flags.write(None, WESTWARD, entry(), "token-1")
    assert flags.read() == WESTWARD
    under_way = replace(WESTWARD, turn=2, towards=EAST)
    flags.write(WESTWARD, under_way, entry(nonce="b", after=1), "token-2")
    assert flags.read() == under_way
    assert cloud.controls.flags[0].read() is None


@pytest.mark.parametrize(
    "seen", [None, replace(WESTWARD, turn=2), replace(WESTWARD, towards=EAST), replace(WESTWARD, by="arn (lani)")]
)
def test_what_somebody_else_wrote_meanwhile_is_left_alone(cloud: Cloud, seen: Serving | None) -> None:
    flags = cloud.controls.flags[0]
    flags.write(None, WESTWARD, entry(), "token-4")
    with pytest.raises(OvertakenError):
        flags.write(seen, replace(WESTWARD, turn=3), entry(nonce="b"), "token-5")
    assert flags.read() == WESTWARD


def test_what_is_gone_is_not_written_over(cloud: Cloud) -> None:
    with pytest.raises(OvertakenError):
        cloud.controls.flags[0].write(WESTWARD, replace(WESTWARD, turn=2), entry(), "token-6")


def test_a_dark_region_has_no_rows_to_tell(cloud: Cloud) -> None:
    cloud.darken(WEST)
    with pytest.raises(CloudError):
        cloud.controls.flags[1].read()
    seen = look([cloud.controls], FakePace(World()))[0]
    assert (set(seen.dark), set(seen.unread_rows), seen.split) == ({WEST}, {WEST}, AT_HOME)


@pytest.fixture
def west(standing: Standing) -> Iterator[Standing]:
    yield standing
    standing.home_again()


def shifted(standing: Standing, to: str | None = WEST) -> State:
    now = dt.datetime.now(dt.UTC)
    controls = [standing.controls]
    wish = Wish(action=Action.SHIFT if to else Action.RESTORE, to=to, steps=NOW, reason="flood")
    world = World(now=now)
    pace = FakePace(world)
    plan = plan_shift(wish, look(controls, pace), now)
    (outcome,) = carry_out(plan, controls, Signature("arn", "kai", now), world.fresh, pace, lambda *_: "")
    require_moved([outcome])
    return outcome.state


@pytest.mark.parametrize("dark", [True, False])
def test_a_shift_moves_all_of_it_whether_the_primary_is_there_or_not(west: Standing, dark: bool) -> None:
    if dark:
        client.set_fault(west.home, "dark", region=EAST)
    assert shifted(west) is State.MOVED
    client.clear_faults(west.home)
    assert west.shares() == (100, 100, False, True)
    row = west.controls.flags[1].read()
    assert row is not None
    assert row.entirely_in(WEST)
    assert shifted(west) is (State.MOVED if dark else State.ALREADY)
    assert shifted(west, None) is State.MOVED
    assert west.shares() == (0, 0, True, True)


def test_calls_go_to_the_receiving_region_only(west: Standing) -> None:
    client.mark_counters(west.home)
    shifted(west)
    asked = {(one.operation, one.region) for one in client.counters(west.home) if one.service == "connect"}
    assert asked == {
        ("GetTrafficDistribution", EAST),
        ("GetTrafficDistribution", WEST),
        ("UpdateTrafficDistribution", WEST),
    }
    updates = [one.calls for one in client.counters(west.home) if one.operation == "UpdateTrafficDistribution"]
    assert updates == [1]


def test_a_region_that_throttles_for_a_while_takes_the_traffic_in_the_end(west: Standing) -> None:
    client.set_fault(west.home, "throttle", region=WEST, operation="UpdateTrafficDistribution", count=5)
    assert shifted(west) is State.MOVED


def test_a_region_that_fails_half_of_the_time_takes_the_traffic_in_the_end(west: Standing) -> None:
    client.set_fault(west.home, "error", region=WEST, operation="*TrafficDistribution", rate=0.5, seed=7)
    assert shifted(west) is State.MOVED
    client.clear_faults(west.home)
    assert west.shares() == (100, 100, False, True)


def test_the_log_in_both_regions_is_read_as_that_of_the_switches(west: Standing) -> None:
    shifted(west)
    for flags in west.controls.flags:
        board = DynamoBoard(west.target, flags.place, "switchboard", "switch-log")
        ended, begun = board.entries()
        assert (ended.action, ended.reason, begun.traffic) == (Action.SHIFT, "flood", "begins to move to us-west-2")
        assert board.rows([serving_scope("office"), "line#main"]) == {}


def test_a_group_that_is_gone_is_unknown_not_dark(standing: Standing) -> None:
    gone = ConnectGroup(standing.target, standing.group[:-12] + "000000000000")
    with pytest.raises(UnknownGroupError):
        gone.read(WEST)
    with pytest.raises(UsageError, match="out of date"):
        look([replace(standing.controls, group=gone)], FakePace(World()))


def test_what_amazon_connect_refuses_for_good_is_not_busy(standing: Standing) -> None:
    with pytest.raises(CloudError, match="InvalidRequestException") as refused:
        standing.controls.group.update(WEST, replace(MOVED, voice={EAST: 5, WEST: 95}))
    assert not isinstance(refused.value, BusyError)


@pytest.mark.parametrize("lacks", ["turn", "chat", "email", "web", "since"])
def test_a_row_that_means_nothing_may_be_written_over(west: Standing, lacks: str) -> None:
    """Somebody wrote it by hand, that night: no move may end at it."""
    aws = west.target.client("dynamodb", WEST)
    aws.put_item(TableName="switchboard", Item={name: v for name, v in WESTWARD.item().items() if name != lacks})
    flags = west.controls.flags[1]
    assert flags.read() is None
    flags.write(None, WESTWARD, entry(), f"token-{lacks}")
    assert flags.read() == WESTWARD


@pytest.mark.parametrize("since", ["2027-01-14T18:30:00Z", "2027-01-14T18:30:00", "this night"])
def test_a_row_with_a_time_of_another_form_is_known_again(west: Standing, since: str) -> None:
    aws = west.target.client("dynamodb", WEST)
    aws.put_item(TableName="switchboard", Item={**WESTWARD.item(), "since": {"S": since}})
    flags = west.controls.flags[1]
    found = flags.read()
    assert found is not None
    assert (found.turn, found.since.tzinfo is not None) == (WESTWARD.turn, True)
    assert newest({EAST: WESTWARD, WEST: found}) is not None, "times with and without a zone compare"
    flags.write(found, replace(WESTWARD, turn=WESTWARD.turn + 1), entry(), f"token-{since[-3:]}")
    assert flags.read() == replace(WESTWARD, turn=WESTWARD.turn + 1)


def test_only_centers_of_two_regions_can_move(standing: Standing) -> None:
    one = standing.deployed.centers["office"].model_copy(update={"traffic_group": None, "replica": None})
    deployed = standing.deployed.model_copy(update={"centers": {**standing.deployed.centers, "desk": one}})
    assert redundant(deployed) == ("office",)
    assert [found.center for found in controls_of(standing.target, deployed, redundant(deployed))] == ["office"]
    with pytest.raises(UsageError, match="--center desk: it is deployed in one region"):
        redundant(deployed, ["desk"])
    with pytest.raises(UsageError, match="no such center"):
        redundant(deployed, ["moon"])
    with pytest.raises(UsageError, match="it is deployed in one region: only the tier global-resiliency"):
        redundant(deployed.model_copy(update={"centers": {"desk": one}}))
