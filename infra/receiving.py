"""Incoming mail of one region: one receipt rule set is active in an account and region, so all centers share it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.scope import MAX_ROLE, shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingArgs:
    program: str
    stack: str


class Receiving(pulumi.ComponentResource):
    """rule_set is the active set's name; each center adds its own rule to it."""

    def __init__(self, name: str, args: ReceivingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:ses:Receiving", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        set_name = shorten(f"civicline-{args.program}-{args.stack}-mail".replace("_", "-"), MAX_ROLE)
        rules = aws.ses.ReceiptRuleSet(name, rule_set_name=set_name, opts=child)
        active = aws.ses.ActiveReceiptRuleSet(name, rule_set_name=rules.rule_set_name, opts=child)
        self.rule_set: pulumi.Output[str] = active.rule_set_name
        self.register_outputs({"ruleSet": self.rule_set})
