"""What an agent does: dropping out, putting on hold, passing on; and what the customer hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from contact_flows.language.document import Channel, FlowDocument, FlowType
from contact_flows.simulate.trace import Ended, Trace
from contact_flows.simulate.world import Agent, QuickConnect, World
from tests.contact_flows.simulate.small import BILLING, END, FAILED, TO_QUEUE, WORLD, act, flow, keep, play, say, texts
from tests.contact_flows.simulate.test_queue import hook


def staffed(**agent: Any) -> World:
    return replace(WORLD, agent=Agent(**agent))


def loop(text: str, id_: str = "prompts") -> Any:
    return act(id_, "MessageParticipantIteratively", None, Messages=[{"Text": text}, {"PromptId": "prompt:music"}])


HOLD = flow("hold", loop("please hold"), kind=FlowType.CUSTOMER_HOLD)
AGENT_HOLD = flow("agent-hold", loop("the customer is on hold"), kind=FlowType.AGENT_HOLD)
WHISPER = flow("whisper", say("w", "you have a caller"), kind=FlowType.AGENT_WHISPER)


def held(*others: FlowDocument, world: World, **contact: Any) -> Trace:
    hooks = (hook("CustomerHold", "flow:hold", "hook2"), hook("AgentHold", "flow:agent-hold", "set", "hook2"))
    first = hooks if AGENT_HOLD in others else (hook("CustomerHold", "flow:hold"),)
    return play(*first, *TO_QUEUE, others=(HOLD, *others), world=world, **contact)


def test_a_customer_on_hold_hears_the_hold_flow_for_that_long() -> None:
    trace = held(world=staffed(holds_seconds=(60,), talk_seconds=100))
    assert texts(trace)[-2:] == ["please hold", "[prompt:music]"]
    began = next(said.at_seconds for said in trace.said if said.flow == "hold")
    assert began == 30 + 1 + 50, "the wait, the whisper, and half of the talk"
    assert trace.elapsed_seconds == 30 + 1 + 50 + 60 + 50


def test_each_hold_begins_the_hold_flow_anew() -> None:
    trace = held(world=staffed(holds_seconds=(30, 30)))
    assert [step.branch for step in trace.steps if step.flow == "hold"] == ["interrupted", "interrupted"]


def test_without_a_hold_flow_there_is_music() -> None:
    assert texts(play(*TO_QUEUE, world=staffed(holds_seconds=(30,)))) == ["[music]", "[music]"]


def test_a_chat_cannot_be_put_on_hold() -> None:
    trace = held(world=staffed(holds_seconds=(30,)), channel=Channel.CHAT)
    assert not [said for said in trace.said if said.flow == "hold"]


def test_both_sides_hear_their_own_hold_flow_at_the_same_time() -> None:
    trace = held(AGENT_HOLD, world=staffed(holds_seconds=(30,)))
    both = [(said.to, said.at_seconds) for said in trace.said if said.flow in ("hold", "agent-hold")]
    assert {to for to, _ in both} == {"customer", "agent"}
    assert [at for _, at in both] == sorted(at for _, at in both)
    assert list(trace.moments) == sorted(trace.moments)


def test_a_customer_may_hang_up_on_hold_and_the_disconnect_flow_still_runs() -> None:
    after = flow("after", keep("k", done="yes"))
    trace = play(
        hook("CustomerRemaining", "flow:after", "h"), hook("CustomerHold", "flow:hold", "set", "h"), *TO_QUEUE,
        others=(HOLD, after), world=staffed(holds_seconds=(600,), talk_seconds=100), hangs_up_after=200,
    )  # fmt: skip
    assert (trace.by, trace.attributes["done"], trace.agent) == ("customer", "yes", True)
    assert trace.elapsed_seconds == 200


def test_a_hold_flow_that_disconnects_hangs_up_on_nobody() -> None:
    bad = flow("hold", END, kind=FlowType.CUSTOMER_HOLD)
    trace = play(hook("CustomerHold", "flow:hold"), *TO_QUEUE, others=(bad,), world=staffed(holds_seconds=(9,)))
    assert (trace.by, trace.agent) == ("agent", True)


def test_a_hold_flow_knows_its_agent_and_a_disconnect_flow_does_not() -> None:
    named = flow("hold", loop("$.Agent.FirstName holds"), kind=FlowType.CUSTOMER_HOLD)
    after = flow("after", say("s", "<$.Agent.FirstName>"))
    trace = play(
        hook("CustomerRemaining", "flow:after", "h"), hook("CustomerHold", "flow:hold", "set", "h"), *TO_QUEUE,
        others=(named, after), world=staffed(holds_seconds=(20,)),
    )  # fmt: skip
    assert texts(trace)[1] == "Agent holds"
    assert texts(trace)[-1] == "<>"


@pytest.mark.parametrize("drops", [1, 3])
def test_an_agent_who_drops_in_the_whisper_leaves_the_contact_in_its_queue(drops: int) -> None:
    trace = play(hook("AgentWhisper", "flow:whisper"), *TO_QUEUE, others=(WHISPER,), world=staffed(drops=drops))
    assert (trace.ended, trace.agent, trace.queues) == (Ended.QUEUE, True, ("queue:billing",))
    assert [said.to for said in trace.said].count("agent") == drops + 1
    assert trace.waited_seconds == 30 * (drops + 1)


def test_a_customer_waits_in_vain_for_agents_who_all_drop() -> None:
    trace = play(*TO_QUEUE, world=staffed(drops=100), hangs_up_after=120)
    assert (trace.ended, trace.by, trace.agent) == (Ended.QUEUE, "customer", False)


def test_a_customer_who_leaves_in_the_customer_whisper_has_left_the_queue() -> None:
    slow = flow("w", say("w", " ".join(["word"] * 50)), kind=FlowType.CUSTOMER_WHISPER)
    trace = play(hook("CustomerWhisper", "flow:w"), *TO_QUEUE, others=(slow,), hangs_up_after=35)
    assert (trace.by, trace.agent, trace.elapsed_seconds) == ("customer", False, 35)


def test_both_whispers_together_may_last_two_minutes() -> None:
    minute = " ".join(["word"] * 160)
    others = (
        flow("a", say("a", minute), kind=FlowType.AGENT_WHISPER),
        flow("c", say("c", minute), kind=FlowType.CUSTOMER_WHISPER),
    )
    steps = (hook("AgentWhisper", "flow:a", "second"), hook("CustomerWhisper", "flow:c", "set", "second"), *TO_QUEUE)
    trace = play(*steps, others=others)
    assert (trace.agent, trace.by, trace.elapsed_seconds) == (False, "service", 150)


def transfer(*more: Any) -> FlowDocument:
    """A quick connect's flow, which counts and enters the queue that it brings."""
    enter = act(
        "enter", "TransferContactToQueue", "sorry", errors={"QueueAtCapacity": "sorry", "NoMatchingError": "sorry"}
    )
    sorry = say("sorry", "the transfer did not work")
    actions = (*more, keep("count", "enter", hops="1"), enter, sorry, END, FAILED)
    return flow("transfer", *actions, kind=FlowType.QUEUE_TRANSFER)


