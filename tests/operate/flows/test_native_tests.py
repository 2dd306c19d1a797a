"""The service's own tests: five at a time, each with its verdict."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from operate.flows.native_tests import AT_ONCE, NativeTest, put_tests, run_tests
from spec.errors import CloudError
from tests.operate.fake_connect import refused


class FakeTesting:
    """Executions that end after some polls. `most` at once; `ends` by test id, None for never."""

    meta = SimpleNamespace(service_model=SimpleNamespace(service_name="connect"), region_name="us-west-2")

    def __init__(self, most: int = AT_ONCE, polls: int = 2, **ends: str | None) -> None:
        self.most, self.polls, self.ends = most, polls, ends
        self.cases: dict[str, dict[str, Any]] = {}
        self.asked: dict[str, int] = {}
        self.under_way: set[str] = set()
        self.peak = 0
        self.calls: list[str] = []

    def list_test_cases(self, **given: Any) -> dict[str, Any]:
        assert given == {"InstanceId": "i"}
        return {"TestCaseSummaryList": [{"Name": case["Name"], "Id": id_} for id_, case in self.cases.items()]}

    def describe_test_case(self, **given: Any) -> dict[str, Any]:
        return {"TestCase": self.cases[given["TestCaseId"]]}

    def create_test_case(self, **given: Any) -> dict[str, Any]:
        self.calls.append("create")
        id_ = f"t{len(self.cases) + 1}"
        self.cases[id_] = given
        return {"TestCaseId": id_}

    def update_test_case(self, **given: Any) -> dict[str, Any]:
        self.calls.append("update")
        self.cases[given.pop("TestCaseId")].update(given)
        return {}

    def start_test_case_execution(self, **given: Any) -> dict[str, Any]:
        if len(self.under_way) >= self.most:
            raise refused("ServiceQuotaExceededException", "StartTestCaseExecution")
        self.under_way.add(given["TestCaseId"])
        self.peak = max(self.peak, len(self.under_way))
        return {"TestCaseExecutionId": f"e-{given['TestCaseId']}"}

    def get_test_case_execution_summary(self, **given: Any) -> dict[str, Any]:
        test = given["TestCaseId"]
        assert given["TestCaseExecutionId"] == f"e-{test}"
        self.asked[test] = self.asked.get(test, 0) + 1
        end = self.ends.get(test, "PASSED")
        if end is None or self.asked[test] < self.polls:
            return {"Status": "IN_PROGRESS"}
        self.under_way.discard(test)
        return {"Status": end}

    def stop_test_case_execution(self, **given: Any) -> dict[str, Any]:
        self.under_way.discard(given["TestCaseId"])
        self.calls.append("stop")
        return {}

    def list_test_case_execution_records(self, **given: Any) -> dict[str, Any]:
        assert given["Status"] == "FAILED"
        return {"ExecutionRecords": [{"ObservationId": "greeting", "Status": "FAILED", "Record": "not heard"}]}


def native(name: str, content: str = "{}") -> NativeTest:
    voice = {"Type": "VOICE_CALL", "VoiceCallEntryPointParameters": {"FlowId": "f1"}}
    return NativeTest(name=name, description=name, content=content, entry_point=voice, initialization="{}")


def no_pause(_: float) -> None:
    """The fake needs no time."""


def ids(count: int) -> dict[str, str]:
    return {f"test {n}": f"t{n}" for n in range(1, count + 1)}


def test_a_test_is_made_once_and_updated_only_when_it_differs() -> None:
    connect = FakeTesting()
    assert put_tests(connect, "i", [native("a"), native("b")]) == {"a": "t1", "b": "t2"}
    assert put_tests(connect, "i", [native("a"), native("b", '{"new":1}')]) == {"a": "t1", "b": "t2"}
    assert connect.calls == ["create", "create", "update"]
    assert connect.cases["t2"]["Content"] == '{"new":1}'


def test_tests_of_others_are_left_alone() -> None:
    connect = FakeTesting()
    connect.cases["theirs"] = {"Name": "theirs"}
    put_tests(connect, "i", [native("ours")])
    assert connect.cases["theirs"] == {"Name": "theirs"}


def test_never_more_than_five_run_at_once_and_all_get_a_verdict_in_order() -> None:
    connect = FakeTesting()
    found = run_tests(connect, "i", ids(12), pause=no_pause)
    assert [result.name for result in found] == list(ids(12))
    assert {result.status for result in found} == {"PASSED"}
    assert connect.peak == AT_ONCE


def test_a_failed_test_says_what_was_not_observed() -> None:
    passed, failed = run_tests(FakeTesting(t2="FAILED"), "i", ids(2), pause=no_pause)
    assert (passed.status, passed.failures) == ("PASSED", ())
    assert (failed.status, failed.failures) == ("FAILED", ("greeting: not heard",))


def test_a_test_that_never_ends_is_stopped() -> None:
    connect = FakeTesting(t1=None)
    (found,) = run_tests(connect, "i", ids(1), pause=no_pause)
    assert (found.status, connect.calls) == ("TIMED_OUT", ["stop"])


def test_a_service_that_takes_fewer_at_once_is_waited_for() -> None:
    connect = FakeTesting(most=2)
    assert {result.status for result in run_tests(connect, "i", ids(5), pause=no_pause)} == {"PASSED"}


def test_a_service_that_takes_none_is_an_error() -> None:
    with pytest.raises(CloudError, match="ServiceQuotaExceeded"):
        run_tests(FakeTesting(most=0), "i", ids(1), pause=no_pause)
