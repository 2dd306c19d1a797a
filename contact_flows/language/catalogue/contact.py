"""Actions that route a contact or change what is known of it.

Sources: Amazon Connect Developer Guide, "Contact actions" and the page of each; what differs was observed live.
"""

from __future__ import annotations

from contact_flows.language.catalogue.action_type import (
    ANY_RESULT,
    NO_CONDITION,
    NO_MATCH,
    VOICE_ONLY,
    ActionType,
    Mode,
    Support,
    When,
    channels,
    errors,
)
from contact_flows.language.catalogue.flow_control import DESTINATION, QUEUE_OR_AGENT
from contact_flows.language.catalogue.kinds import (
    Anything,
    Choice,
    Dynamism,
    Entries,
    Group,
    Id,
    Integer,
    Items,
    Object,
    Text,
    may,
    must,
)
from contact_flows.language.catalogue.placement import (
    EVERYWHERE,
    INBOUND,
    MODULE,
    OUTBOUND,
    QUEUE,
    ROUTED,
    TRANSFERS,
)
from contact_flows.language.document import FlowType

STATIC, PATH, TEXT = Dynamism.STATIC, Dynamism.PATH, Dynamism.TEXT
CURRENT_OR_RELATED = may(Choice(("Current", "Related")), STATIC)
LARGEST_PRIORITY = 9_223_372_036_854_775_807
AT_CAPACITY = "QueueAtCapacity"
TAGS_MOST = 6
_NOT_ROUTED = EVERYWHERE - ROUTED

_TARGET_QUEUE = ActionType(
    name="UpdateContactTargetQueue",
    block="Set working queue",
    source="contact-actions-updatecontacttargetqueue",
    parameters=DESTINATION,
    groups=(Group(QUEUE_OR_AGENT.names, least=1),),
    errors=errors(NO_MATCH),
    flow_types=ROUTED,
    refused_in=_NOT_ROUTED,
)
_TO_QUEUE = ActionType(
    name="TransferContactToQueue",
    block="Transfer to queue",
    source="contact-actions-transfercontacttoqueue; other branches refused live",
    errors=errors(AT_CAPACITY, NO_MATCH, closed=True),
    flow_types=ROUTED,
    refused_in=_NOT_ROUTED,
    hands_over=True,
)
_DEQUEUE = ActionType(
    name="DequeueContactAndTransferToQueue",
    block="Transfer to queue (in a customer queue flow)",
    source="contact-actions-dequeuecontactandtransfertoqueue",
    parameters=DESTINATION,
    groups=(QUEUE_OR_AGENT,),
    errors=errors(AT_CAPACITY, NO_MATCH),
    flow_types=QUEUE,
    refused_in=EVERYWHERE - QUEUE,
    hands_over=True,
)
_TO_AGENT = ActionType(
    name="TransferContactToAgent",
    block="Transfer to agent (beta)",
    source="contact-actions-transfercontacttoagent",
    channels=VOICE_ONLY,
    flow_types=TRANSFERS,
    refused_in=EVERYWHERE - TRANSFERS,
    terminal=True,
)
_PRIORITY = ActionType(
    name="UpdateContactRoutingBehavior",
    block="Change routing priority / age",
    source="contact-actions-updatecontactroutingbehavior",
    parameters={
        "QueuePriority": may(Integer(1, LARGEST_PRIORITY), STATIC),
        "QueueTimeAdjustmentSeconds": may(Integer(), STATIC),
    },
    groups=(Group(("QueuePriority", "QueueTimeAdjustmentSeconds"), least=1),),
    flow_types=INBOUND | QUEUE | TRANSFERS,
)
_ATTRIBUTES = ActionType(
    name="UpdateContactAttributes",
    block="Set contact attributes",
    source="contact-actions-updatecontactattributes",
    parameters={"Attributes": must(Entries(may(dynamism=TEXT))), "TargetContact": CURRENT_OR_RELATED},
    errors=errors(NO_MATCH),
    writes=("Attributes",),
)
_DATA_NAMES = (
    *("Name", "Description", "LanguageCode", "CustomerId", "WisdomSessionArn"),
    *("VoiceIdMinimumSpeechDuration", "VoiceIdMinimumAuthenticationScore", "VoiceIdFraudsterWatchlistId"),
)
_DATA = ActionType(
    name="UpdateContactData",
    block="Set contact attributes (system)",
    source="contact-actions-updatecontactdata; TargetContact optional and References refused live",
    parameters={**dict.fromkeys(_DATA_NAMES, may(dynamism=TEXT)), "TargetContact": CURRENT_OR_RELATED},
    groups=(Group(_DATA_NAMES, least=1, most=None),),
    errors=errors(NO_MATCH),
)

