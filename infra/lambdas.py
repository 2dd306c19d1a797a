"""Lambda functions: role, logs, code, and for those that flows call the right of one instance to invoke them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pulumi
import pulumi_aws as aws
from pulumi_aws_native import connect

from infra.encryption import Key
from infra.policies import Statement
from infra.role import Role, RoleArgs
from infra.scope import Scope

SOURCES = Path(__file__).parent / "functions"
RUNTIME = "python3.13"
TIMEOUT_SECONDS = 7
"""A flow waits 8 seconds; the function must give up before."""
MEMORY_MB = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaArgs:
    """id          folder below `functions/`, and the name by which flows call it
    texts       files made from the spec
    from_flows  whether flows call it
    at_once     so many at most run at a time, and as many are kept for it; None: what the account has left
    seconds     it may take at most; whoever is called by a flow has no more than that
    """

    scope: Scope
    id: str
    description: str
    instance_arn: pulumi.Input[str]
    key: Key
    log_days: int
    spec_path: str
    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    from_flows: bool = True
    at_once: int | None = None
    seconds: int = TIMEOUT_SECONDS


class Lambda(pulumi.ComponentResource):
    def __init__(self, name: str, args: LambdaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Lambda", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        full = args.scope.name(args.id)
        role_args = RoleArgs(scope=args.scope, kind=args.id, service="lambda.amazonaws.com", spec_path=args.spec_path)
        self.role = Role(name, role_args, self._child)
        logs = self._logs(name, full, args)
        self.function = aws.lambda_.Function(
            name,
            name=full,
            description=args.description,
            role=self.role.arn,
            runtime=RUNTIME,
            architectures=["arm64"],
            handler="handler.handle",
            code=archive(args.id, args.texts),
            timeout=args.seconds,
            memory_size=MEMORY_MB,
            reserved_concurrent_executions=args.at_once,
            environment={"variables": dict(args.environment)} if args.environment else None,
            tags=args.scope.tags(args.spec_path),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[logs]),
        )
        self.arn: pulumi.Output[str] = self.function.arn
        if args.from_flows:
            self._connect(name, args)
        self.register_outputs({"arn": self.arn})

    def _logs(self, name: str, full: str, args: LambdaArgs) -> aws.cloudwatch.LogGroup:
        group = aws.cloudwatch.LogGroup(
            name,
            name=f"/aws/lambda/{full}",
            retention_in_days=args.log_days,
            kms_key_id=args.key.arn,
            tags=args.scope.tags(args.spec_path),
            opts=self._child,
        )
        streams = [pulumi.Output.concat(group.arn, ":*")]
        actions = ("logs:CreateLogStream", "logs:PutLogEvents")
        self.role.allow("write-logs", [Statement(sid="WriteLogs", actions=actions, resources=streams)])
        args.key.grant_use_to(self.role)
        return group

    def _connect(self, name: str, args: LambdaArgs) -> None:
        permission = aws.lambda_.Permission(
            name,
            action="lambda:InvokeFunction",
            function=self.function.name,
            principal="connect.amazonaws.com",
            source_account=args.scope.account,
            source_arn=args.instance_arn,
            opts=self._child,
        )
        connect.IntegrationAssociation(
            name,
            instance_id=args.instance_arn,
            integration_type="LAMBDA_FUNCTION",
            integration_arn=self.arn,
            tags=args.scope.native_tags(args.spec_path),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )


def archive(id_: str, texts: Mapping[str, str]) -> pulumi.AssetArchive:
    """Code of one function: its source files (and nothing that an interpreter leaves beside them), and made files."""
    sources = sorted((SOURCES / id_).glob("*.py"))
    files: dict[str, pulumi.Asset | pulumi.Archive] = {path.name: pulumi.FileAsset(str(path)) for path in sources}
    files.update({name: pulumi.StringAsset(text) for name, text in texts.items()})
    return pulumi.AssetArchive(files)
