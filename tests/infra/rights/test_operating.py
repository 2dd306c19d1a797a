"""What an operator of switches may do, and may not."""

from __future__ import annotations

import fnmatch
import json
from typing import Any

import pytest

from infra.rights.operating import operating_policy

ACCOUNT, REGIONS = "000000000103", ("us-west-2", "us-east-1")
BOARD, LOG = "civicline-hi-kalamiles-prod-office-switchboard", "civicline-hi-kalamiles-prod-office-switch-log"
MANAGED_POLICY_LIMIT = 6144


def statements() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = operating_policy(ACCOUNT, REGIONS).document["Statement"]
    return found


def may(action: str, table: str, *, in_transaction: bool = False, region: str = "us-west-2") -> bool:
    """As IAM decides: a denial counts more than what is allowed; a condition fails where its key is absent."""
    arn = f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/{table}"
    effects = {
        found["Effect"]
        for found in statements()
        if f"dynamodb:{action}" in found["Action"]
        and any(fnmatch.fnmatchcase(arn, pattern) for pattern in found["Resource"])
        and ("Condition" not in found or in_transaction)
    }
    return effects == {"Allow"}


@pytest.mark.parametrize("region", REGIONS)
def test_a_line_is_closed_and_opened_in_a_transaction_with_its_entry(region: str) -> None:
    for action in ("PutItem", "DeleteItem", "ConditionCheckItem"):
        assert may(action, BOARD, in_transaction=True, region=region)
    assert may("PutItem", LOG, in_transaction=True, region=region)


@pytest.mark.parametrize("table", [BOARD, LOG])
def test_nothing_is_written_outside_a_transaction(table: str) -> None:
    writes = (
        "PutItem",
        "DeleteItem",
        "UpdateItem",
        "BatchWriteItem",
        "PartiQLInsert",
        "PartiQLUpdate",
        "PartiQLDelete",
    )
    assert not [action for action in writes if may(action, table)]


def test_an_entry_is_never_changed_or_deleted_even_where_another_policy_allows_it() -> None:
    (denial,) = [found for found in statements() if found["Effect"] == "Deny"]
    assert {"dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"} <= set(denial["Action"])
    assert "Condition" not in denial
    assert not may("DeleteItem", LOG, in_transaction=True)


def test_what_is_in_force_and_who_did_it_can_be_read() -> None:
    assert may("BatchGetItem", BOARD)
    assert may("GetItem", BOARD)
    assert may("Query", LOG)
    assert not may("Scan", LOG)


def test_no_other_table_and_no_other_region_is_in_reach() -> None:
    assert not may("GetItem", "civicline-hi-kalamiles-prod-office-customers")
    assert not may("GetItem", BOARD, region="eu-west-1")


def test_keys_are_used_through_dynamodb_and_by_our_aliases_only() -> None:
    (keys,) = [found for found in statements() if found["Sid"] == "UseKeys"]
    assert keys["Condition"]["StringEquals"] == {
        "kms:ViaService": ["dynamodb.us-west-2.amazonaws.com", "dynamodb.us-east-1.amazonaws.com"]
    }
    assert keys["Condition"]["ForAnyValue:StringLike"] == {"kms:ResourceAliases": ["alias/civicline-*"]}


def test_a_condition_that_an_absent_key_would_meet_is_not_used() -> None:
    """`ForAllValues` holds where there is no value at all: every plain write would pass."""
    assert "ForAllValues" not in json.dumps(operating_policy(ACCOUNT, REGIONS).document)


def test_it_fits_into_a_managed_policy() -> None:
    assert len(json.dumps(operating_policy(ACCOUNT, REGIONS).document, separators=(",", ":"))) <= MANAGED_POLICY_LIMIT
