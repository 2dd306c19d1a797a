"""A bucket that refuses plain HTTP still takes objects over loopback, and still refuses what else it denies."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from sandbox.aws.install import install

DENY = {"Effect": "Deny", "Principal": "*", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::recordings/*"]}
TLS_ONLY = {**DENY, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}


@pytest.mark.parametrize(("statement", "refused"), [(TLS_ONLY, False), (DENY, True)])
def test_only_the_tls_condition_is_met_on_loopback(statement: dict[str, object], *, refused: bool) -> None:
    install()
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        s3.create_bucket(Bucket="recordings")
        s3.put_bucket_policy(
            Bucket="recordings", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        )
        if refused:
            with pytest.raises(ClientError, match=r"403"):
                s3.put_object(Bucket="recordings", Key="hold.wav", Body=b"x")
        else:
            s3.put_object(Bucket="recordings", Key="hold.wav", Body=b"x")
            assert s3.get_object(Bucket="recordings", Key="hold.wav")["Body"].read() == b"x"
