"""A center in two regions: what the second one has, a shift that outlives `up`, a move to two regions, and an end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from contact_flows.language.canonical import canonical
from operate.aws import Target
from operate.flows.reading import read_flows
from operate.flows.surroundings import read_surroundings
from spec.deployed import DeployedCenter, read
from tests.e2e.home import HAWAII, Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

REGION, AWAY = "us-west-2", "us-east-1"


def center_of(home: Home) -> DeployedCenter:
    (file,) = (home.folder / "deployed" / "sandbox").glob("*.json")
    return read(file).centers["office"]


def distribution(home: Home, center: DeployedCenter) -> dict[str, Any]:
    assert center.traffic_group is not None
    told = home.aws("connect", AWAY).get_traffic_distribution(Id=center.traffic_group.arn)
    return {name: value["Distributions"] for name, value in told.items() if name.endswith("Config")}


def shift(home: Home, center: DeployedCenter) -> None:
    """All of it, by the service's own API, in the region that receives."""
    assert center.traffic_group is not None

    def shares(member: str, here: object, there: object) -> dict[str, Any]:
        return {"Distributions": [{"Region": REGION, member: here}, {"Region": AWAY, member: there}]}

    home.aws("connect", AWAY).update_traffic_distribution(
        Id=center.traffic_group.arn,
        TelephonyConfig=shares("Percentage", 0, 100),
        AgentConfig=shares("Percentage", 0, 100),
        SignInConfig=shares("Enabled", False, True),
    )


def test_flows_hours_and_queues_of_the_second_region_say_the_same(standing: Home) -> None:
    center, target = center_of(standing), Target(standing.endpoint)
    there = center.in_replica()
    assert there is not None
    here = read_flows(target, center)
    away = read_flows(target, there)
    assert {flow.id: canonical(flow) for flow in away.flows} == {flow.id: canonical(flow) for flow in here.flows}
    assert read_surroundings(target, there) == read_surroundings(target, center)


def test_numbers_start_the_same_alias_in_both_regions_and_what_flows_call_is_there(standing: Home) -> None:
    center = center_of(standing)
    named = {"InstanceId": center.instance.id}
    found = []
    for region in (REGION, AWAY):
        connect = standing.aws("connect", region)
        rows = connect.list_flow_associations(**named, ResourceType="VOICE_PHONE_NUMBER")["FlowAssociationSummaryList"]
        bots = connect.list_bots(**named, LexVersion="V2")["LexBots"]
        functions = connect.list_lambda_functions(**named)["LambdaFunctions"]
        arns = [*(row["FlowId"] for row in rows), *(row["LexV2Bot"]["AliasArn"] for row in bots), *functions]
        assert len(rows) == 2
        assert all(f":{region}:" in arn for arn in arns)
        found.append(sorted(arn.replace(region, "") for arn in arns))
    assert found[0] == found[1]


def test_an_up_after_a_shift_does_not_shift_back(standing: Home) -> None:
    center = center_of(standing)
    shift(standing, center)
    shifted = distribution(standing, center)
    assert shifted["TelephonyConfig"][1] == {"Region": AWAY, "Percentage": 100}

    again = standing.run("up", HAWAII, "--yes", "--refresh", "--json")

    assert again.code == 0, again.err
    assert {name: n for name, n in again.json["changes"].items() if n and name != "same"} == {}
    assert distribution(standing, center) == shifted


def test_drift_names_an_agent_who_was_taken_off_the_group_and_up_puts_him_back(standing: Home) -> None:
    center = center_of(standing)
    assert center.traffic_group is not None
    user = next(found for found in center.resources if found.kind == "user")
    named = {"TrafficDistributionGroupId": center.traffic_group.id, "InstanceId": center.instance.id}
    standing.aws("connect", REGION).disassociate_traffic_distribution_group_user(**named, UserId=user.aws_id)
    seen = standing.run("drift", HAWAII, "--json").json
    (row,) = [row for row in seen["rows"] if row["state"] != "verified"]
    assert (row["kind"], row["name"], row["differences"][0]["property"]) == ("user", user.id, "moves with the traffic")
    assert standing.run("up", HAWAII, "--yes", "--refresh", "--json").json["differs"] == 0


@pytest.mark.slow
def test_a_center_of_one_region_gets_a_second_one_and_keeps_its_numbers(home: Home, tmp_path: Path) -> None:
    program = tmp_path / "hawaii" / "program.yaml"
    shutil.copytree(HAWAII.parent, program.parent)
    text = HAWAII.read_text(encoding="utf-8")
    one = text.replace("    tier: global-resiliency ", "    tier: multi-az ").replace(
        "    replica_region: us-east-1\n", ""
    )
    assert one != text
    program.write_text(one, encoding="utf-8")
    first = home.run("up", program, "--yes", "--json")
    assert first.code == 0, first.err
    before = center_of(home)
    assert before.replica is None

    program.write_text(text, encoding="utf-8")
    second = home.run("up", program, "--yes", "--json")

    assert second.code == 0, second.err
    assert second.json["differs"] == second.json["missing"] == second.json["changes"]["replace"] == 0
    after = center_of(home)
    assert after.replica is not None
    numbers = [{row.id: row.aws_id for row in found.resources if row.kind == "number"} for found in (before, after)]
    assert numbers[0] == numbers[1] != {}


def test_an_end_by_name_leaves_nothing_in_either_region(standing: Home) -> None:
    kept = json.loads(standing.run("destroy", HAWAII, "--yes", "--json").out)["left"]
    named = [word for row in kept for word in ("--delete-protected", row["name"])]
    gone = standing.run("destroy", HAWAII, "--yes", "--json", *named)
    assert gone.code == 0, gone.err
    assert gone.json["left"] == []
    for region in (REGION, AWAY):
        connect = standing.aws("connect", region)
        assert connect.list_instances()["InstanceSummaryList"] == []
        assert connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"] == []
        assert connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []
        assert standing.aws("lexv2-models", region).list_bots()["botSummaries"] == []
        assert standing.aws("lambda", region).list_functions()["Functions"] == []
        assert standing.aws("dynamodb", region).list_tables()["TableNames"] == []
    assert standing.aws("s3", REGION).list_buckets()["Buckets"] == []
