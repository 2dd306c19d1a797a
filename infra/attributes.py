"""What agents can be and can know: custom agent statuses, and skills as predefined attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusArgs:
    name: str
    description: str | None
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillArgs:
    id: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    statuses: tuple[StatusArgs, ...]
    skills: tuple[SkillArgs, ...]


def status_args(program: ProgramSpec, center: Center) -> tuple[StatusArgs, ...]:
    return tuple(
        StatusArgs(name=s.name, description=s.description, spec_path=f"workforce.statuses[{s.name}]")
        for s in program.workforce.statuses
        if s.center in (None, center.id)
    )


def skill_args(program: ProgramSpec) -> tuple[SkillArgs, ...]:
    return tuple(SkillArgs(id=s.id, name=s.name, values=s.values) for s in program.infrastructure.skills)


class AttributeSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: AttributeSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:AttributeSet", name, None, opts)
        # Amazon Connect cannot delete a status (it has no such operation): ours stay with their instance.
        kept = pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True)
        self.statuses: dict[str, pulumi.Output[str]] = {
            status.name: connect.AgentStatus(
                f"{name}-{slug(status.name)}",
                instance_arn=args.instance_arn,
                name=status.name,
                description=status.description,
                state="ENABLED",
                tags=args.scope.native_tags(status.spec_path),
                opts=kept,
            ).agent_status_arn
            for status in args.statuses
        }
        self.skills = [
            connect.PredefinedAttribute(
                f"{name}-{skill.id}",
                instance_arn=args.instance_arn,
                name=skill.name,
                values={"string_list": list(skill.values)},
                opts=pulumi.ResourceOptions(parent=self),
            )
            for skill in args.skills
        ]
        self.register_outputs({"statuses": self.statuses})


def slug(label: str) -> str:
    """A label as part of a resource name."""
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or "other"
