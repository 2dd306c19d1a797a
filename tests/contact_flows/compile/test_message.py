"""Requests that are kept, and what happens when even that fails."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.compile.message import message_flow
from contact_flows.compile.queue import TRIES
from contact_flows.language.document import FlowDocument
from contact_flows.simulate.contact import Silence
from contact_flows.simulate.trace import Ended, Trace
from contact_flows.simulate.world import Fault, Phone
from spec.models import ProgramSpec
from tests.contact_flows.compile.desk import SILENT, blocks, call, heard, world
from tests.contact_flows.compile.examples import center_of, infra, reached, washington

KNOWN = {"line": "main", "queue": "billing", "language": "en-US"}
NO_CASES = {"function:open_case": Fault.DEAD}
NUMBER = "+13605550179"


def message(*keys: str | Silence, **given: Any) -> Trace:
    return call("message", *keys, **{"attributes": {**KNOWN, "recorded": "yes"}, **given})


def order(trace: Trace, first: str, second: str) -> bool:
    return blocks(trace).index(first) < blocks(trace).index(second)


def test_the_case_is_opened_before_anything_is_said() -> None:
    trace = message("#")
    assert trace.ended is Ended.VOICEMAIL
    assert order(trace, "keep", "request")
    assert trace.functions[0].function == "function:open_case"


def test_the_caller_hears_the_number_twice_and_the_day() -> None:
    trace = message("#")
    number = trace.attributes["case_reference_spoken"]
    assert heard(trace).count(number) == 2
    assert "You will hear from us by Thursday, May 4." in heard(trace)


def test_the_case_knows_line_queue_and_language() -> None:
    asked = message("#").functions[0].parameters
    assert (asked["line"], asked["queue"], asked["language"]) == ("main", "billing", "en-US")


def test_whoever_hangs_up_at_once_has_still_been_heard() -> None:
    trace = call("message", attributes={**KNOWN, "recorded": "yes"}, hangs_up_after=0.5)
    assert trace.functions[0].answer["case"]


def test_agents_meet_the_request_as_a_task_in_the_lines_own_queue() -> None:
    trace = message("#")
    assert [one.kind for one in trace.created] == ["task"]
    assert "work-callback" in blocks(trace)


def test_a_task_that_cannot_be_made_leaves_the_case() -> None:
    trace = message("#", at=world(faults={"tasks": Fault.DEAD}))
    assert trace.ended is Ended.VOICEMAIL
    assert "We have kept your request." in heard(trace)


def test_a_caller_may_speak_where_calls_are_recorded() -> None:
    assert "Please say your message now." in heard(message("#"))
    assert "Thank you. We have your message." in heard(message("#"))


@pytest.mark.parametrize("recorded", ["no", ""])
def test_whoever_declined_the_recording_is_not_asked_to_speak(recorded: str) -> None:
    trace = call("message", attributes={**KNOWN, "recorded": recorded})
    assert "Please say your message" not in heard(trace)
    assert trace.ended is Ended.VOICEMAIL


def test_a_caller_without_a_number_is_asked_for_one_first() -> None:
    trace = message("2065550143#", "#", customer="anonymous")
    assert "We cannot see the number you are calling from." in heard(trace)
    assert trace.functions[0].parameters["phone"] == "+12065550143"


@pytest.mark.parametrize("typed", ["12#", "#"])
def test_a_number_that_is_none_does_not_lose_the_request(typed: str) -> None:
    assert message(typed, customer="anonymous").ended is Ended.VOICEMAIL


def test_a_caller_who_enters_no_number_has_none_in_the_request() -> None:
    trace = message(SILENT, customer="anonymous")
    assert trace.ended is Ended.VOICEMAIL
    assert "phone" not in trace.functions[0].parameters


def test_without_a_case_the_caller_goes_the_second_way() -> None:
    trace = message(at=world(faults=NO_CASES))
    assert trace.ended is Ended.TRANSFER
    assert "We will connect you to another number now." in heard(trace)


def test_when_everything_fails_the_caller_hears_so_once_and_a_goodbye() -> None:
    dead = world(faults=NO_CASES, phones={NUMBER: Phone.BUSY})
    trace = message(at=dead)
    assert trace.ended is Ended.DISCONNECT
    assert blocks(trace).count("other-1-dial") == 1
    assert heard(trace).endswith(
        "Please call us again later. Thank you for calling Evergreen Mile Contribution. Goodbye."
    )


def test_a_call_that_nobody_takes_elsewhere_comes_back_to_the_message() -> None:
    trace = call("fallback", "#", at=world(phones={NUMBER: Phone.RINGS}), attributes=KNOWN)
    assert trace.ended is Ended.VOICEMAIL
    assert order(trace, "not-reached", "keep")


def test_the_second_way_is_not_tried_twice() -> None:
    dead = world(faults=NO_CASES, phones={NUMBER: Phone.BUSY})
    trace = call("fallback", at=dead, attributes=KNOWN)
    assert trace.ended is Ended.DISCONNECT
    assert blocks(trace).count("other-1-dial") == 1
    assert "We could not keep your request." in heard(trace)


@pytest.mark.parametrize("flow", ["message", "fallback"])
def test_no_failure_at_all_runs_in_circles(flow: str) -> None:
    dead = world(faults={**NO_CASES, "function:opening": Fault.DEAD, "tasks": Fault.DEAD}, phones={NUMBER: Phone.BUSY})
    trace = call(flow, at=dead, attributes=KNOWN)
    assert trace.ended is Ended.DISCONNECT
    assert len(trace.steps) < 40 + TRIES


def _govcloud(spec: ProgramSpec) -> FlowDocument:
    """AWS GovCloud has no case store."""
    security = spec.infrastructure.security.model_copy(update={"govcloud": True})
    changed = infra(spec, security=security)
    return message_flow(changed, center_of(changed), "en-US")


def test_without_a_case_store_the_request_is_a_task_and_its_failure_is_told() -> None:
    flow = _govcloud(washington())
    tasks = [action for action in flow.actions if action.type == "CreateTask"]
    assert {task.error("NoMatchingError") for task in tasks} == {"failed"}
    assert not any(ref.kind == "function" for ref in flow.refs)
    assert reached(flow) == set(flow.by_id)


def test_nothing_is_promised_to_a_caller_whom_nobody_can_reach() -> None:
    trace = call("message", SILENT, SILENT, attributes=KNOWN, customer="")
    said = heard(trace)
    assert trace.ended is Ended.VOICEMAIL
    assert "We have kept your request." in said
    assert "We have no telephone number at which to reach you." in said
    assert "You will hear from us" not in said


def test_a_caller_who_needs_a_second_try_for_the_number_is_promised_an_answer() -> None:
    said = heard(call("message", SILENT, "2065550143", attributes=KNOWN, customer=""))
    assert "You will hear from us" in said
    assert "no telephone number" not in said
