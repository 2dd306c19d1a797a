"""What may stand in a parameter: literals, references, bounds, choices, shapes."""

from typing import Any

import pytest

from contact_flows.language.catalogue import action_type
from contact_flows.language.catalogue.checking import Fault, FaultKind, parameter_faults
from contact_flows.language.catalogue.identifiers import Named, named_in
from contact_flows.language.document import Ref

ARN = "arn:aws:connect:us-west-2:123456789012:instance/i/queue/q"
UUID = "11111111-2222-4333-8444-555555555555"
MENU = {"Text": "Code?", "InputTimeLimitSeconds": "5", "StoreInput": "True"}
DIGITS = {**MENU, "InputValidation": {"CustomValidation": {"MaximumLength": "4"}}}


def found(name: str, **parameters: Any) -> list[Fault]:
    kind = action_type(name)
    assert kind is not None
    return list(parameter_faults(kind, parameters))


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("MessageParticipant", {"Text": "Hello $.Attributes.name, and $.Attributes['last name']."}),
        ("MessageParticipant", {"PromptId": Ref("prompt", "welcome")}),
        ("MessageParticipant", {"PromptId": "$.Attributes.prompt", "SkipWhenDTMFBufferEnabled": "false"}),
        ("MessageParticipant", {"Media": {"Uri": "s3://b/$.Attributes.f", "SourceType": "S3", "MediaType": "Audio"}}),
        (
            "GetParticipantInput",
            {**DIGITS, "DTMFConfiguration": {"InputTerminationSequence": "#*", "DisableCancelKey": "True"}},
        ),
        ("UpdateContactTargetQueue", {"QueueId": ARN}),
        ("UpdateContactTargetQueue", {"QueueId": UUID}),
        ("UpdateContactTargetQueue", {"QueueId": Ref("queue", "billing")}),
        ("UpdateContactTargetQueue", {"QueueId": "$.External['queue']"}),
        ("InvokeFlowModule", {"FlowModuleId": f"{UUID}:$LATEST", "Input": {"n": 5, "flag": True, "t": ["a", None]}}),
        (
            "InvokeLambdaFunction",
            {
                "LambdaFunctionARN": "arn:aws:lambda:$.AwsRegion:123456789012:function:f",
                "InvocationTimeLimitSeconds": "8",
            },
        ),
        ("ConnectParticipantWithLexBot", {"LexV2Bot": {"AliasArn": Ref("bot", "menu")}, "Text": "How may I help?"}),
        ("UpdateContactRoutingBehavior", {"QueueTimeAdjustmentSeconds": "-600"}),
        ("UpdateContactCallbackNumber", {"CallbackNumber": "$.StoredCustomerInput"}),
        ("Compare", {"ComparisonValue": "$.Lex.SentimentResponse.Scores.Negative"}),
        ("Compare", {"ComparisonValue": "$.Channel"}),
        ("Loop", {"LoopCount": "$.Attributes.times"}),
        ("UpdateContactRoutingCriteria", {"RoutingCriteria": "$.External.criteria"}),
        (
            "ShowView",
            {
                "ViewResource": {"Id": "arn:aws:connect:us-west-2:aws:view/form:1"},
                "InvocationTimeLimitSeconds": "60",
                "ViewData": {"n": 1, "t": "$.Attributes.a"},
            },
        ),
        ("TransferContactToQueue", {}),
    ],
    ids=str,
)
def test_a_right_parameter_has_no_fault(name: str, parameters: Any) -> None:
    assert found(name, **parameters) == []


