"""Rules of the case store: how fast a case must be resolved, and who is told when it is not.

Rules know minutes, not business days: a day counts as 24 hours, so the alarm comes early rather than late. The due
dates in business days are fields of the case itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from infra.cases import STATUS
from infra.scope import Scope
from spec.models import ProgramSpec

MINUTES_A_DAY = 24 * 60
ALWAYS = json.dumps({"Version": "2022-11-25", "RuleFunction": {"Operator": "AND", "Operands": []}})
"""A rule without a condition (API reference, "Rules Function language")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesArgs:
    """flow: ARN of the flow that takes the task of a late case."""

    scope: Scope
    instance_arn: pulumi.Input[str]
    flow: pulumi.Input[str]
    resolve_minutes: int


def resolve_minutes(program: ProgramSpec) -> int:
    """The longest promise: no case of any type may stay open beyond it. Shorter ones are due dates of the case."""
    return round(max(sla.resolve_business_days for sla in program.cases.slas) * MINUTES_A_DAY)


class Rules(pulumi.ComponentResource):
    def __init__(self, name: str, args: RulesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:Rules", name, None, opts)
        target = {
            "name": "Resolve the case",
            "type": "CaseField",
            "field_id": STATUS,
            "target_field_values": [{"string_value": "closed"}],
            "target_sla_minutes": args.resolve_minutes,
        }
        assign: dict[str, object] = {
            "assign_sla_actions": [{"sla_assignment_type": "CASES", "case_sla_configuration": target}]
        }
        task = {
            "name": "A case is late",
            "description": "Its target to resolve has passed",
            "contact_flow_arn": args.flow,
        }
        self.arns = {
            "case-sla": self._rule(f"{name}-case-sla", "case-sla", "OnCaseCreate", assign, args),
            "case-late": self._rule(f"{name}-case-late", "case-late", "OnSlaBreach", {"task_actions": [task]}, args),
        }
        self.register_outputs({"arns": self.arns})

    def _rule(
        self, name: str, rule: str, event: str, actions: dict[str, object], args: RulesArgs
    ) -> pulumi.Output[str]:
        made = connect.Rule(
            name,
            instance_arn=args.instance_arn,
            name=rule,
            trigger_event_source={"event_source_name": event},
            function=ALWAYS,
            actions=actions,
            publish_status="PUBLISHED",
            tags=args.scope.native_tags("cases.slas"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        arn: pulumi.Output[str] = made.rule_arn
        return arn
