"""From node to node until the flow stops. The innermost loop of the simulator."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.simulate.graph import Edge, Node
from contact_flows.simulate.session import Interrupted, Judged, Session, Signal
from contact_flows.simulate.trace import Step, Verdict

STEP_BUDGET = 20_000
"""No flow needs so many; the service documents no limit of its own."""
INTERRUPTED = "interrupted"


def walk(s: Session, start: Node | None) -> Signal:
    """Run a flow from its first action.

    raises   Interrupted when the contact or an agent ends it, Judged when the step budget is spent
    """
    steps, moments, node, errors = s.steps, s.moments, start, s.world.errors
    try:
        while node is not None:
            edge = node.run(s) if not errors else _forced(node, errors) or node.run(s)
            steps.append(edge.step)
            moments.append(s.at)
            node = edge.node
            if len(steps) > STEP_BUDGET:
                raise Judged(Verdict.STEPS, f"{STEP_BUDGET} actions and no end")
    except Interrupted as event:
        if node is not None and not event.shown:
            event.shown = True
            steps.append(Step(node.flow, node.block, INTERRUPTED))
            moments.append(s.at)
        raise
    signal, s.signal = s.signal, Signal.DEAD_END
    return signal


def _forced(node: Node, errors: Mapping[str, str]) -> Edge | None:
    """The error branch that this world insists on; for a type as a whole only where an action has that branch."""
    own = errors.get(f"{node.flow}/{node.block}")
    if own is not None:
        return node.error(own)
    kind = errors.get(node.type)
    return node.error(kind) if kind is not None and kind in node.errors else None
