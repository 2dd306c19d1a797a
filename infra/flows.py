"""Flows and modules: compiled documents with the ARNs of what they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from contact_flows.language.document import FlowDocument, FlowSet, FlowType, Ref
from infra.references import content
from infra.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCollectionArgs:
    """arns: everything flows may name besides each other: queues, hours, prompts, functions."""

    scope: Scope
    instance_arn: pulumi.Input[str]
    flows: FlowSet
    arns: Mapping[Ref, pulumi.Input[str]]


class FlowCollection(pulumi.ComponentResource):
    def __init__(self, name: str, args: FlowCollectionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:FlowCollection", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {}
        known = dict(args.arns)
        for document in args.flows.flows:  # each names only earlier ones
            arn = self._declare(f"{name}-{document.id}", args, document, known)
            self.arns[document.id] = arn
            known[_ref(document)] = arn
        self.register_outputs({"arns": self.arns})

    def _declare(
        self, name: str, args: FlowCollectionArgs, document: FlowDocument, known: Mapping[Ref, pulumi.Input[str]]
    ) -> pulumi.Output[str]:
        common = {
            "instance_arn": args.instance_arn,
            "name": document.name,
            "description": document.description,
            "content": content(document, known),
            "tags": args.scope.native_tags(document.spec_path),
        }
        if document.type is FlowType.MODULE:
            module = connect.ContactFlowModule(name, **common, opts=pulumi.ResourceOptions(parent=self))
            return typed(module.contact_flow_module_arn)
        # The type cannot change, and two flows may not share a name: the old one must go first.
        opts = pulumi.ResourceOptions(parent=self, delete_before_replace=True)
        flow = connect.ContactFlow(name, **common, type=str(document.type), state="ACTIVE", opts=opts)
        return typed(flow.contact_flow_arn)


def typed(arn: pulumi.Output[str]) -> pulumi.Output[str]:
    """The provider packages are unchecked (their stubs cost mypy minutes): here their outputs get a type again."""
    return arn


def _ref(document: FlowDocument) -> Ref:
    return Ref("module" if document.type is FlowType.MODULE else "flow", document.id)
