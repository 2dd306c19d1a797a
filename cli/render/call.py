"""One simulated contact, for a person and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cli.calling.conversation import spoken
from cli.render.wrap import wrapped
from contact_flows.simulate.trace import Ended, Trace, Verdict
from spec.faults import listed

ENDINGS = {
    Ended.CALLBACK: "a callback was promised",
    Ended.VOICEMAIL: "the request was kept as a case",
    Ended.TRANSFER: "connected to another number",
    Ended.DISCONNECT: "disconnected",
    Ended.FAULT: "stranded",
}


def as_text(trace: Trace, width: int, *, blocks: bool) -> str:
    """What was said, then how it ended."""
    lines = [line for said in trace.said for line in spoken(said, width, block=blocks)]
    return "\n".join((*lines, as_ending(trace, width, blocks=blocks)))


def as_ending(trace: Trace, width: int, *, blocks: bool) -> str:
    return "\n".join(line for sentence in _ending(trace, blocks=blocks) for line in wrapped(sentence, width, 2))


def _ending(trace: Trace, *, blocks: bool) -> Iterator[str]:
    minutes, seconds = divmod(int(trace.elapsed_seconds), 60)
    yield f"-- {_where(trace)}, after {minutes}:{seconds:02} ({len(trace.steps)} blocks; ended by the {trace.by})"
    if trace.cases:
        yield f"   opened: {listed(list(trace.cases), 'and')}"
    for created in trace.created:
        yield f"   {created.kind} for {created.address}" + (f" in {created.queue}" if created.queue else "")
    if trace.dialled:
        yield f"   dialed: {listed(list(trace.dialled), 'and')}"
    for call in trace.functions:
        if call.failed:
            yield f"   {call.function} failed: {call.failed}"
    for remark in trace.remarks:
        yield f"   {remark.flow}/{remark.block}: {remark.text}" if remark.flow else f"   {remark.text}"
    if trace.verdict is not Verdict.FINE:
        yield f"   {trace.verdict.value}: {trace.verdict_at}"
    if blocks:
        yield from (f"   {step.flow}/{step.block} {step.branch}".rstrip() for step in trace.steps)


def _where(trace: Trace) -> str:
    if trace.ended is not Ended.QUEUE:
        return ENDINGS[trace.ended]
    queue = (trace.queue or "").removeprefix("queue:")
    return f"answered by an agent of {queue}" if trace.agent else f"still waiting in {queue}"


def as_json(trace: Trace, *, blocks: bool) -> str:
    """Keys `ended`, `queue`, `said` and `blocks` are kept for programs; others may be added."""
    found: dict[str, object] = {
        "ended": trace.ended.value,
        "queue": trace.queue.removeprefix("queue:") if trace.queue else None,
        "said": [
            {"language": said.language, "text": said.text, "at_seconds": round(said.at_seconds, 1)}
            for said in trace.said
            if said.to == "customer"
        ],
        "blocks": len(trace.steps),
        "agent": trace.agent,
        "by": trace.by,
        "elapsed_seconds": round(trace.elapsed_seconds, 1),
        "cases": list(trace.cases),
        "callbacks": [created.address for created in trace.created if created.kind == "callback"],
        "dialed": list(trace.dialled),
        "attributes": dict(sorted(trace.attributes.items())),
        "verdict": trace.verdict.value,
    }
    if blocks:
        found["steps"] = [step._asdict() for step in trace.steps]
    return json.dumps(found, ensure_ascii=False, indent=2)
