"""What the centers' own watch says, read from both regions of the sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from operate.observing.alarms import Ringing
from operate.observing.look import Observed, observe
from operate.observing.words import told
from spec.deployed import DeployedCenter
from spec.heartbeat import Heartbeat
from tests.operate.readiness.cloud import Cloud, silent
from tests.operate.readiness.standing import ALARMS, TABLES, Standing, alarm_name, standing
from tests.sandbox.replication.rig import EAST, WEST, Sandbox

HAWAII = ZoneInfo("Pacific/Honolulu")
AT = dt.datetime(2027, 1, 18, 21, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
BOTH = (EAST, WEST)


@pytest.fixture
def stands(tmp_path: Path) -> Iterator[Standing]:
    sandbox = Sandbox(tmp_path)
    try:
        sandbox.use(latency_scale=0.0, replication_delay=0.0)
        yield standing(sandbox)
    finally:
        sandbox.close()


def observed(stands: Standing, cloud: Cloud | None = None) -> Observed:
    (found,) = observe(cloud or Cloud(), stands.deployed, ["office"])
    return found


def ring(stands: Standing, region: str, id_: str) -> None:
    stands.sandbox("cloudwatch", region).set_alarm_state(
        AlarmName=alarm_name(id_), StateValue=Ringing.RINGS.value, StateReason="planted"
    )


def beat(stands: Standing, region: str, at: dt.datetime, *, into: str, answers: bool = True) -> Heartbeat:
    row = Heartbeat(center="office", region=region, at=at, answers={"main": answers}, sees={"main": True})
    stands.sandbox("dynamodb", into).put_item(TableName=TABLES[0], Item=row.item())
    return row


def test_quiet_alarms_and_probes_that_never_looked_say_nothing(stands: Standing) -> None:
    found = observed(stands)
    assert list(told(found, AT, HAWAII)) == []
    for one in found.told:
        assert isinstance(one.alarms, tuple)
        assert tuple(alarm.id for alarm in one.alarms) == ALARMS
        assert all(alarm.tells for alarm in one.alarms)


def test_alarms_that_ring_are_told_with_their_region_and_lines_come_first(stands: Standing) -> None:
    for region, id_ in ((EAST, "replication"), (EAST, "line-here-main"), (WEST, "line-there-main")):
        ring(stands, region, id_)
    found = observed(stands)
    assert [(region, alarm.id) for region, alarm in found.ringing] == [
        (EAST, "line-here-main"),
        (WEST, "line-there-main"),
        (EAST, "replication"),
    ]
    (region, words), *_ = told(found, AT, HAWAII)
    assert region == EAST
    assert words.startswith("ALARM: what line-here-main says (since ")


def test_the_newest_heartbeat_counts_whichever_region_has_it(stands: Standing) -> None:
    beat(stands, EAST, AT - 3 * MINUTE, into=EAST)
    newest = beat(stands, EAST, AT - MINUTE, into=WEST)
    assert observed(stands).beats == {EAST: newest}


def test_a_dark_region_is_told_by_the_other_one(stands: Standing) -> None:
    last = beat(stands, EAST, AT - 12 * MINUTE, into=WEST)
    beat(stands, WEST, AT - MINUTE, into=WEST)
    ring(stands, WEST, "line-there-main")
    stands.sandbox.darken(EAST)
    found = observed(stands)
    assert found.beats[EAST] == last
    assert found.unread.keys() == {EAST}
    (east, silence), (west, beats), (rings, alarm), (unread, why) = told(found, AT, HAWAII)
    assert (east, west, rings, unread) == (EAST, WEST, WEST, EAST)
    assert silence == "probe: SILENT: it looked 12 minutes ago for the last time"
    assert beats.startswith("probe: looked 1 minute ago: every line can be answered")
    assert alarm.startswith("ALARM: what line-there-main says")
    assert why.startswith("alarms: nobody can tell: ")


def test_a_probe_tells_which_lines_have_no_answer(stands: Standing) -> None:
    beat(stands, WEST, AT - MINUTE, into=WEST, answers=False)
    (words,) = dict(told(observed(stands), AT, HAWAII)).values()
    assert words == (
        "probe: looked 1 minute ago: NOT answered: main; seen from there, in the other region every line can be answered"
    )


def test_alarms_that_are_not_there_are_left_to_the_check(stands: Standing) -> None:
    stands.sandbox("cloudwatch", WEST).delete_alarms(AlarmNames=[alarm_name("probe")])
    (west,) = [one for one in observed(stands).told if one.region == WEST]
    assert isinstance(west.alarms, tuple)
    assert len(west.alarms) == len(ALARMS) - 1


def test_a_switchboard_that_cannot_be_read_costs_no_alarm(stands: Standing) -> None:
    ring(stands, WEST, "probe")
    found = observed(stands, Cloud(bent={("dynamodb", WEST, "batch_get_item"): silent}))
    assert [alarm.id for _, alarm in found.ringing] == ["probe"]
    assert [words.partition(" (")[0] for _, words in told(found, AT, HAWAII)][-1].startswith("probes: nobody can tell")


def test_a_part_of_the_rows_is_not_taken_for_all_of_them(stands: Standing) -> None:
    """DynamoDB answers so where it limits requests."""
    beat(stands, WEST, AT, into=WEST)
    part = {"Responses": {TABLES[0]: []}, "UnprocessedKeys": {TABLES[0]: {"Keys": [{"scope": {"S": "heartbeat"}}]}}}
    found = observed(stands, Cloud(bent={("dynamodb", region, "batch_get_item"): lambda _: part for region in BOTH}))
    assert found.unheard.keys() == set(BOTH)
    assert [words for _, words in told(found, AT, HAWAII)] == [
        f"probes: nobody can tell: dynamodb in {region}: it told only a part of the probes' rows" for region in BOTH
    ]


def test_nothing_is_changed_by_looking(stands: Standing) -> None:
    cloud = Cloud()
    observed(stands, cloud)
    assert cloud.changes == []


def test_a_center_in_one_region_is_asked_there_only(stands: Standing) -> None:
    deployed = stands.deployed
    one: DeployedCenter = deployed.centers["office"].model_copy(update={"replica": None, "switch_regions": (EAST,)})
    cloud = Cloud()
    (found,) = observe(cloud, deployed.model_copy(update={"centers": {"office": one}}), ["office"])
    assert [told_.region for told_ in found.told] == [EAST]
    assert {region for _, region, _ in cloud.asked} == {EAST}


def test_a_region_that_was_just_seen_not_to_answer_is_not_asked_again(stands: Standing) -> None:
    last = beat(stands, EAST, AT, into=WEST)
    cloud = Cloud()
    (found,) = observe(cloud, stands.deployed, ["office"], {EAST})
    assert {region for _, region, _ in cloud.asked} == {WEST}
    assert (dict(found.beats), dict(found.unread)) == ({EAST: last}, {})
