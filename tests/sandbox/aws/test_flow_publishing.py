"""Flows that the service would not publish, and their nearest neighbors that it would."""

import copy
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws.flows import checker
from tests.sandbox.aws.world import END, flow_content, module_content

QUEUE = "11111111-2222-4333-8444-555555555555"


def action(
    kind: str, parameters: Any = None, *, errors: Any = (), conditions: Any = (), follow: str | None = "end"
) -> Any:
    transitions: dict[str, Any] = {} if follow is None else {"NextAction": follow}
    if errors:
        transitions["Errors"] = [{"ErrorType": name, "NextAction": "end"} for name in errors]
    if conditions:
        transitions["Conditions"] = [
            {"NextAction": "end", "Condition": {"Operator": operator, "Operands": operands}}
            for operator, operands in conditions
        ]
    return {"Identifier": "a", "Type": kind, "Parameters": parameters or {}, "Transitions": transitions}


def found(*actions: Any, flow_type: str = "CONTACT_FLOW") -> list[str]:
    known = {("queue", QUEUE)}
    return checker.problems(flow_content(*actions, END), flow_type, lambda kind, value: (kind, value) in known)


EQUALS_1 = ("Equals", ["1"])
MENU = ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")
VALIDATION = {"CustomValidation": {"MaximumLength": "4"}}
STORE = {"Text": "Code?", "InputTimeLimitSeconds": "5", "StoreInput": "True", "InputValidation": VALIDATION}
GONE = "arn:aws:lambda:$.AwsRegion:123456789012:function:gone"
THIRD = {"ThirdPartyPhoneNumber": "+18085550100", "ThirdPartyConnectionTimeLimitSeconds": "30"}

ACCEPTED = [
    action("MessageParticipant", {"Text": "Aloha"}),
    action(
        "GetParticipantInput", {"Text": "Press 1", "InputTimeLimitSeconds": "5"}, errors=MENU, conditions=[EQUALS_1]
    ),
    action("GetParticipantInput", STORE, errors=["NoMatchingError"]),
    action(
        "CheckHoursOfOperation", errors=["NoMatchingError"], conditions=[("Equals", ["True"]), ("Equals", ["False"])]
    ),
    action("Compare", {"ComparisonValue": "$.Attributes.a"}, errors=["NoMatchingCondition"], conditions=[EQUALS_1]),
    action("UpdateContactTargetQueue", {"QueueId": QUEUE}, errors=["NoMatchingError"]),
    action("UpdateContactTargetQueue", {"QueueId": "$.Attributes.q"}, errors=["NoMatchingError"]),
    action("TransferContactToQueue", errors=["QueueAtCapacity", "NoMatchingError"]),
    action("UpdateFlowAttributes", {"FlowAttributes": {"a": {"Value": "1"}}}, errors=["NoMatchingError"]),
    action("TransferParticipantToThirdParty", {**THIRD, "ContinueFlowExecution": "False"}, errors=["NoMatchingError"]),
    action("UntagContact", {"TagKeys": ["a"]}, errors=["NoMatchingError"]),
    action("Loop", {"LoopCount": "2"}, conditions=[("Equals", ["ContinueLooping"]), ("Equals", ["DoneLooping"])]),
    action("DisconnectParticipant", follow=None),
    action("UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Joanna", "TextToSpeechEngine": "Neural"}),
    action("UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Joanna", "TextToSpeechEngine": "any"}),
    action("TagContact", {"Tags": {"aws:a": "b"}}, errors=["NoMatchingError"]),
    action("UpdateContactEventHooks", {"EventHooks": {}}, errors=["NoMatchingError"]),
    action("Wait", {"TimeLimitSeconds": "60"}, errors=["NoMatchingError"], conditions=[("Equals", ["WaitCompleted"])]),
    action("InvokeLambdaFunction", {"LambdaFunctionARN": GONE, "InvocationTimeLimitSeconds": "8"}, errors=["NoMatchingError"]),
]  # fmt: skip

