"""Symbolic references of flows to what is deployed: `Ref("queue", "billing")` becomes an ARN when Pulumi knows it."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from contact_flows.language.document import FlowDocument, Ref
from contact_flows.language.text import write
from spec.arns import portable

Arns = Mapping[Ref, pulumi.Input[str]]


def refs(kind: str, arns: Mapping[str, pulumi.Input[str]]) -> dict[Ref, pulumi.Input[str]]:
    """ARNs by spec id, as references of one kind."""
    return {Ref(kind, id_): arn for id_, arn in arns.items()}


def content(document: FlowDocument, arns: Arns) -> pulumi.Output[str]:
    """The document as JSON with ARNs in it, those of functions and bots good for both regions.

    raises   KeyError when the compiler named something that the center does not have: a defect, not a user's fault
    """
    wanted = sorted(document.refs, key=lambda ref: (ref.kind, ref.id))
    known = [arns[ref] for ref in wanted]

    def resolved(values: list[str]) -> str:
        found = dict(zip(wanted, map(portable, values), strict=True))
        return write(document, found.__getitem__)

    return pulumi.Output.all(*known).apply(resolved)
