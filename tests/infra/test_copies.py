"""Where the record of a deployment is kept, and by what it is sealed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.rights.deploying import deployment_policies
from infra.rights.failover import failover_policy
from infra.rights.operating import operating_policy
from spec.models import ProgramSpec

BUCKET, KEY, ENCRYPTION = (
    "aws:s3/bucket:Bucket",
    "aws:kms/key:Key",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
)
HOME, AWAY = "us-west-2", "us-east-1"


@pytest.fixture(scope="module")
def in_production(hawaii: ProgramSpec, record_program: Callable[..., Any]) -> Any:
    return record_program(hawaii, "prod")


def copies(graph: Any, type_: str = BUCKET) -> dict[str, Any]:
    return {found.region: found for found in graph.of(type_) if found.name.startswith("copies-")}


def seal(graph: Any) -> Any:
    (found,) = [found for found in graph.of(KEY) if found.inputs.get("keyUsage") == "SIGN_VERIFY"]
    return found


def test_each_region_has_one_bucket_for_all_centers(hawaii_graph: Any, oregon_graph: Any) -> None:
    for graph in (hawaii_graph, oregon_graph):
        regions = {found.region for found in graph.resources if found.region}
        assert copies(graph).keys() == regions
        assert all(found.inputs["bucket"].endswith(region) for region, found in copies(graph).items())


def test_what_is_exported_names_them_with_the_key(hawaii_graph: Any) -> None:
    assert hawaii_graph.outputs["copies"] == {
        region: found.inputs["bucket"] for region, found in copies(hawaii_graph).items()
    }
    assert hawaii_graph.outputs["seal_key"].endswith(f"/seal-{HOME}")


def test_the_key_signs_and_does_nothing_else(hawaii_graph: Any) -> None:
    found = seal(hawaii_graph)
    assert (found.region, found.inputs["customerMasterKeySpec"]) == (HOME, "ECC_NIST_P256")
    assert "enableKeyRotation" not in found.inputs  # AWS rotates no such key by itself
    (statement,) = json.loads(found.inputs["policy"])["Statement"]
    assert {"kms:Sign", "kms:GetPublicKey"} <= set(statement["Action"])
    assert not {"kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"} & set(statement["Action"])


def test_a_copy_needs_no_key_to_be_read(hawaii_graph: Any) -> None:
    for found in copies(hawaii_graph, ENCRYPTION).values():
        (rule,) = found.inputs["rules"]
        assert rule["applyServerSideEncryptionByDefault"] == {"sseAlgorithm": "AES256"}


def test_copies_and_key_outlive_destroy_in_production_only(hawaii_graph: Any, in_production: Any) -> None:
    for graph, kept in ((hawaii_graph, False), (in_production, True)):
        for found in (*copies(graph).values(), seal(graph)):
            assert (found.protect, found.retain) == (kept, kept), found.name


def test_who_deploys_may_sign_by_the_seal_and_by_no_other_key() -> None:
    signing = [
        statement
        for policy in deployment_policies("000000000103", HOME)
        for statement in policy.document["Statement"]
        if "kms:Sign" in statement["Action"]
    ]
    assert [statement["Condition"] for statement in signing] == [
        {"ForAnyValue:StringLike": {"kms:ResourceAliases": ["alias/civicline-*-seal"]}}
    ]


def test_an_operator_may_read_the_record_and_no_other_object() -> None:
    policies = (operating_policy("000000000103", (HOME, AWAY)), failover_policy("000000000103", (HOME, AWAY)))
    statements = [found for policy in policies for found in policy.document["Statement"]]
    (reading,) = [found for found in statements if "s3:GetObject" in found["Action"]]
    assert reading["Resource"] == ["arn:aws:s3:::civicline-*/deployed.json"]
    assert not [found for found in statements for action in found["Action"] if action in ("kms:Sign", "s3:PutObject")]
