"""The agent hierarchy: program, agency, team. Reports and access are cut along it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.people import Agent
from spec.select import belongs_to

LEVELS = ("Program", "Agency", "Team")
MAX_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupArgs:
    """key identifies it within the center; parent is a key, None at the top."""

    key: str
    name: str
    parent: str | None
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HierarchyArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    groups: tuple[GroupArgs, ...]


def team_key(program: ProgramSpec, agent: Agent) -> str:
    """The group an agent belongs to; who names no agency works for the program's owner."""
    return f"{agent.agency or program.program.owner}-{agent.routing_profile}"


def group_args(program: ProgramSpec, center: Center) -> tuple[GroupArgs, ...]:
    """Groups of one center, parents first: program, agencies, and a team for each agency and routing profile."""
    names = {a.id: a.name for a in program.agencies} | {p.id: p.name for p in program.parties}
    profiles = {profile.id: profile.name for profile in program.infrastructure.routing_profiles}
    top = GroupArgs(key=program.program.id, name=program.program.name[:MAX_NAME], parent=None, spec_path="program")
    agencies: dict[str, GroupArgs] = {}
    teams: dict[str, GroupArgs] = {}
    for agent in belongs_to(program, center, program.workforce.agents):
        agency = agent.agency or program.program.owner
        label = names.get(agency, agency)
        agencies[agency] = GroupArgs(key=agency, name=label[:MAX_NAME], parent=top.key, spec_path=f"agencies[{agency}]")
        key = team_key(program, agent)
        team = f"{profiles.get(agent.routing_profile, agent.routing_profile)}, {label}"
        path = f"infrastructure.routing_profiles[{agent.routing_profile}]"
        teams[key] = GroupArgs(key=key, name=team[:MAX_NAME], parent=agency, spec_path=path)
    return (top, *agencies.values(), *teams.values())


class Hierarchy(pulumi.ComponentResource):
    def __init__(self, name: str, args: HierarchyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:Hierarchy", name, None, opts)
        one, two, three = LEVELS
        structure = connect.UserHierarchyStructure(
            name,
            instance_arn=args.instance_arn,
            user_hierarchy_structure={
                "level_one": {"name": one},
                "level_two": {"name": two},
                "level_three": {"name": three},
            },
            opts=pulumi.ResourceOptions(parent=self),
        )
        after = pulumi.ResourceOptions(parent=self, depends_on=[structure])
        self.arns: dict[str, pulumi.Output[str]] = {}
        for group in args.groups:
            self.arns[group.key] = connect.UserHierarchyGroup(
                f"{name}-{group.key}",
                instance_arn=args.instance_arn,
                name=group.name,
                parent_group_arn=self.arns[group.parent] if group.parent else None,
                tags=args.scope.native_tags(group.spec_path),
                opts=after,
            ).user_hierarchy_group_arn
        self.register_outputs({"arns": self.arns})
