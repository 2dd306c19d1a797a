"""What agents hear before a caller, what is heard on hold and in calls that we make, and the question afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.compile.survey import survey_flow
from contact_flows.compile.transfer import transfer_flow
from contact_flows.compile.whispers import hold_flow, outbound_flow, whisper_flow
from contact_flows.language.document import Channel, FlowDocument, FlowType
from contact_flows.simulate.contact import HangUp
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import Fault, QueueState
from tests.contact_flows.compile.desk import blocks, call, full, heard, world
from tests.contact_flows.compile.examples import (
    center_of,
    centers,
    consent,
    hawaii,
    infra,
    key,
    reached,
    said,
    washington,
)


def line(*keys: str, **given: Any) -> Trace:
    return call("line-main", *keys, **given)


def agent_heard(trace: Trace) -> str:
    return " ".join(one.text for one in trace.said if one.to == "agent")


# --- whisper


def test_the_agent_hears_program_and_queue() -> None:
    assert agent_heard(line("1")).startswith("Evergreen Mile Contribution. Enrollment.")


def test_the_agent_hears_which_language_the_caller_speaks() -> None:
    assert "The caller speaks Spanish." in agent_heard(line("8"))


def test_a_caller_of_the_usual_language_is_announced_without_it() -> None:
    assert "speaks" not in agent_heard(line("1"))


def test_a_language_of_interpreters_names_the_interpreter() -> None:
    spec = hawaii()
    flow = whisper_flow(spec, center_of(spec))
    line_name = spec.infrastructure.interpreter_line
    assert line_name is not None
    assert f"Please add {line_name.name}." in said(flow)
    others = [one for one in spec.infrastructure.languages if one.code != "en-US"]
    assert {f"language-{one.code}" for one in others} <= set(flow.by_id)


def test_an_interpreter_without_a_name_is_still_asked_for() -> None:
    spec = infra(hawaii(), interpreter_line=None)
    assert "Please add an interpreter." in said(whisper_flow(spec, center_of(spec)))


def test_a_whisper_speaks_the_agents_language_and_the_wait_the_callers() -> None:
    trace = line("8")
    voices = {one.to: one.voice for one in trace.said}
    assert voices["agent"] == "Joanna"
    assert next(one.voice for one in trace.said if one.flow == "waiting-es-US") == "Lupe"


# --- hold and calls that we make


def test_the_flow_on_hold_never_ends_by_itself() -> None:
    spec = washington()
    flow = hold_flow(spec, center_of(spec))
    assert flow.type is FlowType.CUSTOMER_HOLD
    prompts = [action for action in flow.actions if action.type == "MessageParticipantIteratively"]
    assert {action.next for action in prompts} == {None}
    assert "PromptId" in str(prompts[0].given("Messages"))


@pytest.mark.parametrize(
    ("record", "announce", "noticed"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_calls_that_we_make_give_the_notice_where_calls_are_recorded(
    record: bool, announce: bool, noticed: bool
) -> None:
    spec = consent(washington(), record_calls=record, announce=announce)
    flow = outbound_flow(spec, center_of(spec))
    assert ("This call is recorded." in said(flow)) is noticed
    assert ("record" in flow.by_id) is record
    assert flow.type is FlowType.OUTBOUND_WHISPER


def test_recording_begins_before_the_notice_of_calls_that_we_make() -> None:
    spec = washington()
    flow = outbound_flow(spec, center_of(spec))
    declined = flow.by_id[flow.start]
    assert (declined.given("ComparisonValue"), declined.next) == ("$.Attributes.recorded", "record")


def test_whoever_declined_the_recording_is_not_recorded_when_called_back() -> None:
    spec = washington()
    flow = outbound_flow(spec, center_of(spec))
    way = reached(flow, key(flow.by_id[flow.start], "no"))
    assert "record" not in way
    assert not any("recorded" in str(flow.by_id[id_].given("Text")) for id_ in way)
    firm = consent(spec, unrecorded_path=False)
    assert outbound_flow(firm, center_of(firm)).start == "record"


def test_a_flow_of_outbound_calls_names_no_queue_since_queues_name_it() -> None:
    for spec, center in centers():
        assert not {ref.kind for ref in outbound_flow(spec, center).refs} & {"queue", "flow"}


# --- survey


def test_the_question_is_asked_when_the_agent_has_gone_and_the_answer_is_kept() -> None:
    trace = line("1", "4")
    assert "How well did we help you today?" in heard(trace)
    assert trace.attributes["csat"] == "4"


def test_a_spanish_caller_is_asked_in_spanish() -> None:
    trace = line("8", "5")
    assert "¿Qué tan bien le ayudamos hoy?" in heard(trace)
    assert trace.attributes["csat"] == "5"


def test_a_wrong_key_is_asked_once_more_and_silence_is_left_alone() -> None:
    assert line("1", "9", "9").attributes.get("csat") is None
    assert blocks(line("1", "9", "3")).count("ask") >= 2
    assert line("1").attributes.get("csat") is None


def test_whoever_hangs_up_on_the_question_has_answered_nothing() -> None:
    assert call("survey", HangUp()).attributes.get("csat") is None


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.TASK, Channel.EMAIL])
def test_a_written_contact_is_asked_nothing(channel: Channel) -> None:
    assert heard(call("survey", channel=channel, customer="")) == ""


# --- transfer


def transferred(**given: Any) -> Trace:
    return call("transfer", **given)


def test_a_transfer_counts_as_a_hop_and_ends_the_offer_of_a_callback() -> None:
    spec = washington()
    flow = transfer_flow(spec, center_of(spec), "general")
    assert flow.type is FlowType.QUEUE_TRANSFER
    assert flow.start == "hop"
    assert flow.by_id["mark"].given("Attributes") == {"callback": "no"}


def test_a_transferred_caller_waits_in_the_language_of_the_greeting() -> None:
    spec = washington()
    flow = transfer_flow(spec, center_of(spec), "general")
    assert str(flow.by_id["wait-es-US"].given("EventHooks")) != str(flow.by_id["wait"].given("EventHooks"))
    assert flow.by_id["language"].error("NoMatchingCondition") == "wait"


def test_a_transfer_that_fails_goes_to_the_general_queue_and_then_tells_the_agent() -> None:
    trace = transferred(at=world(queues=full("general")))
    assert "The transfer did not work." in " ".join(one.text for one in trace.said)
    assert transferred().queue == "queue:general"


# --- all


def whole(spec_flows: list[FlowDocument]) -> bool:
    return all(reached(flow) == set(flow.by_id) and all(a.spec_path for a in flow.actions) for flow in spec_flows)


def test_every_such_flow_of_the_examples_is_whole() -> None:
    for spec, center in centers():
        general = next(iter(spec.infrastructure.queues)).id
        makers = (whisper_flow, hold_flow, outbound_flow, survey_flow)
        assert whole([*(make(spec, center) for make in makers), transfer_flow(spec, center, general)])


def test_modules_that_look_things_up_never_leave_a_caller_without_an_answer() -> None:
    dead = world(faults={"function:switchboard": Fault.DEAD}, queues={"queue:general": QueueState(wait_seconds=5)})
    trace = line("0", at=dead)
    assert trace.queue == "queue:general"
    assert trace.attributes["emergency"] == "none"
