"""The same services behind a socket, as the sandbox serves them."""

import contextlib
import http.client
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from sandbox.aws import settings
from sandbox.aws.install import install
from sandbox.aws.settings import Settings


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    install()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings.use(Settings(latency_scale=0.0))
    yield f"http://{host}:{port}"
    settings.use(Settings())
    server.stop()


def client(service: str, endpoint: str, region: str = "us-west-2") -> Any:
    keys: dict[str, Any] = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return boto3.client(service, region_name=region, endpoint_url=endpoint, **keys)


def test_each_service_is_found_by_its_signing_name(endpoint: str) -> None:
    state = {
        "IdentityManagementType": "SAML",
        "InstanceAlias": "served",
        "Attributes": {"InboundCalls": True, "OutboundCalls": True},
    }
    cloudcontrol = client("cloudcontrol", endpoint)
    event = cloudcontrol.create_resource(TypeName="AWS::Connect::Instance", DesiredState=json.dumps(state))
    arn = event["ProgressEvent"]["Identifier"]
    instance = client("connect", endpoint).describe_instance(InstanceId=arn.rpartition("/")[2])["Instance"]
    assert (instance["Arn"], instance["InstanceStatus"]) == (arn, "ACTIVE")
    assert client("connectcases", endpoint).list_domains()["domains"] == []
    assert client("customer-profiles", endpoint).list_domains()["Items"] == []
    assert client("qconnect", endpoint).list_assistants()["assistantSummaries"] == []
    sesv2 = client("sesv2", endpoint)
    sesv2.create_email_identity(EmailIdentity="help.example")
    sesv2.put_email_identity_mail_from_attributes(EmailIdentity="help.example", MailFromDomain="m.help.example")
    assert (
        sesv2.get_email_identity(EmailIdentity="help.example")["MailFromAttributes"]["MailFromDomain"]
        == "m.help.example"
    )
    assert client("ses", endpoint).list_identities()["Identities"] == ["help.example"]
    assert client("s3", endpoint).list_buckets()["Buckets"] == []


def test_a_request_without_a_required_parameter_is_refused_in_words(endpoint: str) -> None:
    config = Config(parameter_validation=False)
    keys: dict[str, Any] = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing", "config": config}
    loose = boto3.client("cloudcontrol", region_name="us-west-2", endpoint_url=endpoint, **keys)
    with pytest.raises(ClientError, match="Missing required parameter: Identifier"):
        loose.get_resource(TypeName="AWS::Connect::Queue")


@pytest.mark.parametrize(
    ("path", "member", "held"),
    [
        ("identities", "EmailIdentities", ["former.example"]),
        ("configuration-sets?PageSize=10", "ConfigurationSets", ["former"]),
    ],
)
def test_clients_from_before_the_lists_moved_are_answered(
    endpoint: str, path: str, member: str, held: list[str]
) -> None:
    sesv2 = client("sesv2", endpoint, "eu-west-1")
    with contextlib.suppress(ClientError):  # the other case has made them
        sesv2.create_email_identity(EmailIdentity="former.example")
        sesv2.create_configuration_set(ConfigurationSetName="former")
    scope = "AWS4-HMAC-SHA256 Credential=testing/20260101/eu-west-1/ses/aws4_request, SignedHeaders=host, Signature=x"
    answer = get(endpoint, f"/v2/email/{path}", Authorization=scope)
    listed = [row["IdentityName"] if isinstance(row, dict) else row for row in answer[member]]
    assert listed == held


def get(endpoint: str, target: str, **headers: str) -> Any:
    connection = http.client.HTTPConnection(endpoint.removeprefix("http://"), timeout=5)
    connection.request("GET", target, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body
    return json.loads(body)
