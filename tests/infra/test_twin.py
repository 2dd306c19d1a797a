"""What a center has in its second region, and what it must not have there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.aws.replication.mirrored import CODES
from spec.models import ProgramSpec
from spec.models.resilience import Tier, Waiver

HOME, AWAY = "us-west-2", "us-east-1"
NATIVE = "aws-native:connect:"
MIRRORED = {f"{NATIVE}{name.rpartition('::')[2]}" for name in CODES}
DYNAMIC = "pulumi-python:dynamic/civicline:"
BOTH = (
    *(f"{NATIVE}{name}" for name in ("ApprovedOrigin", "EmailAddress", "EvaluationForm", "InstanceStorageConfig")),
    *(f"{NATIVE}{name}" for name in ("IntegrationAssociation", "Rule", "TaskTemplate")),
    *("aws-native:cases:Domain", "aws-native:cases:Field", "aws-native:cases:Template", "aws-native:cases:Layout"),
    *("aws-native:customerprofiles:Domain", "aws-native:customerprofiles:Integration", "aws-native:ses:ReceiptRule"),
    *("aws:lambda/function:Function", "aws:lambda/permission:Permission", "aws:dynamodb/table:Table"),
    *("aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/dashboard:Dashboard"),
    *("aws:cloudwatch/metricAlarm:MetricAlarm", "aws:sns/topic:Topic", "aws:cloudtrail/trail:Trail"),
    *("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "aws:sesv2/emailIdentity:EmailIdentity"),
)
"""Types of which each region of a center has its own, as many as the other."""


@pytest.fixture(params=["hawaii_graph", "oregon_graph"])
def graph(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def of_tier(program: ProgramSpec, tier: Tier, replica: str | None) -> ProgramSpec:
    waiver = Waiver(reason="no second region", signed_by="A. Person")
    resilience = program.infrastructure.resilience.model_copy(
        update={"tier": tier, "replica_region": replica, "waiver": waiver}
    )
    return program.model_copy(
        update={"infrastructure": program.infrastructure.model_copy(update={"resilience": resilience})}
    )


def test_what_amazon_connect_mirrors_is_declared_in_the_first_region_only(graph: Any) -> None:
    """A name that is taken in the second region stops the mirroring of whatever bears it."""
    found = [one for one in graph.resources if one.type in MIRRORED]
    assert len(found) > 50
    assert {one.region for one in found} == {HOME}


def test_what_it_does_not_mirror_is_in_both_regions(hawaii_graph: Any) -> None:
    for kind in BOTH:
        counted = Counter(one.region for one in hawaii_graph.of(kind))
        assert counted[HOME] == counted[AWAY] > 0, kind


def test_functions_have_the_same_names_in_both_regions_and_their_roles_other_ones(hawaii_graph: Any) -> None:
    functions = hawaii_graph.of("aws:lambda/function:Function")
    names = {region: {one.inputs["name"] for one in functions if one.region == region} for region in (HOME, AWAY)}
    assert names[HOME] == names[AWAY]
    roles = Counter(one.inputs["name"] for one in hawaii_graph.of("aws:iam/role:Role"))
    assert set(roles.values()) == {1}
    assert all(len(name) <= 64 for name in roles)


def test_a_bot_is_made_once_and_replicated_before_its_versions(hawaii_graph: Any) -> None:
    bots = hawaii_graph.of("aws-native:lex:Bot")
    assert {one.region for one in bots} == {HOME}
    assert [one.inputs["replica_region"] for one in hawaii_graph.of(f"{DYNAMIC}BotReplica")] == [AWAY for _ in bots]
    (speak,) = [one for one in hawaii_graph.of("aws:iam/rolePolicy:RolePolicy") if one.name.endswith("bot-speak")]
    (statement,) = json.loads(speak.inputs["policy"])["Statement"]
    assert statement["Condition"]["StringEquals"]["aws:RequestedRegion"] == [HOME, AWAY]


def test_numbers_are_claimed_to_the_group_and_all_agents_are_on_it(hawaii: ProgramSpec, hawaii_graph: Any) -> None:
    (replica,) = hawaii_graph.of(f"{DYNAMIC}Replica")
    assert (replica.protect, replica.retain) == (True, True)
    numbers = hawaii_graph.of(f"{NATIVE}PhoneNumber")
    (instance,) = hawaii_graph.of(f"{NATIVE}Instance")
    assert numbers
    assert not [one.name for one in numbers if "Instance" in one.inputs["targetArn"]]
    (agents,) = hawaii_graph.of(f"{DYNAMIC}AgentsOnGroup")
    assert len(agents.inputs["users"]) == len(hawaii.workforce.agents)
    assert instance.protect


def test_nothing_declares_how_traffic_is_distributed(graph: Any) -> None:
    """So that no `up` shifts back."""
    assert not [one.urn for one in graph.resources if "TrafficDistribution" in one.type]


def test_the_replicas_alias_fits_and_differs(graph: Any) -> None:
    for replica in graph.of(f"{DYNAMIC}Replica"):
        alias = replica.inputs["alias"]
        assert len(alias) <= 45
        assert alias not in {one.inputs["instanceAlias"] for one in graph.of(f"{NATIVE}Instance")}


def test_outputs_tell_what_is_in_the_second_region(hawaii_graph: Any) -> None:
    center = hawaii_graph.outputs["centers"]["office"]
    own = Counter(row["kind"] for row in center["replica"]["resources"])
    there = Counter(row["kind"] for row in center["resources"])
    kinds = (
        "function",
        "bot",
        "email_address",
        "case_template",
        "case_field",
        "alarm",
        "dashboard",
        "probe",
        "front_door",
    )
    assert own == {kind: there[kind] for kind in kinds}
    assert center["replica"]["region"] == AWAY
    assert set(center["traffic_group"]) == {"id", "arn"}


def test_a_center_of_another_tier_declares_nothing_in_a_second_region(oregon: ProgramSpec, oregon_graph: Any) -> None:
    """But a cold standby, where that is the tier."""
    tiers = {c.id: (c.resilience or oregon.infrastructure.resilience).tier for c in oregon.infrastructure.centers}
    assert Tier.MULTI_AZ in tiers.values()
    for id_, tier in tiers.items():
        away = [one for one in oregon_graph.resources if one.region == AWAY and one.name.startswith(f"{id_}-")]
        assert bool(away) == (tier is not Tier.MULTI_AZ), id_
        assert bool(oregon_graph.outputs["centers"][id_]["replica"]) == (tier is Tier.GLOBAL_RESILIENCY)


def test_a_table_that_can_have_a_replica_has_its_stream_in_every_tier(oregon_graph: Any) -> None:
    """DynamoDB ends no stream before the replica is gone, and the provider would ask for it first."""
    tables = oregon_graph.of("aws:dynamodb/table:Table")
    assert {one.name: bool(one.inputs.get("replicas")) for one in tables if one.inputs.get("streamEnabled")} == {
        "state-customers": True,
        "northlake-customers": False,
        "tamarack-customers": False,
    }


def test_one_region_is_one_provider(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> None:
    graph = record_program(of_tier(hawaii, Tier.MULTI_AZ, None))
    assert {one.region for one in graph.resources} <= {"", HOME}
    assert graph.outputs["centers"]["office"]["traffic_group"] is None
    numbers = graph.of(f"{NATIVE}PhoneNumber")
    assert all("Instance" in one.inputs["targetArn"] for one in numbers)
