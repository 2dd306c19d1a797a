"""Lambda functions: their event, their limits, their failures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from contact_flows.language.document import Action
from contact_flows.simulate.world import Fault, Function
from tests.contact_flows.simulate.small import WORLD, act, call, play, say, texts

READ = say("say", "<$.External.a>")


def answering(answer: Any) -> dict[str, Function]:
    return {"function:f": lambda _event, _at: answer}


def heard(answer: Any, *steps: Action, faults: Mapping[str, Fault] | None = None) -> list[str]:
    world = replace(WORLD, functions=answering(answer), faults=faults or {})
    return texts(play(*(steps or (call("f", then="say"),)), READ, world=world))


def test_an_answer_is_read_from_external() -> None:
    assert heard({"a": "1"}) == ["<1>"]


@pytest.mark.parametrize("answer", [{"a": 1}, {"a": {"b": "c"}}, {"a": None}, ["a"], "a", None, {"a": "x" * 33_000}])
def test_an_answer_that_is_no_map_of_texts_is_an_error(answer: Any) -> None:
    assert heard(answer) == ["failed"]


def test_a_nested_answer_is_read_where_the_flow_asks_for_json() -> None:
    ask = act(
        "f", "InvokeLambdaFunction", "say", errors={"NoMatchingError": "failed"}, LambdaFunctionARN="function:f",
        InvocationTimeLimitSeconds="3", ResponseValidation={"ResponseType": "JSON"},
    )  # fmt: skip
    trace = play(ask, say("say", "$.External.a.b"), functions=answering({"a": {"b": "deep"}}))
    assert texts(trace) == ["deep"]


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_of_a_function_takes_the_error_branch(fault: Fault) -> None:
    assert heard({"a": "1"}, faults={"function:f": fault}) == ["failed"]


def test_a_slow_function_takes_its_whole_limit_and_a_dead_one_does_not() -> None:
    def at(fault: Fault) -> float:
        world = replace(WORLD, functions=answering({}), faults={"function:f": fault})
        return play(call("f"), world=world).said[0].at_seconds

    assert at(Fault.SLOW) == pytest.approx(8)
    assert at(Fault.DEAD) < 1


def test_functions_may_keep_a_contact_waiting_for_20_seconds_in_a_row() -> None:
    world = replace(WORLD, functions=answering({}), faults={"function:f": Fault.SLOW})
    chain = [replace(call(f"f{n}", then="end"), errors=()) for n in range(4)]
    linked = [
        act(f"f{n}", "InvokeLambdaFunction", "end", errors={"NoMatchingError": f"f{n + 1}" if n < 3 else "end"},
            LambdaFunctionARN="function:f", InvocationTimeLimitSeconds="8")
        for n in range(len(chain))
    ]  # fmt: skip
    trace = play(*linked, world=world)
    assert [called.failed for called in trace.functions] == ["no answer within 8 seconds"] * 2 + [
        "functions kept the contact waiting for more than 20 seconds"
    ] * 2


def test_a_prompt_ends_the_silence_that_functions_may_fill() -> None:
    world = replace(WORLD, functions=answering({}), faults={"function:f": Fault.SLOW})
    steps: list[Action] = []
    for n in range(4):
        steps.append(
            act(f"f{n}", "InvokeLambdaFunction", "end", errors={"NoMatchingError": f"s{n}"},
                LambdaFunctionARN="function:f", InvocationTimeLimitSeconds="8")
        )  # fmt: skip
        steps.append(say(f"s{n}", "still there", f"f{n + 1}" if n < 3 else "end"))
    assert {called.failed for called in play(*steps, world=world).functions} == {"no answer within 8 seconds"}


def test_a_function_that_raises_is_an_error_and_the_trace_says_why() -> None:
    def broken(_event: Mapping[str, Any], _at: dt.datetime) -> Mapping[str, Any]:
        raise KeyError("TABLE")

    trace = play(call("f"), functions={"function:f": broken})
    assert texts(trace) == ["failed"]
    assert trace.functions[0].failed == "KeyError: 'TABLE'"


def test_a_function_that_does_not_exist_is_an_error() -> None:
    assert texts(play(call("f", "function:nowhere"))) == ["failed"]


def test_a_function_of_a_dark_region_named_in_its_arn_is_an_error() -> None:
    arn = "arn:aws:lambda:us-west-2:000000000000:function:f"
    functions: dict[str, Function] = {arn: lambda _event, _at: {}}
    world = replace(WORLD, functions=functions, down=frozenset({"us-west-2"}), replica="us-east-1")
    assert texts(play(call("f", arn), world=world)) == ["failed"]
    portable = {arn.replace("us-west-2", "us-east-1"): functions[arn]}
    following = call("f", "arn:aws:lambda:$.AwsRegion:000000000000:function:f")
    assert texts(play(following, world=replace(world, functions=portable))) == []


def test_the_event_is_that_of_the_service() -> None:
    seen: list[Mapping[str, Any]] = []

    def record(event: Mapping[str, Any], _at: dt.datetime) -> Mapping[str, Any]:
        seen.append(event)
        return {}

    play(call("f", reason="$.Attributes.why"), functions={"function:f": record}, attributes={"why": "late"})
    data = seen[0]["Details"]["ContactData"]
    assert seen[0]["Name"] == "ContactFlowEvent"
    assert seen[0]["Details"]["Parameters"] == {"reason": "late"}
    assert data["Attributes"] == {"why": "late"}
    assert data["CustomerEndpoint"] == {"Address": "+12065550142", "Type": "TELEPHONE_NUMBER"}
    assert data["Queue"] is None
    assert {"AwsRegion", "RelatedContactId", "SegmentAttributes", "Tags", "LanguageCode", "Name"} <= set(data)


def test_a_contact_without_a_number_has_no_customer_endpoint() -> None:
    seen: list[Any] = []

    def record(event: Mapping[str, Any], _at: dt.datetime) -> Mapping[str, Any]:
        seen.append(event["Details"]["ContactData"]["CustomerEndpoint"])
        return {}

    play(call("f"), functions={"function:f": record}, customer="")
    assert seen == [None]


def test_a_function_runs_at_the_virtual_moment() -> None:
    moments: list[dt.datetime] = []

    def record(_event: Mapping[str, Any], at: dt.datetime) -> Mapping[str, Any]:
        moments.append(at)
        return {}

    play(say("hello", "one two three four five", "f"), call("f"), functions={"function:f": record})
    assert dt.timedelta(seconds=2) < moments[0] - WORLD.now < dt.timedelta(seconds=4)


def test_a_case_that_open_case_made_is_in_the_trace_and_ends_as_voicemail() -> None:
    functions: dict[str, Function] = {"function:open_case": lambda _event, _at: {"case": "case-7"}}
    trace = play(call("f", "function:open_case"), functions=functions)
    assert (trace.cases, trace.ended.value) == (("case-7",), "voicemail")


def test_an_asynchronous_invocation_leaves_external_alone() -> None:
    later = act(
        "f", "InvokeLambdaFunction", "say", errors={"NoMatchingError": "failed"}, LambdaFunctionARN="function:f",
        InvocationTimeLimitSeconds="8", InvocationType="ASYNCHRONOUS",
    )  # fmt: skip
    assert heard({"a": "1"}, later) == ["<>"]


@pytest.mark.parametrize("odd", ["text", ["a", {"IdentifierValue": "x"}], 7, {"SearchCriteria": ["a", 7]}, None])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("GetCustomerProfile", "ProfileRequestData"),
        ("CreateCustomerProfile", "ProfileRequestData"),
        ("CreateCase", "CaseRequestFields"),
        ("UpdateCase", "CaseRequestFields"),
        ("EvaluateDataTableValues", "Queries"),
        ("InvokeLambdaFunction", "LambdaInvocationAttributes"),
    ],
)
def test_parameters_of_another_shape_are_taken_for_none(kind: str, name: str, odd: object) -> None:
    parameters: dict[str, Any] = {name: odd, "CaseId": "1"}
    block = act("b", kind, errors={"NoMatchingError": "failed", "NoneFoundError": "failed"}, **parameters)
    assert play(block).verdict.value == "fine"


def test_a_customer_profile_is_found_by_any_value_or_by_all_of_them() -> None:
    ann, bob = {"FirstName": "Ann"}, {"FirstName": "Bob"}
    known = replace(WORLD, profiles={"555": (ann, bob), "ann@mail.example": (ann,)})

    def found(operator: str) -> str:
        criteria = [{"IdentifierValue": "555"}, {"IdentifierValue": "ann@mail.example"}]
        errors = {"MultipleFoundError": "several", "NoneFoundError": "none", "NoMatchingError": "failed"}
        request = {"SearchCriteria": criteria, "LogicalOperator": operator}
        block = act("b", "GetCustomerProfile", "one", errors=errors, ProfileRequestData=request)
        return texts(
            play(block, say("one", "$.Customer.FirstName"), say("several", "several"), say("none", "none"), world=known)
        )[0]

    assert (found("AND"), found("OR")) == ("Ann", "several")
