"""A whole server in this process, asked by boto3: faults, limits, refusals, and who may ask."""

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

from sandbox.server.calls import Call
from sandbox.server.control import TOKEN_HEADER, Control
from sandbox.server.fault import Fault
from sandbox.server.gate import Gate, stranger
from sandbox.server.limits import ServiceLimits
from sandbox.server.messages import HttpAnswer, HttpRequest
from sandbox.server.server import Options, RunningServer, opened
from spec.errors import CloudError
from tests.sandbox.server.workload import Cloud


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with opened(Options(home=tmp_path_factory.mktemp("home"))) as running:
        yield running


@pytest.fixture(scope="module")
def cloud(server: RunningServer) -> Iterator[Cloud]:
    found = Cloud(server.endpoint)
    yield found
    found.close()


@pytest.fixture(scope="module")
def impatient(server: RunningServer) -> Iterator[Cloud]:
    found = Cloud(server.endpoint, read_timeout=0.3)
    yield found
    found.close()


@pytest.fixture(autouse=True)
def _calm(server: RunningServer) -> Iterator[None]:
    yield
    server.state.faults.clear()
    server.state.change_settings({"real_limits": False, "latency_scale": 1.0})


def control(server: RunningServer, method: str, path: str, document: Any = None, **headers: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        body = None if document is None else json.dumps(document)
        connection.request(method, f"/_civicline{path}", body, {TOKEN_HEADER: server.state.record.token, **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


REFUSED: list[tuple[str, str, dict[str, Any], tuple[str, int], tuple[str, int]]] = [
    ("s3", "list_buckets", {}, ("SlowDown", 503), ("InternalError", 500)),
    ("iam", "list_roles", {}, ("Throttling", 400), ("ServiceFailure", 500)),
    ("sns", "list_topics", {}, ("Throttling", 400), ("InternalError", 500)),
    ("dynamodb", "list_tables", {}, ("ThrottlingException", 400), ("InternalServerError", 500)),
    ("kms", "list_keys", {}, ("ThrottlingException", 400), ("KMSInternalException", 500)),
    ("lambda", "list_functions", {}, ("TooManyRequestsException", 429), ("ServiceException", 500)),
    ("connect", "list_queues", {"InstanceId": "i"}, ("ThrottlingException", 429), ("InternalServiceException", 500)),
    ("cloudcontrol", "list_resource_requests", {}, ("ThrottlingException", 400), ("InternalFailure", 500)),
    ("connectcases", "list_domains", {}, ("ThrottlingException", 429), ("InternalServerException", 500)),
    ("route53", "list_hosted_zones", {}, ("Throttling", 400), ("InternalFailure", 500)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "operation", "arguments", "throttle", "error"),
    REFUSED,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_service_refuses_in_its_own_words(
    server: RunningServer,
    cloud: Cloud,
    service: str,
    operation: str,
    arguments: dict[str, Any],
    throttle: tuple[str, int],
    error: tuple[str, int],
) -> None:
    server.state.faults.set(Fault(kind="throttle", count=1))
    server.state.faults.set(Fault(kind="error", count=1))
    for code, status in (throttle, error):
        with pytest.raises(ClientError) as raised:
            getattr(cloud(service), operation)(**arguments)
        answer = raised.value.response
        assert (answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
        assert answer["Error"]["Message"] in {"Rate exceeded", "injected fault"}


def test_a_dark_region_ends_connections_and_the_other_goes_on(server: RunningServer, cloud: Cloud) -> None:
    server.state.faults.set(Fault(kind="dark", region="us-west-2"))
    with pytest.raises(ConnectionClosedError):
        cloud("kms", "us-west-2").list_keys()
    assert cloud("kms", "us-east-1").list_keys()["Keys"] == []


def test_a_timeout_is_seen_as_one(server: RunningServer, impatient: Cloud) -> None:
    server.state.faults.set(Fault(kind="timeout", service="kms"))
    with pytest.raises(ReadTimeoutError):
        impatient("kms").list_keys()


def test_an_unanswered_connection_is_closed_after_its_time(server: RunningServer, cloud: Cloud) -> None:
    server.state.faults.set(Fault(kind="timeout", service="kms", seconds=0.05))
    with pytest.raises(ConnectionClosedError):
        cloud("kms").list_keys()


def test_slowness_is_a_delay_and_then_an_answer(server: RunningServer, cloud: Cloud, impatient: Cloud) -> None:
    server.state.faults.set(Fault(kind="slow", service="kms", seconds=0.5, count=2))
    with pytest.raises(ReadTimeoutError):
        impatient("kms").list_keys()
    assert "Keys" in cloud("kms").list_keys()


def test_a_refused_change_has_not_happened(server: RunningServer, cloud: Cloud) -> None:
    server.state.faults.set(Fault(kind="error", operation="CreateBucket"))
    with pytest.raises(ClientError):
        cloud("s3").create_bucket(Bucket="never-made")
    assert cloud("s3").list_buckets()["Buckets"] == []


class NoSpace:
    """A runner whose journal is full."""

    def run(self, call: Call, request: HttpRequest, *, delay: float = 0.0) -> HttpAnswer:
        raise CloudError(
            "sandbox journal", f"{call} of {len(request.body)} bytes can't be recorded, {delay}", "free some disk space"
        )


def test_a_request_that_can_not_be_recorded_gets_the_services_internal_error(server: RunningServer) -> None:
    state = server.state
    gate = Gate(
        NoSpace(), ServiceLimits(), Control(state), faults=state.faults, counters=state.counters, idle=state.idle
    )
    headers = (
        ("Host", "127.0.0.1"),
        ("Authorization", "AWS4-HMAC-SHA256 Credential=A/20270101/us-east-1/kms/aws4_request"),
    )
    answer = gate(
        HttpRequest(method="POST", target="/", headers=(*headers, ("X-Amz-Target", "TrentService.CreateKey")))
    )
    assert answer.status == 500
    assert json.loads(answer.body)["__type"] == "KMSInternalException"
    assert "free some disk space" in json.loads(answer.body)["message"]


def test_real_limits_throttle_the_sixth_call(server: RunningServer, cloud: Cloud) -> None:
    server.state.change_settings({"real_limits": True})
    for _ in range(5):
        with pytest.raises(ClientError, match=r"^(?!.*Throttling)"):
            cloud("connect").describe_queue(InstanceId="i", QueueId="q")
    with pytest.raises(ClientError, match=r"ThrottlingException.*Rate exceeded"):
        cloud("connect").describe_queue(InstanceId="i", QueueId="q")


def new_instances(cloud: Cloud, region: str, count: int) -> list[str]:
    """The states in which Cloud Control answers `count` requests for an instance."""
    states = []
    for number in range(count):
        desired = {
            "IdentityManagementType": "SAML",
            "InstanceAlias": f"{region}-{number}",
            "Attributes": {"InboundCalls": True, "OutboundCalls": True},
        }
        answer = cloud("cloudcontrol", region).create_resource(
            TypeName="AWS::Connect::Instance", DesiredState=json.dumps(desired)
        )
        states.append(answer["ProgressEvent"]["OperationStatus"])
    return states


def test_a_limited_handler_keeps_its_request_in_progress(server: RunningServer, cloud: Cloud) -> None:
    server.state.change_settings({"real_limits": True})
    begun = time.monotonic()
    assert new_instances(cloud, "eu-west-2", 7)[-1] == "PENDING"
    (last,) = cloud("cloudcontrol", "eu-west-2").list_resource_requests(MaxResults=100)[
        "ResourceRequestStatusSummaries"
    ][-1:]
    assert last["EventTime"].timestamp() <= time.time()
    assert last["OperationStatus"] == "PENDING" or time.monotonic() - begun > 0.5


def test_without_latency_the_answer_waits_for_the_limited_handler(server: RunningServer, cloud: Cloud) -> None:
    server.state.change_settings({"real_limits": True, "latency_scale": 0.0})
    begun = time.monotonic()
    assert new_instances(cloud, "eu-central-1", 6) == ["SUCCESS"] * 6
    assert time.monotonic() - begun > 0.3


def test_counters_know_operations_regions_and_refusals(server: RunningServer, cloud: Cloud) -> None:
    server.state.counters.mark()
    server.state.faults.set(Fault(kind="throttle", operation="ListAliases", count=1))
    with pytest.raises(ClientError):
        cloud("kms").list_aliases()
    cloud("kms", "us-west-2").create_key()
    counts = control(server, "GET", "/counters")[1]["counters"]
    assert [(c["operation"], c["region"], c["changing"], c["calls"], c["throttled"]) for c in counts] == [
        ("CreateKey", "us-west-2", True, 1, 0),
        ("ListAliases", "us-east-1", False, 1, 1),
    ]


def test_counters_tell_what_handlers_called(server: RunningServer, cloud: Cloud) -> None:
    server.state.counters.mark()
    with pytest.raises(ClientError):
        cloud("cloudcontrol").get_resource(TypeName="AWS::Connect::Queue", Identifier="x")
    assert [(c.service, c.operation, c.handled) for c in server.state.counters.read()] == [
        ("cloudcontrol", "GetResource", False),
        ("connect", "DescribeQueue", True),
    ]


@pytest.mark.parametrize(
    ("service", "read", "code"),
    [
        ("connect", "list_instances", "InvalidSignatureException"),
        ("ses", "list_identities", "SignatureDoesNotMatch"),
        ("s3", "list_buckets", "AuthorizationHeaderMalformed"),
    ],
)
def test_a_region_that_does_not_exist_is_refused(cloud: Cloud, service: str, read: str, code: str) -> None:
    with pytest.raises(ClientError, match="valid region, not 'us-wst-2'") as refused:
        getattr(cloud(service, "us-wst-2"), read)()
    assert refused.value.response["Error"]["Code"] == code


def test_health_needs_no_token_and_everything_else_does(server: RunningServer) -> None:
    token = {TOKEN_HEADER: "guess"}
    assert control(server, "GET", "/health", **token) == (200, {"ok": True, "pid": server.state.record.pid})
    for method, path in [
        ("GET", "/status"),
        ("POST", "/faults"),
        ("POST", "/stop"),
        ("GET", "/counters"),
        ("POST", "/settings"),
    ]:
        assert control(server, method, path, **token)[0] == 403
    assert not server.state.stopping.is_set()


@pytest.mark.parametrize(
    ("path", "document", "status", "what"),
    [
        ("/faults", {"kind": "sad"}, 409, "no kind 'sad'"),
        ("/settings", {"speed": 1}, 409, "no setting 'speed'"),
        ("/settings", {"real_limits": "yes"}, 409, "real_limits is 'yes'"),
        ("/faults", [1], 400, "not understood"),
        ("/nothing", {}, 404, "there is no POST"),
    ],
)
def test_wrong_orders_are_refused_with_a_reason(
    server: RunningServer, path: str, document: Any, status: int, what: str
) -> None:
    answered, body = control(server, "POST", path, document)
    assert answered == status
    assert what in body["error"]["what"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example:80"},
        {"Host": "127.0.0.1.attacker.example"},
        {"Host": "127.0.0.1", "Origin": "https://attacker.example"},
        {"Host": "127.0.0.1", "Origin": "null"},
        {},
    ],
)
def test_web_pages_and_other_names_are_strangers(headers: dict[str, str]) -> None:
    assert stranger(HttpRequest(method="POST", target="/", headers=tuple(headers.items())))


@pytest.mark.parametrize("host", ["127.0.0.1:4566", "localhost:80", "bucket.localhost:80", "[::1]:80"])
def test_clients_of_this_machine_are_not(host: str) -> None:
    assert not stranger(HttpRequest(method="POST", target="/", headers=(("Host", host),)))


def test_a_stranger_is_turned_away_at_the_door(server: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/_civicline/health", headers={"Host": "attacker.example"})
    answer = connection.getresponse()
    assert (answer.status, b"attacker.example" in answer.read()) == (403, True)
    connection.close()


def test_motos_own_controls_are_closed(server: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("POST", "/moto-api/reset")
    assert connection.getresponse().status == 403
    connection.close()


def test_the_home_of_a_running_server_is_taken(server: RunningServer, tmp_path: Path) -> None:
    del tmp_path
    home = server.files.home
    with pytest.raises(Exception, match="another one already serves"), opened(Options(home=home)):
        raise AssertionError("it opened")
