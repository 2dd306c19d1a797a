"""The least-privilege policy of whoever operates the switches: `close`, `announce`, `reopen`, `switches`.

With it goes the right to read the record of what is deployed, without which none of them knows where to go.

An entry of the log cannot be changed or deleted, not even by a role that other policies let do more. Both tables are
written in transactions only. The names fit every program and center of the account.
Sources: DynamoDB Developer Guide, "Using IAM with DynamoDB transactions" and "DynamoDB encryption at rest"; Service
Authorization Reference, condition keys of DynamoDB and of AWS KMS.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infra.rights.document import Policy, allow, document

RECORD_COPIES = "arn:aws:s3:::civicline-*/deployed.json"
"""What is deployed, in the bucket of each region: the one object that an operator may read."""
SWITCHBOARDS, LOGS = "civicline-*-switchboard", "civicline-*-switch-log"
READ_ROWS = ("dynamodb:BatchGetItem", "dynamodb:GetItem")
READ_LOG = ("dynamodb:GetItem", "dynamodb:Query")
SWITCH = ("dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:PutItem")
RECORD = ("dynamodb:ConditionCheckItem", "dynamodb:PutItem")
REWRITE = (
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:PartiQLDelete",
    "dynamodb:PartiQLUpdate",
    "dynamodb:UpdateItem",
)
USE_KEY = ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey")
IN_TRANSACTION = {"ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}}


def operating_policy(account: str, regions: Iterable[str]) -> Policy:
    """For all regions in which an environment has a switchboard. STS tells everyone who he is; that needs no right."""
    places = tuple(dict.fromkeys(regions))
    boards, logs = ([_table(account, region, name) for region in places] for name in (SWITCHBOARDS, LOGS))
    statements: list[dict[str, Any]] = [
        allow("ReadSwitches", list(READ_ROWS), boards),
        allow("ReadLog", list(READ_LOG), logs),
        {**allow("Switch", list(SWITCH), boards), "Condition": IN_TRANSACTION},
        {**allow("Record", list(RECORD), logs), "Condition": IN_TRANSACTION},
        {**allow("KeepLog", list(REWRITE), logs), "Effect": "Deny"},
        {**allow("ReadRecord", ["s3:GetObject"], [RECORD_COPIES]), "Condition": _there(places)},
        {**allow("UseKeys", list(USE_KEY), _keys(account, places)), "Condition": _through_dynamodb(places)},
    ]
    return Policy("civicline-operate-switches", document(statements))


def _there(regions: Iterable[str]) -> dict[str, Any]:
    return {"StringEquals": {"aws:RequestedRegion": list(regions)}}


def _table(account: str, region: str, name: str) -> str:
    return f"arn:aws:dynamodb:{region}:{account}:table/{name}"


def _keys(account: str, regions: Iterable[str]) -> list[str]:
    return [f"arn:aws:kms:{region}:{account}:key/*" for region in regions]


def _through_dynamodb(regions: Iterable[str]) -> dict[str, Any]:
    """Our keys bear our aliases, and an operator's tool reaches them only by way of the table."""
    return {
        "StringEquals": {"kms:ViaService": [f"dynamodb.{region}.amazonaws.com" for region in regions]},
        "ForAnyValue:StringLike": {"kms:ResourceAliases": ["alias/civicline-*"]},
    }
