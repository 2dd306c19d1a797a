"""The trace of a contact that has ended."""

from __future__ import annotations

from contact_flows.simulate.session import Session
from contact_flows.simulate.trace import Ended, Trace, Verdict


def trace_of(s: Session, verdict: Verdict, why: str, by: str) -> Trace:
    return Trace(
        said=tuple(s.said),
        steps=tuple(s.steps),
        moments=tuple(s.moments),
        attributes=s.attributes,
        functions=tuple(s.calls),
        ended=_ended(s, verdict),
        by=by,
        queue=s.queues[-1] if s.queues else None,
        queues=tuple(s.queues),
        agent=s.agent_met,
        cases=tuple(s.cases),
        created=tuple(s.created),
        dialled=tuple(s.dialled),
        remarks=tuple(s.remarks),
        verdict=verdict,
        verdict_at=why,
        elapsed_seconds=s.at,
        waited_seconds=s.waited,
        recorded=s.recorded,
        tags=s.tags,
    )


def _ended(s: Session, verdict: Verdict) -> Ended:
    """A contact that reached an agent or still waited for one ended in its queue, whatever happened before."""
    if verdict is not Verdict.FINE:
        return Ended.FAULT
    if s.agent_met or s.in_queue or s.left_waiting:
        return Ended.QUEUE
    if s.transferred:
        return Ended.TRANSFER
    if s.callback_made:
        return Ended.CALLBACK
    return Ended.VOICEMAIL if s.cases else Ended.DISCONNECT
