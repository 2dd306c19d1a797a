"""Limits of AWS that the sandbox can have: the options of `civicline sandbox start`, as settings of the emulation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer

NOTHING = "none"


class Limits(StrEnum):
    """Sets of limits by one word."""

    NONE = "none"
    RATES = "rates"
    ALL = "all"


LimitSet = Annotated[
    Limits | None, typer.Option("--limits", help="AWS's limits: none, the request rates, or all with the quotas.")
]
RealLimits = Annotated[
    bool | None, typer.Option("--real-limits/--no-limits", help="Short for --limits rates, and for --limits none.")
]
NumberCooldown = Annotated[
    int | None,
    typer.Option("--number-cooldown", min=0, help="Days until a released number is free again; AWS: 180, 0: at once."),
]
NumberQuota = Annotated[
    int | None,
    typer.Option("--number-quota", min=0, help="Phone numbers an instance may have; AWS: 5 until raised, 0: any."),
]
InstanceChurn = Annotated[
    int | None,
    typer.Option("--instance-churn", min=0, help="Instances made and deleted in 30 days; AWS: 100, 0: any."),
]
OverrideQuota = Annotated[
    int | None, typer.Option("--override-quota", min=0, help="Overrides that hours of operation may have; AWS: 50.")
]
StatusDeletion = Annotated[
    bool | None,
    typer.Option("--delete-statuses/--keep-statuses", help="Whether a deleted agent status goes; on AWS it stays."),
]

IgnoredOverrides = Annotated[
    bool | None,
    typer.Option(
        "--ignore-overrides/--apply-overrides",
        help="Whether overrides given through Cloud Control are stored without effect, as has been seen on AWS.",
    ),
]
ReplicationDelay = Annotated[
    float | None,
    typer.Option("--replication-delay", min=0, help="Seconds until a change is in the second region of an instance."),
]
BlockedReplication = Annotated[
    list[str] | None,
    typer.Option(
        "--block-replication",
        metavar="TYPE[/NAME]",
        help="What is not replicated, such as QUEUE/Bill*; may be repeated; none lifts it.",
    ),
]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a person asked for; None for what they did not mention.

    limits           a whole set, to which the other values are exceptions
    status_deletion  whether agent statuses can be deleted (on AWS they stay, whatever the answer says)
    replication_blocked   `none` alone stands for nothing
    """

    limits: Limits | None = None
    number_cooldown_days: int | None = None
    numbers_per_instance: int | None = None
    instance_churn: int | None = None
    overrides_max: int | None = None
    status_deletion: bool | None = None
    overrides_ignored: bool | None = None
    replication_delay: float | None = None
    replication_blocked: tuple[str, ...] | None = None

    def settings(self) -> dict[str, Any]:
        """Only what changes."""
        from sandbox.aws.settings import AGENT_STATUS

        quotas = ("number_cooldown_days", "numbers_per_instance", "instance_churn", "overrides_max")
        names = (*quotas, "overrides_ignored", "replication_delay")
        single = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        if self.status_deletion is not None:
            single["undeletable_types"] = [] if self.status_deletion else [AGENT_STATUS]
        if self.replication_blocked is not None:
            single["replication_blocked"] = [name for name in self.replication_blocked if name != NOTHING]
        return {**_set(self.limits), **single}


def _set(limits: Limits | None) -> dict[str, Any]:
    from sandbox.aws import settings

    names = ("real_limits", "number_cooldown_days", "numbers_per_instance", "instance_churn", "overrides_max")
    match limits:
        case None:
            return {}
        case Limits.RATES:
            return {"real_limits": True}
        case Limits.ALL:
            return {name: getattr(settings.aws_limits(), name) for name in names}
        case Limits.NONE:
            return {name: getattr(settings.Settings(), name) for name in names}
