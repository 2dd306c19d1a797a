"""A cold standby: only the carrier brings calls to it, and what AWS may not mirror is compared."""

from __future__ import annotations

import pytest

from operate.readiness.apart import FoundApart, judge_apart
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region, place_of
from operate.readiness.standby import FoundTelephones, judge_telephones
from spec.deployed import Deployed, DeployedReplica, DeployedResource
from tests.operate.readiness.test_judging import CENTER, HERE, INSTANCE

STANDBY = DeployedReplica(
    region="us-east-1",
    alias="a-standby",
    instance=CENTER.instance.model_copy(update={"arn": INSTANCE.replace("us-west-2", "us-east-1"), "id": "j"}),
    resources=(DeployedResource(kind="queue", id="main", name="Main", aws_id="there"),),
)
COLD = Deployed(
    version=2,
    program="p",
    stack="dev",
    target="aws",
    spec_digest="0",
    deployed_at="2027-01-14T00:00:00+00:00",
    centers={"office": CENTER.model_copy(update={"standby": STANDBY})},
)


def flaw(**flows: str) -> Flaw:
    (found,) = judge_telephones(FoundTelephones(flows), HERE)
    assert found.touches == (Area.VOICE,)
    return found


def test_a_standby_without_a_number_or_without_a_flow_for_it_answers_nobody() -> None:
    assert flaw().breaks
    assert "has no telephone number" in flaw().what
    assert flaw(one="").breaks
    assert "would hear nothing" in flaw(one="").what


def test_a_standby_with_a_number_is_reached_by_the_carrier_alone() -> None:
    found = flaw(one="flow", two="")
    assert not found.breaks
    assert found.what.endswith("only when the carrier redirects them to one")


@pytest.mark.parametrize(("region", "source"), [("us-west-2", True), ("us-east-1", False)])
def test_each_region_of_a_center_with_a_standby_is_read_by_its_own_ids(region: str, *, source: bool) -> None:
    place = place_of(HERE.target, COLD, "office", region)
    assert place.group is None
    assert place.source is source
    away = place.there if source else place.here
    assert (away.center.instance.id, away.center.resources[0].aws_id) == ("j", "there")


@pytest.mark.parametrize("kind", ["task template", "rule", "evaluation form", "vocabulary"])
def test_what_nobody_knows_to_be_mirrored_is_missed_where_it_is_not(kind: str) -> None:
    kinds = ("task template", "rule", "evaluation form", "vocabulary")
    here = FoundApart({one: frozenset() for one in kinds}, {})
    there = FoundApart({one: frozenset({"Names"} if one == kind else ()) for one in kinds}, {})
    (found,) = judge_apart(here, there, Region(HERE.target, CENTER), "us-east-1")
    assert found.what.startswith(f"the {kind} Names of us-east-1 is not in us-west-2, or inactive")
    assert not found.breaks
