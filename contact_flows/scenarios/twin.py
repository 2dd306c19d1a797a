"""The same contact, but nothing fails: what a failure of mere plumbing must not change.

A voice that is not found, a log that is not written or a sentence that cannot be spoken keeps nobody from anything:
the contact ends where it would have ended, and hears everything else that it would have heard.
"""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.language.document import FlowDocument, FlowSet, FlowType
from contact_flows.scenarios.expect import Unmet
from contact_flows.scenarios.inject import is_injected
from contact_flows.scenarios.model import Scenario
from contact_flows.simulate.trace import Trace

SILENT = frozenset({"UpdateFlowLoggingBehavior", "UpdateContactTextToSpeechVoice", "UpdateContactRecordingBehavior"})
"""Types that nobody hears fail."""
SPOKEN = "MessageParticipant"
HOOK = "UpdateContactEventHooks"
"""Without it something else is heard meanwhile; the way stays the same."""
QUOTED = 160


def twin_of(flows: FlowSet, scenario: Scenario) -> Scenario | None:
    """The scenario without its one failure; None where that is not of plumbing alone."""
    faults = scenario.given.faults
    place = next(iter(faults), "")
    if len(faults) != 1 or not is_injected(place):
        return None
    flow, _, block = place.partition("/")
    # Whoever waits is fetched by the clock, so that a sentence less may mean another one more.
    timed = flows[flow].type is FlowType.CUSTOMER_QUEUE
    kind = _kind(flows[flow], block)
    if kind not in SILENT | {SPOKEN, HOOK} or (timed and kind == SPOKEN):
        return None
    return scenario.model_copy(update={"given": scenario.given.model_copy(update={"faults": {}})})


def unlike(flows: FlowSet, faults: Mapping[str, str], trace: Trace, healthy: Trace) -> Unmet | None:
    """The first thing in which a contact fared otherwise than its twin."""
    place = next(iter(faults))
    flow, _, block = place.partition("/")
    for name in ("ended", "queues", "dialled"):
        was, now = getattr(healthy, name), getattr(trace, name)
        if was != now:
            return Unmet(f"{name} as without the failure of {place}: {was}", str(now))
    if _kind(flows[flow], block) == HOOK:
        return None
    was, now = _heard(healthy, place), _heard(trace, place)
    if was == now:
        return None
    same = next((at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    told = [texts[same][:QUOTED] if same < len(texts) else "nothing more" for texts in (was, now)]
    return Unmet(f'to hear "{told[0]}" as without the failure of {place}', f'heard "{told[1]}"')


def _kind(flow: FlowDocument, block: str) -> str:
    return flow.by_id[block].type


def _heard(trace: Trace, place: str) -> list[str]:
    return [said.text for said in trace.said if f"{said.flow}/{said.block}" != place]
