"""Agents. They sign in through the identity provider: there is no password anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.hierarchy import team_key
from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.people import Agent
from spec.roles import effective_role
from spec.select import belongs_to

LEVEL = 3.0
"""Proficiency of a skill that the spec gives without a grade; Amazon Connect counts 1 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserArgs:
    """role is the one the agent really works under; skills are (attribute, value)."""

    username: str
    first_name: str
    last_name: str
    email: str
    role: str
    routing_profile: str
    group: str
    skills: tuple[tuple[str, str], ...]
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    users: tuple[UserArgs, ...]
    security_profiles: Mapping[str, pulumi.Input[str]]
    routing_profiles: Mapping[str, pulumi.Input[str]]
    groups: Mapping[str, pulumi.Input[str]]


def user_args(program: ProgramSpec, center: Center) -> tuple[UserArgs, ...]:
    return tuple(_one(program, center, agent) for agent in belongs_to(program, center, program.workforce.agents))


def _one(program: ProgramSpec, center: Center, agent: Agent) -> UserArgs:
    names = {skill.id: skill.name for skill in program.infrastructure.skills}
    return UserArgs(
        username=agent.username,
        first_name=agent.first_name,
        last_name=agent.last_name,
        email=agent.email,
        role=effective_role(program, center, agent).id,
        routing_profile=agent.routing_profile,
        group=team_key(program, agent),
        skills=tuple((names[skill], value) for skill, value in agent.skills.items()),
        spec_path=f"workforce.agents[{agent.username}]",
    )


class UserSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: UserSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:UserSet", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {
            user.username: self._declare(f"{name}-{user.username}", user, args).user_arn for user in args.users
        }
        self.register_outputs({"arns": self.arns})

    def _declare(self, name: str, user: UserArgs, args: UserSetArgs) -> connect.User:
        return connect.User(
            name,
            instance_arn=args.instance_arn,
            username=user.username,
            # With SAML the identity provider owns the address: Amazon Connect refuses a second one here.
            identity_info={"first_name": user.first_name, "last_name": user.last_name, "secondary_email": user.email},
            phone_config={"phone_type": "SOFT_PHONE", "auto_accept": False, "after_contact_work_time_limit": 60},
            routing_profile_arn=args.routing_profiles[user.routing_profile],
            security_profile_arns=[args.security_profiles[user.role]],
            hierarchy_group_arn=args.groups[user.group],
            user_proficiencies=[
                {"attribute_name": skill, "attribute_value": value, "level": LEVEL} for skill, value in user.skills
            ]
            or None,
            tags=args.scope.native_tags(user.spec_path),
            opts=pulumi.ResourceOptions(parent=self),
        )
