"""Who may do what: one least-privilege security profile for each role."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.permissions import PERMISSIONS, SENSITIVE
from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.people import Role
from spec.roles import profile_name, roles_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityProfileArgs:
    id: str
    name: str
    description: str
    permissions: tuple[str, ...]
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityProfileSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    profiles: tuple[SecurityProfileArgs, ...]


def security_profile_args(program: ProgramSpec, center: Center) -> tuple[SecurityProfileArgs, ...]:
    return tuple(_one(program, role) for role in roles_of(program, center))


def _one(program: ProgramSpec, role: Role) -> SecurityProfileArgs:
    extra = SENSITIVE if role.may_see_sensitive else frozenset()
    return SecurityProfileArgs(
        id=role.id,
        name=profile_name(program, role),
        description=f"{role.name}: {role.base.value.replace('_', ' ')} of {program.program.name}"[:250],
        permissions=tuple(sorted(PERMISSIONS[role.base] | extra)),
        spec_path=f"workforce.roles[{role.id}]",
    )


class SecurityProfileSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: SecurityProfileSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:SecurityProfileSet", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {
            profile.id: connect.SecurityProfile(
                f"{name}-{profile.id}",
                instance_arn=args.instance_arn,
                security_profile_name=profile.name,
                description=profile.description,
                permissions=list(profile.permissions),
                tags=args.scope.native_tags(profile.spec_path),
                opts=pulumi.ResourceOptions(parent=self),
            ).security_profile_arn
            for profile in args.profiles
        }
        self.register_outputs({"arns": self.arns})
