"""Parameters and actions of recording and analytics.

Sources: Amazon Connect Developer Guide, "UpdateContactRecordingAndAnalyticsBehavior" and
"UpdateContactRecordingBehavior"; which branches are required and refused was observed live.
"""

from __future__ import annotations

from contact_flows.language.catalogue.action_type import NO_MATCH, ActionType, Mode, When, channels, errors
from contact_flows.language.catalogue.kinds import (
    ENABLED,
    TRUE_FALSE,
    Choice,
    Dynamism,
    Group,
    Items,
    Object,
    Parameter,
    Text,
    may,
    must,
)
from contact_flows.language.catalogue.placement import EVERYWHERE, INBOUND, OUTBOUND, QUEUE, TRANSFERS
from contact_flows.language.document import FlowType

STATIC = Dynamism.STATIC

REDACTION_ENTITIES = (
    *("BANK_ACCOUNT_NUMBER", "BANK_ROUTING", "CREDIT_DEBIT_NUMBER", "CREDIT_DEBIT_CVV", "CREDIT_DEBIT_EXPIRY"),
    *("INTERNATIONAL_BANK_ACCOUNT_NUMBER", "PIN", "SWIFT_CODE", "CA_HEALTH_NUMBER"),
    *("UK_NATIONAL_HEALTH_SERVICE_NUMBER", "CA_SOCIAL_INSURANCE_NUMBER", "SSN", "UK_NATIONAL_INSURANCE_NUMBER"),
    *("PASSPORT_NUMBER", "DRIVER_ID", "NAME", "AGE", "EMAIL", "PHONE", "ADDRESS"),
    *("US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER", "AWS_ACCESS_KEY"),
    *("AWS_SECRET_KEY", "IP_ADDRESS", "MAC_ADDRESS", "PASSWORD", "URL", "USERNAME", "LICENSE_PLATE"),
    "VEHICLE_IDENTIFICATION_NUMBER",
)
AFTERWARDS_ONLY_ENTITIES = (
    *("IN_AADHAAR", "IN_PERMANENT_ACCOUNT_NUMBER", "IN_NREGA", "IN_VOTER_NUMBER", "DATE_TIME"),
    *("AGENT_DISPLAY_NAME", "CUSTOMER_DISPLAY_NAME", "ATTACHMENT_NAME"),
)
"""Not redacted while a chat runs."""

_ENTITIES = (*REDACTION_ENTITIES, *AFTERWARDS_ONLY_ENTITIES)
_LANGUAGE_CODE = Text(pattern="[a-z]{2}-[A-Z]{2}", form="a language such as en-US")
_RESULTS = Choice(("RedactedAndOriginal", "RedactedOnly"))
_MASK = Choice(("PII", "EntityType"))


def _some(*values: str, least: int = 0) -> Items:
    return Items(may(Choice(values), STATIC), least=least)


_RECORDED = must(_some("Agent", "Customer"))
_SCREENS = _some("Agent")
_IVR = may(ENABLED, STATIC)
_REDACTION = Object(
    {
        "Enabled": must(TRUE_FALSE, STATIC),
        "RedactionResults": may(_RESULTS),
        "RedactionMaskMode": may(_MASK, STATIC),
        "RedactionEntities": may(_some(*_ENTITIES, least=1)),
    }
)
_CHAT_REDACTION = Object(
    {
        "Enabled": must(TRUE_FALSE, STATIC),
        "RedactionMaskMode": may(_MASK, STATIC),
        "RedactionEntities": may(_some(*REDACTION_ENTITIES, least=1)),
        "DeliverUnprocessedMessages": may(TRUE_FALSE, STATIC),
    }
)
_SENTIMENT = may(Object({"Enabled": must(TRUE_FALSE, STATIC)}))
_SUMMARY = may(Object({"SummaryModes": must(_some("PostContact", "AutomatedInteraction"))}))


def _analytics(modes: tuple[str, ...], language: Dynamism, **more: Parameter) -> Object:
    return Object(
        {
            "Enabled": must(TRUE_FALSE, STATIC),
            "AnalyticsLanguage": may(_LANGUAGE_CODE, language),
            "ConversationalAnalyticsRedactionConfiguration": may(_REDACTION),
            "AnalyticsModes": may(_some(*modes)),
            "SentimentConfiguration": _SENTIMENT,
            "SummaryConfiguration": _SUMMARY,
            **more,
        }
    )


