"""Counts how often a contact was passed on. Flows have no arithmetic: each count is compared and replaced."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.modules import module
from contact_flows.language.document import FlowDocument
from spec.models import ProgramSpec

HOPS = "$.Attributes.hops"


def hop_module(program: ProgramSpec) -> FlowDocument:
    """Returns `ok`, or `bounced` once the contact was passed on as often as it may be (BP-50)."""
    most = program.infrastructure.routing.max_transfers
    counts = {str(count): f"count-{count + 1}" for count in range(1, most)}
    steps = [act.compare("hops", HOPS, {**counts, str(most): "bounced"}, "count-1")] if most else []
    steps += [act.remember(f"count-{count}", {"hops": str(count)}, "ok") for count in range(1, most + 1)]
    return module(
        "hop",
        "Hop counter",
        "Counts how often a contact is passed on, up to routing.max_transfers",
        "infrastructure.routing.max_transfers",
        [*steps, *([act.returns("ok", "ok")] if most else []), act.returns("bounced", "bounced")],
    )
