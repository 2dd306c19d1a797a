"""Arrival at a queue: hours, agents, overflow, the callback and the message, in both languages."""

from __future__ import annotations

import pytest

from contact_flows.compile import compile_flows
from contact_flows.compile.callback import room
from contact_flows.compile.queue import queue_flow
from contact_flows.compile.scope import Scope
from contact_flows.language.document import FlowDocument
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Ended
from contact_flows.simulate.world import Fault, QueueState
from spec.models import ProgramSpec
from spec.models.queues import Callbacks
from tests.contact_flows.compile.desk import (
    CLOSED,
    HOLIDAY,
    LATE,
    OPEN,
    SILENT,
    blocks,
    call,
    full,
    heard,
    machine_with,
    world,
)
from tests.contact_flows.compile.examples import center_of, infra, reached, routing, washington

KNOWN = {"line": "main", "recorded": "yes", "language": "en-US"}


def queue_with(spec: ProgramSpec, id_: str, **changes: object) -> ProgramSpec:
    queues = tuple(one.model_copy(update=changes) if one.id == id_ else one for one in spec.infrastructure.queues)
    return infra(spec, queues=queues)


def queue_of(spec: ProgramSpec, id_: str, language: str = "en-US") -> FlowDocument:
    scope = Scope(spec, center_of(spec))
    return queue_flow(scope, scope.queues[id_], language)


def test_a_caller_waits_in_the_queue_while_it_is_open() -> None:
    trace = call("queue-billing", attributes=KNOWN)
    assert (trace.ended, trace.queue) == (Ended.QUEUE, "queue:billing")


def test_a_closed_queue_says_when_it_opens_and_keeps_the_request() -> None:
    trace = call("queue-billing", at=world(CLOSED), attributes=KNOWN)
    assert trace.ended is Ended.VOICEMAIL
    assert "We are closed right now. We open again on Thursday, May 4, at 7 AM." in heard(trace)


def test_a_holiday_is_named() -> None:
    assert "We are closed today for Veterans Day." in heard(call("queue-billing", at=world(HOLIDAY), attributes=KNOWN))


def test_without_an_answer_about_hours_the_caller_still_leaves_a_message() -> None:
    dead = world(CLOSED, faults={"function:opening": Fault.DEAD})
    trace = call("queue-billing", at=dead, attributes=KNOWN)
    assert trace.ended is Ended.VOICEMAIL
    assert "none" not in heard(trace)


def test_hours_that_cannot_be_read_count_as_open() -> None:
    trace = call("queue-billing", at=world(faults={"hours:main": Fault.DEAD}), attributes=KNOWN)
    assert trace.queue == "queue:billing"


def test_nobody_at_work_is_said_and_the_caller_is_offered_more_than_waiting() -> None:
    empty = {"queue:billing": QueueState(agents_staffed=0, wait_seconds=None)}
    trace = call("queue-billing", "1", at=world(queues=empty), attributes=KNOWN)
    assert trace.ended is Ended.CALLBACK
    assert "No one can take your call at the moment." in heard(trace)


def test_whoever_wants_to_wait_for_nobody_may() -> None:
    empty = {"queue:billing": QueueState(agents_staffed=0, wait_seconds=900)}
    trace = call("queue-billing", "0", at=world(queues=empty), attributes=KNOWN)
    assert (trace.ended, trace.queue) == (Ended.QUEUE, "queue:billing")


def test_a_full_queue_overflows_and_is_counted_as_a_hop() -> None:
    trace = call("queue-billing", at=world(queues=full("billing")), attributes=KNOWN)
    assert trace.queue == "queue:general"
    assert trace.attributes["hops"] == "1"


def test_nobody_is_passed_on_more_often_than_the_agency_allows() -> None:
    spec = routing(washington(), max_transfers=0)
    flow = queue_of(spec, "billing")
    assert not any(action.type == "TransferToFlow" and "queue-" in str(action.parameters) for action in flow.actions)


def test_a_caller_who_was_passed_on_enough_is_offered_a_callback_instead() -> None:
    trace = call("queue-billing", "1", at=world(queues=full("billing")), attributes={**KNOWN, "hops": "2"})
    assert (trace.ended, trace.attributes["hops"]) == (Ended.CALLBACK, "2")


def test_a_callback_goes_to_the_number_of_the_call() -> None:
    trace = call("queue-supervisor", "1", at=world(queues=full("supervisor")), attributes=KNOWN)
    assert trace.ended is Ended.CALLBACK
    assert [(one.kind, one.queue, one.address) for one in trace.created] == [
        ("callback", "queue:supervisor", "+12065550142")
    ]


def test_a_callback_goes_to_another_number_that_is_read_back() -> None:
    trace = call("queue-supervisor", "2", "2065550143#", "1", at=world(queues=full("supervisor")), attributes=KNOWN)
    assert [one.address for one in trace.created] == ["+12065550143"]
    assert "+12065550143" in heard(trace)


