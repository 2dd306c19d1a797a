"""Limits, with a clock that only the test moves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.aws.limits_table import Limit, limit_of
from sandbox.server.calls import Call
from sandbox.server.handlers import handler_call
from sandbox.server.limits import HANDLER_PATIENCE_SECONDS, ServiceLimits
from sandbox.server.messages import HttpRequest
from sandbox.server.throttle import Throttle

EAST = Call(service="connect", operation="CreateQueue", region="us-east-1")
WEST = Call(service="connect", operation="CreateQueue", region="us-west-2")
CREATE = Call(service="cloudcontrol", operation="CreateResource", region="us-east-1")
READ = Call(service="connect", operation="DescribeQueue", region="us-east-1")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def throttle(clock: Clock) -> Throttle:
    return Throttle(lambda call: limit_of(call.service, call.operation), clock)


def test_five_at_once_then_two_a_second() -> None:
    clock = Clock()
    bucket = throttle(clock)
    assert [bucket.admits(EAST) for _ in range(6)] == [True] * 5 + [False]
    clock.now += 0.5
    assert [bucket.admits(EAST) for _ in range(2)] == [True, False]
    clock.now += 60
    assert [bucket.admits(EAST) for _ in range(6)] == [True] * 5 + [False]


def test_regions_and_operations_have_buckets_of_their_own() -> None:
    bucket = throttle(Clock())
    for _ in range(5):
        bucket.admits(EAST)
    assert not bucket.admits(EAST)
    assert bucket.admits(WEST)
    assert bucket.admits(READ)


def test_services_without_a_documented_limit_have_none() -> None:
    bucket = throttle(Clock())
    assert all(bucket.admits(Call(service="s3", operation="PutObject", region="us-east-1")) for _ in range(1000))


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_no_window_ever_admits_more_than_burst_plus_rate(pauses: list[float]) -> None:
    clock = Clock()
    bucket = Throttle(lambda _: Limit(2, 5), clock)
    admitted = []
    for pause in pauses:
        clock.now += pause
        admitted.extend([clock.now] * sum(bucket.admits(EAST) for _ in range(3)))
    for first in range(len(admitted)):
        for last in range(first, len(admitted)):
            assert last - first + 1 <= 5 + 2 * (admitted[last] - admitted[first]) + 1e-6


def test_what_is_reserved_is_due_one_after_the_other() -> None:
    bucket = throttle(Clock())
    waits = [bucket.reserve(EAST, patience_seconds=1.2) for _ in range(9)]
    assert waits == [0, 0, 0, 0, 0, 0.5, 1.0, None, None]


def test_a_cloud_control_change_waits_for_the_api_that_its_handler_calls() -> None:
    limits = ServiceLimits(throttle(Clock()), on=lambda: True)
    assert [limits.check(CREATE, EAST) for _ in range(7)] == [0, 0, 0, 0, 0, 0.5, 1.0]
    assert limits.check(EAST, None) is None, "the API and the handler spend the same throttle"


def test_patience_ends() -> None:
    limits = ServiceLimits(throttle(Clock()), on=lambda: True)
    waits = [limits.check(CREATE, EAST) for _ in range(70)]
    assert max(wait for wait in waits if wait is not None) <= HANDLER_PATIENCE_SECONDS
    assert waits[-1] is None


def test_a_cloud_control_read_is_refused_at_once() -> None:
    limits = ServiceLimits(throttle(Clock()), on=lambda: True)
    get = Call(service="cloudcontrol", operation="GetResource", region="us-east-1")
    assert [limits.check(get, READ) for _ in range(6)] == [0, 0, 0, 0, 0, None]


def test_the_switch_turns_all_of_it_off() -> None:
    limits = ServiceLimits(throttle(Clock()), on=lambda: False)
    assert [limits.check(EAST, None) for _ in range(50)] == [0.0] * 50


@pytest.mark.parametrize(
    ("operation", "type_name", "expected"),
    [
        ("CreateResource", "AWS::Connect::Queue", "connect.CreateQueue"),
        ("GetResource", "AWS::Connect::Queue", "connect.DescribeQueue"),
        ("DeleteResource", "AWS::Connect::Queue", "connect.DeleteQueue"),
        ("ListResources", "AWS::Connect::Queue", "connect.ListQueues"),
        ("CreateResource", "AWS::Connect::PhoneNumber", "connect.ClaimPhoneNumber"),
        ("DeleteResource", "AWS::Connect::PhoneNumber", "connect.ReleasePhoneNumber"),
        ("CreateResource", "AWS::Connect::InstanceStorageConfig", "connect.AssociateInstanceStorageConfig"),
        ("CreateResource", "AWS::Connect::UserHierarchyStructure", "connect.UpdateUserHierarchyStructure"),
        ("CreateResource", "AWS::Connect::HoursOfOperation", "connect.CreateHoursOfOperation"),
        ("UpdateResource", "AWS::Connect::HoursOfOperation", "connect.UpdateHoursOfOperation"),
        ("UpdateResource", "AWS::Connect::ContactFlow", "connect.UpdateContactFlowContent"),
        ("CreateResource", "AWS::Cases::Template", "connectcases.CreateTemplate"),
        ("GetResource", "AWS::Cases::Field", "connectcases.BatchGetField"),
        ("DeleteResource", "AWS::Connect::AgentStatus", None),
        ("CreateResource", "AWS::S3::Bucket", None),
        ("CreateResource", "AWS::No::Type", None),
        ("GetResourceRequestStatus", "AWS::Connect::Queue", None),
    ],
)
def test_the_call_that_a_handler_makes(operation: str, type_name: str, expected: str | None) -> None:
    call = Call(service="cloudcontrol", operation=operation, region="us-west-2")
    handled = handler_call(
        call, HttpRequest(method="POST", target="/", body=json.dumps({"TypeName": type_name}).encode())
    )
    assert (str(handled) if handled else None) == expected
    assert handled is None or handled.region == "us-west-2"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"TypeName": 5}'])
def test_a_request_that_names_no_type_spends_nothing(body: bytes) -> None:
    assert handler_call(CREATE, HttpRequest(method="POST", target="/", body=body)) is None