HOLD_HOOKS = ("AgentHold", "CustomerHold")
HOOK_FLOW_TYPES = {
    "AgentHold": FlowType.AGENT_HOLD,
    "AgentWhisper": FlowType.AGENT_WHISPER,
    "CustomerHold": FlowType.CUSTOMER_HOLD,
    "CustomerQueue": FlowType.CUSTOMER_QUEUE,
    "CustomerRemaining": FlowType.CONTACT_FLOW,
    "CustomerWhisper": FlowType.CUSTOMER_WHISPER,
    "DefaultAgentUI": FlowType.CONTACT_FLOW,
    "DisconnectAgentUI": FlowType.CONTACT_FLOW,
    "PauseContact": FlowType.CONTACT_FLOW,
    "ResumeContact": FlowType.CONTACT_FLOW,
}
"""Hook -> type of the flow that it may name. `CustomerRemaining` is the disconnect flow."""
_ONE_HOOK = Group(tuple(HOOK_FLOW_TYPES), least=1, published=False)
_HOOKS = ActionType(
    name="UpdateContactEventHooks",
    block="Set customer queue flow; Set hold flow; Set whisper flow; Set disconnect flow; Set event flow",
    source="contact-actions-updatecontacteventhooks; number of hooks contested",
    parameters={"EventHooks": must(Object(dict.fromkeys(HOOK_FLOW_TYPES, may(Id("flow"))), groups=(_ONE_HOOK,)))},
    errors=errors(NO_MATCH),
    modes=tuple(Mode(name="hold", when=(When(f"EventHooks.{hook}"),), channels=VOICE_ONLY) for hook in HOLD_HOOKS),
)
_CALLBACK_NUMBER = ActionType(
    name="UpdateContactCallbackNumber",
    block="Set callback number",
    source="contact-actions-updatecontactcallbacknumber; literal and NoMatchingError refused live",
    parameters={"CallbackNumber": must(dynamism=PATH)},
    errors=errors("InvalidCallbackNumber", "CallbackNumberNotDialable", refused=NO_MATCH),
    channels=VOICE_ONLY,
    channel_error="InvalidCallbackNumber",
    flow_types=INBOUND | QUEUE | TRANSFERS,
)
_VOICE = ActionType(
    name="UpdateContactTextToSpeechVoice",
    block="Set voice",
    source="contact-actions-updatecontacttexttospeechvoice; engine not looked at live",
    parameters={
        "TextToSpeechVoice": must(),
        "TextToSpeechEngine": may(
            Choice(("standard", "neural", "long-form", "generative"), folded=True), published=False
        ),
        "TextToSpeechStyle": may(Choice(("None", "Conversational", "Newscaster"))),
    },
    errors=errors(advised=NO_MATCH),
    channels=channels("V", Support.NO_EFFECT),
)
_HOLD = ActionType(
    name="UpdatePreviousContactParticipantState",
    block="Hold customer or agent",
    source="contact-actions-updatepreviouscontactparticipantstate; plain OnHold refused live",
    parameters={"PreviousContactParticipantState": must(Choice(("AgentOnHold", "CustomerOnHold", "OffHold")), STATIC)},
    errors=errors(NO_MATCH),
    channels=VOICE_ONLY,
    flow_types=ROUTED,
)
_RESUME = ActionType(
    name="ResumeContact",
    block="Resume contact",
    source="contact-actions-resumecontact",
    errors=errors(NO_MATCH),
    channels=channels("T"),
)
_TAG = ActionType(
    name="TagContact",
    block="Contact tags",
    source="contact-actions-tagcontact; error branch required live, aws: keys not looked at",
    parameters={"Tags": must(Entries(may(dynamism=TEXT), most=TAGS_MOST))},
    errors=errors(NO_MATCH),
)
_UNTAG = ActionType(
    name="UntagContact",
    block="Contact tags",
    source="contact-actions-untagcontact; spelled UntagContact live",
    parameters={"TagKeys": must(Items(may(dynamism=STATIC), least=1))},
    errors=errors(NO_MATCH),
)
_CONNECTOR = Object(
    {
        "VoiceConnectorType": must(Choice(("ChimeConnector",)), STATIC),
        "VoiceConnectorArn": must(),
        "FromUser": may(),
        "ToUser": may(),
        "UserToUserInformation": may(dynamism=TEXT),
    }
)
_CALL = ActionType(
    name="CompleteOutboundCall",
    block="Call phone number",
    source="contact-actions-completeoutboundcall; refused live in inbound flows",
    parameters={
        "CallerId": may(Object({"Number": must()})),
        "VoiceConnector": may(_CONNECTOR),
        "ConnectionTimeLimitSeconds": may(Integer(1, 600)),
    },
    channels=VOICE_ONLY,
    flow_types=OUTBOUND,
    refused_in=EVERYWHERE - OUTBOUND,
)
_INVOKE_MODULE = ActionType(
    name="InvokeFlowModule",
    block="Invoke module",
    source="flow-language-actions-invoke-flow-module; the console writes both branches",
    parameters={"FlowModuleId": must(Id("module")), "Input": may(Entries(may(Anything(), TEXT)))},
    errors=errors(advised=f"{NO_MATCH} {NO_CONDITION}"),
    conditions=ANY_RESULT,
    writes=("Modules",),
)
_RETURN = ActionType(
    name="EndFlowModuleExecution",
    block="Return",
    source="endflowmoduleexecution",
    parameters={"Result": may(Text(), STATIC), "ResultData": may(Entries(may(Anything(), TEXT)))},
    flow_types=MODULE,
    refused_in=EVERYWHERE - MODULE,
    terminal=True,
)

CONTACT_ACTIONS = (
    _TARGET_QUEUE,
    _TO_QUEUE,
    _DEQUEUE,
    _TO_AGENT,
    _PRIORITY,
    _ATTRIBUTES,
    _DATA,
    _HOOKS,
    _CALLBACK_NUMBER,
    _VOICE,
    _HOLD,
    _RESUME,
    _TAG,
    _UNTAG,
    _CALL,
    _INVOKE_MODULE,
    _RETURN,
)
