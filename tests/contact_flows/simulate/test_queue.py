"""Queues: entering, waiting with interruption, agents, whispers, callbacks, metrics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from contact_flows.language.document import Action, Channel, Condition, ErrorBranch, FlowDocument, FlowType
from contact_flows.simulate.contact import HangUp, Keys
from contact_flows.simulate.trace import Ended, Trace
from contact_flows.simulate.world import Agent, Phone, World
from tests.contact_flows.simulate.small import BILLING, TO_QUEUE, WORLD, act, call, flow, keep, play, say, texts

Q = FlowType.CUSTOMER_QUEUE


def world(**billing: Any) -> World:
    return replace(WORLD, queues={**WORLD.queues, "queue:billing": replace(BILLING, **billing)})


def hook(event: str, key: str, then: str = "set", id_: str = "hook") -> Action:
    return act(id_, "UpdateContactEventHooks", then, errors={"NoMatchingError": "failed"}, EventHooks={event: key})


def waiting(*actions: Action) -> FlowDocument:
    return flow("waiting", *actions, kind=Q)


def prompts(then: str = "end", every: str | None = "30", **on: str) -> Action:
    more = {} if every is None else {"InterruptFrequencySeconds": every}
    return act(
        "prompts", "MessageParticipantIteratively", then, {"MessagesInterrupted": on.get("on", "end")},
        {"NoMatchingError": "failed"}, Messages=[{"Text": "please wait"}, {"PromptId": "prompt:hold"}], **more,
    )  # fmt: skip


def queued(*queue_flow: Action, lived: World = WORLD, **contact: Any) -> Trace:
    return play(
        hook("CustomerQueue", "flow:waiting"), *TO_QUEUE, others=(waiting(*queue_flow),), world=lived, **contact
    )


def test_a_contact_that_enters_a_queue_reaches_an_agent() -> None:
    trace = play(*TO_QUEUE)
    assert (trace.ended, trace.queue, trace.agent, trace.by) == (Ended.QUEUE, "queue:billing", True, "agent")
    assert trace.waited_seconds == 30


def test_a_flow_ends_where_the_queue_takes_over() -> None:
    assert "failed" not in texts(play(*TO_QUEUE)), "NextAction is not what follows the agent"


@pytest.mark.parametrize(
    ("state", "heard"),
    [
        ({"capacity": 1, "contacts": 1}, "full"),
        ({"capacity": 2, "contacts": 1}, None),
        ({"capacity": 0, "contacts": 0}, "full"),
        ({"capacity": None, "contacts": 10_000}, None),
        ({"capacity": 1, "contacts": 1, "agent_queue": True, "hours": ""}, None),
        ({"enabled": False}, "failed"),
    ],
)
def test_capacity_is_another_error_than_a_queue_that_is_out_of_use(state: dict[str, Any], heard: str | None) -> None:
    trace = play(*TO_QUEUE, world=world(**state))
    assert texts(trace)[:1] == ([heard] if heard else ["[music]"])


def test_a_queue_that_was_not_set_is_an_error() -> None:
    assert texts(play(*TO_QUEUE[1:])) == ["failed"]


def test_an_unknown_queue_cannot_be_set() -> None:
    target = act("set", "UpdateContactTargetQueue", "enter", errors={"NoMatchingError": "failed"}, QueueId="queue:x")
    assert texts(play(target, *TO_QUEUE[1:])) == ["failed"]


def test_prompts_repeat_until_the_agent_accepts() -> None:
    trace = queued(prompts(every=None))
    assert texts(trace) == ["please wait", "[prompt:hold]"]
    assert trace.agent


def test_the_flow_stops_in_the_middle_when_the_agent_accepts() -> None:
    long = say("long", " ".join(["word"] * 200), "after")
    trace = queued(long, keep("after", a="x"))
    assert trace.waited_seconds == 30
    assert "a" not in trace.attributes, "nothing after the acceptance runs"


def test_what_a_queue_flow_did_before_the_agent_stays_done() -> None:
    assert queued(keep("k", "prompts", a="done"), prompts()).attributes["a"] == "done"


def test_an_interruption_runs_and_end_flow_goes_back_to_the_prompts() -> None:
    trace = queued(prompts(on="news"), say("news", "news", "end"), lived=world(wait_seconds=70))
    assert texts(trace).count("news") == 2


def test_prompts_go_on_with_the_next_message_after_an_interruption() -> None:
    trace = queued(prompts(every="3", on="news"), say("news", "news", "end"), lived=world(wait_seconds=20))
    heard = [text for text in texts(trace) if text != "news"]
    assert heard[:2] == ["please wait", "[prompt:hold]"]


def test_prompts_without_interruption_time_of_zero_are_refused() -> None:
    assert "failed" in texts(queued(prompts(every="0")))


def test_a_caller_may_leave_the_queue_by_a_menu_in_it() -> None:
    menu = act(
        "menu", "GetParticipantInput", "end", {"1": "bye"},
        {"InputTimeLimitExceeded": "end", "NoMatchingCondition": "end", "NoMatchingError": "end"},
        Text="press 1 to leave", InputTimeLimitSeconds="5",
    )  # fmt: skip
    bye = act("bye", "DisconnectParticipant", None)
    trace = queued(prompts(on="menu", every="20"), menu, bye, lived=world(wait_seconds=300), answers=(Keys("1"),))
    assert (trace.ended, trace.by, trace.agent) == (Ended.DISCONNECT, "flow", False)


def test_a_caller_who_loses_patience_hangs_up_in_the_queue() -> None:
    trace = queued(prompts(), lived=world(wait_seconds=600), patience_seconds=90)
    assert (trace.ended, trace.by, trace.agent, trace.waited_seconds) == (Ended.QUEUE, "customer", False, 90)


def test_a_disconnect_flow_does_not_hide_that_the_caller_left_a_queue() -> None:
    silent = flow("after", say("after", "after"))
    trace = play(
        hook("CustomerRemaining", "flow:after"), *TO_QUEUE, others=(silent,), world=world(wait_seconds=600),
        patience_seconds=90,
    )  # fmt: skip
    assert (trace.ended, trace.agent) == (Ended.QUEUE, False)
    assert "after" not in texts(trace)


def test_nobody_who_answers_ends_after_the_time_that_calls_may_take() -> None:
    trace = queued(prompts(on="end"), lived=world(wait_seconds=None))
    assert (trace.ended, trace.agent, trace.verdict.value) == (Ended.QUEUE, False, "fine")


def test_a_queue_flow_that_ends_leaves_the_contact_waiting() -> None:
    assert queued(say("hello", "hello")).agent


def test_a_chat_whose_queue_flow_has_prompts_without_error_branch_waits_in_silence() -> None:
    bare = replace(prompts(), errors=())
    trace = queued(bare, channel=Channel.CHAT)
    assert trace.agent
    assert any("queue flow stops" in remark.text for remark in trace.remarks)


def dequeue(then: str = "stay", queue: str = "queue:general") -> Action:
    return act(
        "move", "DequeueContactAndTransferToQueue", then, errors={"QueueAtCapacity": "stay", "NoMatchingError": "stay"},
        QueueId=queue,
    )  # fmt: skip


def test_a_contact_moves_from_queue_to_queue() -> None:
    trace = queued(dequeue(), say("stay", "stay"), lived=world(wait_seconds=100))
    assert trace.queues[:2] == ("queue:billing", "queue:general")
    assert trace.queue == "queue:general"


def test_a_move_has_a_fifth_more_room_than_an_arrival() -> None:
    def moved(contacts: int) -> bool:
        queues = {
            "queue:billing": replace(BILLING, wait_seconds=100),
            "queue:general": replace(BILLING, capacity=10, contacts=contacts, wait_seconds=10),
        }
        return "queue:general" in queued(dequeue(), say("stay", "stay"), lived=replace(WORLD, queues=queues)).queues

    assert moved(10)
    assert moved(11)
    assert not moved(12)


def test_a_move_fails_while_the_agent_joins() -> None:
    trace = queued(dequeue(), say("stay", "stay"), lived=world(wait_seconds=15))
    assert texts(trace)[0] == "stay"
    assert trace.queue == "queue:billing"


def test_a_contact_is_moved_eleven_times_at_most() -> None:
    queues = {key: replace(state, wait_seconds=300) for key, state in WORLD.queues.items()}
    trace = queued(dequeue(), say("stay", "stay"), lived=replace(WORLD, queues=queues))
    assert len(trace.queues) == 12


def whispers(*actions: Action, event: str = "AgentWhisper", kind: FlowType = FlowType.AGENT_WHISPER) -> Trace:
    return play(hook(event, "flow:whisper"), *TO_QUEUE, others=(flow("whisper", *actions, kind=kind),))


def test_the_agent_hears_the_whisper_before_the_customer_hears_theirs() -> None:
    both = (
        hook("AgentWhisper", "flow:a", "second"),
        hook("CustomerWhisper", "flow:c", "set", "second"),
        *TO_QUEUE,
    )
    others = (
        flow("a", say("a", "$.Agent.FirstName, $.Queue.Name"), kind=FlowType.AGENT_WHISPER),
        flow("c", say("c", "you are through"), kind=FlowType.CUSTOMER_WHISPER),
    )
    trace = play(*both, others=others)
    assert [(said.to, said.text) for said in trace.said][1:] == [
        ("agent", "Agent, Billing"),
        ("customer", "you are through"),
    ]


def test_without_a_hook_the_agent_hears_the_queues_name_and_a_chat_agent_nothing() -> None:
    assert [said.text for said in play(*TO_QUEUE).said if said.to == "agent"] == ["Billing"]
    assert [said.to for said in play(*TO_QUEUE, channel=Channel.CHAT).said if said.to == "agent"] == []


def test_whispers_of_more_than_two_minutes_end_the_contact() -> None:
    trace = whispers(say("long", " ".join(["word"] * 400)))
    assert (trace.agent, trace.by) == (False, "service")


def test_a_hook_of_the_wrong_type_is_an_error() -> None:
    trace = play(hook("AgentWhisper", "flow:main"), *TO_QUEUE)
    assert texts(trace) == ["failed"]


def test_a_hook_that_names_no_flow_is_an_error() -> None:
    assert texts(play(hook("AgentWhisper", "flow:nowhere"), *TO_QUEUE)) == ["failed"]


def test_the_last_hook_of_a_kind_counts() -> None:
    steps = (hook("AgentWhisper", "flow:a", "second"), hook("AgentWhisper", "flow:b", "set", "second"), *TO_QUEUE)
    others = tuple(flow(name, say(name, name), kind=FlowType.AGENT_WHISPER) for name in "ab")
    assert [said.text for said in play(*steps, others=others).said if said.to == "agent"] == ["b"]


def test_a_whisper_that_may_not_hang_up_only_ends() -> None:
    trace = whispers(act("off", "DisconnectParticipant", None))
    assert trace.agent
    assert "disconnects nobody" in trace.remarks[0].text


SURVEY = flow("survey", say("survey", "how was it", "rate"), keep("rate", csat="5"))


def test_the_disconnect_flow_speaks_to_the_customer_when_the_agent_hangs_up() -> None:
    trace = play(hook("CustomerRemaining", "flow:survey"), *TO_QUEUE, others=(SURVEY,))
    assert texts(trace)[-1] == "how was it"
    assert (trace.ended, trace.attributes["csat"]) == (Ended.QUEUE, "5")


def test_a_disconnect_flow_that_leads_nowhere_strands_the_customer_in_it() -> None:
    broken = flow("survey", say("survey", "how was it", "nowhere"))
    trace = play(hook("CustomerRemaining", "flow:survey"), *TO_QUEUE, others=(broken,))
    assert trace.verdict.value == "dead end"


def test_the_disconnect_flow_runs_unheard_when_the_customer_hung_up() -> None:
    polite = replace(WORLD, agent=Agent(hangs_up=False))
    trace = play(hook("CustomerRemaining", "flow:survey"), *TO_QUEUE, others=(SURVEY,), world=polite)
    assert "how was it" not in texts(trace)
    assert (trace.by, trace.attributes["csat"]) == ("customer", "5")


def test_functions_run_after_the_customer_hung_up_in_a_menu() -> None:
    menu = act(
        "menu", "GetParticipantInput", "end", {"1": "end"},
        {"InputTimeLimitExceeded": "end", "NoMatchingCondition": "end", "NoMatchingError": "end"},
        Text="?", InputTimeLimitSeconds="5",
    )  # fmt: skip
    after = flow("after", call("f"))
    trace = play(
        hook("CustomerRemaining", "flow:after", "menu"), menu, others=(after,), answers=(HangUp(),),
        functions={"function:f": lambda _e, _at: {}},
    )  # fmt: skip
    assert [called.failed for called in trace.functions] == [""]


def callback(then: str = "end", queue: str = "queue:billing") -> Action:
    return act(
        "back", "CreateCallbackContact", then, errors={"NoMatchingError": "failed"}, QueueId=queue,
        InitialCallDelaySeconds="5", RetryDelaySeconds="600", MaximumConnectionAttempts="3",
    )  # fmt: skip


def test_a_callback_is_a_contact_of_its_own_to_the_callers_number() -> None:
    trace = play(callback())
    assert trace.ended is Ended.CALLBACK
    assert (trace.created[0].queue, trace.created[0].address) == ("queue:billing", "+12065550142")


@pytest.mark.parametrize(("answer", "heard"), [(Phone.ANSWERS, ["recorded"]), (Phone.RINGS, [])])
def test_a_callback_hears_the_outbound_whisper_when_the_agent_is_there(answer: Phone, heard: list[str]) -> None:
    recorded = flow("outbound", say("say", "recorded"), kind=FlowType.OUTBOUND_WHISPER)
    lived = replace(world(outbound_flow="flow:outbound"), phones={"+12065550142": answer})
    trace = play(*TO_QUEUE, others=(recorded,), world=lived, initiation="CALLBACK")
    assert texts(trace) == heard
    assert trace.agent is bool(heard)
    assert next(said.at_seconds for said in trace.said if said.to == "agent") == 30


def number(value: str) -> Action:
    errors = {"InvalidCallbackNumber": "invalid", "CallbackNumberNotDialable": "far"}
    return act("number", "UpdateContactCallbackNumber", "back", errors=errors, CallbackNumber=value)


@pytest.mark.parametrize(
    ("typed", "heard"), [("+13605550101", None), ("nonsense", "invalid"), ("", "invalid"), ("+442079460000", "far")]
)
def test_a_callback_number_must_exist_and_be_dialable(typed: str, heard: str | None) -> None:
    steps = (number("$.Attributes.phone"), callback(), say("invalid", "invalid"), say("far", "far"))
    trace = play(*steps, attributes={"phone": typed})
    assert texts(trace) == ([heard] if heard else [])
    assert [created.address for created in trace.created] == ([] if heard else [typed])


def test_a_caller_without_a_number_cannot_be_called_back() -> None:
    assert texts(play(callback(), customer="anonymous")) == ["failed"]


def test_a_full_queue_takes_callbacks_into_its_buffer_and_then_no_more() -> None:
    assert play(callback(), world=world(capacity=10, contacts=11)).ended is Ended.CALLBACK
    assert texts(play(callback(), world=world(capacity=10, contacts=12))) == ["failed"]


def test_a_chat_cannot_be_called_back() -> None:
    assert texts(play(callback(), channel=Channel.CHAT)) == ["failed"]
    steps = (number("$.Attributes.phone"), callback(), say("invalid", "invalid"), say("far", "far"))
    assert texts(play(*steps, channel=Channel.CHAT, attributes={"phone": "+13605550101"})) == ["invalid"]


def metric(kind: str, operator: str, operand: str) -> Action:
    return Action(
        id="metric",
        type="CheckMetricData",
        parameters={"MetricType": kind, "QueueId": "queue:billing"},
        next="no",
        conditions=(Condition("yes", (operand,), operator),),
        errors=(ErrorBranch("NoMatchingCondition", "no"), ErrorBranch("NoMatchingError", "failed")),
    )


@pytest.mark.parametrize(
    ("check", "state", "heard"),
    [
        (metric("NumberOfAgentsStaffed", "NumberGreaterThan", "0"), {}, "yes"),
        (metric("NumberOfAgentsStaffed", "NumberGreaterThan", "0"), {"agents_staffed": 0}, "no"),
        (metric("NumberOfContactsInQueue", "NumberGreaterThan", "4"), {"contacts": 5}, "yes"),
        (metric("OldestContactInQueueAgeSeconds", "NumberGreaterThan", "300000"), {"oldest_seconds": 299}, "no"),
        (metric("OldestContactInQueueAgeSeconds", "NumberGreaterThan", "300000"), {"oldest_seconds": 301}, "yes"),
        (metric("NumberOfContactsInQueue", "NumberLessThan", "4"), {"metrics": False}, "no"),
    ],
)
def test_a_metric_is_compared_in_the_services_units(check: Action, state: dict[str, Any], heard: str) -> None:
    assert texts(play(check, say("yes", "yes"), say("no", "no"), world=world(**state))) == [heard]


def metrics(then: str = "say") -> Action:
    return act("get", "GetMetricData", then, errors={"NoMatchingError": "failed"}, QueueId="queue:billing")


def test_metrics_fill_their_namespace_and_are_empty_without_activity() -> None:
    tell = say("say", "<$.Metrics.Queue.Size $.Metrics.Agents.Staffed.Count>")
    assert texts(play(metrics(), tell, world=world(contacts=4))) == ["<4 1>"]
    assert texts(play(metrics(), tell, world=world(contacts=4, metrics=False))) == ["< >"]


def test_the_place_in_the_queue_goes_down_while_waiting() -> None:
    tell = say("tell", "you are $.Metrics.Contact.PositionInQueue", "end")
    trace = queued(prompts(on="get"), metrics("tell"), tell, lived=world(contacts=4, wait_seconds=150))
    places = [int(text[-1]) for text in texts(trace) if text.startswith("you are")]
    assert places == sorted(places, reverse=True)
    assert places[0] == 5
    assert places[-1] < 5


def called_back(*answers: Phone, attempts: int = 1, **contact: Any) -> Trace:
    recorded = flow("outbound", say("say", "recorded"), kind=FlowType.OUTBOUND_WHISPER)
    lived = replace(world(outbound_flow="flow:outbound"), phones={"+12065550142": answers})
    more = {"initiation": "CALLBACK", "attempts": attempts, "retry_seconds": 600, **contact}
    return play(*TO_QUEUE, others=(recorded,), world=lived, **more)


@pytest.mark.parametrize(("attempts", "reached"), [(1, False), (2, False), (3, True)])
def test_a_callback_is_tried_again_where_nobody_answers(attempts: int, reached: bool) -> None:
    trace = called_back(Phone.RINGS, Phone.RINGS, Phone.ANSWERS, attempts=attempts)
    assert trace.agent is reached
    assert [said.to for said in trace.said].count("agent") == attempts
    assert trace.queues == ("queue:billing",)


def test_between_two_attempts_a_callback_waits_and_then_for_an_agent_again() -> None:
    moments = [said.at_seconds for said in called_back(Phone.RINGS, attempts=2).said if said.to == "agent"]
    assert moments[1] - moments[0] == 1 + 10 + 600 + 30, "whisper, ringing, retry delay, queue"


def test_voicemail_counts_as_an_answer_and_a_busy_line_is_not_dialed_again() -> None:
    assert called_back(Phone.VOICEMAIL, attempts=3).agent
    busy = called_back(Phone.BUSY, attempts=3)
    assert (busy.agent, busy.by) == (False, "service")
    assert [said.to for said in busy.said].count("agent") == 1


def test_a_callback_plays_nothing_to_a_customer_who_is_not_there_yet() -> None:
    recorded = flow("outbound", say("say", "recorded"), kind=FlowType.OUTBOUND_WHISPER)
    first = say("hello", "hello", "set")
    with_error = replace(first, errors=(ErrorBranch("NoMatchingError", "set"),))
    trace = play(
        with_error, *TO_QUEUE, others=(recorded,), world=world(outbound_flow="flow:outbound"), initiation="CALLBACK"
    )
    assert texts(trace) == ["recorded"]
    assert trace.steps[0].branch == "!NoMatchingError"


def test_a_callback_is_kept_for_seven_days() -> None:
    trace = play(*TO_QUEUE, world=world(wait_seconds=None), initiation="CALLBACK")
    assert (trace.by, trace.elapsed_seconds) == ("service", 7 * 86400)


def test_a_callback_keeps_what_its_block_says_of_attempts() -> None:
    created = play(callback()).created[0]
    assert (created.delay_seconds, created.retry_seconds, created.attempts) == (5, 600, 3)


def test_a_callback_by_a_flow_that_does_not_exist_is_an_error() -> None:
    block = replace(callback(), parameters={**(callback().parameters or {}), "ContactFlowId": "flow:nowhere"})
    assert texts(play(block)) == ["failed"]


def test_a_metric_may_be_compared_for_equality_only() -> None:
    check = metric("NumberOfContactsInQueue", "Equals", "5")
    assert texts(play(check, say("yes", "yes"), say("no", "no"), world=world(contacts=5))) == ["yes"]


def test_a_contact_that_was_moved_is_a_queue_transfer_from_then_on() -> None:
    told = keep("told", "prompts", how="$.InitiationMethod")
    trace = queued(told, prompts(on="move", every="30"), dequeue(), say("stay", "stay"), lived=world(wait_seconds=100))
    assert trace.attributes["how"] == "QUEUE_TRANSFER"
