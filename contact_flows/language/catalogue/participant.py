"""Actions that speak with a participant.

Sources: Amazon Connect Developer Guide, "Participant actions" and the page of each; what differs was observed live.
"""

from __future__ import annotations

from contact_flows.language.catalogue.action_type import (
    ANY_RESULT,
    NO_CONDITION,
    NO_CONDITIONS,
    NO_MATCH,
    TIME_LIMIT,
    VOICE_ONLY,
    ActionType,
    ConditionRule,
    Mode,
    Support,
    When,
    any_of,
    channels,
    errors,
)
from contact_flows.language.catalogue.kinds import (
    E164,
    TRUE_FALSE,
    Anything,
    Choice,
    Dynamism,
    Entries,
    Group,
    Id,
    Integer,
    Items,
    Need,
    Object,
    Text,
    may,
    must,
)
from contact_flows.language.catalogue.placement import (
    EVERYWHERE,
    HOLDS,
    INBOUND,
    LOOPING,
    MODULE,
    OUTBOUND,
    QUEUE,
    QUIET,
    TRANSFERS,
)
from contact_flows.language.document import Channel

STATIC, WHOLE, PATH, TEXT = Dynamism.STATIC, Dynamism.WHOLE, Dynamism.PATH, Dynamism.TEXT

PROMPT = ("PromptId", "Text", "SSML", "Media")
SPOKEN_LONGEST = 6_000
"""Characters of a text with its tags; of these 3,000 may be billed."""
PROMPT_PARAMETERS = {
    "PromptId": may(Id("prompt")),
    "Text": may(Text(longest=SPOKEN_LONGEST), TEXT),
    "SSML": may(Text(longest=SPOKEN_LONGEST), TEXT),
    "Media": may(
        Object(
            {
                "Uri": must(dynamism=TEXT),
                "SourceType": must(Choice(("S3",)), STATIC),
                "MediaType": must(Choice(("Audio",)), STATIC),
            }
        )
    ),
}
ONE_PROMPT = Group(PROMPT, least=1)

_AUDIO_IN_CHAT = {**channels("V", Support.NO_EFFECT), Channel.CHAT: Support.ERROR}
_MESSAGE = ActionType(
    name="MessageParticipant",
    block="Play prompt",
    source="participant-actions-messageparticipant",
    parameters={**PROMPT_PARAMETERS, "SkipWhenDTMFBufferEnabled": may(TRUE_FALSE, STATIC)},
    groups=(ONE_PROMPT,),
    errors=errors(optional=NO_MATCH),
    channels=channels("VC", Support.NO_EFFECT),
    modes=tuple(
        Mode(name="audio", when=(When(name),), channels=_AUDIO_IN_CHAT) for name in ("PromptId", "SSML", "Media")
    ),
    flow_types=EVERYWHERE - HOLDS,
)

