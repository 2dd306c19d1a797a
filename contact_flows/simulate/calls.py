"""Calls to the outside: a third party, the other leg of an outbound call, an agent directly."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.phones import answer_of, as_international
from contact_flows.simulate.session import Session, Signal
from contact_flows.simulate.world import Phone

ANSWER_SECONDS = 8.0
OUTSIDE_TALK_SECONDS = 180.0


def third_party(making: Making) -> Run:
    """With ContinueFlowExecution the flow goes on when nobody is reached, or when the third party hangs up first."""
    number, branches = making.text("ThirdPartyPhoneNumber"), making.branches
    limit = max(0.0, making.number("ThirdPartyConnectionTimeLimitSeconds", 30))
    goes_on = making.flag("ContinueFlowExecution")
    connected = branches.to("connected", None)

    def run(s: Session) -> Edge:
        dialled = number(s)
        fault = s.world.faults.get("third parties") or s.world.faults.get(dialled)
        if s.audience == "nobody" or fault is not None or as_international(dialled, None) is None:
            return branches.error()
        s.dialled.append(dialled)
        answers = answer_of(s, dialled)
        if answers is Phone.BUSY:
            return branches.error("CallFailed")
        if answers is Phone.RINGS:
            s.spend(limit)
            return branches.error("ConnectionTimeLimitExceeded")
        s.transferred = True
        s.spend(min(ANSWER_SECONDS, limit) + OUTSIDE_TALK_SECONDS)
        if goes_on and answers is Phone.HANGS_UP_FIRST:
            s.transferred = False
            return branches.next
        s.signal = Signal.TRANSFERRED
        return connected

    return run


def to_agent(making: Making) -> Run:
    """A busy agent means that the contact is disconnected."""
    branches = making.branches

    def run(s: Session) -> Edge:
        if "agent" in s.world.faults:
            s.signal = Signal.DISCONNECTED
        else:
            s.transferred, s.signal = True, Signal.TRANSFERRED
        return branches.end

    return run


def complete_call(making: Making) -> Run:
    """What came before it in the flow ran while nothing was ringing yet."""
    branches = making.branches

    def run(s: Session) -> Edge:
        if s.dialling:
            s.dial()
        return branches.next

    return run


_PROGRESS = {
    Phone.ANSWERS: "CallAnswered",
    Phone.HANGS_UP_FIRST: "CallAnswered",
    Phone.VOICEMAIL: "VoicemailBeep",
    Phone.BUSY: "NotDetected",
    Phone.RINGS: "NotDetected",
}


def call_progress(making: Making) -> Run:
    branches = making.branches

    def run(s: Session) -> Edge:
        return branches.on(_PROGRESS[answer_of(s, s.contact.customer)])

    return run


MAKERS: Mapping[str, Maker] = {
    "TransferParticipantToThirdParty": third_party,
    "TransferContactToAgent": to_agent,
    "CompleteOutboundCall": complete_call,
    "CheckOutboundCallStatus": call_progress,
}
