"""What one center is, as the watch of one of its regions sees it; and one alarm as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from infra.center_args import CenterArgs
from infra.encryption import Key
from infra.queues import QueueArgs
from infra.scope import Scope
from spec.deployed import DeployedLine
from spec.observing import deployment

FIVE_MINUTES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """center       as it was decided; the same in both regions
    scope        of the region in which this watch is
    other        the center's other region; None where it has only this one
    instance_id  the same in both regions
    numbers_on   ARN of what numbers are claimed to: the traffic distribution group, or the instance
    functions    those that flows call: id -> name in Lambda
    switchboard  name of the operator's table, the same in both regions
    """

    center: CenterArgs
    scope: Scope
    other: str | None
    key: Key
    instance_arn: pulumi.Input[str]
    instance_id: pulumi.Input[str]
    numbers_on: pulumi.Input[str]
    functions: Mapping[str, pulumi.Input[str]]
    switchboard: pulumi.Input[str]

    @property
    def lines(self) -> tuple[DeployedLine, ...]:
        return self.center.lines

    @property
    def queues(self) -> tuple[QueueArgs, ...]:
        return self.center.queues

    @property
    def regions(self) -> tuple[str, ...]:
        """Its own first."""
        return (self.scope.region, *([self.other] if self.other else []))

    @property
    def deployment(self) -> str:
        return deployment(self.scope.program, self.scope.stack)

    @property
    def center_path(self) -> str:
        return f"infrastructure.centers[{self.scope.center}]"


Dimensions = Mapping[str, pulumi.Input[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmArgs:
    """One alarm: it rings where the statistic compares so with the threshold in all of its periods.

    id       in deployed.json, and the end of its name
    says     what is wrong when it rings, and what to look at
    query    of Metrics Insights, instead of a single metric with its dimensions
    missing  how CloudWatch takes a period without data
    always   whether somebody is told as well when it is over, and when nothing is known any more
    """

    id: str
    says: str
    spec_path: str
    namespace: str = ""
    metric: str = ""
    dimensions: Dimensions = field(default_factory=dict)
    query: pulumi.Input[str] | None = None
    statistic: str = "Sum"
    seconds: int = FIVE_MINUTES
    periods: int = 1
    threshold: float = 0
    comparison: str = "GreaterThanThreshold"
    missing: str = "notBreaching"
    always: bool = False