REFUSED = [
    (action("UnTagContact", {"TagKeys": ["a"]}), "Invalid Action type. Type: UnTagContact"),
    (action("MessageParticipant", {"Text": "Aloha"}, follow=None), "required property. Path: Actions[0].Transitions.NextAction"),
    (action("MessageParticipant", {"Text": "Aloha"}, follow="gone"), "property value. Path: Actions[0].Transitions.NextAction"),
    (action("MessageParticipant", {"Text": "Aloha"}, conditions=[EQUALS_1]), "Action does not support conditions"),
    (action("MessageParticipant"), "missing required property"),
    (action("MessageParticipant", {"Text": ""}), "Empty value in Actions[0].Parameters.Text"),
    (
        action("GetParticipantInput", {"Text": "Press 1", "InputTimeLimitSeconds": "5"}, errors=MENU[1:]),
        "missing required error. Error: InputTimeLimitExceeded, Path: Actions[0]",
    ),
    (action("GetParticipantInput", STORE, errors=["NoMatchingError", "NoMatchingCondition"]), "Invalid Action error. Error: NoMatchingCondition"),
    (action("CheckHoursOfOperation", errors=["NoMatchingError"], conditions=[("Equals", ["True"])]), "Invalid branch"),
    (action("CheckHoursOfOperation", {"HoursOfOperationId": "Office"}, errors=["NoMatchingError"]), "Not a supported id format"),
    (action("Compare", {"ComparisonValue": "$.External"}, errors=["NoMatchingCondition"], conditions=[EQUALS_1]), "Parameters.ComparisonValue"),
    (action("Compare", {"ComparisonValue": "$.Attributes.a"}, errors=["NoMatchingCondition"]), "Transitions.Conditions"),
    (action("Compare", {"ComparisonValue": "$.Attributes.a"}, errors=["NoMatchingCondition"], conditions=[("Contains", ["1"])]), "Condition.Operator"),
    (action("Compare", {"ComparisonValue": "$.Attributes.a"}, errors=["NoMatchingCondition"], conditions=[("Equals", ["1", "2"])]), "Condition.Operands"),
    (action("UpdateContactTargetQueue", {"QueueId": QUEUE.replace("1", "2")}, errors=["NoMatchingError"]), "Error: QueueDoesNotExist"),
    (action("TransferContactToQueue", {"QueueId": QUEUE}, errors=["QueueAtCapacity", "NoMatchingError"]), "property name. Path: Actions[0].Parameters.QueueId"),
    (action("TransferContactToQueue", errors=["QueueAtCapacity", "NoMatchingError", "Other"]), "Invalid Action error. Error: Other"),
    (action("UpdateFlowAttributes", {"FlowAttributes": {"a": "1"}}, errors=["NoMatchingError"]), "FlowAttributes.a"),
    (action("TransferParticipantToThirdParty", {**THIRD, "ContinueFlowExecution": "True"}, errors=["NoMatchingError"]), "Error: CallFailed"),
    (action("UpdateContactCallbackNumber", {"CallbackNumber": "+18085550100"}, errors=["InvalidCallbackNumber", "CallbackNumberNotDialable"]), "CallbackNumber"),
    (action("UpdateContactRecordingBehavior", {"RecordingBehavior": {}}, errors=["NoMatchingError"]), "Invalid Action error. Error: NoMatchingError"),
    (action("DequeueContactAndTransferToQueue", errors=["QueueAtCapacity", "NoMatchingError"]), "not supported in the flow type"),
    (action("DisconnectParticipant", follow="end"), "property name. Path: Actions[0].Transitions.NextAction"),
    (action("EndFlowExecution", follow=None), "not supported in the flow type"),
    (action("UpdateContactRoutingBehavior", {"QueuePriority": "0"}), "Invalid Action property value. Path: Actions[0].Parameters.QueuePriority"),
    (action("MessageParticipant", {"Texts": "Aloha", "Text": "Aloha"}), "Invalid Action property name. Path: Actions[0].Parameters.Texts"),
    (action("TagContact", {"Tags": dict.fromkeys("abcdefg", "x")}, errors=["NoMatchingError"]), "More than 6 tags in Parameters.Tags"),
    (action("Wait", {"TimeoutSeconds": "60"}, errors=["NoMatchingError"]), "Path: Actions[0].Parameters.TimeLimitSeconds"),
]  # fmt: skip


@pytest.mark.parametrize("right", ACCEPTED, ids=lambda one: str(one["Type"]))
def test_a_right_action_is_accepted(right: Any) -> None:
    assert found(right) == []


@pytest.mark.parametrize(("wrong", "text"), REFUSED, ids=lambda one: str(one["Type"]) if isinstance(one, dict) else "")
def test_a_wrong_action_is_refused_with_the_words_of_the_service(wrong: Any, text: str) -> None:
    assert any(text in problem for problem in found(wrong)), found(wrong)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Invalid JSON"),
        (json.dumps({"Version": "2018-01-01", "StartAction": "end", "Actions": [END]}), "Unsupported flow version"),
        (json.dumps({"Version": "2019-10-30", "Actions": [END]}), "field name: startAction"),
        (json.dumps({"Version": "2019-10-30", "StartAction": "x", "Actions": [END]}), "Invalid StartAction"),
        (flow_content(END, END), "Duplicate Action identifier"),
        (flow_content(*({**END, "Identifier": f"e{n}"} for n in range(251))), "maximum of 250 actions"),
        (
            json.dumps({"Version": "2019-10-30", "StartAction": "end", "Actions": [END], "Settings": {"a": 1}}),
            "Path: Settings",
        ),
        ("x" * 256_001, "exceeds the maximum length"),
    ],
)
def test_a_wrong_document_is_refused(content: str, text: str) -> None:
    assert any(text in problem for problem in checker.problems(content, "CONTACT_FLOW", lambda *_: True))


