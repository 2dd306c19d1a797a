"""The catalogue of action types: complete, of one mind, and where the guides are wrong on the side of the service."""

from typing import Any

import pytest

from contact_flows.language.catalogue import ACTION_TYPES, OPERATORS, REFUSED, Support, action_type
from contact_flows.language.catalogue.action_type import ActionType, When
from contact_flows.language.catalogue.checking import FaultKind, parameter_faults
from contact_flows.language.catalogue.contact import HOOK_FLOW_TYPES
from contact_flows.language.catalogue.kinds import Entries, Items, Kind, Object, Parameter
from contact_flows.language.document import Channel, FlowType
from contact_flows.language.references import NAMESPACES

NO_MATCH, NO_CONDITION, TIME_LIMIT = "NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded"
MENU = {"Text": "Press 1", "InputTimeLimitSeconds": "10", "StoreInput": "False"}
STORE = {**MENU, "StoreInput": "True", "InputValidation": {"CustomValidation": {"MaximumLength": "4"}}}
PHONE = {**MENU, "StoreInput": "True", "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "E164"}}}
DIAL = {"ThirdPartyPhoneNumber": "+18085550100", "ThirdPartyConnectionTimeLimitSeconds": "30"}


def of(name: str) -> ActionType:
    found = action_type(name)
    assert found is not None
    return found


def required(name: str, parameters: Any = None) -> set[str]:
    return set(of(name).errors_for(parameters).required)


def faults(name: str, **parameters: Any) -> set[tuple[str, str]]:
    return {(fault.kind.value, fault.path) for fault in parameter_faults(of(name), parameters)}


def kinds(kind: Kind) -> list[Parameter]:
    """A parameter's own parts, however deep."""
    parts = list(kind.members.values()) if isinstance(kind, Object) else []
    parts += [kind.value] if isinstance(kind, Entries) else [kind.item] if isinstance(kind, Items) else []
    return [*parts, *(inner for part in parts for inner in kinds(part.kind))]


# Where documentation and service disagree: one test for each, named after what differs.


def test_tags_are_removed_by_untag_contact_with_one_capital() -> None:
    assert action_type("UntagContact") is not None
    assert action_type("UnTagContact") is None
    assert REFUSED["UnTagContact"] == "UntagContact"


def test_routing_criteria_are_updated_under_the_longer_name() -> None:
    assert action_type("UpdateContactRoutingCriteria") is not None
    assert action_type("UpdateRoutingCriteria") is None
    assert REFUSED["UpdateRoutingCriteria"] == "UpdateContactRoutingCriteria"


def test_wait_has_a_time_limit_and_no_timeout() -> None:
    assert faults("Wait", TimeLimitSeconds="60") == set()
    assert faults("Wait", TimeoutSeconds="60") == {("UNKNOWN", "TimeoutSeconds"), ("MISSING", "TimeLimitSeconds")}


def test_flow_attributes_are_objects_and_need_an_error_branch() -> None:
    assert required("UpdateFlowAttributes") == {NO_MATCH}
    assert faults("UpdateFlowAttributes", FlowAttributes={"a": {"Value": "1"}}) == set()
    assert faults("UpdateFlowAttributes", FlowAttributes={"a": "1"}) == {("SHAPE", "FlowAttributes.a")}


def test_tagging_needs_an_error_branch() -> None:
    assert required("TagContact") == {NO_MATCH}


@pytest.mark.parametrize("metric", ["NumberOfAgentsAvailable", "NumberOfContactsInQueue"])
def test_every_metric_needs_the_branch_for_no_condition(metric: str) -> None:
    assert required("CheckMetricData", {"MetricType": metric}) == {NO_MATCH, NO_CONDITION}


def test_the_time_limit_of_input_has_a_branch_in_a_menu_only() -> None:
    assert required("GetParticipantInput", MENU) == {NO_MATCH, NO_CONDITION, TIME_LIMIT}
    for stored in (STORE, PHONE):
        rule = of("GetParticipantInput").errors_for(stored)
        assert rule.surplus([TIME_LIMIT, NO_CONDITION, NO_MATCH]) == (TIME_LIMIT, NO_CONDITION)


def test_only_loop_prompts_may_go_without_next_action() -> None:
    assert {one.name for one in ACTION_TYPES.values() if one.next_optional} == {"MessageParticipantIteratively"}


def test_recording_refuses_an_error_branch() -> None:
    assert of("UpdateContactRecordingBehavior").errors_for({}).surplus([NO_MATCH]) == (NO_MATCH,)


def test_a_call_outside_needs_its_time_limit_and_says_whether_the_flow_goes_on() -> None:
    missing = {("MISSING", "ThirdPartyConnectionTimeLimitSeconds"), ("MISSING", "ContinueFlowExecution")}
    assert faults("TransferParticipantToThirdParty", ThirdPartyPhoneNumber="+18085550100") == missing
    going_on = of("TransferParticipantToThirdParty").errors_for({**DIAL, "ContinueFlowExecution": "True"})
    assert going_on.required == {NO_MATCH, "CallFailed", "ConnectionTimeLimitExceeded"}
    ending = of("TransferParticipantToThirdParty").errors_for({**DIAL, "ContinueFlowExecution": "False"})
    assert ending.missing([NO_MATCH]) == ()
    assert ending.surplus(["CallFailed", "ConnectionTimeLimitExceeded"]) == (
        "CallFailed",
        "ConnectionTimeLimitExceeded",
    )


def test_conditions_do_not_nest() -> None:
    assert not {"And", "Or", "Not", "All", "Any", "Contains", "Exists"} & set(OPERATORS)
    assert "KeyExists" in OPERATORS


def test_contact_data_needs_no_target_and_takes_no_references() -> None:
    assert faults("UpdateContactData", LanguageCode="es-US") == set()
    assert faults("UpdateContactData", Name="x", References={"a": "b"}) == {("UNKNOWN", "References")}
    assert faults("UpdateContactData", TargetContact="Current") == {("MISSING", "Name")}


def test_loop_prompts_are_interrupted_after_a_second_at_the_earliest() -> None:
    messages = [{"Text": "Please wait."}]
    assert faults("MessageParticipantIteratively", Messages=messages, InterruptFrequencySeconds="1") == set()
    refused = {("VALUE", "InterruptFrequencySeconds")}
    assert faults("MessageParticipantIteratively", Messages=messages, InterruptFrequencySeconds="0") == refused


def test_wait_may_stand_in_any_flow_and_is_told_its_channel_at_run_time() -> None:
    assert of("Wait").refused_in == frozenset()
    assert FlowType.CUSTOMER_QUEUE in of("Wait").flow_types
    assert of("Wait").support(Channel.VOICE) is Support.ERROR


def test_a_chat_processor_needs_its_settings() -> None:
    processor = {"ProcessingEnabled": "True", "LambdaProcessorARN": "arn:aws:lambda:us-west-2:123456789012:function:p"}
    found = faults("UpdateContactMediaProcessing", ChatProcessor=processor)
    assert found == {("MISSING", "ChatProcessor.ChatProcessorSettings")}


def test_a_speaking_style_is_conversational() -> None:
    spoken = {"TextToSpeechVoice": "Joanna", "TextToSpeechStyle": "Coversational"}
    assert faults("UpdateContactTextToSpeechVoice", **spoken) == {("VALUE", "TextToSpeechStyle")}
    assert faults("UpdateContactTextToSpeechVoice", **{**spoken, "TextToSpeechStyle": "Conversational"}) == set()


def test_one_hook_is_told_at_a_time_though_the_service_may_not_look() -> None:
    two = {"AgentWhisper": "$.Attributes.a", "CustomerQueue": "$.Attributes.b"}
    for hooks in ({}, two):
        found = list(parameter_faults(of("UpdateContactEventHooks"), {"EventHooks": hooks}))
        assert [fault.published for fault in found] == [False]


# What holds of all of them.

ALL = pytest.mark.parametrize("kind", ACTION_TYPES.values(), ids=lambda one: one.name)


def test_about_seventy_types_are_known_and_none_is_refused_by_name() -> None:
    assert len(ACTION_TYPES) == 67
    assert not set(ACTION_TYPES) & set(REFUSED)


@ALL
def test_a_type_says_where_its_facts_come_from_and_where_it_may_stand(kind: ActionType) -> None:
    assert kind.source
    assert kind.block
    assert kind.flow_types
    assert not kind.flow_types & kind.refused_in
    assert set(kind.channels) == set(Channel)


@ALL
def test_a_terminal_type_has_no_branches(kind: ActionType) -> None:
    if kind.terminal:
        assert not kind.errors.known
        assert not kind.conditions.supported
        assert not kind.hands_over


@ALL
def test_no_branch_is_both_required_and_refused(kind: ActionType) -> None:
    for rule in (kind.errors, *(mode.errors for mode in kind.modes if mode.errors)):
        assert not rule.required & rule.refused
        assert rule.surplus(sorted(rule.known)) == ()


@ALL
def test_modes_and_groups_name_parameters_of_the_type(kind: ActionType) -> None:
    known = set(kind.parameters)
    for mode in kind.modes:
        assert {*(mode.required or ()), *mode.refused, *mode.limits} <= known
        assert {when.path.split(".")[0] for when in mode.when} <= known
    for group in (*kind.groups, *(group for mode in kind.modes for group in mode.groups or ())):
        assert set(group.names) <= known
    for parameter in (inner for outer in kind.parameters.values() for inner in [outer, *kinds(outer.kind)]):
        if isinstance(parameter.kind, Object):
            assert all(set(group.names) <= set(parameter.kind.members) for group in parameter.kind.groups)


@ALL
def test_what_a_type_writes_is_a_namespace_that_knows_it(kind: ActionType) -> None:
    for name in {*kind.writes, *(name for mode in kind.modes for name in mode.writes or ())}:
        assert kind.name in NAMESPACES[name].written_by


@ALL
def test_a_type_that_can_fail_on_a_channel_has_a_branch_for_it(kind: ActionType) -> None:
    failing = {channel for channel in Channel if kind.support(channel) is Support.ERROR}
    if failing and not kind.terminal and kind.name not in ("UpdateContactRecordingBehavior", "CompleteOutboundCall"):
        assert kind.channel_error in kind.errors_for({}).known


@ALL
def test_parameters_of_the_wrong_type_are_faults_and_no_crash(kind: ActionType) -> None:
    for odd in (5, True, None, "", "x", [], ["x", None], {}, {"a": {"b": [""]}}, "$.Attributes.a", "a $.Attributes.a"):
        for found in (
            parameter_faults(kind, dict.fromkeys(kind.parameters, odd)),
            parameter_faults(kind, {"Odd": odd}),
        ):
            assert all(isinstance(fault.kind, FaultKind) for fault in found)


# Single facts.


def test_a_touchtone_buffer_needs_no_prompt_and_no_time_limit() -> None:
    assert faults("GetParticipantInput", EnableDTMFBuffer="True") == set()
    assert required("GetParticipantInput", {"EnableDTMFBuffer": "True"}) == set()


def test_a_stored_phone_number_has_a_branch_for_a_wrong_one() -> None:
    assert required("GetParticipantInput", PHONE) == {NO_MATCH, "InvalidPhoneNumber"}
    assert required("GetParticipantInput", STORE) == {NO_MATCH}


def test_menus_take_single_keys() -> None:
    rule = of("GetParticipantInput").conditions_for(MENU)
    assert [key for key in ("1", "#", "*", "12", "a", "") if rule.fits(key)] == ["1", "#", "*"]
    assert not of("GetParticipantInput").conditions_for(STORE).supported


def test_hours_are_open_or_closed_and_nothing_else() -> None:
    rule = of("CheckHoursOfOperation").conditions_for({})
    assert rule.exactly == ("True", "False")
    assert rule.missing(["True"]) == ("False",)
    assert not rule.fits("Holiday")


def test_shares_stay_below_a_hundred_and_one() -> None:
    rule = of("DistributeByPercentage").conditions_for({})
    assert [text for text in ("0", "4", "100", "101", "5.5") if rule.fits(text)] == ["4", "100"]


def test_agents_are_only_compared_with_none() -> None:
    staffed = of("CheckMetricData").conditions_for({"MetricType": "NumberOfAgentsStaffed"})
    assert (staffed.operators, staffed.operands) == (("NumberGreaterThan",), ("0",))
    assert of("CheckMetricData").conditions_for({"MetricType": "NumberOfContactsInQueue"}).fits("300000")


@pytest.mark.parametrize(
    ("events", "operands", "more"),
    [
        ((), (), set()),
        (("CustomerReturned",), ("WaitCompleted", "CustomerReturned"), set()),
        (("BotParticipantDisconnected",), ("WaitCompleted", "BotParticipantDisconnected"), {"ParticipantNotFound"}),
        (
            ("CustomerReturned", "BotParticipantDisconnected"),
            ("WaitCompleted", "CustomerReturned", "BotParticipantDisconnected"),
            {"ParticipantNotFound"},
        ),
    ],
)
def test_a_wait_has_one_condition_for_each_event(events: Any, operands: Any, more: set[str]) -> None:
    parameters = {"TimeLimitSeconds": "60", "Events": events}
    assert of("Wait").conditions_for(parameters).exactly == operands
    assert required("Wait", parameters) == {NO_MATCH} | more


def test_a_function_answers_within_eight_seconds_unless_nobody_waits() -> None:
    call = {"LambdaFunctionARN": "arn:aws:lambda:us-west-2:123456789012:function:f", "InvocationTimeLimitSeconds": "9"}
    assert faults("InvokeLambdaFunction", **call) == {("VALUE", "InvocationTimeLimitSeconds")}
    assert faults("InvokeLambdaFunction", **call, InvocationType="ASYNCHRONOUS") == set()
    assert of("InvokeLambdaFunction").writes_with({"InvocationType": "ASYNCHRONOUS"}) == ("LambdaInvocation",)


def test_recording_and_analytics_need_the_redaction_branch_for_chat_only() -> None:
    name = "UpdateContactRecordingAndAnalyticsBehavior"
    redaction = "InFlightRedactionConfigurationFailed"
    assert redaction in required(name, {"ChatBehavior": {}})
    assert of(name).errors_for({"VoiceBehavior": {}}).surplus([redaction]) == (redaction,)
    assert of(name).support(Channel.CHAT, {"VoiceBehavior": {}}) is Support.ERROR
    assert of(name).channel_error == "ChannelMismatch"


def test_every_hook_names_a_flow_of_its_own_type() -> None:
    hooks = of("UpdateContactEventHooks").parameters["EventHooks"].kind
    assert isinstance(hooks, Object)
    assert set(hooks.members) == set(HOOK_FLOW_TYPES)
    assert HOOK_FLOW_TYPES["CustomerRemaining"] is FlowType.CONTACT_FLOW


# What becomes of a block on a channel that it does not have: (voice, chat, task, email).

Y, E, N = Support.SUPPORTED, Support.ERROR, Support.NO_EFFECT


@pytest.mark.parametrize(
    ("name", "parameters", "row"),
    [
        ("CreateWisdomSession", {}, (Y, Y, E, Y)),
        ("ConnectParticipantWithAgenticCX", {}, (Y, Y, E, E)),
        ("AuthenticateParticipant", {}, (E, Y, E, E)),
        ("CompleteOutboundCall", {}, (Y, E, E, E)),
        ("CheckOutboundCallStatus", {}, (Y, E, E, E)),
        ("UpdatePreviousContactParticipantState", {}, (Y, E, E, E)),
        ("CreatePersistentContactAssociation", {}, (E, Y, E, E)),
        ("GetParticipantInput", MENU, (Y, E, E, E)),
        ("ConnectParticipantWithLexBot", {}, (Y, Y, E, E)),
        ("GetParticipantInput", STORE, (Y, E, E, E)),
        ("MessageParticipantIteratively", {}, (Y, E, E, E)),
        ("MessageParticipant", {"Text": "Hello"}, (Y, Y, N, N)),
        ("MessageParticipant", {"PromptId": "$.Attributes.p"}, (Y, E, N, N)),
        ("ResumeContact", {}, (E, E, Y, E)),
        ("UpdateContactCallbackNumber", {}, (Y, E, E, E)),
        ("UpdateContactEventHooks", {"EventHooks": {"CustomerHold": "f"}}, (Y, E, E, E)),
        ("UpdateContactEventHooks", {"EventHooks": {"CustomerQueue": "f"}}, (Y, Y, Y, Y)),
        ("UpdateContactRecordingBehavior", {}, (Y, Y, E, E)),
        ("UpdateContactTextToSpeechVoice", {}, (Y, N, N, N)),
        ("ShowView", {}, (E, Y, E, Y)),
        ("UpdateContactMediaStreamingBehavior", {}, (Y, E, E, E)),
        ("TransferParticipantToThirdParty", {}, (Y, E, E, E)),
        ("TransferContactToAgent", {}, (Y, E, E, E)),
        ("Wait", {}, (E, Y, Y, Y)),
        ("InvokeLambdaFunction", {}, (Y, Y, Y, Y)),
        ("TransferContactToQueue", {}, (Y, Y, Y, Y)),
        ("CreateCallbackContact", {}, (Y, E, E, E)),
    ],
)
def test_an_action_does_on_each_channel_what_the_guide_says(name: str, parameters: Any, row: Any) -> None:
    assert tuple(of(name).support(channel, parameters) for channel in Channel) == row


def test_a_chat_stops_in_loop_prompts_without_an_error_branch() -> None:
    loop = of("MessageParticipantIteratively")
    assert loop.support(Channel.CHAT, {}, []) is Support.STOPS
    assert loop.support(Channel.CHAT, {}, [NO_MATCH]) is Support.ERROR
    assert loop.support(Channel.VOICE, {}, []) is Support.SUPPORTED


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("DisconnectParticipant", {"CONTACT_FLOW", "CAMPAIGN", "CUSTOMER_QUEUE", "AGENT_TRANSFER", "QUEUE_TRANSFER"}),
        ("EndFlowExecution", {"CUSTOMER_QUEUE", "CUSTOMER_WHISPER", "AGENT_WHISPER", "OUTBOUND_WHISPER"}),
        ("EndFlowModuleExecution", {"MODULE"}),
        ("MessageParticipantIteratively", {"CUSTOMER_QUEUE", "CUSTOMER_HOLD", "AGENT_HOLD"}),
        ("DequeueContactAndTransferToQueue", {"CUSTOMER_QUEUE"}),
        ("TransferContactToQueue", {"CONTACT_FLOW", "CAMPAIGN", "MODULE", "AGENT_TRANSFER", "QUEUE_TRANSFER"}),
        ("CompleteOutboundCall", {"OUTBOUND_WHISPER"}),
        ("UpdateContactAttributes", set(FlowType)),
    ],
)
def test_an_action_stands_only_in_its_types_of_flow(name: str, allowed: set[str]) -> None:
    assert {str(one) for one in of(name).flow_types} == {str(one) for one in allowed}


def test_success_leaves_the_flow_where_another_takes_over() -> None:
    handing = {one.name for one in ACTION_TYPES.values() if one.hands_over}
    assert handing == {
        *("TransferToFlow", "TransferContactToQueue", "DequeueContactAndTransferToQueue"),
        "TransferParticipantToThirdParty",
    }
    assert not of("TransferParticipantToThirdParty").hands_over_with({**DIAL, "ContinueFlowExecution": "True"})


def test_a_condition_on_parameters_reads_texts_lists_and_objects() -> None:
    assert When("a").holds({"a": None})
    assert When("a.b").holds({"a": {"b": 1}})
    assert not When("a.b").holds({"a": "b"})
    assert When("a", "True").holds({"a": "true"})
    assert When("a", "x").holds({"a": ["x", "y"]})
    assert When("a", absent=True).holds({})
    assert not When("a", absent=True).holds({"a": 1})
