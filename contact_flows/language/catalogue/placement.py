"""In which types of flow an action may stand.

Sources: Amazon Connect Developer Guide, the page of each action; Administrator Guide, the page of each block. Where the
two differ an action is held to be allowed where either allows it, except where the live service refuses it.
A module takes what an inbound flow takes: what the invoking flow does not allow takes its error branch at run time.
"""

from __future__ import annotations

from contact_flows.language.document import FlowType

Types = frozenset[FlowType]

INBOUND: Types = frozenset({FlowType.CONTACT_FLOW, FlowType.CAMPAIGN, FlowType.MODULE})
QUEUE: Types = frozenset({FlowType.CUSTOMER_QUEUE})
HOLDS: Types = frozenset({FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD})
WHISPERS: Types = frozenset({FlowType.CUSTOMER_WHISPER, FlowType.AGENT_WHISPER})
OUTBOUND: Types = frozenset({FlowType.OUTBOUND_WHISPER})
TRANSFERS: Types = frozenset({FlowType.AGENT_TRANSFER, FlowType.QUEUE_TRANSFER})
MODULE: Types = frozenset({FlowType.MODULE})
EVERYWHERE: Types = frozenset(FlowType)

ROUTED: Types = INBOUND | TRANSFERS
"""Where a contact is not yet in a queue."""
LOOPING: Types = QUEUE | HOLDS
"""Where Loop prompts may stand."""
QUIET: Types = WHISPERS | HOLDS
"""Where the contact can neither be asked nor moved."""

FORBIDDEN_BEFORE_LOOP_PROMPTS = frozenset(
    {
        "GetParticipantInput",
        "MessageParticipantIteratively",
        "MessageParticipant",
        "UpdateContactMediaStreamingBehavior",
        "TransferParticipantToThirdParty",
        "TransferContactToQueue",
        "DequeueContactAndTransferToQueue",
        "CreateCallbackContact",
    }
)
"""Action types that may not run before Loop prompts in the same flow. Source: Administrator Guide, "Loop prompts"."""


def allowed_elsewhere(types: Types) -> Types:
    """The flow types that are left."""
    return EVERYWHERE - types
