"""What flows do, recorded contact by contact, and held against what other flows of the same program do.

Expectations say what a caller is owed; a record says everything that happened. Flows that were changed by hand, or not
all brought up to date, keep every promise perhaps and still do something else: this finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from contact_flows.scenarios.expect import Unmet
from contact_flows.scenarios.inject import can_fail, is_injected
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench, Stage
from contact_flows.simulate.trace import Trace

QUOTED = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """All that people and systems around the contact notice; nothing of the blocks that did it.

    said        to whom, in which voice, and the words (flows do not tell their language to the service)
    functions   called, with what they were told
    created     callbacks, tasks and messages: kind, queue, address
    recorded    whose voices were recorded at the end
    """

    said: tuple[tuple[str, str, str], ...]
    ended: str
    queues: tuple[str, ...]
    dialed: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    functions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    created: tuple[tuple[str, str, str], ...]
    recorded: tuple[str, ...]
    seconds: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """unmet: the first expectation of the scenario that was not met, None where all were"""

    scenario: Scenario
    happened: Happened
    unmet: Unmet | None


def record(bench: Bench, scenarios: Iterable[Scenario]) -> Iterator[Recorded]:
    """What happens to each contact on the flows of `bench`; without those whose failing block cannot fail there."""
    stage = Stage(bench)
    for scenario in scenarios:
        if all(can_fail(bench.flows, *error) for error in scenario.given.faults.items() if is_injected(error[0])):
            played = stage.play(scenario)
            yield Recorded(scenario, happened(played.trace), played.unmet)


@dataclass(frozen=True, slots=True)
class Difference:
    """A contact that fares otherwise now; `unlike` says the first thing that differs."""

    now: Recorded
    unlike: Unmet


def differences(bench: Bench, known: Iterable[Recorded]) -> Iterator[Difference]:
    """Contacts that fare otherwise on the flows of `bench` than was recorded."""
    kept = tuple(known)
    before = {id(one.scenario): one.happened for one in kept}
    for recorded in record(bench, (one.scenario for one in kept)):
        was = before[id(recorded.scenario)]
        if recorded.happened != was:
            yield Difference(recorded, _first(was, recorded.happened))


def happened(trace: Trace) -> Happened:
    return Happened(
        said=tuple((said.to, said.voice, said.text) for said in trace.said),
        ended=f"{trace.ended.value} by {trace.by}",
        queues=trace.queues,
        dialed=trace.dialled,
        attributes=tuple(sorted(trace.attributes.items())),
        functions=tuple((called.function, tuple(sorted(called.parameters.items()))) for called in trace.functions),
        created=tuple((one.kind, one.queue, one.address) for one in trace.created),
        recorded=trace.recorded,
        seconds=round(trace.elapsed_seconds),
    )


def _first(was: Happened, now: Happened) -> Unmet:
    name = next(field.name for field in fields(Happened) if getattr(was, field.name) != getattr(now, field.name))
    old, new = getattr(was, name), getattr(now, name)
    if isinstance(old, tuple):
        same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        old, new = old[same : same + 1], new[same : same + 1]
    return Unmet(f"{name} as recorded: {str(old)[:QUOTED]}", str(new)[:QUOTED])
