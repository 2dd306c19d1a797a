"""A line as callers reach it, asked in the region that a call goes to: instance, number, and the flow it starts.

That is what Amazon Connect needs to take a call. It is no telephone call, and nobody's telephone rings.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle
from typing import Any

from operate.aws import Patience, Target, call
from operate.failover.ports import Controls
from operate.readiness.evidence import cause_of, code_of
from operate.readiness.traffic import line_of
from spec.deployed import Deployed, DeployedCenter
from spec.errors import CloudError

CALLER = Patience(connect=2, read=4, tries=1)
"""A caller has no more patience with a region that does not answer."""
PUT_OFF = (0.5, 1.0, 2.0)
"""Seconds after which a request is made again that came too soon for the service."""


@dataclass(frozen=True)
class DeployedLineCalls:
    """numbers: how the API names those of the line, dialed in turn; flow: the one that they start.

    sides   the center, by region
    """

    target: Target
    controls: Controls
    sides: Mapping[str, DeployedCenter]
    numbers: tuple[str, ...]
    flow: str
    _clients: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def _dialed(self) -> Iterator[str]:
        return cycle(self.numbers)

    def shares(self) -> Mapping[str, int]:
        refused: CloudError | None = None
        for region in reversed(self.controls.regions):  # the home region is the one that a drill takes away
            try:
                return self.controls.group.read(region).voice
            except CloudError as error:
                refused = error
        assert refused is not None
        raise refused

    def why_not(self, region: str) -> str:
        """A service that puts off what it is asked is asked again: callers do not share its limits of requests."""
        why = ""
        for seconds in PUT_OFF:
            try:
                return next(self._missing(region), "")
            except CloudError as error:
                why = f"{region} does not answer ({cause_of(error)})"
                if not is_put_off(code_of(error)):
                    return why
                time.sleep(seconds)
            except (LookupError, TypeError, ValueError) as error:
                return f"{region} answers otherwise than documented: {error!r}"
        return why

    def _missing(self, region: str) -> Iterator[str]:
        client, instance = self._client(region), self.sides[region].instance.id
        told = call(client, "describe_instance", InstanceId=instance)["Instance"]
        if told.get("InstanceStatus") != "ACTIVE":
            yield f"the instance in {region} is {told.get('InstanceStatus')}"
        if not told.get("InboundCallsEnabled", False):
            yield f"the instance in {region} takes no calls"
        if self.numbers:
            number = next(self._dialed)
            found = call(client, "describe_phone_number", PhoneNumberId=number)["ClaimedPhoneNumberSummary"]
            status = found.get("PhoneNumberStatus", {}).get("Status")
            if status != "CLAIMED":
                yield f"{found.get('PhoneNumber')} is {status} in {region}"
        if self.flow:
            flow = call(client, "describe_contact_flow", InstanceId=instance, ContactFlowId=self.flow)["ContactFlow"]
            if flow.get("State", "ACTIVE") != "ACTIVE":
                yield f"the flow {flow.get('Name')} is {flow.get('State')} in {region}"

    def _client(self, region: str) -> Any:
        if region not in self._clients:
            self._clients[region] = self.target.client("connect", region, CALLER)
        return self._clients[region]


def lines_of(target: Target, deployed: Deployed, controls: Controls) -> tuple[DeployedLineCalls, ...]:
    """Those that have a number; all of the center where none has one."""
    center = deployed.centers[controls.center]
    across = center.in_replica()
    assert across is not None
    sides = {center.region: center, across.region: across}
    flows = {row.id: row.aws_id for row in center.resources if row.kind == "flow"}
    numbers: dict[str, list[str]] = {one.id: [] for one in deployed.lines if one.center == controls.center}
    for row in center.resources:
        if row.kind == "number" and line_of(row) in numbers:
            numbers[line_of(row)].append(row.arn or row.aws_id)
    dialed = {id_: found for id_, found in numbers.items() if found} or numbers
    return tuple(
        DeployedLineCalls(target, controls, sides, tuple(found), flows.get(f"line-{id_}", ""))
        for id_, found in dialed.items()
    )


def is_put_off(code: str) -> bool:
    return "Throttl" in code or "TooManyRequests" in code