def passed(*transfers: QuickConnect, world: World = WORLD, **contact: Any) -> Trace:
    lived = replace(world, agent=Agent(transfers=transfers))
    steps = (hook("CustomerHold", "flow:hold"), *TO_QUEUE)
    return play(*steps, others=(HOLD, transfer()), world=lived, **contact)


GENERAL = QuickConnect("flow:transfer", "queue:general")


def test_an_agent_passes_a_contact_on_to_another_queue_and_its_flow_counts_it() -> None:
    trace = passed(GENERAL)
    assert (trace.queues, trace.attributes["hops"]) == (("queue:billing", "queue:general"), "1")
    assert (trace.agent, trace.by) == (True, "agent")
    assert ("transfer", "enter", "queued") in trace.steps


def test_the_customer_is_on_hold_until_the_second_agent_is_there() -> None:
    trace = passed(GENERAL)
    assert texts(trace)[1:] == ["please hold", "[prompt:music]"]
    assert [said.text for said in trace.said if said.to == "agent"][-2:] == ["General", "[music]"][::-1]


def test_a_transfer_is_told_in_the_order_of_its_moments_whoever_heard_it() -> None:
    slow = transfer(say("one", "one moment", "two"), say("two", "still here", "count"))
    lived = replace(WORLD, agent=Agent(transfers=(GENERAL,), holds_seconds=(20,)))
    trace = play(hook("CustomerHold", "flow:hold"), *TO_QUEUE, others=(HOLD, slow), world=lived)
    assert list(trace.moments) == sorted(trace.moments)
    assert [said.at_seconds for said in trace.said] == sorted(said.at_seconds for said in trace.said)


