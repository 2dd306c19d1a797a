"""What whoever moves contacts may do, and may not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from infra.rights.failover import failover_policy

ACCOUNT, REGIONS = "000000000103", ("us-west-2", "us-east-1")
MANAGED_POLICY_LIMIT = 6144
ROOT = Path(__file__).parents[3]


def test_moving_traffic_testing_flows_and_approving_a_move_is_all_that_may_be_done_and_only_with_its_own_groups() -> (
    None
):
    statements = failover_policy(ACCOUNT, REGIONS).document["Statement"]
    changing = {
        action: tuple(statement["Resource"])
        for statement in statements
        for action in statement["Action"]
        if not re.fullmatch(r"[a-z0-9]+:(Describe|Get|List|Search)[A-Za-z0-9]+", action)
    }
    assert changing == {
        "connect:UpdateTrafficDistribution": tuple(
            f"arn:aws:connect:{region}:{ACCOUNT}:traffic-distribution-group/*" for region in REGIONS
        ),
        "connect:StartTestCaseExecution": ("*",),
        "connect:StopTestCaseExecution": ("*",),
        "states:SendTaskSuccess": ("*",),
    }


def test_reading_ends_at_the_two_regions() -> None:
    for statement in failover_policy(ACCOUNT, REGIONS).document["Statement"]:
        if statement["Resource"] == ["*"]:
            assert statement["Condition"] == {"StringEquals": {"aws:RequestedRegion": list(REGIONS)}}


def test_it_is_one_managed_policy() -> None:
    text = json.dumps(failover_policy(ACCOUNT, REGIONS).document, separators=(",", ":"))
    assert len(text) < MANAGED_POLICY_LIMIT


@pytest.mark.parametrize("room", ["readiness", "failover", "observing"])
def test_every_call_that_a_check_or_a_shift_makes_is_allowed(room: str) -> None:
    """Operations are found by their names in quotes: `call(client, "describe_queue")`."""
    allowed = {
        _snake(action.partition(":")[2])
        for statement in failover_policy(ACCOUNT, REGIONS).document["Statement"]
        for action in statement["Action"]
    }
    elsewhere = {
        "transact_write_items",
        "get_item",
        "batch_get_item",
        "head_bucket",
    }  # the switches' policy; IAM calls the last otherwise
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "operate" / room).glob("*.py"))
    called = set(re.findall(r'"((?:describe|get|list|search|update|head|transact|batch|query)_[a-z0-9_]+)"', code))
    assert called
    assert called - allowed - elsewhere == set()


def _snake(operation: str) -> str:
    """`list_phone_numbers_v2` of `ListPhoneNumbersV2`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation).lower()