def test_a_number_that_was_read_back_wrong_is_asked_again() -> None:
    keys = ("2", "2065550143#", "2", "2065550144#", "1")
    trace = call("queue-supervisor", *keys, at=world(queues=full("supervisor")), attributes=KNOWN)
    assert [one.address for one in trace.created] == ["+12065550144"]


def test_a_caller_who_shows_no_number_is_asked_for_one() -> None:
    full_now = world(queues=full("supervisor"))
    trace = call("queue-supervisor", "1", "2065550143#", "1", at=full_now, customer="anonymous", attributes=KNOWN)
    assert [one.address for one in trace.created] == ["+12065550143"]


@pytest.mark.parametrize("wrong", [("123#", "123#", "123#"), (SILENT, SILENT, SILENT)])
def test_a_wrong_number_is_asked_again_twice_and_then_the_request_is_kept(wrong: tuple[str, ...]) -> None:
    trace = call("queue-supervisor", "2", *wrong, at=world(queues=full("supervisor")), attributes=KNOWN)
    assert blocks(trace).count("other-number") == 3
    assert trace.ended is Ended.VOICEMAIL


def test_no_callback_is_promised_shortly_before_closing() -> None:
    trace = call("queue-supervisor", "1", at=world(LATE, full("supervisor")), attributes=KNOWN)
    assert trace.ended is Ended.VOICEMAIL
    assert "called back" not in heard(trace)


def test_no_callback_is_promised_beyond_the_cap() -> None:
    limit = room(20, washington().infrastructure.callbacks.cap)
    for contacts, promised in ((limit - 1, True), (limit, False)):
        crowded = {"queue:supervisor": QueueState(capacity=20, contacts=contacts)}
        trace = call("queue-supervisor", "1", at=world(queues=crowded), attributes=KNOWN)
        assert (trace.ended is Ended.CALLBACK) is promised


@pytest.mark.parametrize(("most", "cap", "expected"), [(50, 20, 60), (120, 20, 140), (10, 0, 10), (3, 20, 3)])
def test_the_cap_never_exceeds_what_the_service_lends_a_full_queue(most: int, cap: int, expected: int) -> None:
    assert room(most, cap) == expected


def test_a_callback_that_the_service_refuses_becomes_a_message() -> None:
    broken = world(queues=full("supervisor"), faults={"callbacks": Fault.DEAD})
    assert call("queue-supervisor", "1", at=broken, attributes=KNOWN).ended is Ended.VOICEMAIL


def test_how_often_and_how_soon_is_tried_again_is_the_agencys_choice() -> None:
    spec = infra(washington(), callbacks=Callbacks(retry_minutes=30, attempts=5))
    promise = queue_of(spec, "supervisor").by_id["promise"]
    assert (promise.given("RetryDelaySeconds"), promise.given("MaximumConnectionAttempts")) == ("1800", "5")
    assert promise.spec_path == "infrastructure.callbacks"


def test_a_caller_who_is_slow_hears_the_offer_again_and_is_never_hung_up_on() -> None:
    trace = call("queue-supervisor", at=world(queues=full("supervisor")), attributes=KNOWN)
    assert heard(trace).count("To be called back at the number") == 3
    assert trace.ended is Ended.VOICEMAIL


def test_whoever_presses_zero_at_a_full_queue_tries_again_but_not_for_ever() -> None:
    trace = call("queue-supervisor", *["0"] * 9, at=world(queues=full("supervisor")), attributes=KNOWN)
    assert heard(trace).count("All our agents are busy") == 4
    assert trace.ended is Ended.VOICEMAIL


def test_a_queue_that_fails_leads_to_the_second_way() -> None:
    trace = call("queue-billing", at=world(faults={"queue:billing": Fault.DEAD}), attributes=KNOWN)
    assert trace.ended is Ended.TRANSFER
    assert "Something on our side is not working." in heard(trace)


def test_a_queue_without_callback_and_voicemail_says_goodbye_with_a_day() -> None:
    spec = queue_with(washington(), "supervisor", callback=False, voicemail=False)
    desk = machine_with(spec, "supervisor")
    trace = call("queue-supervisor", at=world(CLOSED), by=desk, attributes=KNOWN)
    assert trace.ended is Ended.DISCONNECT
    assert "We open again on Thursday" in heard(trace)
    assert heard(trace).endswith(
        "Please call us again later. Thank you for calling Evergreen Mile Contribution. Goodbye."
    )


def test_a_queue_without_voicemail_offers_no_message() -> None:
    spec = queue_with(washington(), "supervisor", voicemail=False)
    trace = call("queue-supervisor", "1", at=world(queues=full("supervisor")), by=machine_with(spec, "supervisor"))
    assert trace.ended is Ended.CALLBACK
    assert "leave your request" not in heard(trace)