def test_the_first_agent_hears_the_customer_whisper_of_a_transfer() -> None:
    lived = replace(WORLD, agent=Agent(transfers=(GENERAL,)))
    heard = flow("c", say("c", "connecting"), kind=FlowType.CUSTOMER_WHISPER)
    trace = play(hook("CustomerWhisper", "flow:c"), *TO_QUEUE, others=(transfer(), heard), world=lived)
    assert [said.to for said in trace.said if said.flow == "c"] == ["customer", "agent"]


def test_in_a_cold_transfer_the_customer_hears_what_was_meant_for_the_agent() -> None:
    full = replace(WORLD, queues={**WORLD.queues, "queue:general": replace(BILLING, capacity=0)})
    trace = passed(replace(GENERAL, cold=True), world=full)
    assert texts(trace)[-1] == "the transfer did not work"
    assert trace.by == "flow"


def test_a_contact_that_cannot_be_passed_on_stays_with_its_agent() -> None:
    full = replace(WORLD, queues={**WORLD.queues, "queue:general": replace(BILLING, capacity=0)})
    trace = passed(GENERAL, world=full)
    assert [said.text for said in trace.said if said.to == "agent"][-1] == "the transfer did not work"
    assert (trace.queues, trace.by) == (("queue:billing",), "agent")


def test_an_agents_transfer_has_a_fifth_more_room_than_an_arrival() -> None:
    def room(contacts: int) -> bool:
        busy = replace(BILLING, capacity=10, contacts=contacts)
        return (
            "queue:general"
            in passed(GENERAL, world=replace(WORLD, queues={**WORLD.queues, "queue:general": busy})).queues
        )

    assert [room(contacts) for contacts in (9, 10, 11, 12)] == [True, True, True, False]


def test_a_quick_connect_without_a_flow_passes_nothing_on() -> None:
    trace = passed(QuickConnect("flow:nowhere", "queue:general"))
    assert (trace.queues, trace.by) == (("queue:billing",), "agent")
    assert "no quick connect" in trace.remarks[-1].text


def test_a_contact_is_passed_on_eleven_times_at_most() -> None:
    trace = passed(*[GENERAL] * 20)
    assert len(trace.queues) == 12


def test_a_customer_may_hang_up_while_an_agent_passes_them_on() -> None:
    slow = transfer(say("slow", " ".join(["word"] * 100), "count"))
    lived = replace(WORLD, agent=Agent(transfers=(GENERAL,), talk_seconds=60))
    trace = play(*TO_QUEUE, others=(slow,), world=lived, hangs_up_after=100)
    assert (trace.by, trace.elapsed_seconds, trace.queues) == ("customer", 100, ("queue:billing",))


def test_each_segment_of_a_chain_is_a_contact_with_its_own_way_of_beginning() -> None:
    told = transfer(keep("told", "count", how="$.InitiationMethod", before="$.PreviousContactId", now="$.ContactId"))
    lived = replace(WORLD, agent=Agent(transfers=(GENERAL,)))
    after = flow("after", keep("k", end="$.InitiationMethod", first="$.InitialContactId"))
    trace = play(hook("CustomerRemaining", "flow:after"), *TO_QUEUE, others=(told, after), world=lived)
    found = trace.attributes
    assert (found["how"], found["end"]) == ("TRANSFER", "DISCONNECT")
    assert found["before"] == found["first"] != found["now"]


def test_a_task_that_nobody_takes_expires_and_its_disconnect_flow_runs() -> None:
    nobody = replace(WORLD, queues={key: replace(state, wait_seconds=None) for key, state in WORLD.queues.items()})
    after = flow("after", keep("k", expired="yes"))
    trace = play(
        hook("CustomerRemaining", "flow:after"), *TO_QUEUE, others=(after,), world=nobody, channel=Channel.TASK
    )
    assert (trace.by, trace.attributes["expired"]) == ("service", "yes")
    assert trace.elapsed_seconds == 7 * 86400
