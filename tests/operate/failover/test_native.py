"""The service's own tests after a move: all that are published, in the region that received, and what they found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

from operate.aws import USUAL, Patience, Target
from operate.failover.native import NativeRun, require_passed, run_natively
from operate.flows.native_tests import NativeResult
from spec.deployed import Deployed, DeployedCenter, Instance
from spec.errors import CloudError
from tests.operate.failover.fake_world import EAST, WEST

CENTER = DeployedCenter(region=EAST, account="000000000101", alias="office", instance=Instance(id="i-1", arn="arn"))
DEPLOYED = Deployed(
    version=2, program="p", stack="prod", target="aws", spec_digest="", deployed_at="", centers={"office": CENTER}
)


@dataclass
class Connect:
    """Test cases by name; what their execution says; refuses: instead of running any."""

    verdicts: dict[str, str]
    refuses: bool = False
    drafts: tuple[str, ...] = ()
    ran: list[str] = field(default_factory=list)

    def list_test_cases(self, **_: Any) -> Any:
        names = [*self.verdicts, *self.drafts]
        rows = [{"Name": n, "Id": n, "Status": "SAVED" if n in self.drafts else "PUBLISHED"} for n in names]
        return {"TestCaseSummaryList": rows}

    def start_test_case_execution(self, **given: Any) -> Any:
        if self.refuses:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "StartTestCaseExecution")
        self.ran.append(given["TestCaseId"])
        return {"TestCaseExecutionId": given["TestCaseId"]}

    def get_test_case_execution_summary(self, **given: Any) -> Any:
        return {"Status": self.verdicts[given["TestCaseId"]]}

    def list_test_case_execution_records(self, **_: Any) -> Any:
        return {"ExecutionRecords": [{"ObservationId": "o1", "Record": "said nothing"}]}

    @property
    def meta(self) -> Any:
        from types import SimpleNamespace

        return SimpleNamespace(service_model=SimpleNamespace(service_name="connect"), region_name=WEST)


@dataclass(frozen=True)
class Cloud(Target):
    connect: Connect | None = None
    regions: list[str] = field(default_factory=list)

    def client(self, service: str, region: str, patience: Patience = USUAL) -> Any:  # noqa: ARG002  # the port's names
        self.regions.append(region)
        return self.connect


def ran(connect: Connect) -> NativeRun:
    cloud = Cloud(connect=connect)
    (found,) = run_natively(cloud, DEPLOYED, {"office": WEST}, pause=lambda _: None)
    assert cloud.regions == [WEST]
    return found


def test_every_published_test_is_run_in_the_region_that_received() -> None:
    connect = Connect({"opening": "PASSED", "reopening": "PASSED"}, drafts=("half written",))
    found = ran(connect)
    assert connect.ran == ["opening", "reopening"]
    assert str(found) == "2 native tests of office passed"
    require_passed([found])


def test_what_did_not_pass_is_named_and_no_success() -> None:
    found = ran(Connect({"opening": "PASSED", "reopening": "FAILED"}))
    assert str(found) == "native tests of office: reopening FAILED (o1: said nothing) of 2"
    with pytest.raises(
        CloudError, match="us-west-2: everything has moved there, and native tests of office: reopening"
    ):
        require_passed([found])


def test_a_center_without_tests_is_told_and_no_failure() -> None:
    found = ran(Connect({}))
    assert str(found) == "office has no native test that is published"
    require_passed([found])


def test_tests_that_could_not_be_run_are_no_success() -> None:
    found = ran(Connect({"opening": "PASSED"}, refuses=True))
    assert str(found) == (
        "native tests of office could NOT be run: connect:StartTestCaseExecution in us-west-2: AccessDenied: no"
    )
    with pytest.raises(CloudError, match="could NOT be run"):
        require_passed([found])


def test_a_test_that_never_ends_has_not_passed() -> None:
    late = NativeRun(center="office", region=WEST, results=(NativeResult("opening", "TIMED_OUT"),))
    with pytest.raises(CloudError, match="opening TIMED_OUT of 1"):
        require_passed([late])
