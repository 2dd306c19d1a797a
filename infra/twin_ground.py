"""What a replica needs before Amazon Connect makes it: a key in its region, and the log group that it writes to."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from infra.encryption import Key, KeyArgs
from infra.instance_logs import InstanceLogs, InstanceLogsArgs
from infra.scope import Scope, in_second


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinGroundArgs:
    """scope is the center's, in its own region; region is the second one."""

    scope: Scope
    region: str
    log_days: int


class TwinGround(pulumi.ComponentResource):
    """scope: of the replica."""

    def __init__(self, name: str, args: TwinGroundArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:center:TwinGround", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.scope = in_second(args.scope, args.region)
        self.key = Key(name, KeyArgs(scope=self.scope), child)
        logs_args = InstanceLogsArgs(scope=self.scope, key_arn=self.key.arn, days=args.log_days)
        InstanceLogs(name, logs_args, child)
        self.register_outputs({"keyArn": self.key.arn})
