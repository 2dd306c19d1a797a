"""Requests that boto3 really makes are recognized as what they are."""

from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from hypothesis import given
from hypothesis import strategies as st

from sandbox.server.calls import Call, environ_of, host_name, identify
from sandbox.server.messages import HttpRequest
from sandbox.server.reads import is_read

ROLE = "arn:aws:iam::123456789012:role/r"
ASKED: list[tuple[str, str, dict[str, Any], bool]] = [
    ("s3", "CreateBucket", {"Bucket": "bucket"}, False),
    ("s3", "PutObject", {"Bucket": "bucket", "Key": "a/b c", "Body": b"x"}, False),
    ("s3", "GetObject", {"Bucket": "bucket", "Key": "a"}, True),
    ("s3", "ListObjectsV2", {"Bucket": "bucket"}, True),
    ("s3", "PutBucketVersioning", {"Bucket": "bucket", "VersioningConfiguration": {"Status": "Enabled"}}, False),
    ("iam", "CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": "{}"}, False),
    ("iam", "ListRoles", {}, True),
    ("kms", "CreateKey", {}, False),
    ("kms", "Decrypt", {"CiphertextBlob": b"x"}, True),
    ("lambda", "CreateFunction", {"FunctionName": "f", "Role": ROLE, "Code": {"ZipFile": b"x"}}, False),
    ("lambda", "Invoke", {"FunctionName": "f"}, True),
    ("dynamodb", "PutItem", {"TableName": "table", "Item": {}}, False),
    ("dynamodb", "Query", {"TableName": "table"}, True),
    ("sesv2", "CreateEmailIdentity", {"EmailIdentity": "a.example"}, False),
    ("ses", "VerifyEmailIdentity", {"EmailAddress": "a@b.example"}, False),
    ("sns", "CreateTopic", {"Name": "t"}, False),
    ("logs", "CreateLogGroup", {"logGroupName": "g"}, False),
    ("cloudwatch", "DescribeAlarms", {}, True),
    ("cloudwatch", "PutMetricData", {"Namespace": "n", "MetricData": []}, False),
    ("connect", "CreateQueue", {"InstanceId": "i", "Name": "q", "HoursOfOperationId": "h"}, False),
    ("connect", "DescribeQueue", {"InstanceId": "i", "QueueId": "q"}, True),
    ("connect", "GetEffectiveHoursOfOperations", {"InstanceId": "i", "HoursOfOperationId": "h", "FromDate": "2027-01-01", "ToDate": "2027-01-02"}, True),
    ("connectcases", "CreateTemplate", {"domainId": "d", "name": "n"}, False),
    ("cloudcontrol", "CreateResource", {"TypeName": "AWS::Connect::Queue", "DesiredState": "{}"}, False),
    ("cloudcontrol", "GetResourceRequestStatus", {"RequestToken": "t"}, True),
    ("customer-profiles", "CreateDomain", {"DomainName": "d", "DefaultExpirationDays": 1}, False),
    ("qconnect", "ListAssistants", {}, True),
    ("appintegrations", "ListApplications", {}, True),
    ("lexv2-models", "ListBots", {}, True),
    ("route53", "ListHostedZones", {}, True),
    ("sqs", "ReceiveMessage", {"QueueUrl": "http://127.0.0.1/1/q"}, False),
    ("sts", "GetCallerIdentity", {}, True),
]  # fmt: skip


@pytest.fixture(scope="module")
def session() -> boto3.Session:
    return boto3.Session(aws_access_key_id="a", aws_secret_access_key="b", region_name="us-west-2")


def sent_by_boto3(session: boto3.Session, service: str, operation: str, arguments: dict[str, Any]) -> HttpRequest:
    """The request that would have gone out, caught at the door."""
    caught: list[AWSPreparedRequest] = []

    def catch(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        caught.append(request)
        return AWSResponse(request.url, 400, HTTPHeaders(), None)

    client = session.client(service, endpoint_url="http://127.0.0.1:9")
    client.meta.events.register("before-send", catch)
    call = {client.meta.method_to_api_mapping[name]: name for name in client.meta.method_to_api_mapping}[operation]
    with pytest.raises(AttributeError):  # the stand-in for an answer has no body
        getattr(client, call)(**arguments)
    request = caught[0]
    target = request.url.removeprefix("http://127.0.0.1:9")
    headers = tuple(
        (name, value.decode() if isinstance(value, bytes) else str(value)) for name, value in request.headers.items()
    )
    body = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
    return HttpRequest(method=request.method, target=target, headers=headers, body=body)


@pytest.mark.parametrize(
    ("service", "operation", "arguments", "read"), ASKED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_an_operation_is_recognized_from_its_request(
    session: boto3.Session, service: str, operation: str, arguments: dict[str, Any], read: bool
) -> None:
    request = sent_by_boto3(session, service, operation, arguments)
    call = identify(request)
    assert call == Call(service=service, operation=operation, region="us-west-2")
    assert is_read(call, request.method) is read


def test_a_presigned_url_names_its_region_in_the_query() -> None:
    target = "/bucket/key?X-Amz-Credential=AKIA%2F20270101%2Fus-west-2%2Fs3%2Faws4_request"
    assert identify(HttpRequest(method="GET", target=target)) == Call(
        service="s3", operation="GetObject", region="us-west-2"
    )


def test_what_no_model_knows_is_method_and_path() -> None:
    headers = (("Authorization", "AWS4-HMAC-SHA256 Credential=A/20270101/us-east-1/connect/aws4_request"),)
    call = identify(HttpRequest(method="POST", target="/no/such/thing/at/all/here?x=1", headers=headers))
    assert call == Call(service="connect", operation="POST /no/such/thing/at/all/here", region="us-east-1")
    assert not is_read(call, "POST")
    assert is_read(call, "GET")


# As the HTTP layer decodes them.
LATIN = st.text(st.characters(codec="latin-1"), max_size=60)


@given(st.binary(max_size=200), LATIN, LATIN, st.sampled_from(["GET", "POST", "DELETE"]))
def test_nonsense_is_still_some_call(body: bytes, authorization: str, target: str, method: str) -> None:
    headers = (("Authorization", authorization), ("Content-Type", "application/x-www-form-urlencoded"))
    call = identify(HttpRequest(method=method, target=f"/{target}", headers=headers, body=body))
    assert call.service


def test_the_environment_keeps_metadata_names_with_underscores() -> None:
    headers = (("x-amz-meta-a_b", "1"), ("X_Spoofed", "2"), ("X-Twice", "3"), ("X-Twice", "4"))
    environ = environ_of(HttpRequest(method="PUT", target="/b/k%2Fl?q", headers=headers, body=b"xyz"))
    assert environ["HTTP_X_AMZ_META_A_B"] == "1"
    assert "HTTP_X_SPOOFED" not in environ
    assert environ["HTTP_X_TWICE"] == "3,4"
    assert (environ["PATH_INFO"], environ["RAW_URI"], environ["CONTENT_LENGTH"]) == ("/b/k/l", "/b/k%2Fl?q", "3")


@pytest.mark.parametrize(
    ("header", "name"), [("127.0.0.1:80", "127.0.0.1"), ("LOCALHOST", "localhost"), ("[::1]:9", "::1"), ("", "")]
)
def test_the_host_name_of_a_header(header: str, name: str) -> None:
    assert host_name(header) == name
