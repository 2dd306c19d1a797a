"""An IAM role of one AWS service; other components add what it may do, by verbs: `bucket.grant_read_to(role)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.policies import Statement, to_json, trust
from infra.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleArgs:
    scope: Scope
    kind: str
    service: str
    """Service that assumes it, such as `lambda.amazonaws.com`."""
    spec_path: str


class Role(pulumi.ComponentResource):
    def __init__(self, name: str, args: RoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Role", name, None, opts)
        self._name, self._child = name, pulumi.ResourceOptions(parent=self)
        self.role = aws.iam.Role(
            name,
            name=args.scope.role(args.kind),
            assume_role_policy=trust(args.service, args.scope.account),
            tags=args.scope.tags(args.spec_path),
            opts=self._child,
        )
        self.arn: pulumi.Output[str] = self.role.arn
        self.register_outputs({"arn": self.arn})

    def allow(self, verb: str, statements: Sequence[Statement]) -> aws.iam.RolePolicy:
        """Add one inline policy, named by what it lets the role do."""
        return aws.iam.RolePolicy(
            f"{self._name}-{verb}", name=verb, role=self.role.name, policy=to_json(statements), opts=self._child
        )
