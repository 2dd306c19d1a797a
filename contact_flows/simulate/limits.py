"""Where an action has no effect, or an error instead of one: by channel, and by type of flow.

Source: Administrator Guide, "Channel support for flow blocks", and the page of each block for its flow types.
"""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.language.document import Action, Channel, FlowType

ERROR = "error"
NO_EFFECT = "no effect"

V, C, T, E = Channel.VOICE, Channel.CHAT, Channel.TASK, Channel.EMAIL


def _outside(*supported: Channel) -> Mapping[Channel, str]:
    return {channel: ERROR for channel in Channel if channel not in supported}


_VOICE_ONLY = _outside(V)

BY_CHANNEL: Mapping[str, Mapping[Channel, str]] = {
    "MessageParticipant": {T: NO_EFFECT, E: NO_EFFECT},
    "MessageParticipantIteratively": _VOICE_ONLY,
    "GetParticipantInput": _VOICE_ONLY,
    "ConnectParticipantWithLexBot": _outside(V, C),
    "ConnectParticipantWithAgenticCX": _outside(V, C),
    "AuthenticateParticipant": _outside(C),
    "CreatePersistentContactAssociation": _outside(C),
    "ShowView": _outside(C, E),
    "CompleteOutboundCall": _VOICE_ONLY,
    "CheckOutboundCallStatus": _VOICE_ONLY,
    "UpdatePreviousContactParticipantState": _VOICE_ONLY,
    "ResumeContact": _outside(T),
    "UpdateContactRecordingBehavior": _outside(V, C),
    "UpdateContactTextToSpeechVoice": {C: NO_EFFECT, T: NO_EFFECT, E: NO_EFFECT},
    "UpdateContactMediaStreamingBehavior": _VOICE_ONLY,
    "UpdateContactMediaProcessing": _outside(C),
    "TransferParticipantToThirdParty": _VOICE_ONLY,
    "TransferContactToAgent": _VOICE_ONLY,
    "CreateWisdomSession": _outside(V, C, E),
    "LoadContactContent": _outside(E),
}

_F = FlowType
_TALKING = frozenset({_F.CONTACT_FLOW, _F.CUSTOMER_QUEUE, _F.AGENT_TRANSFER, _F.QUEUE_TRANSFER, _F.CAMPAIGN})
_INBOUND = _TALKING - {_F.CUSTOMER_QUEUE}

BY_FLOW: Mapping[str, frozenset[FlowType]] = {
    "MessageParticipant": frozenset(_F) - {_F.CUSTOMER_HOLD, _F.AGENT_HOLD},
    "MessageParticipantIteratively": frozenset({_F.CUSTOMER_QUEUE, _F.CUSTOMER_HOLD, _F.AGENT_HOLD}),
    "GetParticipantInput": _TALKING | {_F.OUTBOUND_WHISPER},
    "ConnectParticipantWithLexBot": _TALKING,
    "ShowView": _TALKING,
    "CheckHoursOfOperation": _TALKING,
    "CheckMetricData": _TALKING,
    "UpdateContactTargetQueue": _INBOUND,
    "TransferContactToQueue": _INBOUND,
    "DequeueContactAndTransferToQueue": frozenset({_F.CUSTOMER_QUEUE}),
    "TransferToFlow": _INBOUND,
    "TransferParticipantToThirdParty": _TALKING,
    "TransferContactToAgent": frozenset({_F.AGENT_TRANSFER, _F.QUEUE_TRANSFER}),
    "CreateCallbackContact": _TALKING,
    "UpdateContactCallbackNumber": _TALKING,
    "CompleteOutboundCall": frozenset({_F.OUTBOUND_WHISPER}),
    "Wait": frozenset({_F.CONTACT_FLOW, _F.CUSTOMER_QUEUE}),
    "AuthenticateParticipant": frozenset({_F.CONTACT_FLOW}),
    "UpdateContactMediaStreamingBehavior": frozenset(_F) - {_F.CUSTOMER_HOLD, _F.AGENT_HOLD},
    "UpdatePreviousContactParticipantState": _INBOUND,
}
"""Types left out run in every flow. A module's actions are judged by the flow that invoked it."""


def on_channel(action: Action, channel: Channel) -> str:
    """`error`, `no effect`, or empty where the channel knows the action."""
    return BY_CHANNEL.get(action.type, {}).get(channel, "")


def belongs(action_type: str, kind: FlowType | None) -> bool:
    """Whether an action may run in a flow of this type; nothing is known of a flow without one."""
    return kind is None or kind is FlowType.MODULE or kind in BY_FLOW.get(action_type, (kind,))
