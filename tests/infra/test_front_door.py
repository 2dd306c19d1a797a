"""Doors of a center, what they may do, and the records by which mail follows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from infra.rights.doors import door_policy
from spec.models import ProgramSpec
from spec.models.resilience import Tier
from tests.infra.test_twin import of_tier

HOME, AWAY = "us-west-2", "us-east-1"
ZONE = "Z0123456789EXAMPLE"


def doors(graph: Any) -> dict[str, Any]:
    """Functions by region."""
    found = graph.of("aws:lambda/function:Function")
    return {one.region: one for one in found if one.name.endswith("front_door")}


def with_zone(program: ProgramSpec) -> ProgramSpec:
    kept = program.infrastructure.environments
    environments = (kept[0].model_copy(update={"dns_zone": ZONE}), *kept[1:])
    return program.model_copy(
        update={"infrastructure": program.infrastructure.model_copy(update={"environments": environments})}
    )


@pytest.fixture(scope="module")
def zoned(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> Any:
    return record_program(with_zone(hawaii))


def test_each_region_has_a_door_that_runs_a_few_times_at_once_at_most(hawaii_graph: Any) -> None:
    found = doors(hawaii_graph)
    assert set(found) == {HOME, AWAY}
    for region, function in found.items():
        known = function.inputs["environment"]["variables"]
        other = AWAY if region == HOME else HOME
        assert (known["REGION"], known["HOME"], known["OTHER"]) == (region, HOME, other)
        assert known["FORM_QUEUE"] == "eligibility_enrollment"
        assert known["ORIGINS"] == "https://www.kalamiles.example"
        assert function.inputs["reservedConcurrentExecutions"] == 20
    assert found[HOME].inputs["name"] == found[AWAY].inputs["name"]


def test_a_door_is_open_to_anybody_by_its_url_only_and_to_approved_pages(hawaii_graph: Any) -> None:
    for url in hawaii_graph.of("aws:lambda/functionUrl:FunctionUrl"):
        assert url.inputs["authorizationType"] == "NONE"
        assert url.inputs["cors"]["allowOrigins"] == ["https://www.kalamiles.example"]
    public = [one for one in hawaii_graph.of("aws:lambda/permission:Permission") if one.inputs["principal"] == "*"]
    rights = Counter((one.inputs["action"], one.inputs.get("invokedViaFunctionUrl")) for one in public)
    assert rights == {("lambda:InvokeFunctionUrl", None): 2, ("lambda:InvokeFunction", True): 2}
    assert {one.inputs.get("functionUrlAuthType") for one in public} == {"NONE", None}


def test_a_door_may_begin_contacts_and_read_rows_and_write_none(hawaii_graph: Any) -> None:
    policies = [one for one in hawaii_graph.of("aws:iam/rolePolicy:RolePolicy") if "front_door" in one.name]
    allowed = {
        action
        for one in policies
        for statement in json.loads(one.inputs["policy"])["Statement"]
        for action in statement["Action"]
        if action.partition(":")[0] in ("connect", "dynamodb")
    }
    assert allowed == {"connect:StartChatContact", "connect:StartTaskContact", "dynamodb:GetItem"}


def test_doors_know_one_another_by_a_row_in_each_switchboard(hawaii_graph: Any) -> None:
    rows = [one for one in hawaii_graph.of("aws:dynamodb/tableItem:TableItem") if one.name.endswith("-doors")]
    assert {one.region for one in rows} == {HOME, AWAY}
    for row in rows:
        assert set(json.loads(row.inputs["item"])) == {"scope", HOME, AWAY}


def test_a_center_in_one_region_has_one_door_and_no_other_to_know(oregon_graph: Any) -> None:
    known = {
        one.inputs["environment"]["variables"]["CENTER"]: one.inputs["environment"]["variables"]
        for one in oregon_graph.of("aws:lambda/function:Function")
        if one.name.endswith("front_door") and "OTHER" not in one.inputs["environment"]["variables"]
    }
    assert set(known) == {"northlake", "tamarack"}
    assert "CHAT_FLOW" not in known["tamarack"]
    assert oregon_graph.outputs["centers"]["tamarack"]["front_door"]


def test_flows_may_not_call_a_door(hawaii_graph: Any) -> None:
    tied = [one.name for one in hawaii_graph.of("aws-native:connect:IntegrationAssociation")]
    assert tied
    assert not [name for name in tied if "front_door" in name]


def test_mail_comes_home_unless_the_other_region_says_that_it_serves(zoned: Any) -> None:
    inbound = {one.inputs["setIdentifier"]: one.inputs for one in _records(zoned) if "setIdentifier" in one.inputs}
    weights = {region: found["weightedRoutingPolicies"][0]["weight"] for region, found in inbound.items()}
    assert weights == {HOME: 1, AWAY: 0}
    assert inbound[AWAY]["records"] == ["10 inbound-smtp.us-east-1.amazonaws.com"]
    (check,) = zoned.of("aws:route53/healthCheck:HealthCheck")
    assert (check.inputs["invertHealthcheck"], check.inputs["resourcePath"]) == (True, "/serves/email")
    assert inbound[HOME]["healthCheckId"]
    assert "healthCheckId" not in inbound[AWAY]


def test_each_region_signs_and_takes_bounces_under_names_of_its_own(zoned: Any) -> None:
    names = Counter((one.inputs["name"], one.inputs["type"]) for one in _records(zoned) if "dkim" not in one.name)
    domain = "kalamiles.example"
    bounces = {(f"{name}.{domain}", kind): 1 for name in ("bounce", f"bounce-{AWAY}") for kind in ("MX", "TXT")}
    assert names == {(domain, "MX"): 2, **bounces}
    assert len({one.inputs["name"] for one in _records(zoned) if "dkim" in one.name}) == 6
    mail_from = zoned.of("aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes")
    assert {one.inputs["mailFromDomain"] for one in mail_from} == {name for name, _ in bounces}


def test_without_a_zone_nothing_is_put_into_dns_and_the_record_says_what_is_needed(hawaii_graph: Any) -> None:
    assert _records(hawaii_graph) == []
    dns = hawaii_graph.outputs["centers"]["office"]["dns"]
    uses = Counter((row["use"], row["region"], row["kept"]) for row in dns)
    assert uses == {
        (use, region, False): count
        for region in (HOME, AWAY)
        for use, count in (("receive", 1), ("sign", 3), ("bounce", 2))
    }


def test_home_keeps_its_record_when_a_second_region_comes_or_goes(
    hawaii: ProgramSpec, zoned: Any, record_program: Callable[..., Any]
) -> None:
    """Route 53 takes no record beside those that fail over, and the engine makes what is new before old things go."""
    alone = record_program(with_zone(of_tier(hawaii, Tier.MULTI_AZ, None)))
    (one,) = [one for one in _records(alone) if one.inputs["name"] == "kalamiles.example"]
    (same,) = [found for found in _records(zoned) if found.urn == one.urn]
    assert {**same.inputs, "healthCheckId": None} == {**one.inputs, "healthCheckId": None}
    assert "healthCheckId" not in one.inputs
    assert alone.of("aws:route53/healthCheck:HealthCheck") == []


def test_whoever_deploys_may_write_the_row_of_the_doors_and_the_records_of_one_zone() -> None:
    statements = {one["Sid"]: one for one in door_policy("000000000103", (HOME, AWAY), (ZONE,)).document["Statement"]}
    assert statements["DoorRows"]["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["doors#*"]}}
    assert statements["MailRecords"]["Resource"] == [f"arn:aws:route53:::hostedzone/{ZONE}"]
    without = door_policy("000000000103", (HOME,), ()).document["Statement"]
    assert not [action for one in without for action in one["Action"] if action.startswith("route53:")]


def _records(graph: Any) -> list[Any]:
    found: list[Any] = graph.of("aws:route53/record:Record")
    return found