ODD: tuple[Any, ...] = (5, "x", "$.Attributes.a", [], ["x"], [5], {}, {"a": ["", 5]}, True, None)


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("right", ACCEPTED, ids=lambda one: str(one["Type"]))
def test_no_shape_of_a_document_confuses_the_check(right: Any, odd: Any) -> None:
    for path in _paths(right):
        answer = found(_with(right, path, odd))
        assert all(isinstance(problem, str) for problem in answer), (path, answer)
    assert checker.problems(json.dumps(odd), "CONTACT_FLOW", lambda *_: True)


def _paths(value: Any) -> list[tuple[Any, ...]]:
    """Where something can be put in place of something else."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, inner in entries for path in ((key,), *((key, *rest) for rest in _paths(inner)))]


def _with(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    changed = copy.copy(value)
    changed[path[0]] = _with(value[path[0]], path[1:], odd)
    return changed


@pytest.mark.parametrize("content", ["[" * 5_000 + "]" * 5_000, '{"Version": NaN}', "{}{}"], ids=lambda one: one[:9])
def test_a_document_that_no_parser_takes_is_refused(content: str) -> None:
    assert checker.problems(content, "CONTACT_FLOW", lambda *_: True) == ["Invalid JSON"]


def test_a_whisper_ends_without_disconnecting_and_a_module_returns() -> None:
    assert "not supported in the flow type" in found(flow_type="CUSTOMER_WHISPER")[0]
    ends = action("EndFlowExecution", follow=None)
    assert checker.problems(flow_content(ends), "CUSTOMER_WHISPER", lambda *_: True) == []
    assert checker.problems(module_content(), "MODULE", lambda *_: True) == []
    assert "field name: settings" in checker.problems(flow_content(), "MODULE", lambda *_: True)[0]


def test_cloud_control_refuses_with_the_problems_and_the_api_with_the_member(
    cc: Any, connect: Any, instance: str
) -> None:
    content = flow_content(action("Nonsense"), END)
    error, message = cc.refused("ContactFlow", InstanceArn=instance, Name="f", Type="CONTACT_FLOW", Content=content)
    assert error == "InvalidRequest"
    assert "problems: [Invalid Action type. Type: Nonsense]" in message
    iid = instance.split("/")[1]
    with pytest.raises(ClientError) as refused:
        connect.create_contact_flow(InstanceId=iid, Name="f", Type="CONTACT_FLOW", Content=content)
    assert refused.value.response["Error"]["Code"] == "InvalidContactFlowException"
    assert refused.value.response["problems"] == [{"message": "Invalid Action type. Type: Nonsense"}]  # type: ignore[typeddict-item]  # a member of this error
    with pytest.raises(ClientError) as refused:
        connect.create_contact_flow_module(InstanceId=iid, Name="m", Content=content)
    assert refused.value.response["Error"]["Code"] == "InvalidContactFlowModuleException"


def test_a_draft_is_saved_unchecked_and_cannot_be_fetched_as_published(connect: Any, instance: str) -> None:
    iid = instance.split("/")[1]
    draft = connect.create_contact_flow(InstanceId=iid, Name="d", Type="CONTACT_FLOW", Content="{}", Status="SAVED")
    identifier = draft["ContactFlowId"]
    with pytest.raises(connect.exceptions.ContactFlowNotPublishedException):
        connect.describe_contact_flow(InstanceId=iid, ContactFlowId=identifier)
    saved = connect.describe_contact_flow(InstanceId=iid, ContactFlowId=f"{identifier}:$SAVED")["ContactFlow"]
    assert (saved["Status"], saved["Content"]) == ("SAVED", "{}")
    connect.update_contact_flow_metadata(InstanceId=iid, ContactFlowId=identifier, Description="still a draft")
    named = {"InstanceId": iid, "ContactFlowId": f"{identifier}:$SAVED"}
    assert connect.describe_contact_flow(**named)["ContactFlow"]["Status"] == "SAVED"
    connect.update_contact_flow_content(InstanceId=iid, ContactFlowId=identifier, Content=flow_content())
    assert connect.describe_contact_flow(**named)["ContactFlow"]["Status"] == "PUBLISHED"


def test_a_flow_that_names_a_queue_of_the_instance_is_published(cc: Any, instance: str, queue: str) -> None:
    target = action("UpdateContactTargetQueue", {"QueueId": queue}, errors=["NoMatchingError"])
    made = cc.make(
        "ContactFlow", InstanceArn=instance, Name="f", Type="CONTACT_FLOW", Content=flow_content(target, END)
    )
    assert made
