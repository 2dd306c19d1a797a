"""Names that publication refuses with "Invalid Action type", though guides, consoles or generators have them.

Source: observed live, 2026. An empty text: nothing does the same.
"""

from __future__ import annotations

from collections.abc import Mapping

_PROFILE = "CreateCustomerProfile or UpdateCustomerProfile"
_LEX = "ConnectParticipantWithLexBot"
_STREAMING = "UpdateContactMediaStreamingBehavior"

REFUSED: Mapping[str, str] = {
    "TransferToAgent": "UpdateContactTargetQueue, then TransferContactToQueue",
    "TransferToPhoneNumber": "TransferParticipantToThirdParty",
    "TransferToThirdParty": "TransferParticipantToThirdParty",
    "CheckStaffing": "CheckMetricData",
    "CheckQueueStatus": "CheckMetricData",
    "Distribute": "DistributeByPercentage",
    "StartMediaStreaming": _STREAMING,
    "StopMediaStreaming": _STREAMING,
    "ReturnFromFlowModule": "EndFlowModuleExecution",
    "InvokeAPI": "InvokeLambdaFunction",
    "GetParticipantWithLexV2Bot": _LEX,
    "InvokeAgentAction": _LEX,
    "InvokeBedrockAgent": _LEX,
    "PutCustomerProfile": _PROFILE,
    "UpdateCustomerProfileObject": _PROFILE,
    "UpdateContactRoutingData": "UpdateContactRoutingCriteria",
    "UpdateRoutingCriteria": "UpdateContactRoutingCriteria",
    "UpdateContactTextToSpeechManner": "UpdateContactTextToSpeechVoice",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "PlayPrompt": "MessageParticipant",
    "StoreUserInput": 'GetParticipantInput with StoreInput "True"',
    "Trigger": "",
    "EntryPoint": "",
    "CheckCondition": "Compare",
    "CheckValue": "Compare",
    "UnTagContact": "UntagContact",
    "RouteContactToAgent": "",
    "CheckSegmentMembership": "",
}
