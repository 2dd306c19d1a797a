"""The operator's tables: where they are, who may lose them, and what the record says of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.lines import operated_lines
from spec.models import ProgramSpec

TABLE, KEY = "aws:dynamodb/table:Table", "aws:kms/key:Key"
KINDS = ("switchboard", "switch-log")


@pytest.fixture(scope="module")
def in_production(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> Any:
    return record_program(hawaii, "prod")


def tables(graph: Any) -> dict[str, Any]:
    return {found.name: found for found in graph.of(TABLE) if found.name.endswith(KINDS)}


def test_each_region_of_a_center_has_tables_of_the_same_names_under_a_key_of_its_own(hawaii_graph: Any) -> None:
    found = tables(hawaii_graph)
    assert sorted(found) == [
        "office-switch-log",
        "office-switchboard",
        "office-us-east-1-switch-log",
        "office-us-east-1-switchboard",
    ]
    for kind in KINDS:
        here, there = found[f"office-{kind}"], found[f"office-us-east-1-{kind}"]
        assert here.inputs["name"] == there.inputs["name"]
        keys = {one.inputs["serverSideEncryption"]["kmsKeyArn"] for one in (here, there)}
        assert len(keys) == 2


def test_the_second_region_is_reached_by_a_provider_of_its_own(hawaii_graph: Any) -> None:
    regions = {found.name: found.inputs["region"] for found in hawaii_graph.of("pulumi:providers:aws")}
    assert regions == {"aws-us-west-2": "us-west-2", "aws-us-east-1": "us-east-1"}


def test_every_center_has_a_switchboard_in_its_second_region_when_its_tier_names_one(
    oregon: ProgramSpec, oregon_graph: Any
) -> None:
    named = set(tables(oregon_graph))
    centers = oregon_graph.outputs["centers"]
    for center in oregon.infrastructure.centers:
        others = centers[center.id]["switch_regions"][1:]
        assert {name for name in named if name.startswith(f"{center.id}-") and name.endswith("board")} == {
            f"{center.id}-switchboard",
            *(f"{center.id}-{region}-switchboard" for region in others),
        }


def test_rows_expire_and_entries_do_not(hawaii_graph: Any) -> None:
    for name, found in tables(hawaii_graph).items():
        assert found.inputs["pointInTimeRecovery"] == {"enabled": True}
        if name.endswith("switchboard"):
            assert (found.inputs["hashKey"], found.inputs["ttl"]["attributeName"]) == ("scope", "expires")
        else:
            assert (found.inputs["hashKey"], found.inputs["rangeKey"], "ttl" in found.inputs) == ("center", "at", False)


def test_in_production_the_tables_and_their_keys_outlive_destroy(in_production: Any) -> None:
    kept = [*tables(in_production).values(), *in_production.of(KEY)]
    assert len(kept) == 8  # with the key that seals the record
    assert not [found.urn for found in kept if not (found.protect and found.retain)]
    assert all(found.inputs["deletionProtectionEnabled"] for found in tables(in_production).values())


def test_elsewhere_they_go_with_the_rest(hawaii_graph: Any) -> None:
    second = next(found for found in hawaii_graph.of(KEY) if "us-east-1" in found.name)
    going = [*tables(hawaii_graph).values(), second]
    assert not [found.urn for found in going if found.protect or found.retain]
    assert not any(found.inputs["deletionProtectionEnabled"] for found in tables(hawaii_graph).values())


def test_no_service_uses_the_key_of_the_second_region(hawaii_graph: Any) -> None:
    second = next(found for found in hawaii_graph.of(KEY) if "us-east-1" in found.name)
    (statement,) = json.loads(second.inputs["policy"])["Statement"]
    assert set(statement["Principal"]) == {"AWS"}


def test_the_record_names_what_an_operator_needs(hawaii: ProgramSpec, hawaii_graph: Any) -> None:
    center = hawaii_graph.outputs["centers"]["office"]
    assert center["switchboard"] == tables(hawaii_graph)["office-switchboard"].inputs["name"]
    assert center["switch_log"] == tables(hawaii_graph)["office-switch-log"].inputs["name"]
    assert center["switch_regions"] == ["us-west-2", "us-east-1"]
    assert hawaii_graph.outputs["time_zone"] == hawaii.program.time_zone
    assert hawaii_graph.outputs["hours_till"] > "2027-12-30"
    assert [line["id"] for line in hawaii_graph.outputs["lines"]] == [line.id for line in hawaii.infrastructure.lines]


def test_a_line_is_operated_in_the_languages_that_its_flows_speak(hawaii: ProgramSpec) -> None:
    center = hawaii.infrastructure.centers[0]
    for operated, line in zip(operated_lines(hawaii, center), hawaii.infrastructure.lines, strict=True):
        assert operated.languages[0] == "en-US"
        assert set(operated.languages[1:]) <= set(line.greeting_in)
        assert operated.time_zone == "Pacific/Honolulu"
