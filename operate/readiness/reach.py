"""What a contact can come to from the flow it begins in: every flow, queue, function, recording that flows name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.language.document import FlowSet, Ref
from operate.flows.surroundings import FoundQueue

_FLOWS = frozenset({"flow", "module"})


def reach(flows: FlowSet, entry: str, queues: Mapping[str, FoundQueue]) -> frozenset[Ref]:
    """The entry flow itself, and all behind it, by whatever branch; of a queue its hours, too."""
    found: set[Ref] = set()
    left = [Ref("flow", entry)]
    while left:
        ref = left.pop()
        if ref in found:
            continue
        found.add(ref)
        if ref.kind in _FLOWS and ref.id in flows:
            left += flows[ref.id].refs
        left += _hours(ref, queues)
    return frozenset(found)


def _hours(ref: Ref, queues: Mapping[str, FoundQueue]) -> Iterator[Ref]:
    if ref.kind == "queue" and (queue := queues.get(ref.id)) is not None:
        yield Ref("hours", queue.hours)
