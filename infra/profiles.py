"""Customer profiles of one center: one person, all channels."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws_native import customerprofiles

from infra.scope import Scope

MAX_EXPIRATION_DAYS = 1098
"""Longest life of a profile that the service keeps (registry schema of AWS::CustomerProfiles::Domain)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilesArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    days: int


class Profiles(pulumi.ComponentResource):
    def __init__(self, name: str, args: ProfilesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:Profiles", name, None, opts)
        path = "infrastructure.routing.integrated"
        scope = args.scope
        domain = customerprofiles.Domain(
            name,
            domain_name=f"amazon-connect-{scope.alias}",
            default_expiration_days=min(args.days, MAX_EXPIRATION_DAYS),
            default_encryption_key=args.key_arn,
            tags=scope.native_tags(path),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.domain_name: pulumi.Output[str] = domain.domain_name
        self.arn = f"arn:aws:profile:{scope.region}:{scope.account}:domains/amazon-connect-{scope.alias}"
        customerprofiles.Integration(
            name,
            domain_name=self.domain_name,
            uri=args.instance_arn,
            object_type_name="CTR",
            tags=scope.native_tags(path),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"domainName": self.domain_name})
