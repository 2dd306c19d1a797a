"""The same through sockets, as a command meets it: a region goes dark, the other takes the traffic, a restart keeps it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError

from sandbox.server import client
from sandbox.server.server import Options, RunningServer, opened
from tests.sandbox.replication.rig import EAST, WEST, Center, shares, sign_in
from tests.sandbox.server.workload import Cloud


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with opened(Options(home=tmp_path)) as running:
        client.start(tmp_path, settings={"latency_scale": 0.0, "replication_delay": 0.0})
        yield running


def test_the_other_region_takes_over_and_what_waited_arrives(server: RunningServer, tmp_path: Path) -> None:
    cloud = Cloud(server.endpoint)
    center = Center(cloud)
    center.replicate()
    group = center.default_group()["Arn"]
    number = center.number(group)["PhoneNumberArn"]
    fault = client.set_fault(tmp_path, "dark", region=EAST)
    center.queue("Opened in the west", WEST)
    with pytest.raises(ConnectionClosedError):
        center.queues(EAST)
    config: dict[str, Any] = {"TelephonyConfig": shares(0, 100), "AgentConfig": shares(0, 100)}
    center.west.update_traffic_distribution(Id=group, **config, SignInConfig=sign_in(east=False, west=True))
    rows = center.west.list_phone_numbers_v2(TargetArn=group)["ListPhoneNumbersSummaryList"]
    assert [row["PhoneNumberArn"] for row in rows] == [number]
    assert center.drift("QUEUE", WEST)[EAST] == 1
    client.clear_faults(tmp_path, fault.id)
    assert center.queues(EAST) == {"BasicQueue", "Opened in the west"}
    shifted = center.east.get_traffic_distribution(Id=group)
    cloud.close()
    assert shifted["TelephonyConfig"] == shares(0, 100)


def test_a_restart_keeps_both_regions_and_what_is_on_its_way(tmp_path: Path) -> None:
    def seen(center: Center) -> Any:
        return center.drift("QUEUE"), center.queues(EAST), center.queues(WEST)

    with opened(Options(home=tmp_path)) as server:
        client.start(tmp_path, settings={"latency_scale": 0.0, "replication_delay": 0.0})
        cloud = Cloud(server.endpoint)
        center = Center(cloud)
        center.replicate()
        center.queue("Arrived")
        client.start(tmp_path, settings={"replication_delay": 3600})
        center.queue("On its way")
        before = seen(center)
        cloud.close()
    assert before == ({EAST: 0, WEST: 1}, {"BasicQueue", "Arrived", "On its way"}, {"BasicQueue", "Arrived"})
    with opened(Options(home=tmp_path)) as server:
        cloud = Cloud(server.endpoint)
        center.east, center.west = cloud("connect", EAST), cloud("connect", WEST)
        center.cloud = cloud
        assert seen(center) == before
        cloud.close()
