"""Words: intents, what is not understood, silence, and a bot that fails."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from contact_flows.language.document import Action, Channel
from contact_flows.simulate.contact import Answer, Keys, Says, Silence
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import Fault, Understood, World
from tests.contact_flows.simulate.small import WORLD, act, play, say, texts


def understand(_bot: str, words: str, language: str) -> Understood | None:
    if words == "factura" and language == "es-US":
        return Understood("Billing")
    known = {"billing": Understood("Billing", {"Month": "May"}), "broken": Understood("Billing", state="Failed")}
    return known.get(words) or (Understood("Key2") if words == "2" else None)


LISTENING = replace(WORLD, understanding=understand)


def ask(then: str = "end", **more: Any) -> Action:
    return act(
        "ask", "ConnectParticipantWithLexBot", then, {"Billing": "billing", "Key2": "two", **more.pop("on", {})},
        {"NoMatchingError": "failed", "NoMatchingCondition": "nothing", "InputTimeLimitExceeded": "late"},
        Text="say what you need", LexV2Bot={"AliasArn": "bot:menu"}, **more,
    )  # fmt: skip


OUTCOMES = (
    say("billing", "billing $.Lex.Slots.Month"),
    say("two", "two"),
    say("nothing", "nothing $.Lex.IntentName"),
    say("late", "late"),
)


def hear(answer: Answer, world: World = LISTENING, action: Action | None = None, **contact: Any) -> Trace:
    return play(action or ask(), *OUTCOMES, answers=(answer,), world=world, **contact)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Says("billing"), "billing May"),
        (Keys("2"), "two"),
        (Says("pineapple"), "nothing FallbackIntent"),
        (Silence(), "nothing FallbackIntent"),
        (Says("broken"), "failed"),
    ],
)
def test_an_intent_is_a_condition_and_the_fallback_intent_is_none(answer: Answer, outcome: str) -> None:
    assert texts(hear(answer))[-1] == outcome


def test_the_fallback_intent_may_have_a_branch_of_its_own() -> None:
    assert texts(hear(Says("pineapple"), action=ask(on={"FallbackIntent": "two"})))[-1] == "two"


@pytest.mark.parametrize("fault", [Fault.DEAD, Fault.SLOW])
def test_a_bot_that_fails_is_an_error(fault: Fault) -> None:
    assert texts(hear(Says("billing"), replace(LISTENING, faults={"bot:menu": fault})))[-1] == "failed"


def test_a_world_without_a_bot_is_an_error() -> None:
    assert texts(hear(Says("billing"), WORLD))[-1] == "failed"


def test_words_are_understood_in_the_language_of_the_voice() -> None:
    voice = act(
        "voice", "UpdateContactTextToSpeechVoice", "ask", errors={"NoMatchingError": "failed"}, TextToSpeechVoice="Lupe"
    )
    trace = play(voice, ask(), *OUTCOMES, answers=(Says("factura"),), world=LISTENING)
    assert texts(trace)[-1] == "billing "


def test_a_chat_that_stays_silent_runs_into_its_timer() -> None:
    timed = ask(LexTimeoutSeconds={"Text": "120"})
    trace = hear(Silence(), action=timed, channel=Channel.CHAT)
    assert texts(trace)[-1] == "late"
    assert trace.said[-1].at_seconds >= 120


def test_an_initial_message_is_taken_as_the_first_words_and_missed_as_an_error() -> None:
    opening = ask(LexInitializationData={"InitialMessage": "$.Media.InitialMessage"})
    assert texts(hear(Silence(), action=opening, channel=Channel.CHAT, first_message="billing"))[-1] == "billing May"
    assert texts(hear(Silence(), action=opening, channel=Channel.CHAT))[-1] == "failed"


def test_the_mood_of_the_contact_can_be_compared() -> None:
    def angry(_bot: str, _words: str, _language: str) -> Understood:
        return Understood("Other", sentiment="NEGATIVE")

    mood = act(
        "nothing", "Compare", "end", None, {"NoMatchingCondition": "end"},
        ComparisonValue="$.Lex.SentimentResponse.Label",
    )  # fmt: skip
    heard = play(
        ask(), replace(mood, conditions=()), *OUTCOMES[:2], OUTCOMES[3], answers=(Says("hm"),),
        world=replace(WORLD, understanding=angry),
    )  # fmt: skip
    assert [step.block for step in heard.steps] == ["ask", "nothing", "end"]


def test_a_silent_chat_without_a_timer_is_idle_until_it_expires() -> None:
    trace = hear(Silence(), channel=Channel.CHAT)
    assert (trace.by, trace.elapsed_seconds, trace.verdict.value) == ("service", 25 * 3600, "fine")


def test_a_silent_chat_with_a_timer_takes_the_branch_of_the_time_out() -> None:
    trace = hear(Silence(), action=ask(LexTimeoutSeconds={"Text": "300"}), channel=Channel.CHAT)
    assert texts(trace)[-1] == "late"
    assert trace.said[-1].at_seconds > 300


def test_what_an_agentic_conversation_found_out_can_be_referred_to() -> None:
    told = replace(WORLD, understanding=lambda *_: Understood("Done", session={"topic": "tolls"}))
    talk = act(
        "talk", "ConnectParticipantWithAgenticCX", "s",
        errors={"NoMatchingError": "failed"}, AgentConfiguration={"ApplicationId": "app"},
    )  # fmt: skip
    trace = play(talk, say("s", "<$.AgenticCX.ContextVariables.topic>"), world=told, answers=(Says("tolls"),))
    assert texts(trace) == ["<tolls>"]
