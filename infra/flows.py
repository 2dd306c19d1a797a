"""Flows and modules: compiled documents with the ARNs of what they name.

A queue names the flow of its outbound calls, and most flows name queues; so a center declares its flows in two parts,
`without_queues` before the queues and the rest after them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
from pulumi_aws_native import connect

from contact_flows.compile.modules import contract
from contact_flows.language.document import FlowDocument, FlowSet, FlowType, Ref
from infra.flow_content import MARK, FlowContent, placeholder
from infra.numbers import last_part
from infra.references import content
from infra.scope import Scope


@dataclass(frozen=True, slots=True)
class Published:
    """A flow with its real content.

    document   what it was compiled as
    arn        of the flow or module, without a version
    content    as it was published
    step       the resource after which the content is in force
    """

    document: FlowDocument
    arn: pulumi.Output[str]
    content: pulumi.Output[str]
    step: pulumi.Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCollectionArgs:
    """One part of a center's flows.

    flows         in the order of their FlowSet
    placeholders  ids of those that others name before their own content can be published
    arns          everything flows may name besides each other: queues, hours, prompts, functions, bots
    earlier       flows of the part before
    """

    scope: Scope
    instance_arn: pulumi.Input[str]
    instance_id: pulumi.Input[str]
    flows: tuple[FlowDocument, ...]
    placeholders: frozenset[str]
    arns: Mapping[Ref, pulumi.Input[str]]
    earlier: Mapping[str, Published] = field(default_factory=dict)


class FlowCollection(pulumi.ComponentResource):
    """published: flows of this part and of the one before, by id; arns: the same, only their ARNs."""

    def __init__(
        self, name: str, args: FlowCollectionArgs, opts: pulumi.ResourceOptions | None = None, *, center: str
    ) -> None:
        """Resources are named after the center, whichever part they belong to."""
        super().__init__("civicline:connect:FlowCollection", name, None, opts)
        self._center, self._args = center, args
        self.published = dict(args.earlier)
        self._known: dict[Ref, pulumi.Input[str]] = dict(args.arns)
        for before in args.earlier.values():
            self._known[ref_of(before.document)] = before.arn
        waiting = [document for document in args.flows if document.id in args.placeholders]
        made = {document.id: self._flow(document, placeholder(_type(document))) for document in waiting}
        for document in args.flows:  # each names only earlier ones and placeholders
            if document.id not in made:
                self._publish(document)
        for document in waiting:
            self._fill(document, made[document.id])
        self.arns: dict[str, pulumi.Output[str]] = {id_: found.arn for id_, found in self.published.items()}
        self.register_outputs({"arns": self.arns})

    def _publish(self, document: FlowDocument) -> None:
        text = content(document, self._known)
        made = self._module(document, text) if document.type is FlowType.MODULE else self._flow(document, text)
        arn = made.contact_flow_module_arn if document.type is FlowType.MODULE else made.contact_flow_arn
        self._known[ref_of(document)] = arn
        self.published[document.id] = Published(document, arn, text, made)

    def _fill(self, document: FlowDocument, flow: connect.ContactFlow) -> None:
        text = content(document, self._known)
        step = FlowContent(
            f"{self._center}-{document.id}",
            region=self._args.scope.region,
            instance=self._args.instance_id,
            flow=typed(flow.contact_flow_arn).apply(last_part),
            content=text,
            before=placeholder(_type(document)),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.published[document.id] = Published(document, typed(flow.contact_flow_arn), text, step)

    def _flow(self, document: FlowDocument, text: pulumi.Input[str]) -> connect.ContactFlow:
        waits = document.id in self._args.placeholders
        flow = connect.ContactFlow(
            f"{self._center}-{document.id}",
            **self._common(document, text),
            type=str(document.type),
            state="ACTIVE",
            opts=pulumi.ResourceOptions(
                parent=self,
                # The type cannot change, and two flows may not share a name: the old one must go first.
                delete_before_replace=True,
                ignore_changes=["content"] if waits else None,
            ),
        )
        if waits:
            self._known[ref_of(document)] = flow.contact_flow_arn
        return flow

    def _module(self, document: FlowDocument, text: pulumi.Input[str]) -> connect.ContactFlowModule:
        """Branches by which it returns are declared beside its content; the service refuses them otherwise."""
        opts = pulumi.ResourceOptions(parent=self)
        common, declared = self._common(document, text), contract(document)
        if declared is not None:
            common["settings"] = declared
        return connect.ContactFlowModule(f"{self._center}-{document.id}", **common, opts=opts)

    def _common(self, document: FlowDocument, text: pulumi.Input[str]) -> dict[str, object]:
        mark = [MARK] if document.id in self._args.placeholders else []
        return {
            "instance_arn": self._args.instance_arn,
            "name": document.name,
            "description": document.description,
            "content": text,
            "tags": [*self._args.scope.native_tags(document.spec_path), *mark],
        }


def without_queues(flows: FlowSet) -> tuple[FlowDocument, ...]:
    """Flows that name no queue, and no flow that does; in order."""
    found: dict[Ref, FlowDocument] = {}
    for document in flows.flows:
        named = {ref for ref in document.refs if ref.kind in ("flow", "module")}
        if named <= found.keys() and document.id not in flows.placeholders and not _names_queue(document):
            found[ref_of(document)] = document
    return tuple(found.values())


def ref_of(document: FlowDocument) -> Ref:
    return Ref("module" if document.type is FlowType.MODULE else "flow", document.id)


def typed(arn: pulumi.Output[str]) -> pulumi.Output[str]:
    """The provider packages are unchecked (their stubs cost mypy minutes): here their outputs get a type again."""
    return arn


def _names_queue(document: FlowDocument) -> bool:
    return any(ref.kind == "queue" for ref in document.refs)


def _type(document: FlowDocument) -> FlowType:
    assert document.type is not None  # compiled flows have one
    return document.type
