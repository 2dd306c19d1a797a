"""Flows that something other than a flow starts by way of an alias, and that can therefore be rolled back (ADR 12)."""

from __future__ import annotations

from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to

TRANSFER_FLOW = "transfer"
"""What an agent's transfer to a queue runs."""
OUTBOUND_FLOW = "outbound"
"""What a called person hears before the agent; queues name it."""


def entry_flows(program: ProgramSpec, center: Center) -> tuple[str, ...]:
    """Ids of the flows of a center that numbers and quick connects start."""
    if program.infrastructure.security.govcloud:  # versions have no resource type there, so perhaps no operation either
        return ()
    lines = belongs_to(program, center, program.infrastructure.lines)
    return (*(f"line-{line.id}" for line in lines), TRANSFER_FLOW)
