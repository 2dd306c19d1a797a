"""Switches of the emulated AWS. What breaks deployments is always on; what costs time or money is a switch."""

from __future__ import annotations

from dataclasses import dataclass

AGENT_STATUS = "AWS::Connect::AgentStatus"


@dataclass(frozen=True)
class Settings:
    real_limits: bool = False
    """Rate and burst of `limits_table` for each operation, account and region."""

    number_cooldown_days: int = 0
    """Days for which a released number cannot be claimed again, and over which claims are counted (AWS: 180)."""

    numbers_per_instance: int = 0
    """Quota of phone numbers; with a cooldown, claims and releases above twice the quota are refused. 0: no quota."""

    instance_churn: int = 0
    """Instance creations plus deletions allowed in 30 days (AWS: 100). 0: no limit."""

    overrides_max: int = 50
    """Overrides of one hours of operation (AWS: 50, fixed)."""

    overrides_ignored: bool = False
    """Overrides of hours given through Cloud Control are stored and do not take effect, as has been seen on AWS
    (hashicorp/terraform-provider-awscc, issue 3064); those given through the Connect API do."""

    undeletable_types: frozenset[str] = frozenset({AGENT_STATUS})
    """Types whose delete handler succeeds and does nothing."""

    replication_delay: float = 0.05
    """Seconds until a change of a replicated center is in its other region (AWS: near real time, no number given)."""

    replication_blocked: frozenset[str] = frozenset()
    """What is not mirrored and becomes a finding: a ResourceType of ListReplicationFindings (`QUEUE`), or one with a
    name that may hold `*` (`QUEUE/Benefits*`)."""

    latency_scale: float = 1.0
    """Factor on the durations of asynchronous operations and of role propagation. 0: everything is immediate."""


def aws_limits() -> Settings:
    """All limits as AWS has them."""
    return Settings(real_limits=True, number_cooldown_days=180, numbers_per_instance=5, instance_churn=100)


_current = [Settings()]


def current() -> Settings:
    return _current[0]


def use(settings: Settings) -> None:
    """Valid from the next request on."""
    _current[0] = settings
