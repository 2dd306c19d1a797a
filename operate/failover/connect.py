"""A traffic distribution group as Amazon Connect has it. Importing it has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from operate.aws import URGENT, Target, call
from operate.failover.model import Split
from operate.failover.ports import UnknownGroupError
from operate.failover.refusals import told_apart
from spec.errors import CloudError

UNKNOWN = "ResourceNotFoundException"
_CONFLICT = "ResourceConflictException"
"""Of a group that is still being changed, say by the step before (API Reference, UpdateTrafficDistribution)."""


@dataclass
class ConnectGroup:
    """arn: in full, because the region where the group was not made knows it by nothing else.

    Source: Administrator Guide, "Update telephony traffic distribution across Amazon Connect instances".
    """

    target: Target
    arn: str
    clients: dict[str, Any] = field(default_factory=dict)

    def read(self, region: str) -> Split:
        told = self._call(region, "get_traffic_distribution", Id=self.arn)
        return Split(
            voice=_parts(told, "TelephonyConfig", "Percentage"),
            agents=_parts(told, "AgentConfig", "Percentage"),
            sign_in=_parts(told, "SignInConfig", "Enabled"),
            since=told.get("LastFailoverTime"),
        )

    def update(self, region: str, split: Split) -> None:
        self._call(
            region,
            "update_traffic_distribution",
            Id=self.arn,
            TelephonyConfig=_config(split.voice, "Percentage"),
            AgentConfig=_config(split.agents, "Percentage"),
            SignInConfig=_config(split.sign_in, "Enabled"),
        )

    def _call(self, region: str, operation: str, **arguments: Any) -> Mapping[str, Any]:
        if region not in self.clients:
            self.clients[region] = self.target.client("connect", region, URGENT)
        try:
            return call(self.clients[region], operation, **arguments)
        except CloudError as error:
            raise _told_apart(error) from error.__cause__


def _parts(told: Mapping[str, Any], config: str, member: str) -> dict[str, Any]:
    return {row["Region"]: row[member] for row in told.get(config, {}).get("Distributions", ())}


def _config(parts: Mapping[str, Any], member: str) -> dict[str, Iterable[Mapping[str, Any]]]:
    return {"Distributions": [{"Region": region, member: part} for region, part in parts.items()]}


def _told_apart(error: CloudError) -> CloudError:
    response = getattr(error.__cause__, "response", None) or {}
    if response.get("Error", {}).get("Code") == UNKNOWN:
        return UnknownGroupError(error.where, error.what, error.hint)
    return told_apart(error, also=_CONFLICT)
