"""A center as one of its two regions has it, and the clients by which that region is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from operate.aws import URGENT, Patience, Target, call
from operate.readiness.evidence import cause_of, code_of
from spec.deployed import Deployed, DeployedCenter, TrafficGroup
from spec.errors import CloudError, UsageError
from spec.faults import listed

READING = Patience(connect=3, read=10, tries=8)
"""A region that has answered once; what it refuses for the moment is asked again, since Connect takes two a second."""


@dataclass(frozen=True)
class Region:
    """The center as this region has it: region, instance, ids and ARNs by which calls here name things."""

    target: Target
    center: DeployedCenter
    _clients: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def name(self) -> str:
        return self.center.region

    def client(self, service: str) -> Any:
        """One for each service; several readers ask at once."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self.target.client(service, self.name, READING)
            return self._clients[service]

    @property
    def as_target(self) -> Target:
        """For readers that make their clients themselves: they get those that there are."""
        return _Reused(self.target.endpoint, self)

    def silence(self) -> str:
        """Why the region does not answer; empty where it does. One call, and no patience."""
        connect = self.target.client("connect", self.name, URGENT)
        try:
            call(connect, "describe_instance", InstanceId=self.center.instance.id)
        except CloudError as error:
            return "" if code_of(error) else cause_of(error)
        return ""


@dataclass(frozen=True)
class _Reused(Target):
    region: Region | None = None

    def client(self, service: str, region: str, patience: Patience = READING) -> Any:
        """Always of the one region; the patience is READING."""
        assert self.region is not None
        assert region == self.region.name
        del patience
        return self.region.client(service)


@dataclass(frozen=True, slots=True)
class Place:
    """A center, the region that shall answer (here), and its other one (there).

    group    None where the second region is a cold standby: nothing is mirrored, and nothing moves calls there
    source   whether `here` is the region in which the center was made
    """

    id: str
    here: Region
    there: Region
    group: TrafficGroup | None
    source: bool


def place_of(target: Target, deployed: Deployed, center: str, region: str) -> Place:
    """Raises UsageError for a center that does not have this region, or only one."""
    own = deployed.centers[center]
    across = own.in_replica() or own.in_standby()
    if across is None or (own.replica is not None and own.traffic_group is None):
        what = f"the center {center} is in {own.region} only: there is no second region that could answer"
        raise UsageError("failover", what, "tier: global-resiliency in the spec, then civicline up PROGRAM")
    if region not in (own.region, across.region):
        names = listed([own.region, across.region], "or")
        raise UsageError(f"--in {region}", f"the center {center} is not there", f"--in {names}")
    source = region == own.region
    here, there = (own, across) if source else (across, own)
    return Place(center, Region(target, here), Region(target, there), own.traffic_group, source)
