"""The probe against lines that something was done to, each time in a sandbox of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.functions.probe import handler as probe
from infra.observing.probe import SECONDS
from sandbox.aws.limits_table import limit_of
from spec.heartbeat import Heartbeat, heartbeat_of, heartbeat_scope
from spec.observing import NAMESPACE, PROBE_SECONDS, Metric, center_dimensions, line_dimensions, region_dimensions
from tests.infra.functions.probing import (
    AT,
    AT_ONCE,
    DEPLOYMENT,
    NONE,
    SWITCHBOARD,
    Bent,
    center_of,
    looked,
    paced,
    plan_of,
    standing_in,
)
from tests.operate.readiness.standing import TABLES, Standing
from tests.sandbox.replication.rig import EAST, WEST


@pytest.fixture
def stands(tmp_path: Path) -> Iterator[Standing]:
    with standing_in(tmp_path) as made:
        yield made


def without_flow(stands: Standing) -> None:
    named = {"PhoneNumberId": stands.number["PhoneNumberId"], "InstanceId": stands.center.id}
    stands.center.east.disassociate_phone_number_contact_flow(**named)


def other_flow(stands: Standing) -> None:
    stands.center.east.associate_phone_number_contact_flow(
        PhoneNumberId=stands.number["PhoneNumberId"],
        InstanceId=stands.center.id,
        ContactFlowId=stands.aws_id("flow", "chat"),
    )


def archived(stands: Standing) -> None:
    stands.center.east.update_contact_flow_metadata(
        InstanceId=stands.center.id, ContactFlowId=stands.aws_id("flow", "line-main"), ContactFlowState="ARCHIVED"
    )


def renamed(stands: Standing) -> None:
    stands.center.east.update_contact_flow_metadata(
        InstanceId=stands.center.id, ContactFlowId=stands.aws_id("flow", "line-main"), Name="Another"
    )


def without_switchboard(stands: Standing) -> None:
    stands.sandbox("lambda", EAST).delete_function(FunctionName=SWITCHBOARD)


@pytest.mark.parametrize("broken", [without_flow, other_flow, archived, renamed, without_switchboard])
def test_a_line_that_lacks_something_does_not_answer(stands: Standing, broken: Callable[[Standing], None]) -> None:
    broken(stands)
    stands.sandbox.now += 1
    assert looked(stands)["seen"][EAST] == NONE


def test_the_row_in_both_switchboards_is_the_one_that_operators_read(stands: Standing) -> None:
    without_flow(stands)
    looked(stands, WEST)
    wanted = Heartbeat(center="office", region=WEST, at=AT, answers={"main": False}, sees={"main": False})
    key = {"scope": {"S": heartbeat_scope("office", WEST)}}
    for region in (EAST, WEST):
        item = stands.sandbox("dynamodb", region).get_item(TableName=TABLES[0], Key=key)["Item"]
        assert (heartbeat_of(item), item) == (wanted, wanted.item())


def test_what_is_not_mirrored_is_counted_every_quarter_of_an_hour_only(stands: Standing) -> None:
    stands.sandbox.use(replication_blocked=["QUEUE"])
    stands.center.queue("Later")
    stands.sandbox.now += 1
    counted = [
        probe.probe(
            center_of(stands, WEST), plan_of(stands), AT + dt.timedelta(minutes=minutes), stands.sandbox, AT_ONCE
        )
        for minutes in range(3)
    ]
    assert [one["findings"] for one in counted] == [1, None, None]
    assert looked(stands, EAST)["findings"] == 0


def test_findings_are_asked_for_no_faster_than_the_service_lets_in(stands: Standing) -> None:
    """Refused, they would never be published, and the alarm about them would never ring."""
    asked: list[float] = []
    waited: list[float] = []

    def told() -> dict[str, object]:
        asked.append(sum(waited))
        return {}

    client = Bent(stands.sandbox, WEST, "list_replication_findings", told)
    found = probe.probe(center_of(stands, WEST), plan_of(stands), AT, client, paced(waited.append))
    limit = limit_of("connect", "ListReplicationFindings")
    assert limit is not None
    assert (found["findings"], len(asked)) == (0, len(probe.FINDINGS_ABOUT))
    assert all(number <= limit.burst + limit.rate * at for number, at in enumerate(asked, start=1))
    assert sum(waited) < SECONDS / 2


def published(stands: Standing, region: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Metrics as CloudWatch of a region has them."""
    cloudwatch = stands.sandbox("cloudwatch", region)
    listed = cloudwatch.list_metrics(Namespace=NAMESPACE)["Metrics"]
    found = {}
    for metric in listed:
        now = dt.datetime.fromtimestamp(stands.sandbox.now, dt.UTC)
        told = cloudwatch.get_metric_statistics(
            Namespace=NAMESPACE,
            MetricName=metric["MetricName"],
            Dimensions=metric["Dimensions"],
            StartTime=now - dt.timedelta(days=3650),
            EndTime=now + dt.timedelta(days=3650),
            Period=PROBE_SECONDS,
            Statistics=["Sum"],
        )["Datapoints"]
        named = frozenset((one["Name"], one["Value"]) for one in metric["Dimensions"])
        found[metric["MetricName"], named] = sum(point["Sum"] for point in told)
    return found


def test_metrics_are_those_that_alarms_and_operators_know(stands: Standing) -> None:
    stands.sandbox.darken(WEST)
    looked(stands)
    seen = {"seen_from": EAST}
    lines = {
        region: frozenset(line_dimensions(DEPLOYMENT, "office", "main", region=region, **seen).items())
        for region in (EAST, WEST)
    }
    regions = {
        region: frozenset(region_dimensions(DEPLOYMENT, "office", region=region, **seen).items())
        for region in (EAST, WEST)
    }
    center = frozenset(center_dimensions(DEPLOYMENT, "office", **seen).items())
    assert published(stands, EAST) == {
        (Metric.LINE_ANSWERS, lines[EAST]): 1,
        (Metric.LINE_ANSWERS, lines[WEST]): 0,
        (Metric.REGION_ANSWERS, regions[EAST]): 1,
        (Metric.REGION_ANSWERS, regions[WEST]): 0,
        (Metric.REPLICATION_FINDINGS, regions[EAST]): 0,
        (Metric.HEARTBEAT, center): 1,
    }
