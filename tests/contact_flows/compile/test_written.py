"""Chats, e-mail and tasks: each comes to a queue, or is kept under a number, or is tried again."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.compile.chat import chat_flow
from contact_flows.compile.email import email_flow
from contact_flows.compile.task import task_flow
from contact_flows.compile.unrouted import PAUSE_SECONDS, TRIES
from contact_flows.language.document import Channel
from contact_flows.simulate.contact import Says
from contact_flows.simulate.trace import Ended, Trace
from contact_flows.simulate.world import Fault, QueueState, Understood
from tests.contact_flows.compile.desk import CLOSED, HOLIDAY, blocks, call, full, heard, world
from tests.contact_flows.compile.examples import center_of, centers, infra, reached, washington

VIP = "aide@legislature.example"
WRITER = "someone@mail.example"


def understands(intent: str | None) -> dict[str, Any]:
    return {"understanding": lambda _bot, _words, _language: None if intent is None else Understood(intent)}


def chat(*, intent: str | None = None, **given: Any) -> Trace:
    at = given.pop("at", None) or world(**understands(intent))
    return call(
        "chat", Says("I have a question"), at=at, channel=Channel.CHAT, customer="", first_message="Hello", **given
    )


def email(sender: str = WRITER, **given: Any) -> Trace:
    return call("email-help", channel=Channel.EMAIL, customer=sender, **given)


def task(**given: Any) -> Trace:
    return call("task", channel=Channel.TASK, customer="", **given)


# --- chats


def test_a_chat_is_greeted_by_the_programs_name_and_told_that_it_is_kept() -> None:
    assert "Welcome to Evergreen Mile Contribution. This chat is kept on record." in heard(chat())


def test_a_chat_waits_for_the_topic_that_it_names() -> None:
    trace = chat(intent="TopicBilling")
    assert trace.queue == "queue:billing"
    assert trace.attributes["topic"] == "billing"


@pytest.mark.parametrize("intent", [None, "Person", "FallbackIntent"])
def test_a_chat_without_a_topic_waits_for_anybody(intent: str | None) -> None:
    assert chat(intent=intent).queue == "queue:general"


def test_a_sensitive_chat_is_marked_and_waits_before_others() -> None:
    spec = washington()
    sensitive = next(one.id for one in spec.topics if one.sensitive)
    offered = {choice.topic for line in spec.infrastructure.lines for choice in line.menu}
    flow = chat_flow(spec, center_of(spec), spec.infrastructure.centers[0].channels.chat)  # type: ignore[arg-type]
    assert (f"topic-{sensitive}" in flow.by_id) is (sensitive in offered)


@pytest.mark.parametrize(
    ("at", "words"), [(CLOSED, "We are closed right now."), (HOLIDAY, "closed today for Veterans")]
)
def test_a_chat_after_hours_is_kept_under_a_number(at: object, words: str) -> None:
    trace = chat(at=world(at))  # type: ignore[arg-type]
    assert trace.ended is Ended.VOICEMAIL
    assert words in heard(trace)
    assert f"Its number is {trace.attributes['case_reference']}." in heard(trace)


def test_a_chat_that_no_agent_can_take_is_kept() -> None:
    for state in (QueueState(agents_staffed=0, wait_seconds=None), full("general")["queue:general"]):
        assert chat(at=world(queues={"queue:general": state})).ended is Ended.VOICEMAIL


def test_a_chat_that_cannot_be_kept_is_told_so() -> None:
    dead = world(CLOSED, faults={"function:open_case": Fault.DEAD})
    assert "We could not keep your request. Please write to us again later" in heard(chat(at=dead))


def test_a_test_environment_says_so_in_chats_too() -> None:
    spec = washington()
    center = center_of(spec)
    assert center.channels.chat is not None
    texts = [
        " ".join(str(action.given("Text")) for action in flow.actions)
        for flow in (chat_flow(spec, center, center.channels.chat, test_banner=test) for test in (False, True))
    ]
    assert ["This is a test" in text for text in texts] == [False, True]


# --- e-mail


def test_a_message_waits_in_the_queue_of_its_address() -> None:
    assert email().queue == "queue:general"


@pytest.mark.parametrize("sender", [VIP, "x@press.sound-news.example"])
def test_a_message_of_an_official_or_of_the_press_is_sensitive_and_tracked(sender: str) -> None:
    trace = email(sender)
    assert trace.queue == "queue:sensitive_priority"
    assert trace.attributes["sensitive"] == "yes"
    assert [one.parameters["reason"] for one in trace.functions] == ["sensitive"]


def test_a_domain_that_only_ends_alike_is_not_an_official() -> None:
    assert email("x@notlegislature.example").queue == "queue:general"


@pytest.mark.parametrize("subject", ["Danger at the counter", "danger"])
def test_a_subject_that_names_a_sensitive_topic_is_sensitive(subject: str) -> None:
    assert email(segment_attributes={"connect:EmailSubject": subject}).queue == "queue:sensitive_priority"


def test_an_everyday_subject_is_not() -> None:
    assert email(segment_attributes={"connect:EmailSubject": "Please press on with my case"}).queue == "queue:general"


def test_a_sensitive_message_is_routed_even_when_no_case_can_be_opened() -> None:
    dead = world(faults={"function:open_case": Fault.DEAD})
    assert email(VIP, at=dead).queue == "queue:sensitive_priority"


def test_a_sensitive_message_without_room_waits_in_the_usual_queue() -> None:
    assert email(VIP, at=world(queues=full("sensitive_priority"))).queue == "queue:general"


NOWHERE = {**full("general"), **full("supervisor")}
"""The queue of the address, and the one that takes what it cannot."""


def test_a_message_whose_queue_is_full_waits_where_the_queue_overflows_to() -> None:
    trace = email(at=world(queues=full("general")))
    assert (trace.queue, trace.attributes["queue"]) == ("queue:supervisor", "supervisor")


def test_a_message_that_finds_no_queue_becomes_a_case() -> None:
    trace = email(at=world(queues=NOWHERE))
    assert (trace.ended, len(trace.cases)) == (Ended.VOICEMAIL, 1)


def test_a_message_that_can_be_neither_queued_nor_kept_is_tried_for_a_day() -> None:
    trace = email(at=world(queues=NOWHERE, faults={"function:open_case": Fault.DEAD}))
    assert blocks(trace).count("enter") == TRIES + 1
    assert trace.elapsed_seconds >= TRIES * PAUSE_SECONDS


def test_without_vip_lists_and_sensitive_topics_messages_go_straight_to_their_queue() -> None:
    spec = washington()
    cases = spec.cases.model_copy(update={"vip_lists": ()})
    topics = tuple(topic.model_copy(update={"sensitive": False}) for topic in spec.topics)
    plain = spec.model_copy(update={"cases": cases, "topics": topics})
    address = plain.infrastructure.centers[0].channels.email.addresses[0]  # type: ignore[union-attr]
    flow = email_flow(plain, center_of(plain), address)
    assert "sensitive" not in flow.by_id
    assert reached(flow) == set(flow.by_id)


# --- tasks


def test_a_task_goes_to_the_queue_that_it_names_and_counts_as_a_hop() -> None:
    trace = task(attributes={"queue": "callback"})
    assert (trace.queue, trace.attributes["hops"]) == ("queue:callback", "1")


@pytest.mark.parametrize("attributes", [{}, {"queue": "no-such-queue"}])
def test_a_task_without_a_queue_goes_to_the_general_one(attributes: dict[str, str]) -> None:
    assert task(attributes=attributes).queue == "queue:general"


def test_a_task_that_was_passed_on_enough_goes_to_the_general_queue() -> None:
    assert task(attributes={"queue": "callback", "hops": "2"}).queue == "queue:general"


def test_a_task_whose_queue_is_full_goes_to_the_general_one_and_then_becomes_a_case() -> None:
    assert task(attributes={"queue": "callback"}, at=world(queues=full("callback"))).queue == "queue:general"
    nowhere = world(queues={**full("callback"), **NOWHERE})
    assert task(attributes={"queue": "callback"}, at=nowhere).ended is Ended.VOICEMAIL


def test_without_a_case_store_a_task_is_tried_again() -> None:
    spec = infra(washington(), security=washington().infrastructure.security.model_copy(update={"govcloud": True}))
    flow = task_flow(spec, center_of(spec), "general")
    assert not any(ref.kind == "function" for ref in flow.refs)
    assert flow.by_id["keep"].type == "Wait"
    assert reached(flow) == set(flow.by_id)


def test_every_written_flow_of_the_examples_is_whole() -> None:
    for spec, center in centers():
        flows = [task_flow(spec, center, next(iter(spec.infrastructure.queues)).id)]
        if center.channels.chat is not None:
            flows.append(chat_flow(spec, center, center.channels.chat))
        if center.channels.email is not None:
            flows += [email_flow(spec, center, address) for address in center.channels.email.addresses]
        for flow in flows:
            assert reached(flow) == set(flow.by_id)
            assert all(action.spec_path for action in flow.actions)
