"""The log group of an instance, made before the instance so that flow logs expire and are encrypted."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceLogsArgs:
    scope: Scope
    key_arn: pulumi.Input[str]
    days: int


class InstanceLogs(pulumi.ComponentResource):
    def __init__(self, name: str, args: InstanceLogsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:InstanceLogs", name, None, opts)
        aws.cloudwatch.LogGroup(
            name,
            name=f"/aws/connect/{args.scope.alias}",
            retention_in_days=args.days,
            kms_key_id=args.key_arn,
            tags=args.scope.tags("infrastructure.security.log_retention_days"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
