"""Queues whose agents go home, copies of an e-mail, and machines that share what is prepared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_flows.language.document import Channel
from contact_flows.simulate.check import check
from contact_flows.simulate.contact import Contact, Keys
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import QueueState
from tests.contact_flows.simulate.small import BILLING, END, FAILED, TO_QUEUE, WORLD, flow, keep, play, say, texts
from tests.contact_flows.simulate.test_keys import menu
from tests.contact_flows.simulate.test_queue import hook, metric, prompts, waiting, world


def test_a_queue_is_as_it_is_until_its_agents_leave() -> None:
    queue = QueueState(leave_after=100)
    assert queue.at(99) is queue
    left = queue.at(100)
    assert (left.agents_staffed, left.agents_available, left.agents_online, left.wait_seconds) == (0, 0, 0, None)
    assert QueueState().at(1e6).agents_staffed == 1


@pytest.mark.parametrize(("leave_after", "agent"), [(31, True), (30, False), (29, False), (None, True)])
def test_who_leaves_before_the_wait_is_over_takes_nobody(leave_after: float | None, agent: bool) -> None:
    trace = play(*TO_QUEUE, world=world(wait_seconds=30, leave_after=leave_after))
    assert trace.agent is agent
    assert trace.waited_seconds == (30 if agent else 7200), "nobody comes, and the call ends by itself"


def asked(leave_after: float) -> Trace:
    long = say("long", "word " * 50, "metric")
    check = metric("NumberOfAgentsStaffed", "NumberGreaterThan", "0")
    return play(long, check, say("yes", "yes"), say("no", "no"), world=world(leave_after=leave_after))


def test_metrics_know_who_has_left_meanwhile() -> None:
    assert texts(asked(1))[-1] == "no"
    assert texts(asked(3600))[-1] == "yes"


def test_nobody_leaves_before_the_contact_came() -> None:
    machine = Machine.of([flow("main", *TO_QUEUE, END, FAILED)])
    complaints = check(world(leave_after=-1), Contact(flow="main"), machine)
    assert any("leave_after is -1" in complaint.what for complaint in complaints)


def copied(*copies: str) -> str:
    main = flow("main", keep("k", copied="$.AdditionalEmailRecipients.CcList"), END, FAILED)
    letter = Contact(flow="main", channel=Channel.EMAIL, customer="who@mail.example", copies=copies)
    return Machine.of([main]).run(WORLD, letter).attributes["copied"]


def test_a_flow_sees_all_to_whom_an_e_mail_was_copied() -> None:
    assert copied("one@press.example", "two@press.example") == "one@press.example, two@press.example"
    assert copied() == ""


def test_a_machine_with_another_flow_leaves_the_first_machine_as_it_was() -> None:
    first = Machine.of([flow("main", *TO_QUEUE, END, FAILED), flow("other", say("say", "one"), END, FAILED)])
    assert texts(first.run(WORLD, Contact(flow="other"))) == ["one"]
    second = first.replacing([flow("other", say("say", "two"), END, FAILED)])
    assert texts(second.run(WORLD, Contact(flow="other"))) == ["two"]
    assert texts(second.run(WORLD, Contact(flow="flow:other"))) == ["two"]
    assert texts(first.run(WORLD, Contact(flow="other"))) == ["one"]
    assert second.run(WORLD, Contact(flow="main")) == first.run(WORLD, Contact(flow="main"))
    third = second.replacing([flow("main", say("say", "three"), END, FAILED)])
    assert texts(third.run(WORLD, Contact(flow="other"))) == ["two"]
    assert third.document("main") is not first.document("main")


def test_agents_who_left_are_gone_for_every_later_contact_of_the_chain() -> None:
    trace = play(*TO_QUEUE, world=replace(WORLD, queues={"queue:billing": replace(BILLING, leave_after=0)}))
    assert not trace.agent


def test_a_key_pressed_before_the_talk_answers_no_question_after_it() -> None:
    heard = (say("one", "one"), say("late", "late"), say("wrong", "wrong"))
    survey = flow("survey", menu(), *heard, END, FAILED)
    amid = waiting(prompts(on="menu", every="20"), menu(one="long"), say("long", "word " * 50), *heard)
    hooks = (hook("CustomerRemaining", "flow:survey", "hook2"), hook("CustomerQueue", "flow:waiting", id_="hook2"))
    lived = world(wait_seconds=25)
    assert texts(play(*hooks, *TO_QUEUE, others=(survey, amid), world=lived, answers=(Keys("11"),)))[-1] == "late"
