"""The contact itself: recording, hooks, attributes, queue and callback."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.actions.branches import ANY_ERROR, on_error
from contact_flows.language.document import Action, ErrorBranch, Ref, Value


def record(id_: str, then: str) -> Action:
    """Record both parties and the menu itself, so that the notice is on the recording."""
    return _recording(id_, ("Agent", "Customer"), "Enabled", then)


def stop_recording(id_: str, then: str) -> Action:
    """Record nobody from here on."""
    return _recording(id_, (), "Disabled", then)


def _recording(id_: str, participants: tuple[str, ...], menus: str, then: str) -> Action:
    behavior: Value = {"RecordedParticipants": participants, "IVRRecordingBehavior": menus}
    return Action(id=id_, type="UpdateContactRecordingBehavior", parameters={"RecordingBehavior": behavior}, next=then)


def hook(id_: str, event: str, flow: str, then: str) -> Action:
    """Set the flow of one event, such as CustomerQueue. On an error the instance's default flow is used."""
    return Action(
        id=id_,
        type="UpdateContactEventHooks",
        parameters={"EventHooks": {event: Ref("flow", flow)}},
        next=then,
        errors=on_error(then),
    )


def remember(id_: str, attributes: Mapping[str, str], then: str) -> Action:
    return Action(
        id=id_,
        type="UpdateContactAttributes",
        parameters={"Attributes": dict(attributes), "TargetContact": "Current"},
        next=then,
        errors=on_error(then),
    )


def prioritize(id_: str, priority: int, then: str) -> Action:
    """Be served before contacts of a higher number; 5 is usual."""
    return Action(id=id_, type="UpdateContactRoutingBehavior", parameters={"QueuePriority": str(priority)}, next=then)


def target_queue(id_: str, queue: str, then: str, on_fault: str) -> Action:
    return Action(
        id=id_,
        type="UpdateContactTargetQueue",
        parameters={"QueueId": Ref("queue", queue)},
        next=then,
        errors=on_error(on_fault),
    )


def transfer_to_queue(id_: str, when_full: str, on_fault: str) -> Action:
    return Action(
        id=id_,
        type="TransferContactToQueue",
        next=on_fault,
        errors=(ErrorBranch("QueueAtCapacity", when_full), ErrorBranch(ANY_ERROR, on_fault)),
    )


def call_back_at(id_: str, number: str, then: str, *, invalid: str, not_dialable: str) -> Action:
    """Call a number that is named by reference, such as `$.StoredCustomerInput`; a literal is refused."""
    return Action(
        id=id_,
        type="UpdateContactCallbackNumber",
        parameters={"CallbackNumber": number},
        next=then,
        errors=(ErrorBranch("InvalidCallbackNumber", invalid), ErrorBranch("CallbackNumberNotDialable", not_dialable)),
    )
