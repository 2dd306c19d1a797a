"""Task templates: what an agent writes down to do, or to have done, later."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.scope import Scope

TASK_FLOW = "task"
FOLLOW_UP = (("Task name", "NAME"), ("What to do", "DESCRIPTION"), ("When", "SCHEDULED_TIME"), ("Case number", "TEXT"))
REQUIRED = ("Task name", "What to do")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplateArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    flow: pulumi.Input[str]


class TaskTemplates(pulumi.ComponentResource):
    def __init__(self, name: str, args: TaskTemplateArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:TaskTemplates", name, None, opts)
        template = connect.TaskTemplate(
            f"{name}-follow-up",
            instance_arn=args.instance_arn,
            name="Follow-up",
            description="A promised answer or call-back",
            contact_flow_arn=args.flow,
            status="ACTIVE",
            fields=[{"id": {"name": field}, "type": kind} for field, kind in FOLLOW_UP],
            constraints={"required_fields": [{"id": {"name": field}} for field in REQUIRED]},
            tags=args.scope.native_tags("cases.track_unresolved"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn: pulumi.Output[str] = template.arn
        self.register_outputs({"arn": self.arn})
