"""API calls of a change, and the time that limits imply."""

from hypothesis import given
from hypothesis import strategies as st

from measure.api_time import DEFAULT, Limit, api_time
from measure.calls import calls, operations


def test_a_queue_is_created_and_read() -> None:
    assert operations("aws-native:connect:Queue", "create") == ("connect:CreateQueue", "connect:DescribeQueue")


def test_a_number_is_searched_and_claimed() -> None:
    assert "connect:ClaimPhoneNumber" in operations("aws-native:connect:PhoneNumber", "create")


def test_a_number_flow_association_of_the_classic_provider_is_one_call() -> None:
    kind = "aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation"
    assert operations(kind, "create") == ("connect:AssociatePhoneNumberContactFlow",)


def test_a_replacement_also_deletes() -> None:
    assert "connect:DeleteContactFlow" in operations("aws-native:connect:ContactFlow", "replace")


def test_components_and_unchanged_resources_cost_nothing() -> None:
    assert operations("civicline:connect:Center", "create") == operations("aws-native:connect:Queue", "same") == ()


def test_a_delete_costs_one_call() -> None:
    assert operations("aws-native:connect:Instance", "delete") == ("connect:DeleteInstance",)


def test_a_hundred_queues_take_the_burst_and_then_two_a_second() -> None:
    [queue, *_] = api_time({"connect:CreateQueue": 105, "s3:CreateBucket": 500})
    assert (queue.operation, queue.seconds) == ("connect:CreateQueue", 50.0)


def test_a_service_without_a_documented_limit_takes_no_time() -> None:
    assert [row.seconds for row in api_time({"s3:CreateBucket": 500})] == [0.0]


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_calls_never_take_less_time(some: int, more: int) -> None:
    assert DEFAULT.seconds(some) <= DEFAULT.seconds(some + more)


@given(st.integers(1, 500))
def test_calls_within_the_burst_are_free(burst: int) -> None:
    assert Limit(2, burst).seconds(burst) == 0


@given(st.lists(st.sampled_from(["create", "update", "delete", "replace"]), max_size=30))
def test_calls_of_many_changes_are_the_sum_of_the_calls_of_each(ops: list[str]) -> None:
    pairs = [("aws-native:connect:Queue", op) for op in ops]
    assert sum(calls(pairs).values()) == sum(len(operations(*pair)) for pair in pairs)
