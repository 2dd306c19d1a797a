"""Which way an action leaves: errors, conditions in order, NoMatchingCondition, NextAction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_flows.language.document import Action, Channel, Condition, ErrorBranch
from contact_flows.simulate.contact import Keys
from contact_flows.simulate.trace import Ended, Verdict
from tests.contact_flows.simulate.small import act, call, flow, keep, play, say, texts


def branch(operator: str, operand: str, value: str) -> str:
    """What a Compare of an attribute says."""
    compare = Action(
        id="compare",
        type="Compare",
        parameters={"ComparisonValue": "$.Attributes.a"},
        next="no",
        conditions=(Condition("yes", (operand,), operator),),
        errors=(ErrorBranch("NoMatchingCondition", "no"),),
    )
    return texts(play(compare, say("yes", "yes"), say("no", "no"), attributes={"a": value}))[0]


@pytest.mark.parametrize(
    ("operator", "operand", "value", "expected"),
    [
        ("Equals", "one", "one", "yes"),
        ("Equals", "one", "One", "no"),
        ("TextStartsWith", "on", "one", "yes"),
        ("TextEndsWith", "ne", "one", "yes"),
        ("TextContains", "n", "one", "yes"),
        ("TextContains", "N", "one", "no"),
        ("NumberGreaterThan", "5", "5", "no"),
        ("NumberGreaterThan", "5", "5.5", "yes"),
        ("NumberGreaterOrEqualTo", "5", "5", "yes"),
        ("NumberLessThan", "5", "4", "yes"),
        ("NumberLessOrEqualTo", "5", "five", "no"),
        ("NumberLessThan", "five", "4", "no"),
        ("Contains", "n", "one", "no"),
    ],
)
def test_an_operator_compares_as_the_service_does(operator: str, operand: str, value: str, expected: str) -> None:
    assert branch(operator, operand, value) == expected


def test_the_first_true_condition_wins() -> None:
    compare = Action(
        id="compare",
        type="Compare",
        parameters={"ComparisonValue": "$.Attributes.a"},
        next="end",
        conditions=(Condition("first", ("1",), "NumberGreaterThan"), Condition("second", ("2",), "NumberGreaterThan")),
        errors=(ErrorBranch("NoMatchingCondition", "end"),),
    )
    assert texts(play(compare, say("first", "first"), say("second", "second"), attributes={"a": "3"})) == ["first"]


def test_two_operands_never_match() -> None:
    compare = Action(
        id="compare",
        type="Compare",
        parameters={"ComparisonValue": "$.Attributes.a"},
        next="end",
        conditions=(Condition("yes", ("1", "2")),),
        errors=(ErrorBranch("NoMatchingCondition", "end"),),
    )
    assert texts(play(compare, say("yes", "yes"), attributes={"a": "1"})) == []


def test_a_missing_attribute_matches_nothing() -> None:
    compare = act("c", "Compare", "no", {"": "yes"}, {"NoMatchingCondition": "no"}, ComparisonValue="$.Attributes.none")
    assert texts(play(compare, say("yes", "yes"), say("no", "no"))) == ["no"]


def test_an_error_takes_its_own_branch_before_the_general_one() -> None:
    ask = act(
        "ask", "GetParticipantInput", "end", {"1": "end"},
        {"NoMatchingError": "general", "InputTimeLimitExceeded": "own", "NoMatchingCondition": "general"},
        Text="?", InputTimeLimitSeconds="5",
    )  # fmt: skip
    assert texts(play(ask, say("own", "own"), say("general", "general")))[1:] == ["own"]


def test_an_error_without_any_branch_strands_the_contact() -> None:
    trace = play(act("set", "UpdateContactTargetQueue", "end", QueueId="queue:nowhere"))
    assert (trace.ended, trace.verdict) == (Ended.FAULT, Verdict.DEAD_END)
    assert "main/set" in trace.verdict_at


def test_a_branch_to_an_action_that_does_not_exist_strands_the_contact() -> None:
    assert play(say("hello", "hello", "nowhere")).verdict is Verdict.DEAD_END


def test_an_unknown_type_takes_its_error_branch_with_a_remark() -> None:
    trace = play(act("new", "LevitateContact", "end", errors={"NoMatchingError": "failed"}))
    assert texts(trace) == ["failed"]
    assert "LevitateContact" in trace.remarks[0].text


def test_an_unknown_type_without_error_branch_has_a_verdict_of_its_own() -> None:
    assert play(act("new", "LevitateContact")).verdict is Verdict.UNKNOWN_ACTION


def test_a_flow_of_texts_that_go_round_spends_the_step_budget() -> None:
    trace = play(keep("a", "b", x="1"), keep("b", "a", x="2"))
    assert (trace.verdict, trace.ended) == (Verdict.STEPS, Ended.FAULT)


def test_a_flow_that_talks_for_ever_spends_the_time_budget() -> None:
    trace = play(say("a", " ".join(["word"] * 500), "b"), say("b", "more", "a"))
    assert trace.verdict is Verdict.TIME


def test_a_flow_without_actions_is_a_dead_end() -> None:
    trace = play(act("go", "TransferToFlow", "end", errors={"NoMatchingError": "failed"}, ContactFlowId="nothing"))
    assert texts(trace) == ["failed"]


def test_end_flow_in_an_inbound_flow_hangs_up() -> None:
    trace = play(act("stop", "EndFlowExecution", None))
    assert (trace.ended, trace.by) == (Ended.DISCONNECT, "flow")


def test_the_trace_names_the_branch_that_was_taken() -> None:
    compare = act("c", "Compare", "end", {"1": "end"}, {"NoMatchingCondition": "end"}, ComparisonValue="$.Attributes.a")
    assert [step.branch for step in play(compare, attributes={"a": "1"}).steps] == ["=1", ""]
    assert [step.branch for step in play(compare, attributes={"a": "2"}).steps] == ["!NoMatchingCondition", ""]


def test_a_flow_may_start_at_another_than_its_first_action() -> None:
    document = flow("other", say("a", "a"), say("b", "b"))
    started = type(document)(id="other", name="o", type=document.type, actions=document.actions, start="b")
    jump = act("go", "TransferToFlow", "end", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:other")
    assert texts(play(jump, others=(started,))) == ["b"]


@pytest.mark.parametrize("typed", ["1_000", "nan", "inf", " 7 ", "7 days", ""])
def test_only_numerals_are_numbers(typed: str) -> None:
    bigger = Condition("more", ("5",), "NumberGreaterThan")
    smaller = Condition("more", ("5",), "NumberLessOrEqualTo")
    check = Action(
        id="check", type="Compare", parameters={"ComparisonValue": "$.Attributes.n"}, next="less",
        conditions=(bigger, smaller), errors=(ErrorBranch("NoMatchingCondition", "less"),),
    )  # fmt: skip
    assert texts(play(check, say("more", "more"), say("less", "less"), attributes={"n": typed})) == ["less"]


def test_a_typed_number_equals_its_text() -> None:
    lookup = replace(
        call("f"),
        next="check",
        parameters={**(call("f").parameters or {}), "ResponseValidation": {"ResponseType": "JSON"}},
    )
    check = act("check", "Compare", "no", {"5": "yes"}, {"NoMatchingCondition": "no"}, ComparisonValue="$.External.n")
    trace = play(lookup, check, say("yes", "yes"), say("no", "no"), functions={"function:f": lambda _e, _at: {"n": 5}})
    assert texts(trace) == ["yes"]


def test_what_matches_nothing_goes_on_where_there_is_no_branch_for_that() -> None:
    menu = act(
        "menu",
        "GetParticipantInput",
        "next",
        {"1": "one"},
        {"NoMatchingError": "failed"},
        Text="?",
        InputTimeLimitSeconds="5",
    )
    assert texts(play(menu, say("next", "next"), say("one", "one"), answers=(Keys("2"),))) == ["?", "next"]


def test_a_contact_flow_is_no_module() -> None:
    other = flow("other", say("s", "other"))
    invoke = act("m", "InvokeFlowModule", errors={"NoMatchingError": "failed"}, FlowModuleId="flow:other")
    assert texts(play(invoke, others=(other,))) == ["failed"]


def test_no_time_limit_runs_backwards() -> None:
    back = act("wait", "Wait", "end", {"WaitCompleted": "end"}, {"NoMatchingError": "failed"}, TimeLimitSeconds="-600")
    assert play(back, channel=Channel.CHAT).elapsed_seconds == 0
