"""Bucket policies in the sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def s3(aws: Callable[..., Any]) -> Any:
    client = aws("s3", "us-east-1")
    client.create_bucket(Bucket="records")
    return client


def deny(**condition: Any) -> str:
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "arn:aws:s3:::records/*",
        **condition,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_policy_that_asks_for_tls_leaves_the_bucket_open_to_its_owner(s3: Any) -> None:
    s3.put_bucket_policy(Bucket="records", Policy=deny(Condition={"Bool": {"aws:SecureTransport": "false"}}))
    s3.put_object(Bucket="records", Key="a", Body=b"x")
    assert s3.head_object(Bucket="records", Key="a")["ContentLength"] == 1


def test_a_policy_that_refuses_everyone_does(s3: Any) -> None:
    s3.put_bucket_policy(Bucket="records", Policy=deny())
    with pytest.raises(ClientError, match="403"):
        s3.head_object(Bucket="records", Key="a")
