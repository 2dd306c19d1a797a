"""The generated deployment policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.rights.deploying import (
    CUSTOMER_SERVICES,
    NATIVE_TYPES,
    OTHER_USES,
    ROWS,
    VERBS,
    deployment_policies,
    replica_policies,
    second_region_policy,
)
from infra.rights.failover import failover_policy
from infra.rights.registry import permissions
from spec.errors import UsageError

ACCOUNT, REGION = "000000000103", "us-west-2"
MANAGED_POLICY_LIMIT = 6144


def statements() -> list[dict[str, Any]]:
    return [statement for policy in deployment_policies(ACCOUNT, REGION) for statement in policy.document["Statement"]]


def test_each_policy_fits_into_a_managed_policy() -> None:
    for policy in (*deployment_policies(ACCOUNT, REGION), *replica_policies(ACCOUNT, "us-east-1")):
        assert len(json.dumps(policy.document, separators=(",", ":"))) <= MANAGED_POLICY_LIMIT, policy.name


def test_no_statement_allows_a_whole_service() -> None:
    assert not [
        action for found in statements() for action in found["Action"] if action.endswith(":*") or action == "*"
    ]


def test_every_right_of_a_handler_is_given_or_belongs_to_a_use_that_is_not_ours() -> None:
    served = {"connect", *CUSTOMER_SERVICES, *VERBS}
    assert {action.partition(":")[0] for action in permissions(NATIVE_TYPES, REGION)} <= served | OTHER_USES


def test_the_policy_covers_every_native_type_that_is_declared(hawaii_graph: Any, oregon_graph: Any) -> None:
    declared = {found.type for graph in (hawaii_graph, oregon_graph) for found in graph.resources}
    modules = {
        "cases": "Cases",
        "connect": "Connect",
        "customerprofiles": "CustomerProfiles",
        "lex": "Lex",
        "ses": "SES",
    }
    native = (type_.split(":") for type_ in declared if type_.startswith("aws-native:"))
    assert {f"AWS::{modules[module]}::{name}" for _, module, name in native} == set(NATIVE_TYPES)


LINKED = ("connect.amazonaws.com", "replication.dynamodb.amazonaws.com")


def test_roles_that_are_not_ours_are_out_of_reach() -> None:
    for found in statements():
        if any(action.startswith("iam:") for action in found["Action"]):
            ours = ("role/civicline-*", *(f"role/aws-service-role/{service}/*" for service in LINKED))
            assert all(resource.endswith(ours) for resource in found["Resource"])


def test_whoever_deploys_touches_only_rows_that_the_spec_knows() -> None:
    verbs = {f"dynamodb:{verb}" for verb in ROWS}
    (rows,) = [found for found in statements() if verbs & set(found["Action"])]
    assert rows["Resource"] == [f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/civicline-*-managers"]


def test_the_second_region_takes_tables_a_key_and_a_copy_of_the_record() -> None:
    document = second_region_policy(ACCOUNT, "us-east-1").document
    services = {action.partition(":")[0] for found in document["Statement"] for action in found["Action"]}
    assert services == {"dynamodb", "kms", "s3", "sts"}
    assert f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/civicline-*" in document["Statement"][0]["Resource"]


def test_a_replica_needs_all_the_surroundings_in_its_own_region_and_may_not_be_shifted_to() -> None:
    replica, *around = (policy.document["Statement"] for policy in replica_policies(ACCOUNT, "us-east-1"))
    surroundings = [statement for found in around for statement in found]
    services = {action.partition(":")[0] for found in surroundings for action in found["Action"]}
    assert services == set(VERBS)
    assert not any(REGION in resource for found in surroundings for resource in found["Resource"])
    assert "connect:ReplicateInstance" in replica[0]["Action"]
    every = [*replica, *surroundings, *statements()]
    assert not any("connect:UpdateTrafficDistribution" in found["Action"] for found in every)


def test_a_region_that_does_not_exist_is_named() -> None:
    with pytest.raises(UsageError, match="us-moon-1"):
        deployment_policies(ACCOUNT, "us-moon-1")


def test_a_region_without_a_type_is_refused_by_the_name_of_the_type() -> None:
    with pytest.raises(UsageError, match="is not offered there"):
        deployment_policies(ACCOUNT, "us-gov-west-1")


def test_a_replica_may_be_added_to_the_table_of_customers_alone() -> None:
    documents = [policy.document["Statement"] for policy in replica_policies(ACCOUNT, "us-east-1")]
    (found,) = [one for document in documents for one in document if "dynamodb:CreateTableReplica" in one["Action"]]
    assert found["Resource"] == [f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/civicline-*-customers"]


def test_whoever_asks_for_an_instance_may_ask_for_its_directory(hawaii_graph: Any) -> None:
    """Amazon Connect refuses the one without the other, and a probe that is refused says nothing."""
    written = [json.loads(one.inputs["policy"]) for one in hawaii_graph.of("aws:iam/rolePolicy:RolePolicy")]
    given = [failover_policy(ACCOUNT, (REGION, "us-east-1")).document, *written]
    actions = [{action for found in document["Statement"] for action in found["Action"]} for document in given]
    asking = [found for found in actions if "connect:DescribeInstance" in found]
    assert len(asking) == 3  # an operator, and the probe of each region
    assert all("ds:DescribeDirectories" in found for found in asking)


def test_who_deploys_may_empty_a_bucket_of_all_its_versions(hawaii_graph: Any) -> None:
    """The provider lists and deletes them one by one before it deletes a bucket that is not kept."""
    assert [found for found in hawaii_graph.of("aws:s3/bucket:Bucket") if found.inputs["forceDestroy"]]
    allowed = {action for found in statements() for action in found["Action"]}
    assert {"s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"} <= allowed
