"""What a channel, or a type of flow, makes of an action that it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.language.document import Action, Channel, FlowType
from contact_flows.simulate.contact import Contact, Keys, Says, Silence
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Ended
from contact_flows.simulate.world import Phone, World
from tests.contact_flows.simulate.small import TO_QUEUE, WORLD, act, flow, play, say, texts

V, C, T, E = Channel.VOICE, Channel.CHAT, Channel.TASK, Channel.EMAIL
ERR = {"NoMatchingError": "error"}
RECORDING: dict[str, Any] = {
    "RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"], "IVRRecordingBehavior": "Enabled"}
}

BLOCKS: list[tuple[Action, dict[Channel, str]]] = [
    (act("x", "GetParticipantInput", "fine", {"1": "fine"}, ERR, Text="?", InputTimeLimitSeconds="5"),
     {V: "fine", C: "error", T: "error", E: "error"}),
    (act("x", "GetParticipantInput", "fine", errors=ERR, Text="?", InputTimeLimitSeconds="5", StoreInput="True"),
     {V: "fine", C: "error", T: "error", E: "error"}),
    (act("x", "UpdateContactTextToSpeechVoice", "fine", errors=ERR, TextToSpeechVoice="Joanna"),
     dict.fromkeys(Channel, "fine")),
    (act("x", "UpdateContactRecordingBehavior", "fine", errors=ERR, **RECORDING),
     {V: "fine", C: "fine", T: "error", E: "error"}),
    (act("x", "UpdateContactMediaStreamingBehavior", "fine", errors=ERR),
     {V: "fine", C: "error", T: "error", E: "error"}),
    (act("x", "TransferParticipantToThirdParty", "fine", errors=ERR, ThirdPartyPhoneNumber="+12065550199",
         ThirdPartyConnectionTimeLimitSeconds="30", ContinueFlowExecution="True"),
     {C: "error", T: "error", E: "error"}),
    (act("x", "ResumeContact", "fine", errors=ERR), {V: "error", C: "error", T: "fine", E: "error"}),
    (act("x", "CompleteOutboundCall", "fine", errors=ERR), {C: "error", T: "error", E: "error"}),
    (act("x", "CreatePersistentContactAssociation", "fine", errors=ERR), {V: "error", C: "fine", T: "error"}),
    (act("x", "UpdateContactEventHooks", "fine", errors=ERR, EventHooks={"CustomerHold": "flow:hold"}),
     {V: "fine", C: "error", T: "error", E: "error"}),
    (act("x", "Wait", "fine", {"WaitCompleted": "fine"}, ERR, TimeLimitSeconds="60"),
     {V: "error", C: "fine", T: "fine", E: "fine"}),
]  # fmt: skip
CASES = [(block, channel, way) for block, ways in BLOCKS for channel, way in ways.items()]
HOLD = flow("hold", kind=FlowType.CUSTOMER_HOLD)


@pytest.mark.parametrize(("block", "channel", "way"), CASES, ids=lambda value: getattr(value, "type", str(value)))
def test_a_block_does_on_each_channel_what_the_service_documents(block: Action, channel: Channel, way: str) -> None:
    address = "ana@mail.example" if channel is E else "+12065550142"
    trace = play(
        block, act("fine", "TagContact", Tags={"way": "fine"}), act("error", "TagContact", Tags={"way": "error"}),
        channel=channel, customer=address, answers=(Keys("1"),) if channel is V else (), others=(HOLD,),
    )  # fmt: skip
    assert trace.tags == {"way": way}


@pytest.mark.parametrize("channel", [T, E])
def test_a_prompt_has_no_effect_where_nobody_reads(channel: Channel) -> None:
    trace = play(say("hello", "hello"), channel=channel, customer="ana@mail.example")
    assert (trace.said, trace.ended) == ((), Ended.DISCONNECT)


def test_a_chat_reads_text_and_takes_the_error_branch_of_a_recording() -> None:
    assert texts(play(say("hello", "hello"), channel=C)) == ["hello"]
    recorded = act("x", "MessageParticipant", errors={"NoMatchingError": "failed"}, PromptId="prompt:hold")
    assert texts(play(recorded, channel=C)) == ["failed"]


def test_recording_behavior_without_error_branch_goes_on() -> None:
    trace = play(act("x", "UpdateContactRecordingBehavior", "hello", **RECORDING), say("hello", "hello"), channel=T)
    assert trace.steps[-1].block == "end"


def test_who_is_recorded_is_in_the_trace() -> None:
    assert play(act("x", "UpdateContactRecordingBehavior", **RECORDING)).recorded == ("Agent", "Customer", "IVR")


def test_the_newer_recording_action_knows_a_channel_mismatch() -> None:
    block = act(
        "x", "UpdateContactRecordingAndAnalyticsBehavior", "end", None,
        {"ChannelMismatch": "mismatch", "NoMatchingError": "failed"},
        VoiceBehavior={"VoiceRecordingBehavior": {"RecordedParticipants": ["Agent"]}},
    )  # fmt: skip
    assert texts(play(block, say("mismatch", "mismatch"), channel=C)) == ["mismatch"]


def test_a_task_waits_in_its_queue_until_an_agent_takes_it() -> None:
    trace = play(*TO_QUEUE, channel=T)
    assert (trace.ended, trace.agent, trace.said) == (Ended.QUEUE, True, ())


def test_loop_prompts_in_an_inbound_flow_take_the_error_branch() -> None:
    block = act("x", "MessageParticipantIteratively", errors={"NoMatchingError": "failed"}, Messages=[{"Text": "wait"}])
    assert texts(play(block)) == ["failed"]


def dial(**more: str) -> Action:
    return act(
        "dial", "TransferParticipantToThirdParty", "back", None,
        {"CallFailed": "busy", "ConnectionTimeLimitExceeded": "rings", "NoMatchingError": "failed"},
        ThirdPartyPhoneNumber="+12065550199", ThirdPartyConnectionTimeLimitSeconds="30",
        ContinueFlowExecution=more.get("goes_on", "True"),
    )  # fmt: skip


def dialled(answer: Phone, goes_on: str = "True") -> tuple[str, Ended]:
    world = World(now=WORLD.now, phones={"+12065550199": answer})
    steps = (dial(goes_on=goes_on), say("back", "back"), say("busy", "busy"), say("rings", "rings"))
    trace = play(*steps, world=world)
    return " ".join(texts(trace)), trace.ended


def test_a_third_party_that_answers_ends_the_flow() -> None:
    assert dialled(Phone.ANSWERS) == ("", Ended.TRANSFER)


def test_a_third_party_that_does_not_answer_gives_the_caller_back() -> None:
    assert dialled(Phone.BUSY) == ("busy", Ended.DISCONNECT)
    assert dialled(Phone.RINGS) == ("rings", Ended.DISCONNECT)


def test_the_flow_goes_on_only_when_the_third_party_hangs_up_first() -> None:
    assert dialled(Phone.HANGS_UP_FIRST) == ("back", Ended.DISCONNECT)
    assert dialled(Phone.HANGS_UP_FIRST, "False") == ("", Ended.TRANSFER)


def test_what_precedes_the_first_prompt_of_an_outbound_flow_runs_before_dialing() -> None:
    outbound = flow(
        "outbound", act("tag", "TagContact", "say", Tags={"a": "b"}), say("say", "this call is recorded"),
        kind=FlowType.OUTBOUND_WHISPER,
    )  # fmt: skip
    trace = Machine.of([outbound]).run(WORLD, Contact(flow="outbound", initiation="OUTBOUND"))
    assert trace.moments[0] == 0
    assert trace.said[0].at_seconds == 10


def view(answer: str | None) -> list[str]:
    errors = {"NoMatchingCondition": "other", "NoMatchingError": "failed", "TimeLimitExceeded": "late"}
    show = act(
        "show", "ShowView", "end", {"Submit": "sent"}, errors, ViewResource={"Id": "form"}, ViewData={},
        InvocationTimeLimitSeconds="400",
    )  # fmt: skip
    steps = (show, say("sent", "sent $.Views.Action"), say("other", "other"), say("late", "late"))
    return texts(play(*steps, channel=C, answers=(Says(answer) if answer else Silence(),)))


def test_a_view_has_three_errors_of_its_own() -> None:
    assert (view("Submit"), view("Back"), view(None)) == (["sent Submit"], ["other"], ["late"])


def test_a_phone_call_shows_no_view() -> None:
    show = act("show", "ShowView", errors={"NoMatchingError": "failed"}, ViewResource={"Id": "form"})
    assert texts(play(show)) == ["failed"]


def test_a_customer_who_left_is_shown_no_view() -> None:
    view = act(
        "view", "ShowView", "failed",
        errors={"NoMatchingCondition": "failed", "NoMatchingError": "failed", "TimeLimitExceeded": "end"},
        ViewResource={"Id": "view"}, InvocationTimeLimitSeconds="60",
    )  # fmt: skip
    hook = act("hook", "UpdateContactEventHooks", "wait", EventHooks={"CustomerRemaining": "flow:after"})
    wait = act("wait", "Wait", "end", {"WaitCompleted": "end"}, {"NoMatchingError": "end"}, TimeLimitSeconds="60")
    trace = play(hook, wait, others=(flow("after", view),), channel=Channel.CHAT, hangs_up_after=5)
    assert ("after", "view", "!NoMatchingError") in trace.steps


def test_screens_are_recorded_in_every_channel_but_email() -> None:
    block = act(
        "r", "UpdateContactRecordingAndAnalyticsBehavior", "said",
        errors={"ChannelMismatch": "other", "NoMatchingError": "failed"},
        ScreenRecordingBehavior={"ScreenRecordedParticipants": ["Agent"]},
    )  # fmt: skip

    def branch(channel: Channel) -> str:
        return play(block, say("said", "said"), say("other", "other"), channel=channel).steps[0].branch

    assert {branch(channel) for channel in (Channel.VOICE, Channel.CHAT, Channel.TASK)} == {"next"}
    assert branch(Channel.EMAIL) == "!ChannelMismatch"


def test_messages_of_calls_cannot_be_processed_which_is_a_mismatch() -> None:
    block = act("p", "UpdateContactMediaProcessing", errors={"ChannelMismatch": "other", "NoMatchingError": "failed"})
    assert texts(play(block, say("other", "other"))) == ["other"]
