"""What actions are to a caller: which speak, ask, end the contact or hand it on. The rest of what is known of a type
is in the catalogue.
"""

from __future__ import annotations

from contact_flows.language.document import Action, FlowType

INVOKE_MODULE = "InvokeFlowModule"
INVOKE_FUNCTION = "InvokeLambdaFunction"
SET_QUEUE = "UpdateContactTargetQueue"
ENTER_QUEUE = "TransferContactToQueue"
CHECK_HOURS = "CheckHoursOfOperation"
TO_FLOW = "TransferToFlow"
ASK = "GetParticipantInput"
LEX = "ConnectParticipantWithLexBot"
LOOP_PROMPTS = "MessageParticipantIteratively"
SAY = "MessageParticipant"
COMPARE = "Compare"
COUNT = "Loop"
CALLBACK = "CreateCallbackContact"
CALLBACK_NUMBER = "UpdateContactCallbackNumber"
SET_VOICE = "UpdateContactTextToSpeechVoice"
SET_DATA = "UpdateContactData"
SET_ATTRIBUTES = "UpdateContactAttributes"
SET_FLOW_ATTRIBUTES = "UpdateFlowAttributes"
DIAL = "TransferParticipantToThirdParty"
DISCONNECT = "DisconnectParticipant"
END = "EndFlowExecution"
RETURN = "EndFlowModuleExecution"
WAIT = "Wait"
RECORD = "UpdateContactRecordingBehavior"
RECORD_AND_ANALYZE = "UpdateContactRecordingAndAnalyticsBehavior"

SPEAKING = frozenset({SAY, LOOP_PROMPTS})
ASKING = frozenset({ASK, LEX, "ShowView", "ConnectParticipantWithAgenticCX"})
SERVING = frozenset({CALLBACK, DIAL, ENTER_QUEUE, "DequeueContactAndTransferToQueue", "TransferContactToAgent"})
"""After its success the contact is with somebody, or will be called back."""
TO_A_PERSON = SERVING | {TO_FLOW}
KEEPING = frozenset({INVOKE_FUNCTION, "CreateTask", "CreateCase"})
"""What may keep a request for later, so that a goodbye behind it loses nothing."""
TAKING_TIME = SPEAKING | ASKING | {WAIT, DIAL}
DECIDING = ASKING | {COMPARE, COUNT, WAIT, INVOKE_MODULE}
"""What may break a circle: the contact is asked, or something that is kept on it is looked at."""
WAITING_TYPES = frozenset({FlowType.CUSTOMER_QUEUE, FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD})
"""Flows that go round until somebody takes the contact."""
INBOUND_TYPES = frozenset({FlowType.CONTACT_FLOW, None})
"""Flows that a contact enters from outside; those of unknown type are held to be such."""


def stores(action: Action) -> bool:
    """Whether it keeps digits, rather than asking for one key."""
    return action.type == ASK and str(action.given("StoreInput")).lower() == "true"


def is_menu(action: Action) -> bool:
    """Whether it asks for one key."""
    buffer_only = action.given("EnableDTMFBuffer") is not None
    return action.type == ASK and not stores(action) and not buffer_only


def hangs_up(action: Action, type_: FlowType | None) -> bool:
    """Whether the contact is over here. In an inbound flow, ending the flow disconnects."""
    return action.type == DISCONNECT or (action.type == END and type_ in INBOUND_TYPES)
