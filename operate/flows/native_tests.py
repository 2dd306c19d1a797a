"""The service's own tests of flows: put in place, run a few at a time, and their verdicts collected.

Sources: Amazon Connect API Reference, CreateTestCase, StartTestCaseExecution, GetTestCaseExecutionSummary;
Administrator Guide, limits of testing: five executions at once, five minutes each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from operate.aws import call, pages
from spec.errors import CloudError

AT_ONCE = 5
POLL_SECONDS = 5.0
LONGEST_SECONDS = 360.0
"""Five minutes, and one for the service to say so."""
UNDER_WAY = ("INITIATED", "IN_PROGRESS")

Pause = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeTest:
    """A test as the service takes it; `content` and `initialization` are JSON."""

    name: str
    description: str
    content: str
    entry_point: Mapping[str, Any]
    initialization: str


@dataclass(frozen=True, slots=True)
class NativeResult:
    """status: PASSED, FAILED, STOPPED, or TIMED_OUT where the service never ended it; failures: what it recorded."""

    name: str
    status: str
    failures: tuple[str, ...] = ()


def put_tests(connect: Any, instance: str, tests: Iterable[NativeTest]) -> dict[str, str]:
    """Make every test what it should be, by name. Returns the id of each. Raises CloudError.

    Tests that have other names are left alone: they may be somebody else's.
    """
    known = {
        row["Name"]: row["Id"] for row in pages(connect, "list_test_cases", "TestCaseSummaryList", InstanceId=instance)
    }
    return {test.name: _put(connect, instance, test, known.get(test.name)) for test in tests}


def _put(connect: Any, instance: str, test: NativeTest, known: str | None) -> str:
    wanted = {
        "Description": test.description,
        "Content": test.content,
        "EntryPoint": dict(test.entry_point),
        "InitializationData": test.initialization,
        "Status": "PUBLISHED",
    }
    if known is None:
        return str(call(connect, "create_test_case", InstanceId=instance, Name=test.name, **wanted)["TestCaseId"])
    found = call(connect, "describe_test_case", InstanceId=instance, TestCaseId=known)["TestCase"]
    if any(found.get(member) != value for member, value in wanted.items()):
        call(connect, "update_test_case", InstanceId=instance, TestCaseId=known, **wanted)
    return known


def run_tests(
    connect: Any, instance: str, tests: Mapping[str, str], *, pause: Pause = time.sleep
) -> tuple[NativeResult, ...]:
    """Run every test once, at most five at a time, in order.

    tests    name -> id
    raises   CloudError, also where the target executes no tests, as the sandbox does not
    """
    waiting, running, done = list(tests.items()), dict[str, _Running](), dict[str, NativeResult]()
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            name, id_ = waiting[0]
            execution = _start(connect, instance, id_, others=bool(running))
            if execution is None:
                break
            running[name] = _Running({"InstanceId": instance, "TestCaseId": id_, "TestCaseExecutionId": execution})
            del waiting[0]
        pause(POLL_SECONDS)
        for name, one in list(running.items()):
            one.seconds += POLL_SECONDS
            status = one.status(connect)
            if status not in UNDER_WAY:
                done[name] = NativeResult(name, status, tuple(one.failures(connect)) if status == "FAILED" else ())
                del running[name]
    return tuple(done[name] for name in tests)


def _start(connect: Any, instance: str, test: str, *, others: bool) -> str | None:
    """Id of the execution; None while the service has as many as it takes, somebody else's among them."""
    try:
        return str(
            call(connect, "start_test_case_execution", InstanceId=instance, TestCaseId=test)["TestCaseExecutionId"]
        )
    except CloudError as error:
        if others and error.what.startswith(("ServiceQuotaExceeded", "LimitExceeded")):
            return None
        raise


@dataclass(slots=True)
class _Running:
    named: dict[str, str]
    seconds: float = 0.0

    def status(self, connect: Any) -> str:
        status = str(call(connect, "get_test_case_execution_summary", **self.named)["Status"])
        if status in UNDER_WAY and self.seconds >= LONGEST_SECONDS:
            call(connect, "stop_test_case_execution", **self.named)
            return "TIMED_OUT"
        return status

    def failures(self, connect: Any) -> Iterator[str]:
        rows = pages(connect, "list_test_case_execution_records", "ExecutionRecords", **self.named, Status="FAILED")
        yield from (f"{row['ObservationId']}: {row.get('Record', '')}" for row in rows)
