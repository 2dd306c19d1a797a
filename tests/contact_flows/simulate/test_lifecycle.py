"""Regions, hanging up at any moment, determinism; and that nothing ever hangs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.language.document import Action, Channel, Condition, ErrorBranch, FlowDocument, FlowType
from contact_flows.simulate.contact import Answer, Contact, HangUp, Keys, Says, Silence
from contact_flows.simulate.limits import BY_FLOW
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.preparing import MAKERS
from contact_flows.simulate.trace import Ended, Verdict
from contact_flows.simulate.walking import STEP_BUDGET
from tests.contact_flows.simulate.small import TO_QUEUE, WORLD, call, flow, play, say, texts


def test_a_dark_region_serves_contacts_from_its_replica() -> None:
    world = replace(WORLD, down=frozenset({"us-west-2"}), replica="us-east-1")
    assert texts(play(say("where", "$.AwsRegion"), world=world)) == ["us-east-1"]


def test_without_a_replica_nobody_answers() -> None:
    trace = play(say("hello", "hello"), world=replace(WORLD, down=frozenset({"us-west-2"})))
    assert (trace.ended, trace.verdict, trace.said) == (Ended.FAULT, Verdict.NO_REGION, ())


@pytest.mark.parametrize("second", [0.0, 1.0, 5.0, 31.0, 100.0, 10_000.0])
def test_a_contact_may_leave_at_any_second(second: float) -> None:
    trace = play(say("hello", "one two three four five", "set"), *TO_QUEUE, hangs_up_after=second)
    assert trace.by == ("agent" if second > 1000 else "customer")
    assert trace.elapsed_seconds <= max(second, 300)


def test_the_same_contact_in_the_same_world_gives_the_same_trace() -> None:
    steps = (say("hello", "hello", "set"), *TO_QUEUE)
    assert play(*steps) == play(*steps)


def test_a_run_leaves_nothing_behind_in_the_machine() -> None:
    machine = Machine.of([flow("main", say("hello", "$.Attributes.a"))])
    first = machine.run(WORLD, Contact(flow="main", attributes={"a": "first"}))
    second = machine.run(WORLD, Contact(flow="main"))
    assert (first.said[0].text, second.said[0].text) == ("first", "")


def test_a_contact_of_an_unknown_flow_is_stranded_not_a_crash() -> None:
    assert Machine.of([flow("main")]).run(WORLD, Contact(flow="nowhere")).verdict is Verdict.DEAD_END


IDS = [f"a{number}" for number in range(8)]
TYPES = sorted({*MAKERS, *BY_FLOW, "LevitateContact"})
SCRAPS: st.SearchStrategy[Any] = st.sampled_from(
    ["", "1", "3", "-1", "True", "text $.Attributes.a", "$.External.x", "queue:billing", "hours:office", "flow:main",
     "flow:other", "module:m", "function:f", "+12065550142", "agent", 7, None, True]
)  # fmt: skip
PARAMETERS = st.sampled_from(
    ["Text", "SSML", "PromptId", "Messages", "InterruptFrequencySeconds", "InputTimeLimitSeconds", "StoreInput",
     "InputValidation", "DTMFConfiguration", "LoopCount", "TimeLimitSeconds", "QueueId", "HoursOfOperationId",
     "ContactFlowId", "FlowModuleId", "LambdaFunctionARN", "ComparisonValue", "Attributes", "EventHooks", "MetricType",
     "CallbackNumber", "ThirdPartyPhoneNumber", "ContinueFlowExecution", "TextToSpeechVoice", "LexV2Bot", "Input",
     "ResultData", "ProfileRequestData", "CaseRequestFields", "Tags", "TagKeys", "FlowAttributes", "Queries"]
)  # fmt: skip
VALUES = st.one_of(
    SCRAPS,
    st.dictionaries(st.sampled_from(["a", "Text", "AliasArn", "CustomValidation", "CustomerQueue", "Value"]), SCRAPS),
    st.lists(st.one_of(SCRAPS, st.dictionaries(st.just("Text"), SCRAPS)), max_size=3).map(tuple),
)


@st.composite
def actions(draw: st.DrawFn, id_: str) -> Action:
    target = st.sampled_from([*IDS, "nowhere"])
    return Action(
        id=id_,
        type=draw(st.sampled_from(TYPES)),
        parameters=draw(st.none() | st.dictionaries(PARAMETERS, VALUES, max_size=5)),
        next=draw(st.none() | target),
        conditions=tuple(
            draw(st.lists(st.builds(Condition, target, st.tuples(SCRAPS), st.sampled_from(["Equals", "NumberLessThan"])), max_size=2))
        ),
        errors=tuple(draw(st.lists(st.builds(ErrorBranch, st.sampled_from(["NoMatchingError", "NoMatchingCondition"]), target), max_size=2))),
    )  # fmt: skip


def documents(id_: str, kind: FlowType) -> st.SearchStrategy[FlowDocument]:
    return st.tuples(*(actions(one) for one in IDS)).map(
        lambda found: FlowDocument(id=id_, name=id_, type=kind, actions=found)
    )


ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.text("0123456789*#", max_size=4).map(Keys), st.just(Says("agent")), st.just(Silence()), st.just(HangUp())
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    main=documents("main", FlowType.CONTACT_FLOW),
    other=documents("other", FlowType.CUSTOMER_QUEUE),
    module=documents("m", FlowType.MODULE),
    channel=st.sampled_from(list(Channel)),
    answers=st.lists(ANSWERS, max_size=4).map(tuple),
    wait=st.sampled_from([None, 0.0, 45.0]),
)
def test_no_contact_in_any_graph_hangs_or_crashes(
    main: FlowDocument,
    other: FlowDocument,
    module: FlowDocument,
    channel: Channel,
    answers: tuple[Answer, ...],
    wait: float | None,
) -> None:
    queues = {key: replace(state, wait_seconds=wait) for key, state in WORLD.queues.items()}
    world = replace(WORLD, queues=queues, functions={"function:f": lambda _event, _at: {"x": "1"}})
    trace = Machine.of((main, other, module)).run(world, Contact(flow="main", channel=channel, answers=answers))
    assert len(trace.steps) <= STEP_BUDGET + 10
    assert (trace.ended is Ended.FAULT) == (trace.verdict is not Verdict.FINE)


def test_a_caller_who_leaves_while_a_function_works_still_ended_it() -> None:
    trace = play(call("f"), functions={"function:f": lambda _e, _at: {}}, hangs_up_after=0.1)
    assert (trace.by, trace.ended) == ("customer", Ended.DISCONNECT)