def test_the_spanish_flow_speaks_spanish_from_queue_to_goodbye() -> None:
    trace = call("queue-spanish-es-US", at=world(CLOSED), attributes={**KNOWN, "language": "es-US"})
    assert {said.language for said in trace.said} == {"es-US"}
    assert "Abrimos de nuevo el jueves 4 de mayo a las 7 de la mañana." in heard(trace)


def test_an_answer_is_read_out_before_the_queue_to_callers_of_its_topic_only() -> None:
    spec = washington()
    faqs = tuple(
        faq.model_copy(update={"spoken": {"en-US": "Statements come each quarter."}}) if faq.topic == "billing" else faq
        for faq in spec.content.faqs
    )
    spec = spec.model_copy(update={"content": spec.content.model_copy(update={"faqs": faqs})})
    desk = machine_with(spec, "billing")
    answered = call("queue-billing", "1", by=desk, attributes={**KNOWN, "topic": "billing"})
    assert (answered.ended, "Statements come each quarter." in heard(answered)) == (Ended.DISCONNECT, True)
    waits = call("queue-billing", SILENT, by=desk, attributes={**KNOWN, "topic": "billing"})
    assert waits.queue == "queue:billing"
    again = call("queue-billing", "*", "0", by=desk, attributes={**KNOWN, "topic": "billing"})
    assert heard(again).count("Statements come") == 2
    other = call("queue-billing", by=desk, attributes={**KNOWN, "topic": "none"})
    assert "Statements" not in heard(other)


@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_every_question_waits_as_long_as_accessibility_asks(language: str) -> None:
    spec = washington()
    least = spec.infrastructure.accessibility.dtmf_timeout_seconds
    for queue in spec.infrastructure.queues:
        for action in queue_of(spec, queue.id, language).actions:
            if action.type == "GetParticipantInput":
                assert int(str(action.given("InputTimeLimitSeconds"))) >= least
                digits = action.given("DTMFConfiguration")
                assert digits is None or int(dict(digits)["InterdigitTimeLimitSeconds"]) >= least  # type: ignore[arg-type]


def test_every_action_is_reached_and_knows_its_place_in_the_spec() -> None:
    spec = washington()
    for queue in spec.infrastructure.queues:
        flow = queue_of(spec, queue.id, "es-US")
        assert reached(flow) == set(flow.by_id)
        assert all(action.spec_path for action in flow.actions)


def test_the_queue_that_a_caller_chose_keeps_the_promise_when_those_that_help_out_are_full_too() -> None:
    packed = {**full("enrollment"), **full("general"), **full("supervisor")}
    trace = call("queue-enrollment", "1", at=world(queues=packed), attributes=KNOWN)
    assert [one.queue for one in trace.created] == ["queue:enrollment"]
    assert heard(trace).count("All our agents are busy right now.") == 1


def test_whoever_keeps_asking_for_a_person_at_full_queues_still_comes_to_an_end() -> None:
    packed = {**full("enrollment"), **full("general"), **full("supervisor")}
    trace = call("queue-enrollment", *"0" * 12, at=world(queues=packed), attributes=KNOWN)
    assert trace.ended is Ended.VOICEMAIL
    assert trace.attributes["queue"] == "enrollment"


def test_a_queue_that_helps_out_and_is_closed_or_empty_says_nothing_of_itself() -> None:
    spec = queue_with(washington(), "general", hours="state_policy")
    by = Machine.of(compile_flows(spec, center_of(spec)))
    early = OPEN.replace(hour=7, minute=30)  # the state's people come later
    closed = call("queue-enrollment", "3", at=world(early, queues=full("enrollment")), attributes=KNOWN, by=by)
    empty = {**full("enrollment"), "queue:general": QueueState(agents_staffed=0)}
    unstaffed = call("queue-enrollment", "3", at=world(queues=empty), attributes=KNOWN)
    for trace in (closed, unstaffed):
        assert "queue-general" in {step.flow for step in trace.steps}
        assert "All our agents are busy right now." in heard(trace)
        assert "closed" not in heard(trace)
        assert "No one" not in heard(trace)


def test_a_queue_leads_back_only_to_callers_who_can_have_come_to_it() -> None:
    flows = compile_flows(washington(), center_of(washington()))
    assert {action.id for action in flows["queue-general-es-US"].actions if action.id.startswith("back-")} == {
        "back-spanish"
    }


def test_silence_is_not_called_a_wrong_number() -> None:
    said = heard(call("queue-supervisor", "2", at=world(queues=full("supervisor")), attributes=KNOWN))
    assert "Sorry, I did not get that." in said
    assert "does not seem to be a telephone number" not in said


def test_a_caller_whose_number_is_hidden_is_told_why_another_one_is_asked() -> None:
    trace = call("queue-supervisor", "1", "2065550143", "1", at=world(queues=full("supervisor")), customer="")
    assert "We cannot see the number you are calling from. Please enter the ten digits" in heard(trace)
    assert [one.address for one in trace.created] == ["+12065550143"]
