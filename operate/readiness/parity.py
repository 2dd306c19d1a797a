"""Whether both regions would do the same to a caller: flows, queues and hours compared by meaning, not by layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from calendars.service.hours import HoursOfOperation
from contact_flows.compare.blocks import FlowChange, flow_change
from contact_flows.language.document import FlowDocument, FlowSet, Ref
from operate.flows.surroundings import Surroundings
from operate.readiness.flaw import Flaw
from operate.readiness.region import Region

BLOCKS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Configuration:
    """What callers meet in one region."""

    flows: FlowSet
    around: Surroundings


def judge_parity(
    here: Configuration, there: Configuration, region: Region, other: str, *, mirrored: bool = True
) -> Iterator[Flaw]:
    """What one region lacks altogether is judged where it is looked for; here only what both have counts.

    mirrored   by AWS; a cold standby is made by `up` alone
    """
    todo = _todo(other) if mirrored else "civicline up PROGRAM makes both alike"
    for flow in here.flows.flows:
        change = flow_change(there.flows[flow.id], flow) if flow.id in there.flows else None
        if change is not None:
            what = f"the flow {flow.name} in {region.name} is not that of {other}: {_told(change)}"
            yield Flaw((_ref(flow),), False, what, todo)
    yield from _judge("queue", here.around.queues, there.around.queues, region.name, other, todo)
    mine, theirs = (_by_meaning(around.hours) for around in (here.around, there.around))
    yield from _judge("hours", mine, theirs, region.name, other, todo)


def _by_meaning(hours: Mapping[str, HoursOfOperation]) -> dict[str, HoursOfOperation]:
    return {id_: _meaning(one, id_) for id_, one in hours.items()}


def _meaning(hours: HoursOfOperation, id_: str) -> HoursOfOperation:
    """Without what says nothing to callers: the ids of parents, and the order in which a service lists."""
    return replace(
        hours,
        id=id_,
        week=tuple(sorted(hours.week, key=repr)),
        overrides=tuple(sorted(hours.overrides, key=repr)),
        parents=tuple(sorted((_meaning(parent, "") for parent in hours.parents), key=repr)),
    )


def _judge(
    kind: str, mine: Mapping[str, Any], theirs: Mapping[str, Any], region: str, other: str, todo: str
) -> Iterator[Flaw]:
    for id_, one in mine.items():
        wanted = theirs.get(id_)
        if wanted is not None and one != wanted:
            parts = ", ".join(part.replace("_", " ") for part in _differing(one, wanted))
            what = f"the {kind} {id_} of {region} differ{'s' if kind == 'queue' else ''} from {other}'s in {parts}"
            yield Flaw((Ref(kind, id_),), False, what, todo)


def _differing(one: Any, other: Any) -> Iterator[str]:
    compared = (field.name for field in fields(one) if field.compare)
    return (name for name in compared if getattr(one, name) != getattr(other, name))


def _told(change: FlowChange) -> str:
    """Its first blocks; and what of the flow itself."""
    parts = [part.part for part in change.parts] + [f"block {block.block} ({block.kind})" for block in change.blocks]
    more = len(parts) - BLOCKS_TOLD
    told = ", ".join(parts[:BLOCKS_TOLD])
    return f"{told} and {more} more" if more > 0 else told


def _ref(flow: FlowDocument) -> Ref:
    return Ref("module" if flow.type == "MODULE" else "flow", flow.id)


def _todo(other: str) -> str:
    return f"wait half an hour for AWS to mirror it; if it stays, see the findings of the replication with {other}"