_VOICE = Object(
    {
        "VoiceRecordingBehavior": may(Object({"RecordedParticipants": _RECORDED, "IVRRecordingBehavior": _IVR})),
        "VoiceAnalyticsBehavior": may(_analytics(("RealTime", "PostContact", "AutomatedInteraction"), STATIC)),
    }
)
_CHAT = Object(
    {
        "ChatAnalyticsBehavior": may(
            _analytics(("ContactLens",), Dynamism.WHOLE, InFlightChatRedactionConfiguration=may(_CHAT_REDACTION))
        )
    }
)
_RECORDING_AND_ANALYTICS = ActionType(
    name="UpdateContactRecordingAndAnalyticsBehavior",
    block="Set recording, analytics and processing behavior",
    source="contact-actions-updatecontactrecordingandanalyticsbehavior; branches required and refused live",
    parameters={
        "VoiceBehavior": may(_VOICE),
        "ChatBehavior": may(_CHAT),
        "ScreenRecordingBehavior": may(Object({"ScreenRecordedParticipants": must(_SCREENS)})),
    },
    groups=(
        Group(("VoiceBehavior", "ChatBehavior")),
        Group(("VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"), least=1, most=2),
    ),
    errors=errors(NO_MATCH, "ChannelMismatch", refused="InFlightRedactionConfigurationFailed"),
    channel_error="ChannelMismatch",
    channels=channels("VCT"),
    modes=(
        Mode(
            name="chat",
            when=(When("ChatBehavior"),),
            errors=errors(NO_MATCH, "ChannelMismatch", "InFlightRedactionConfigurationFailed"),
            channels=channels("C"),
        ),
        Mode(name="voice", when=(When("VoiceBehavior"),), channels=channels("V")),
    ),
    flow_types=EVERYWHERE - {FlowType.CAMPAIGN},
)

_LEGACY_ANALYTICS = Object(
    {
        "Enabled": must(TRUE_FALSE, STATIC),
        "AnalyticsLanguage": may(_LANGUAGE_CODE),
        "AnalyticsRedactionBehavior": may(ENABLED, STATIC),
        "AnalyticsRedactionResults": may(_RESULTS),
        "AnalyticsRedactionMaskMode": may(_MASK, STATIC),
        "AnalyticsRedactionEntities": may(_some(*_ENTITIES)),
        "ChannelConfiguration": may(
            Object(
                {
                    "Chat": may(Object({"AnalyticsModes": must(_some("ContactLens"))})),
                    "Voice": may(Object({"AnalyticsModes": must(_some("RealTime", "PostContact"))})),
                }
            )
        ),
        "SummaryConfiguration": may(Object({"SummaryModes": must(_some("PostContact"))})),
        "SentimentConfiguration": _SENTIMENT,
    }
)
_RECORDING = ActionType(
    name="UpdateContactRecordingBehavior",
    block="Set recording and analytics behavior",
    source="contact-actions-updatecontactrecordingbehavior; error branch refused live",
    parameters={
        "RecordingBehavior": must(
            Object(
                {
                    "RecordedParticipants": may(_some("Agent", "Customer")),
                    "ScreenRecordedParticipants": may(_SCREENS),
                    "IVRRecordingBehavior": _IVR,
                }
            )
        ),
        "AnalyticsBehavior": may(_LEGACY_ANALYTICS),
    },
    errors=errors(refused=NO_MATCH, closed=True),
    channels=channels("VC"),
    flow_types=INBOUND | TRANSFERS | OUTBOUND | QUEUE,
)

_STREAM = Object(
    {
        "ParticipantType": must(Choice(("Customer",)), STATIC),
        "MediaDirections": must(_some("From", "To", least=1)),
    },
    open=True,
)
_MEDIA_STREAMING = ActionType(
    name="UpdateContactMediaStreamingBehavior",
    block="Start media streaming; Stop media streaming",
    source="contact-actions-updatecontactmediastreamingbehavior",
    parameters={
        "MediaStreamingState": must(ENABLED, STATIC),
        "Participants": may(Items(may(_STREAM))),
        "MediaStreamType": may(Choice(("Audio",)), STATIC),
    },
    errors=errors(NO_MATCH),
    channels=channels("V"),
    flow_types=EVERYWHERE - {FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD},
)
_PROCESSOR = Object(
    {
        "ProcessingEnabled": must(TRUE_FALSE, STATIC),
        "LambdaProcessorARN": may(dynamism=STATIC),
        "ChatProcessorSettings": must(Object({"DeliverUnprocessedMessages": may(TRUE_FALSE, STATIC)})),
    }
)
_MEDIA_PROCESSING = ActionType(
    name="UpdateContactMediaProcessing",
    block="Set recording, analytics and processing behavior (chat processor)",
    source="contact-actions-updatecontactmediaprocessing; settings object required live",
    parameters={"ChatProcessor": must(_PROCESSOR)},
    errors=errors(NO_MATCH, "ChannelMismatch"),
    channels=channels("C"),
    channel_error="ChannelMismatch",
)

RECORDING_ACTIONS = (_RECORDING_AND_ANALYTICS, _RECORDING, _MEDIA_STREAMING, _MEDIA_PROCESSING)
