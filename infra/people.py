"""Who may do what: security profiles by role, and the profile an agent really gets. Pure, and the component."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.permissions import PERMISSIONS, SENSITIVE
from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.people import Agent, Role, RoleBase

TRAINEE = "trainee"
BUILT_IN = frozenset({"Admin", "Agent", "CallCenterManager", "QualityAnalyst"})
"""Names that every new instance has taken already."""
_FORBIDDEN = re.compile(r"[^ a-zA-Z0-9_@-]")


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


def roles_of(program: ProgramSpec, center: Center) -> tuple[Role, ...]:
    """Roles of one center; a trainee role is added when the spec names none, because untrained agents need one."""
    roles = tuple(role for role in program.workforce.roles if role.center in (None, center.id))
    if any(role.base is RoleBase.TRAINEE for role in roles):
        return roles
    return (*roles, Role(id=TRAINEE, name="Trainee", base=RoleBase.TRAINEE))


def security_profile_args(program: ProgramSpec, center: Center) -> tuple[SecurityProfileArgs, ...]:
    return tuple(_one(program, role) for role in roles_of(program, center))


def effective_role(program: ProgramSpec, center: Center, agent: Agent) -> str:
    """Id of the role an agent works under: whoever takes contacts untrained is a trainee, whatever the roster says."""
    roles = {role.id: role for role in roles_of(program, center)}
    role = roles[agent.role]
    required = {module.id for module in program.workforce.training if module.required}
    if role.base not in (RoleBase.AGENT, RoleBase.SUPERVISOR) or required <= set(agent.trained):
        return role.id
    return next(role.id for role in roles.values() if role.base is RoleBase.TRAINEE)


def _one(program: ProgramSpec, role: Role) -> SecurityProfileArgs:
    extra = SENSITIVE if role.may_see_sensitive else frozenset()
    name = _FORBIDDEN.sub(" ", role.name).strip()
    return SecurityProfileArgs(
        id=role.id,
        name=f"{name} - {program.program.id}" if name in BUILT_IN else name,
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