@pytest.mark.parametrize(
    ("name", "parameters", "kind", "path", "expected"),
    [
        ("MessageParticipant", {}, "MISSING", "PromptId", "one of PromptId, Text, SSML, Media"),
        ("MessageParticipant", {"Text": "a", "SSML": "<speak>a</speak>"}, "EXCLUSIVE", "SSML", "only one of Text, SSML"),
        ("MessageParticipant", {"Text": ""}, "EMPTY", "Text", ""),
        ("MessageParticipant", {"Text": None}, "NULL", "Text", ""),
        ("MessageParticipant", {"Text": ["a"]}, "SHAPE", "Text", "text"),
        ("MessageParticipant", {"Text": 5}, "NOT_TEXT", "Text", '"5"'),
        ("MessageParticipant", {"Text": "x" * 6_001}, "VALUE", "Text", "at most 6,000 characters"),
        ("MessageParticipant", {"Text": "a", "TextType": "text"}, "UNKNOWN", "TextType", ""),
        ("MessageParticipant", {"Media": {"Uri": "s3://b/f", "SourceType": "S3"}}, "MISSING", "Media.MediaType", ""),
        ("GetParticipantInput", {**DIGITS, "InputTimeLimitSeconds": "0"}, "VALUE", "InputTimeLimitSeconds", "a whole number of at least 1"),
        ("GetParticipantInput", {**DIGITS, "InputTimeLimitSeconds": "$.Attributes.t"}, "DYNAMIC", "InputTimeLimitSeconds", "a whole number of at least 1"),
        ("GetParticipantInput", {**DIGITS, "DTMFConfiguration": {"InterdigitTimeLimitSeconds": "21"}}, "VALUE", "DTMFConfiguration.InterdigitTimeLimitSeconds", "a whole number from 1 to 20"),
        ("GetParticipantInput", {**DIGITS, "DTMFConfiguration": {"InputTerminationSequence": "ab"}}, "VALUE", "DTMFConfiguration.InputTerminationSequence", "up to 5 of 0-9, # and *"),
        ("GetParticipantInput", MENU, "MISSING", "InputValidation", ""),
        ("GetParticipantInput", {**MENU, "InputValidation": {}}, "MISSING", "InputValidation.PhoneNumberValidation", "one of PhoneNumberValidation, CustomValidation"),
        ("GetParticipantInput", {**DIGITS, "StoreInput": "False"}, "EXCLUSIVE", "InputValidation", "not together with the mode: menu"),
        ("GetParticipantInput", {**DIGITS, "DTMFConfiguration": {"InputTerminationSequence": "*"}}, "MISSING", "DTMFConfiguration.DisableCancelKey", "since InputTerminationSequence is *"),
        ("GetParticipantInput", {**DIGITS, "DTMFConfiguration": {"InputTerminationSequence": "*", "DisableCancelKey": "False"}}, "VALUE", "DTMFConfiguration.DisableCancelKey", "another, since InputTerminationSequence is *"),
        ("GetParticipantInput", {**MENU, "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "Local"}}}, "MISSING", "InputValidation.PhoneNumberValidation.CountryCode", "since NumberFormat is Local"),
        ("UpdateContactTargetQueue", {"QueueId": "Billing"}, "ID", "QueueId", "the id or ARN of a queue"),
        ("UpdateContactTargetQueue", {"QueueId": f"{ARN}/$.Attributes.q"}, "PARTLY", "QueueId", "a literal, or one reference that is the whole value"),
        ("UpdateContactTargetQueue", {"QueueId": Ref("flow", "main")}, "VALUE", "QueueId", "the id or ARN of a queue"),
        ("UpdateContactTargetQueue", {"QueueId": UUID, "AgentId": UUID}, "EXCLUSIVE", "AgentId", "only one of QueueId, AgentId"),
        ("InvokeLambdaFunction", {"LambdaFunctionARN": "f", "InvocationTimeLimitSeconds": "8"}, "ID", "LambdaFunctionARN", "the ARN of a function"),
        ("InvokeLambdaFunction", {"LambdaFunctionARN": f"{ARN}:$.Attributes.f", "InvocationTimeLimitSeconds": "8"}, "PARTLY", "LambdaFunctionARN", "a literal, or one reference that is the whole value"),
        ("InvokeLambdaFunction", {"LambdaFunctionARN": ARN, "InvocationTimeLimitSeconds": "8", "LambdaInvocationAttributes": {"a": ""}}, "EMPTY", "LambdaInvocationAttributes.a", ""),
        ("UpdateContactCallbackNumber", {"CallbackNumber": "+18085550100"}, "LITERAL", "CallbackNumber", "one reference such as $.Attributes.name"),
        ("Compare", {"ComparisonValue": "1"}, "LITERAL", "ComparisonValue", "one reference such as $.Attributes.name"),
        ("Compare", {"ComparisonValue": "$.External"}, "VALUE", "ComparisonValue", "a member, such as $.External.name"),
        ("CheckMetricData", {"MetricType": "AgentsOnline"}, "VALUE", "MetricType", "one of NumberOfAgentsAvailable, NumberOfAgentsStaffed, NumberOfAgentsOnline, OldestContactInQueueAgeSeconds, NumberOfContactsInQueue"),
        ("UpdateFlowAttributes", {"FlowAttributes": {"a.b": {"Value": "1"}}}, "VALUE", "FlowAttributes.a.b", "another name"),
        ("TagContact", {"Tags": dict.fromkeys("abcdefg", "x")}, "VALUE", "Tags", "at most 6"),
        ("UntagContact", {"TagKeys": []}, "VALUE", "TagKeys", "at least 1"),
        ("UntagContact", {"TagKeys": None}, "NULL", "TagKeys", ""),
        ("MessageParticipantIteratively", {"Messages": [{"Text": "a"}, {"Text": ""}]}, "EMPTY", "Messages[1].Text", ""),
        ("MessageParticipantIteratively", {"Messages": "a"}, "SHAPE", "Messages", "a list"),
        ("UpdateContactRoutingCriteria", {"RoutingCriteria": {"Steps": [{"Expression": {"AttributeCondition": {"Name": "l", "Value": "s", "ProficiencyLevel": "6.0", "ComparisonOperator": "NumberGreaterOrEqualTo"}}}]}}, "VALUE", "RoutingCriteria.Steps[0].Expression.AttributeCondition.ProficiencyLevel", "a number from 1 to 5"),
        ("UpdateContactAttributes", {"Attributes": {"a": ""}}, "EMPTY", "Attributes.a", ""),
        ("UpdateContactAttributes", {"Attributes": "a"}, "SHAPE", "Attributes", "an object"),
        ("TransferContactToQueue", {"QueueId": UUID}, "UNKNOWN", "QueueId", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value else None,
)  # fmt: skip
def test_a_fault_has_a_kind_a_place_and_what_is_expected(
    name: str, parameters: Any, kind: str, path: str, expected: str
) -> None:
    assert [(fault.kind, fault.path, fault.expected) for fault in found(name, **parameters)] == [
        (FaultKind(kind), path, expected)
    ]


def test_parameters_may_be_missing_altogether() -> None:
    kind = action_type("DistributeByPercentage")
    assert kind is not None
    assert list(parameter_faults(kind, None)) == []


def test_what_an_action_names_is_found_however_deep() -> None:
    loop, hooks = action_type("MessageParticipantIteratively"), action_type("UpdateContactEventHooks")
    assert loop is not None
    assert hooks is not None
    messages = [{"Text": "a"}, {"PromptId": UUID}, "odd"]
    assert list(named_in(loop, {"Messages": messages, "Other": ARN})) == [Named("Messages[1].PromptId", "prompt", UUID)]
    flow = Ref("flow", "waiting")
    named = list(named_in(hooks, {"EventHooks": {"CustomerQueue": flow}}))
    assert named == [Named("EventHooks.CustomerQueue", "flow", flow)]
