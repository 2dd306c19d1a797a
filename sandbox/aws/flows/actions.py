"""Action types of the flow language, as the service validates them at publication.

Where documentation and service disagree, the service wins: `UntagContact`, `UpdateContactRoutingCriteria`,
`Wait.TimeLimitSeconds`, and the error branches that are required or refused. A type that is absent is refused with
"Invalid Action type".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_MATCH = "NoMatchingError"
NO_CONDITION = "NoMatchingCondition"
TIMEOUT = "InputTimeLimitExceeded"


@dataclass(frozen=True)
class Action:
    required: tuple[str, ...] = ()
    """Parameters without which publication fails."""
    errors: tuple[str, ...] = ()
    """Error branches without which publication fails."""
    refused_errors: tuple[str, ...] = ()
    only_errors: bool = False
    """Whether any error branch beyond the required ones is refused."""
    conditions: tuple[str, ...] | None = None
    """None: no conditions. Empty: any operand. Otherwise the operands that must each have a condition."""
    any_of: tuple[str, ...] = ()
    """Of these parameters at least one."""
    terminal: bool = False
    bare: bool = False
    """Takes no parameters at all."""
    only_in: frozenset[str] | None = None
    """Flow types that accept the action; None: all."""


_QUEUE = frozenset({"CUSTOMER_QUEUE"})
_LOOPS = frozenset({"CUSTOMER_QUEUE", "CUSTOMER_HOLD", "AGENT_HOLD"})
_NOT_WHISPER_OR_HOLD = frozenset(
    {"CONTACT_FLOW", "CUSTOMER_QUEUE", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CAMPAIGN", "MODULE"}
)
_ENDS = frozenset(
    {
        "CUSTOMER_QUEUE",
        "CUSTOMER_WHISPER",
        "AGENT_WHISPER",
        "OUTBOUND_WHISPER",
        "CONTACT_FLOW",
        "AGENT_TRANSFER",
        "QUEUE_TRANSFER",
    }
)
_INBOUND = frozenset({"CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CAMPAIGN", "MODULE"})
_PROMPT = ("PromptId", "Text", "SSML", "Media")
_MATCH = (NO_MATCH,)

ACTIONS: Mapping[str, Action] = {
    # participants
    "MessageParticipant": Action(any_of=_PROMPT),
    "GetParticipantInput": Action(required=("InputTimeLimitSeconds",), conditions=()),  # see modes in checker
    "ConnectParticipantWithLexBot": Action(
        any_of=("LexV2Bot", "LexBot"), errors=(NO_MATCH, NO_CONDITION), conditions=()
    ),
    "MessageParticipantIteratively": Action(required=("Messages",), conditions=(), only_in=_LOOPS),
    "ShowView": Action(
        required=("ViewResource", "InvocationTimeLimitSeconds"),
        errors=(NO_CONDITION, NO_MATCH, "TimeLimitExceeded"),
        conditions=(),
    ),
    "DisconnectParticipant": Action(terminal=True, bare=True, only_in=_NOT_WHISPER_OR_HOLD - {"MODULE"}),
    "TransferParticipantToThirdParty": Action(
        required=("ThirdPartyPhoneNumber", "ThirdPartyConnectionTimeLimitSeconds", "ContinueFlowExecution"),
        errors=_MATCH,
    ),
    "AuthenticateParticipant": Action(errors=("TimeLimitExceeded", NO_MATCH), conditions=()),
    "ConnectParticipantWithAgenticCX": Action(
        required=("AgentConfiguration",), errors=(NO_MATCH, NO_CONDITION, TIMEOUT), conditions=()
    ),
    # flow control
    "CheckHoursOfOperation": Action(errors=_MATCH, refused_errors=(NO_CONDITION,), conditions=("True", "False")),
    "CheckMetricData": Action(required=("MetricType",), errors=(NO_MATCH, NO_CONDITION), conditions=()),
    "GetMetricData": Action(errors=_MATCH),
    "Compare": Action(required=("ComparisonValue",), errors=(NO_CONDITION,), only_errors=True, conditions=()),
    "DistributeByPercentage": Action(errors=(NO_CONDITION,), conditions=()),
    "Loop": Action(required=("LoopCount",), conditions=("ContinueLooping", "DoneLooping")),
    "Wait": Action(any_of=("TimeLimitSeconds", "ContinueExecution"), errors=_MATCH, conditions=()),
    "TransferToFlow": Action(required=("ContactFlowId",), errors=_MATCH, only_in=_INBOUND),
    "EndFlowExecution": Action(terminal=True, bare=True, only_in=_ENDS),
    "UpdateFlowAttributes": Action(required=("FlowAttributes",), errors=_MATCH),
    "UpdateFlowLoggingBehavior": Action(required=("FlowLoggingBehavior",), refused_errors=_MATCH),
    "UpdateContactRoutingCriteria": Action(required=("RoutingCriteria",), errors=_MATCH),
    "CheckOutboundCallStatus": Action(errors=_MATCH, conditions=()),
    # contacts
    "UpdateContactTargetQueue": Action(any_of=("QueueId", "AgentId"), errors=_MATCH, only_in=_INBOUND),
    "TransferContactToQueue": Action(
        errors=("QueueAtCapacity", NO_MATCH), only_errors=True, bare=True, only_in=_INBOUND
    ),
    "DequeueContactAndTransferToQueue": Action(errors=("QueueAtCapacity", NO_MATCH), only_in=_QUEUE),
    "TransferContactToAgent": Action(terminal=True, bare=True, only_in=frozenset({"AGENT_TRANSFER", "QUEUE_TRANSFER"})),
    "UpdateContactRoutingBehavior": Action(any_of=("QueuePriority", "QueueTimeAdjustmentSeconds")),
    "UpdateContactAttributes": Action(required=("Attributes",), errors=_MATCH),
    "UpdateContactData": Action(
        any_of=("Name", "Description", "LanguageCode", "CustomerId", "WisdomSessionArn"), errors=_MATCH
    ),
    "UpdateContactEventHooks": Action(required=("EventHooks",), errors=_MATCH),
    "UpdateContactCallbackNumber": Action(
        required=("CallbackNumber",),
        errors=("InvalidCallbackNumber", "CallbackNumberNotDialable"),
        refused_errors=_MATCH,
    ),
    "UpdateContactRecordingBehavior": Action(required=("RecordingBehavior",), refused_errors=_MATCH),
    "UpdateContactRecordingAndAnalyticsBehavior": Action(
        any_of=("VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"), errors=(NO_MATCH, "ChannelMismatch")
    ),
    "UpdateContactMediaStreamingBehavior": Action(required=("MediaStreamingState",), errors=_MATCH),
    "UpdateContactMediaProcessing": Action(errors=(NO_MATCH, "ChannelMismatch")),
    "UpdateContactTextToSpeechVoice": Action(required=("TextToSpeechVoice",)),
    "UpdatePreviousContactParticipantState": Action(required=("PreviousContactParticipantState",), errors=_MATCH),
    "ResumeContact": Action(errors=_MATCH, bare=True),
    "TagContact": Action(required=("Tags",), errors=_MATCH),
    "UntagContact": Action(required=("TagKeys",), errors=_MATCH),
    "CompleteOutboundCall": Action(only_in=frozenset({"OUTBOUND_WHISPER"})),
    "InvokeFlowModule": Action(required=("FlowModuleId",), conditions=()),
    "EndFlowModuleExecution": Action(terminal=True, only_in=frozenset({"MODULE"})),
    "CreateTask": Action(required=("Name",), any_of=("ContactFlowId", "TaskTemplateId"), errors=_MATCH),
    "CreateCase": Action(required=("CaseTemplateId",), errors=_MATCH),
    "GetCase": Action(errors=(NO_MATCH, "MultipleFound", "NoneFound")),
    "UpdateCase": Action(required=("CaseId",), errors=_MATCH),
    "CreateWisdomSession": Action(required=("WisdomAssistantArn",), errors=_MATCH),
    "StartOutboundChatContact": Action(
        required=("SourceEndpoint", "DestinationEndpoint", "ContactFlowArn", "ContactSubtype"), errors=_MATCH
    ),
    "RenderMessageTemplate": Action(
        required=("WisdomKnowledgeBaseArn", "WisdomMessageTemplateArn"), errors=("TemplateRenderingError", NO_MATCH)
    ),
    "CreateContact": Action(errors=_MATCH),
    "StartOutboundEmailContact": Action(required=("FromEmailAddress", "DestinationEmailAddress"), errors=_MATCH),
    "CreatePersistentContactAssociation": Action(errors=_MATCH),
    "LoadContactContent": Action(required=("ContentType",), errors=_MATCH),
    # interactions
    "InvokeLambdaFunction": Action(required=("LambdaFunctionARN", "InvocationTimeLimitSeconds"), errors=_MATCH),
    "CreateCallbackContact": Action(
        required=("InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"), errors=_MATCH
    ),
    "GetCustomerProfile": Action(
        required=("ProfileRequestData",), errors=("MultipleFoundError", "NoneFoundError", NO_MATCH)
    ),
    "GetCustomerProfileObject": Action(required=("ProfileRequestData",), errors=("NoneFoundError", NO_MATCH)),
    "GetCalculatedAttributesForCustomerProfile": Action(
        required=("ProfileRequestData",), errors=("NoneFoundError", NO_MATCH)
    ),
    "CreateCustomerProfile": Action(errors=_MATCH),
    "UpdateCustomerProfile": Action(errors=_MATCH),
    "AssociateContactToCustomerProfile": Action(required=("ProfileRequestData",), errors=_MATCH),
    "EvaluateDataTableValues": Action(required=("DataTableId", "Queries"), errors=_MATCH),
    "ListDataTableValues": Action(required=("DataTableId", "PrimaryKeyGroups")),
    "UpsertDataTableValues": Action(required=("DataTableId", "LockVersion", "DataTableUpsertAttributes")),
}

OPERATORS = frozenset(
    {
        *("Equals", "TextStartsWith", "TextEndsWith", "TextContains", "KeyExists"),
        *("NumberGreaterThan", "NumberGreaterOrEqualTo", "NumberLessThan", "NumberLessOrEqualTo"),
    }
)
NEXT_IS_OPTIONAL = frozenset({"MessageParticipantIteratively"})

# Parameter -> the kind of resource whose id or ARN it holds, and how the service names its absence.
REFERENCES: Mapping[str, tuple[str, str]] = {
    "QueueId": ("queue", "QueueDoesNotExist"),
    "HoursOfOperationId": ("operating-hours", "HoursOfOperationDoesNotExist"),
    "ContactFlowId": ("contact-flow", "ContactFlowDoesNotExist"),
    "FlowModuleId": ("flow-module", "FlowModuleDoesNotExist"),
    "PromptId": ("prompt", "PromptDoesNotExist"),
    "TaskTemplateId": ("task-template", "TaskTemplateDoesNotExist"),
}
