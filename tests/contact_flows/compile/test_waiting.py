"""What waiting callers hear, and that nothing disturbs a contact that cannot hear it."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.compile.waiting import INTERRUPT_SECONDS, waiting_flow
from contact_flows.language.catalogue.placement import FORBIDDEN_BEFORE_LOOP_PROMPTS
from contact_flows.language.document import Channel, FlowDocument
from contact_flows.simulate.trace import Ended, Trace
from contact_flows.simulate.world import Fault, QueueState
from tests.contact_flows.compile.desk import CALLER, LATE, OPEN, blocks, call, heard, world
from tests.contact_flows.compile.examples import center_of, reached, washington

KNOWN = {"line": "main", "recorded": "yes", "language": "en-US"}


def flow(language: str = "en-US") -> FlowDocument:
    spec = washington()
    return waiting_flow(spec, center_of(spec), language)


def waits(*keys: str, seconds: float = 200, contacts: int = 0, **given: Any) -> Trace:
    queue = QueueState(contacts=contacts, wait_seconds=seconds, capacity=120)
    return call("queue-general", *keys, at=world(queues={"queue:general": queue}), attributes=KNOWN, **given)


def test_a_short_wait_is_music_only() -> None:
    assert "in line" not in heard(waits(seconds=30))


def test_the_caller_hears_the_place_in_line_and_about_how_long_it_takes() -> None:
    trace = waits(seconds=200, contacts=3)
    assert "You are number 4 in line. We expect to answer in less than five minutes." in heard(trace)


def test_the_first_in_line_is_told_so() -> None:
    assert "You are next in line." in heard(waits())


def test_without_metrics_the_caller_still_hears_that_the_line_lives() -> None:
    blind = world(queues={"queue:general": QueueState(wait_seconds=100)}, faults={"metrics": Fault.DEAD})
    said = heard(call("queue-general", at=blind, attributes=KNOWN))
    assert "Thank you for waiting. We will be with you as soon as we can." in said
    assert "in line" not in said
    assert "$." not in said


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (100, "less than one minute"),
        (400, "less than ten minutes"),
        (1000, "less than twenty minutes"),
        (3000, "more than twenty minutes"),
    ],
)
def test_the_expected_wait_is_told_in_rough_steps(seconds: float, words: str) -> None:
    assert words in heard(waits(seconds=seconds))


def test_a_callback_may_be_taken_instead_of_waiting() -> None:
    trace = waits("1")
    assert trace.ended is Ended.CALLBACK
    assert [one.queue for one in trace.created] == ["queue:general"]


def test_a_callback_may_go_to_another_number_while_waiting() -> None:
    trace = waits("2", "2065550143#", "1")
    assert [one.address for one in trace.created] == ["+12065550143"]


def test_whoever_presses_nothing_keeps_waiting_and_is_asked_again() -> None:
    trace = waits()
    assert trace.ended is Ended.QUEUE
    assert blocks(trace).count("choices") == 2


def test_no_callback_is_offered_late_in_the_day() -> None:
    late = world(LATE, {"queue:general": QueueState(wait_seconds=200, capacity=120)})
    assert "call" not in heard(call("queue-general", at=late, attributes=KNOWN)).replace("calling Evergreen", "")


def test_no_callback_is_offered_by_a_queue_that_has_none() -> None:
    spec = washington()
    assert flow().by_id["callback"].given("ComparisonValue") == "$.Attributes.callback"
    assert [one.id for one in spec.infrastructure.queues if not one.callback] == []


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.TASK, Channel.EMAIL])
def test_a_contact_that_cannot_hear_waits_without_prompts(channel: Channel) -> None:
    entry = {Channel.CHAT: "chat", Channel.TASK: "task", Channel.EMAIL: "email-help"}[channel]
    quiet = world(queues={"queue:general": QueueState(wait_seconds=600, capacity=120)})
    trace = call(entry, at=quiet, channel=channel, customer="")
    assert (trace.ended, trace.queue) == (Ended.QUEUE, "queue:general")
    assert blocks(trace).count("wait") - (channel is Channel.CHAT) == 1


@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_nothing_that_the_service_forbids_stands_before_the_music(language: str) -> None:
    document = flow(language)
    before = document.actions[: [action.id for action in document.actions].index("wait")]
    assert not {action.type for action in before} & FORBIDDEN_BEFORE_LOOP_PROMPTS
    assert INTERRUPT_SECONDS >= 30
    assert reached(document) == set(document.by_id)


def test_a_spanish_caller_waits_in_spanish() -> None:
    slow = world(queues={"queue:spanish": QueueState(wait_seconds=100, capacity=50)})
    trace = call("queue-spanish-es-US", at=slow, attributes=KNOWN)
    assert "Usted es la próxima persona en la fila." in heard(trace)
    assert {said.language for said in trace.said if said.to == "customer"} == {"es-US"}


def test_a_caller_who_waits_where_others_help_out_is_called_back_by_the_queue_that_was_chosen() -> None:
    state = {"queue:general": QueueState(wait_seconds=400, capacity=120)}
    known = {**KNOWN, "chosen": "enrollment"}
    trace = call("queue-general", "1", at=world(queues=state), attributes=known)
    assert [(one.kind, one.queue) for one in trace.created] == [("callback", "queue:enrollment")]


def waits_until_closing(customer: str = CALLER, **given: Any) -> Trace:
    early = OPEN.replace(hour=15, minute=50)  # a callback could still be kept, but the caller waits
    empty = QueueState(name="General", capacity=120, hours="hours:state_policy", wait_seconds=None, agents_staffed=0)
    at = world(early, queues={"queue:general": empty}, **given)
    return call("queue-general", "0", at=at, attributes=KNOWN, customer=customer)


def test_whoever_still_waits_when_everybody_has_gone_is_told_so_and_the_request_is_kept() -> None:
    trace = waits_until_closing()
    assert trace.ended is Ended.VOICEMAIL
    said = heard(trace)
    assert "We are closed by now, and no one is here to take your call. We have kept your request." in said
    assert "You will hear from us by" in said


def test_an_agent_who_stays_longer_still_takes_the_call() -> None:
    closing = OPEN.replace(hour=17, minute=55)
    late = QueueState(name="General", capacity=120, hours="hours:main", wait_seconds=900, agents_staffed=1)
    trace = call("queue-general", at=world(closing, queues={"queue:general": late}), attributes=KNOWN)
    assert (trace.ended, trace.queue) == (Ended.QUEUE, "queue:general")
    assert "closed" not in heard(trace)


def test_a_waiting_caller_whom_nobody_can_reach_is_promised_nothing() -> None:
    said = heard(waits_until_closing(customer=""))
    assert "We have no telephone number at which to reach you." in said
    assert "You will hear from us" not in said


def test_a_request_that_cannot_be_kept_at_closing_is_not_called_kept() -> None:
    said = heard(waits_until_closing(faults={"function:open_case": Fault.DEAD}))
    assert "We could not keep your request. Please call us again later." in said
    assert "We have kept" not in said
