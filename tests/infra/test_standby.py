"""A cold standby is the center once more, by the same components, and says everywhere that AWS does not support it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from infra.scope import STANDBY, UNSUPPORTED
from spec.deployed import DeployedReplica
from spec.models import ProgramSpec
from spec.models.resilience import Tier
from tests.infra.test_twin import AWAY, DYNAMIC, HOME, NATIVE, of_tier

ONCE = {f"{NATIVE}PhoneNumber", "aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation"}
"""Types of which only the center itself has one: numbers are claimed once, and stay."""


@pytest.fixture(scope="module")
def graph(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> Any:
    return record_program(of_tier(hawaii, Tier.COLD_STANDBY, AWAY))


def test_both_regions_have_an_instance_with_all_that_callers_and_agents_meet(graph: Any) -> None:
    counted = {region: Counter(one.type for one in graph.resources if one.region == region) for region in (HOME, AWAY)}
    for kind in {one.type for one in graph.resources if one.type.startswith(NATIVE)} - ONCE:
        assert counted[HOME][kind] == counted[AWAY][kind] > 0, kind
    assert counted[HOME][f"{NATIVE}PhoneNumber"] > 0
    assert not [kind for kind in ONCE if counted[AWAY][kind]]


def test_nothing_is_replicated_and_nothing_distributes_traffic(graph: Any) -> None:
    assert (
        graph.of(f"{DYNAMIC}Replica") == graph.of(f"{DYNAMIC}AgentsOnGroup") == graph.of(f"{DYNAMIC}BotReplica") == []
    )
    center = graph.outputs["centers"]["office"]
    assert center["replica"] is center["traffic_group"] is None


def test_every_tag_of_the_standby_says_what_it_is_and_none_of_the_center(graph: Any) -> None:
    tagged = [one for one in graph.resources if isinstance(one.inputs.get("tags"), dict)]
    standby = {one.name: one.inputs["tags"].get(STANDBY) for one in tagged if one.name.startswith("office-standby")}
    assert len(standby) > 20
    assert set(standby.values()) == {UNSUPPORTED}
    assert not [one.name for one in tagged if one.region == HOME and STANDBY in one.inputs["tags"]]


def test_aliases_roles_and_buckets_differ_and_functions_have_the_same_names(graph: Any) -> None:
    aliases = {one.inputs["instanceAlias"] for one in graph.of(f"{NATIVE}Instance")}
    assert aliases == {"kalamiles-dev", "kalamiles-dev-standby"}
    for kind, member in (("aws:iam/role:Role", "name"), ("aws:s3/bucket:Bucket", "bucket")):
        names = Counter(one.inputs[member] for one in graph.of(kind))
        assert set(names.values()) == {1}
    functions = graph.of("aws:lambda/function:Function")
    by_region = {region: {one.inputs["name"] for one in functions if one.region == region} for region in (HOME, AWAY)}
    assert {name for name in by_region[AWAY] if "front" not in name} <= by_region[HOME]


def test_the_switches_of_the_operator_are_those_that_the_standby_reads(graph: Any) -> None:
    away = [one for one in graph.of("aws:dynamodb/table:Table") if one.region == AWAY]
    assert Counter(one.name for one in away if "switch" in one.name) == Counter(
        {f"office-{AWAY}-switchboard": 1, f"office-{AWAY}-switch-log": 1}
    )
    assert graph.outputs["centers"]["office"]["switch_regions"] == [HOME, AWAY]


def test_outputs_tell_of_the_standby_with_ids_of_its_own(graph: Any) -> None:
    center = graph.outputs["centers"]["office"]
    there = center["standby"]
    assert set(there) == set(DeployedReplica.model_fields) - {"front_door"}
    assert (there["region"], there["alias"]) == (AWAY, "kalamiles-dev-standby")
    kinds = [Counter(row["kind"] for row in found["resources"]) for found in (center, there)]
    for kind in ("queue", "hours", "flow", "flow_alias", "prompt", "user", "function", "bot", "email_address"):
        assert kinds[0][kind] == kinds[1][kind] > 0, kind
    assert kinds[1]["number"] == 0
