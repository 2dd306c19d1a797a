import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.engine.values.model import ASSET, SIGNATURE
from sandbox.providers.classic.provider import AwsClassic
from tests.sandbox.providers.crud import Case, World, live_a_life

BUCKET = "aws:s3/bucket:Bucket"
READERS = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::needed-0123456/*"}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [READERS]})


def bucket(world: World, **inputs: Any) -> str:
    return world.make(BUCKET, forceDestroy=True, **inputs)[0]


def log_bucket(world: World) -> str:
    id_ = world.make(BUCKET, "logs", forceDestroy=True)[0]
    principal = {"Service": "logging.s3.amazonaws.com"}
    statement = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{id_}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    world.make("aws:s3/bucketPolicy:BucketPolicy", "logs", bucket=id_, policy=policy)
    return id_


CASES = [
    Case(
        BUCKET,
        lambda _: {"forceDestroy": True, "tags": {"spec": "agency"}},
        change={"tags": {"spec": "agency", "owner": "ops"}},
        replace={"bucket": "other"},
    ),
    Case(
        "aws:s3/bucketPolicy:BucketPolicy",
        lambda w: {"bucket": bucket(w), "policy": POLICY},
        change={"policy": json.dumps({"Version": "2012-10-17", "Statement": [{**READERS, "Effect": "Deny"}]})},
        replace={"bucket": "other"},
    ),
    Case(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        lambda w: {"bucket": bucket(w), "blockPublicAcls": True, "blockPublicPolicy": True},
        change={"ignorePublicAcls": True, "restrictPublicBuckets": True},
        replace={"bucket": "other"},
    ),
    Case(
        "aws:s3/bucketVersioning:BucketVersioning",
        lambda w: {"bucket": bucket(w), "versioningConfiguration": {"status": "Enabled"}},
        change={"versioningConfiguration": {"status": "Suspended"}},
        endures=True,
    ),
    Case(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        lambda w: {
            "bucket": bucket(w),
            "rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "k"}}],
        },
        change={"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
    ),
    Case(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        lambda w: {"bucket": bucket(w), "rules": [{"id": "a", "status": "Enabled", "expiration": {"days": 30}}]},
        change={
            "rules": [
                {
                    "id": "recordings",
                    "status": "Enabled",
                    "filter": {"prefix": "connect/"},
                    "expiration": {"days": 365},
                    "transitions": [{"days": 90, "storageClass": "GLACIER"}],
                    "noncurrentVersionExpiration": {"noncurrentDays": 30},
                    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
                }
            ]
        },
    ),
    Case(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        lambda w: {"bucket": bucket(w), "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        change={"rule": {"objectOwnership": "BucketOwnerPreferred"}},
    ),
    Case(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        lambda w: {
            "bucket": bucket(w, objectLockEnabled=True),
            "rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 5}},
        },
        change={"rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 9}}},
        endures=True,
    ),
    Case(
        "aws:s3/bucketLogging:BucketLogging",
        lambda w: {"bucket": bucket(w), "targetBucket": log_bucket(w), "targetPrefix": "a/"},
        change={"targetPrefix": "b/"},
        replace={"bucket": "other"},
    ),
    Case(
        "aws:s3/bucketObjectv2:BucketObjectv2",
        lambda w: {"bucket": bucket(w), "key": "a/hello.txt", "content": "Aloha", "tags": {"a": "b"}},
        change={"content": "Mahalo", "contentType": "text/plain; charset=utf-8"},
        replace={"key": "b"},
    ),
    Case(
        "aws:s3/bucketObject:BucketObject",
        lambda w: {"bucket": bucket(w), "key": "p.wav", "source": {SIGNATURE: ASSET, "text": "x", "hash": "1"}},
        replace={"key": "b"},
    ),
    Case(
        "aws:dynamodb/table:Table",
        lambda _: {
            "hashKey": "id",
            "rangeKey": "at",
            "billingMode": "PAY_PER_REQUEST",
            "attributes": [{"name": "id", "type": "S"}, {"name": "at", "type": "N"}],
            "tags": {"a": "b"},
        },
        change={
            "ttl": {"attributeName": "expires", "enabled": True},
            "pointInTimeRecovery": {"enabled": True},
            "streamEnabled": True,
            "streamViewType": "NEW_IMAGE",
            "tags": {"c": "d"},
        },
        replace={"hashKey": "other"},
    ),
    Case(
        "aws:dynamodb/tableItem:TableItem",
        lambda w: {
            "tableName": w.make(
                "aws:dynamodb/table:Table",
                hashKey="id",
                attributes=[{"name": "id", "type": "S"}],
                billingMode="PAY_PER_REQUEST",
            )[0],
            "hashKey": "id",
            "item": json.dumps({"id": {"S": "region"}, "value": {"S": "us-east-1"}}),
        },
        change={"item": json.dumps({"id": {"S": "region"}, "value": {"S": "us-west-2"}})},
        replace={"tableName": "other"},
        imports=False,
    ),
    Case(
        "aws:kms/key:Key",
        lambda _: {"description": "recordings", "deletionWindowInDays": 7, "tags": {"a": "b"}},
        change={"description": "changed", "enableKeyRotation": True, "tags": {}},
        replace={"multiRegion": True},
    ),
    Case(
        "aws:kms/alias:Alias",
        lambda w: {"targetKeyId": w.make("aws:kms/key:Key", "aliased")[0]},
        replace={"name": "alias/other"},
    ),
    Case(
        "aws:kms/replicaKey:ReplicaKey",
        lambda w: {
            "primaryKeyArn": w.make("aws:kms/key:Key", "primary", multiRegion=True)[1]["arn"],
            "region": "us-west-2",
            "description": "copy",
        },
        change={"description": "second copy"},
        replace={"primaryKeyArn": "arn:aws:kms:us-east-1:123456789012:key/mrk-1"},
        imports=False,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.type.rsplit(":", 1)[1])
def test_a_storage_resource_lives_its_life(aws: Callable[..., AwsClassic], case: Case) -> None:
    assert live_a_life(aws(), case) == case.life
