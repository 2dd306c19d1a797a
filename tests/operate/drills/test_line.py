"""Whether a call would be taken, asked in the region that it goes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from operate.drills.line import DeployedLineCalls, lines_of
from operate.failover.deployment import controls_of
from tests.operate.readiness.cloud import Bend, Cloud, answer, refuse, silent
from tests.operate.readiness.standing import Standing, standing
from tests.sandbox.replication.rig import EAST, WEST, Sandbox

pytestmark = pytest.mark.xdist_group("readiness")


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    sandbox = Sandbox(Path(tmp_path_factory.mktemp("sandbox")))
    try:
        sandbox.use(latency_scale=0.0, replication_delay=0.0)
        made = standing(sandbox)
        sandbox.now += 1
        yield made
    finally:
        sandbox.close()


def line(stands: Standing, cloud: Cloud) -> DeployedLineCalls:
    (controls,) = controls_of(cloud, stands.deployed, ["office"])
    (found,) = lines_of(cloud, stands.deployed, controls)
    return found


def test_a_line_with_its_number_and_flow_is_answered_in_both_regions(stands: Standing) -> None:
    cloud = Cloud()
    found = line(stands, cloud)
    assert (len(found.numbers), found.flow) == (1, stands.aws_id("flow", "line-main"))
    assert [found.why_not(region) for region in (EAST, WEST)] == ["", ""]
    assert found.shares() == {EAST: 100, WEST: 0}
    assert cloud.changes == []


BENT: list[tuple[str, Bend, str]] = [
    (
        "describe_instance",
        answer(lambda told: told["Instance"].update(InstanceStatus="CREATION_FAILED")),
        "CREATION_FAILED",
    ),
    ("describe_instance", answer(lambda told: told["Instance"].update(InboundCallsEnabled=False)), "takes no calls"),
    (
        "describe_phone_number",
        answer(lambda told: told["ClaimedPhoneNumberSummary"].update(PhoneNumberStatus={"Status": "FAILED"})),
        "is FAILED in us-west-2",
    ),
    (
        "describe_contact_flow",
        answer(lambda told: told["ContactFlow"].update(State="ARCHIVED")),
        "is ARCHIVED in us-west-2",
    ),
    (
        "describe_contact_flow",
        refuse("ResourceNotFoundException"),
        "us-west-2 does not answer (ResourceNotFoundException",
    ),
    ("describe_instance", silent, "us-west-2 does not answer (EndpointConnectionError)"),
    ("describe_instance", answer(lambda told: told.clear()), "us-west-2 answers otherwise than documented"),
]


@pytest.mark.parametrize(("operation", "bend", "why"), BENT)
def test_what_keeps_a_call_away_is_said(stands: Standing, operation: str, bend: Bend, why: str) -> None:
    cloud = Cloud()
    found = line(stands, cloud)
    cloud.bent["connect", WEST, operation] = bend
    assert why in found.why_not(WEST)
    assert found.why_not(EAST) == ""


def test_a_service_that_puts_a_request_off_is_asked_again(stands: Standing) -> None:
    cloud, asked = Cloud(), []

    def once(ask: Callable[[], Any]) -> Any:
        asked.append(1)
        if len(asked) == 1:
            raise ClientError({"Error": {"Code": "TooManyRequestsException", "Message": "later"}}, "DescribeInstance")
        return ask()

    found = line(stands, cloud)
    cloud.bent["connect", WEST, "describe_instance"] = once
    assert found.why_not(WEST) == ""
    assert len(asked) == 2


def test_where_calls_go_is_asked_of_the_region_that_is_left(stands: Standing) -> None:
    cloud = Cloud()
    found = line(stands, cloud)
    cloud.bent["connect", WEST, "get_traffic_distribution"] = silent
    assert found.shares() == {EAST: 100, WEST: 0}
