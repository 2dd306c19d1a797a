"""From node to node until the flow stops. The innermost loop of the simulator."""

from __future__ import annotations

from contact_flows.simulate.graph import Node
from contact_flows.simulate.session import Interrupted, Judged, Session, Signal
from contact_flows.simulate.trace import Step, Verdict

STEP_BUDGET = 20_000
"""No flow needs so many; the service documents no limit of its own."""
INTERRUPTED = "interrupted"


def walk(s: Session, start: Node | None) -> Signal:
    """Run a flow from its first action.

    raises   Interrupted when the contact or an agent ends it, Judged when the step budget is spent
    """
    steps, moments, node = s.steps, s.moments, start
    try:
        while node is not None:
            edge = node.run(s)
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