_DTMF = Object(
    {
        "InputTerminationSequence": may(Text(5, r"[0-9#*]{1,5}", "up to 5 of 0-9, # and *"), STATIC),
        "DisableCancelKey": may(TRUE_FALSE, STATIC),
        "InterdigitTimeLimitSeconds": may(Integer(1, 20), STATIC),
    },
    needs=(Need("InputTerminationSequence", "DisableCancelKey", r".*\*.*", "(?i)true"),),
)
_PHONE = Object(
    {
        "NumberFormat": must(Choice(("Local", "E164")), STATIC),
        "CountryCode": may(Text(2, "[A-Z]{2}", "a country such as US"), STATIC),
    },
    needs=(Need("NumberFormat", "CountryCode", "Local"),),
)
_VALIDATION = Object(
    {
        "PhoneNumberValidation": may(_PHONE),
        "CustomValidation": may(Object({"MaximumLength": must(Integer(1), STATIC)})),
    },
    groups=(Group(("PhoneNumberValidation", "CustomValidation"), least=1),),
)
_STORED = ("InputTimeLimitSeconds", "InputValidation")
_STORING = When("StoreInput", "True")
_NOT_WHEN_STORING = f"{TIME_LIMIT} {NO_CONDITION}"
_INPUT = ActionType(
    name="GetParticipantInput",
    block="Get customer input; Store customer input; Set touchtone buffer",
    source="participant-actions-getparticipantinput",
    parameters={
        **PROMPT_PARAMETERS,
        "InputTimeLimitSeconds": must(Integer(1), STATIC),
        "StoreInput": may(TRUE_FALSE, STATIC),
        "InputValidation": may(_VALIDATION),
        "InputEncryption": may(Object({"EncryptionKeyId": must(), "Key": must()})),
        "DTMFConfiguration": may(_DTMF),
        "EnableDTMFBuffer": may(TRUE_FALSE, STATIC),
    },
    groups=(Group(PROMPT),),
    errors=errors(TIME_LIMIT, NO_CONDITION, NO_MATCH),
    conditions=ConditionRule(supported=True, pattern="[0-9*#]"),
    modes=(
        Mode(
            name="touchtone buffer",
            when=(When("EnableDTMFBuffer"), When("InputTimeLimitSeconds", absent=True)),
            required=("EnableDTMFBuffer",),
            errors=errors(optional=NO_MATCH, advised=NO_MATCH),
            conditions=NO_CONDITIONS,
            channels=VOICE_ONLY,
            writes=(),
        ),
        Mode(
            name="store a phone number",
            when=(_STORING, When("InputValidation.PhoneNumberValidation")),
            required=_STORED,
            refused=("InputEncryption",),
            errors=errors(NO_MATCH, "InvalidPhoneNumber", refused=_NOT_WHEN_STORING),
            conditions=NO_CONDITIONS,
            writes=("StoredCustomerInput",),
        ),
        Mode(
            name="store digits",
            when=(_STORING,),
            required=_STORED,
            errors=errors(NO_MATCH, refused=_NOT_WHEN_STORING),
            conditions=NO_CONDITIONS,
            writes=("StoredCustomerInput",),
        ),
        Mode(name="menu", when=(), refused=("InputValidation", "InputEncryption"), groups=(ONE_PROMPT,)),
    ),
    channels=VOICE_ONLY,
    flow_types=INBOUND | QUEUE | TRANSFERS | OUTBOUND,
)

_LEX = ActionType(
    name="ConnectParticipantWithLexBot",
    block="Get customer input",
    source="participant-actions-connectparticipantwithlexbot",
    parameters={
        **PROMPT_PARAMETERS,
        "LexV2Bot": may(Object({"AliasArn": must(Id("bot", bare=False))})),
        "LexBot": may(Object({"Name": must(), "Region": must(), "Alias": must()})),
        "LexSessionAttributes": may(Entries(may(dynamism=TEXT))),
        "LexInitializationData": may(Object({"InitialMessage": must(Text(1_024))})),
        "LexTimeoutSeconds": may(Object({"Text": must(Integer(60, 604_800), STATIC)})),
    },
    groups=(Group(PROMPT), Group(("LexV2Bot", "LexBot"), least=1)),
    errors=errors(NO_CONDITION, NO_MATCH, optional=TIME_LIMIT),
    conditions=ANY_RESULT,
    channels=channels("VC"),
    flow_types=INBOUND | QUEUE | TRANSFERS,
    writes=("Lex",),
)

_LOOP_PROMPTS = ActionType(
    name="MessageParticipantIteratively",
    block="Loop prompts",
    source="participant-actions-messageparticipantiteratively; interrupt of 0 refused live",
    parameters={
        "Messages": must(Items(may(Object(PROMPT_PARAMETERS, groups=(ONE_PROMPT,))), least=1)),
        "InterruptFrequencySeconds": may(Integer(1), STATIC),
        "ContinueMessagingDuringInterrupt": may(TRUE_FALSE, STATIC),
    },
    errors=errors(advised=NO_MATCH),
    conditions=any_of("MessagesInterrupted"),
    channels=VOICE_ONLY,
    needs_branch=True,
    flow_types=LOOPING,
    refused_in=EVERYWHERE - LOOPING,
    next_optional=True,
)

_VIEW = ActionType(
    name="ShowView",
    block="Show view",
    source="participant-actions-showview",
    parameters={
        "ViewResource": must(Object({"Id": must(Id("view")), "Version": may()})),
        "InvocationTimeLimitSeconds": must(Integer(1), STATIC),
        "ViewData": may(Anything(), TEXT),
        "SensitiveDataConfiguration": may(
            Object({"HideResponseOn": must(Items(may(Choice(("TRANSCRIPT",)), STATIC), least=1))})
        ),
    },
    errors=errors(NO_CONDITION, NO_MATCH, "TimeLimitExceeded"),
    conditions=ANY_RESULT,
    channels=channels("CE"),
    flow_types=INBOUND | QUEUE,
    writes=("Views",),
)

