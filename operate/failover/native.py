"""The service's own tests of flows, after a move: those that an instance has, run in the region that received.

A test case is mirrored, so the region has what was put into the other one (Administrator Guide, "Global Resiliency").
A simulated contact of ours walks the same flows without placing one; these place one, and take minutes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from operate.aws import Target, pages
from operate.failover.words import said
from operate.flows.native_tests import NativeResult, Pause, run_tests
from spec.deployed import Deployed
from spec.errors import CloudError
from spec.faults import listed

PASSED = "PASSED"
PUBLISHED = "PUBLISHED"


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeRun:
    """One center in one region. failure: why the tests could not be run to their end; empty where they could."""

    center: str
    region: str
    results: tuple[NativeResult, ...] = ()
    failure: str = ""

    @property
    def failed(self) -> tuple[NativeResult, ...]:
        return tuple(one for one in self.results if one.status != PASSED)

    def __str__(self) -> str:
        """`3 native tests of office passed`."""
        if self.failure:
            return f"native tests of {self.center} could NOT be run: {self.failure}"
        if not self.results:
            return f"{self.center} has no native test that is published"
        if not self.failed:
            return f"{len(self.results)} native tests of {self.center} passed"
        return f"native tests of {self.center}: {listed(list(_told(self.failed)), 'and')} of {len(self.results)}"


def run_natively(
    target: Target, deployed: Deployed, moved: Mapping[str, str], pause: Pause = time.sleep
) -> tuple[NativeRun, ...]:
    """Every published test of each center that has moved. moved: region by center. Raises nothing of AWS."""
    return tuple(_run(target, deployed.centers[id_].instance.id, id_, region, pause) for id_, region in moved.items())


def _run(target: Target, instance: str, center: str, region: str, pause: Pause) -> NativeRun:
    try:
        connect = target.client("connect", region)
        rows = pages(connect, "list_test_cases", "TestCaseSummaryList", InstanceId=instance)
        tests = {row["Name"]: row["Id"] for row in rows if row.get("Status") == PUBLISHED}
        return NativeRun(center=center, region=region, results=run_tests(connect, instance, tests, pause=pause))
    except CloudError as error:
        return NativeRun(center=center, region=region, failure=said(error))


def require_passed(found: Sequence[NativeRun]) -> None:
    """Raises CloudError where a test did not pass, or could not be run though somebody asked for it."""
    if worse := [one for one in found if one.failed or one.failure]:
        regions = listed(list(dict.fromkeys(one.region for one in worse)), "and")
        what = "; ".join(str(one) for one in worse)
        raise CloudError(regions, f"everything has moved there, and {what}", "civicline failover shift goes back")


def _told(results: Iterable[NativeResult]) -> Iterator[str]:
    yield from (f"{one.name} {one.status}" + (f" ({one.failures[0]})" if one.failures else "") for one in results)
