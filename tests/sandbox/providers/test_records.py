"""What DNS records need of the emulation beside their life: nobody's record is written over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from sandbox.engine.provider import Properties, ProviderError
from sandbox.providers.classic.provider import AwsClassic
from tests.sandbox.providers.crud import World

RECORD = "aws:route53/record:Record"


@pytest.fixture(scope="module")
def route53(endpoint: str) -> Any:
    session: Any = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any")
    return session.client("route53", region_name="us-east-1", endpoint_url=endpoint)


@pytest.fixture
def zone(route53: Any, request: pytest.FixtureRequest) -> str:
    made = route53.create_hosted_zone(Name="mail.example", CallerReference=request.node.name)
    return str(made["HostedZone"]["Id"]).rpartition("/")[2]


def inbound(zone: str, region: str, **more: Any) -> Properties:
    value = f"10 inbound-smtp.{region}.amazonaws.com"
    return {"zoneId": zone, "name": "mail.example", "type": "MX", "ttl": 60, "records": [value], **more}


def weighted(zone: str, region: str, weight: int) -> Properties:
    return inbound(zone, region, setIdentifier=region, weightedRoutingPolicies=[{"weight": weight}])


def values(route53: Any, zone: str) -> dict[tuple[str, int | None], str]:
    rows = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {
        (row.get("SetIdentifier", ""), row.get("Weight")): row["ResourceRecords"][0]["Value"].split(".")[1]
        for row in rows
        if row["Type"] == "MX"
    }


def test_a_record_that_somebody_else_made_is_not_written_over(
    aws: Callable[..., AwsClassic], route53: Any, zone: str
) -> None:
    World(aws(), "first").make(RECORD, "inbound", **inbound(zone, "us-west-2"))
    with pytest.raises(ProviderError, match="already exists"):
        World(aws(), "other").make(RECORD, "inbound", **inbound(zone, "us-east-1"))
    assert values(route53, zone) == {("", None): "us-west-2"}
    World(aws(), "other").make(RECORD, "inbound", **inbound(zone, "us-east-1", allowOverwrite=True))
    assert values(route53, zone) == {("", None): "us-east-1"}


@pytest.mark.parametrize("plain", [True, False])
def test_a_create_that_is_tried_again_finds_what_it_made(
    aws: Callable[..., AwsClassic], route53: Any, zone: str, *, plain: bool
) -> None:
    wanted = inbound(zone, "us-west-2") if plain else weighted(zone, "us-west-2", 1)
    made = [World(aws(), "again").make(RECORD, "inbound", **wanted)[0] for _ in range(2)]
    assert made[0] == made[1]
    assert list(values(route53, zone).values()) == ["us-west-2"]


def test_weighted_records_of_one_name_stand_beside_each_other(
    aws: Callable[..., AwsClassic], route53: Any, zone: str
) -> None:
    for region, weight in (("us-west-2", 1), ("us-east-1", 0)):
        World(aws(), region).make(RECORD, "inbound", **weighted(zone, region, weight))
    assert values(route53, zone) == {("us-west-2", 1): "us-west-2", ("us-east-1", 0): "us-east-1"}