_THIRD_PARTY_ERRORS = ("CallFailed", "ConnectionTimeLimitExceeded")
_THIRD_PARTY = ActionType(
    name="TransferParticipantToThirdParty",
    block="Transfer to phone number",
    source="Administrator Guide, transfer-to-phone-number; time limit and Continue required live",
    parameters={
        "ThirdPartyPhoneNumber": must(E164),
        "ThirdPartyConnectionTimeLimitSeconds": must(Integer(0, 600)),
        "ContinueFlowExecution": must(TRUE_FALSE, STATIC),
        "ThirdPartyDTMFDigits": may(Text(50, "[0-9#*,]+", "digits, #, * and commas")),
        "CallerId": may(Object({"Number": may(), "Name": may(dynamism=TEXT)})),
    },
    errors=errors(NO_MATCH, refused=" ".join(_THIRD_PARTY_ERRORS)),
    modes=(
        Mode(
            name="resume the flow",
            when=(When("ContinueFlowExecution", "True"),),
            errors=errors(NO_MATCH, *_THIRD_PARTY_ERRORS),
            hands_over=False,
        ),
    ),
    channels=VOICE_ONLY,
    flow_types=INBOUND | QUEUE | TRANSFERS,
    hands_over=True,
)

_AUTHENTICATE = ActionType(
    name="AuthenticateParticipant",
    block="Authenticate customer",
    source="Administrator Guide, authenticate-customer; accepted live",
    parameters={
        "CognitoConfiguration": may(Object({"UserPoolArn": may(), "AppClientId": may()}, open=True)),
        "CustomerProfilesConfiguration": may(Object({"ObjectTypeName": may()}, open=True)),
        "TimeLimitMinutes": may(Integer(1)),
    },
    errors=errors(NO_MATCH, "TimeLimitExceeded"),
    conditions=any_of("OptedOut"),
    channels=channels("C"),
    flow_types=INBOUND,
    undocumented=True,
)

_AGENTIC = ActionType(
    name="ConnectParticipantWithAgenticCX",
    block="Agentic CX",
    source="accepted live; ids are not looked up",
    parameters={
        "AgentConfiguration": must(
            Object(
                {
                    "WorkspaceId": may(published=False),
                    "ApplicationId": may(published=False),
                    "Alias": may(published=False),
                    "ContextVariables": may(Entries(may(), most=10)),
                },
                open=True,
            )
        ),
        "SpeechRecognitionConfiguration": may(
            Object({"SpeechRecognitionEngine": may(Choice(("AMAZON_AGENTIC_VOICE",)), STATIC)}, open=True)
        ),
        "AudioFillerConfiguration": may(
            Object(
                {
                    "Enabled": may(TRUE_FALSE),
                    "AudioType": may(),
                    "StartDelayInMilliseconds": may(Integer(0)),
                    "MinimumPlayDurationInMilliseconds": may(Integer(0)),
                    "ResponseDeliveryDelayInMilliseconds": may(Integer(0)),
                },
                open=True,
            )
        ),
    },
    errors=errors(NO_MATCH, NO_CONDITION, TIME_LIMIT),
    conditions=any_of("Escalation"),
    channels=channels("VC"),
    writes=("AgenticCX",),
    undocumented=True,
)

_DISCONNECT = ActionType(
    name="DisconnectParticipant",
    block="Disconnect / hang up",
    source="participant-actions-disconnectparticipant; refused live in whispers, holds and modules",
    flow_types=(INBOUND | QUEUE | TRANSFERS) - MODULE,
    refused_in=QUIET | OUTBOUND | MODULE,
    terminal=True,
)

PARTICIPANT_ACTIONS = (
    _MESSAGE,
    _INPUT,
    _LEX,
    _LOOP_PROMPTS,
    _VIEW,
    _DISCONNECT,
    _THIRD_PARTY,
    _AUTHENTICATE,
    _AGENTIC,
)
