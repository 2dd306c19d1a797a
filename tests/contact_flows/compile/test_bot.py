"""The bot of a center: what Lex takes, and that every line knows what to do with what was understood."""

import re

from contact_flows.compile.bot import intent_of, menu_bot, understood
from contact_flows.compile.compile import compile_flows
from contact_flows.compile.scope import Scope
from spec.models import ProgramSpec
from spec.models.centers import Center
from tests.contact_flows.compile.examples import center_of, compiled, every_center, key, oregon, washington

INTENT = re.compile(r"^([0-9a-zA-Z][_-]?){1,100}$")


@every_center
def test_names_and_utterances_are_of_the_form_that_lex_takes(program: ProgramSpec, center: Center) -> None:
    bot = menu_bot(program, center)
    assert bot is not None
    for locale in bot.locales:
        names = [intent.name for intent in locale.intents]
        said = [utterance for intent in locale.intents for utterance in intent.utterances]
        assert len(names) == len(set(names))
        assert all(INTENT.match(name) for name in names)
        assert len(said) == len(set(said)), "Lex refuses one utterance in two intents"
        assert all(re.fullmatch(r"[\w\s'-]{1,200}", utterance) for utterance in said)
        assert all(intent.utterances for intent in locale.intents)


@every_center
def test_a_flow_waits_for_no_intent_that_the_bot_does_not_know(program: ProgramSpec, center: Center) -> None:
    bot = menu_bot(program, center)
    assert bot is not None
    known = {locale.language: {intent.name for intent in locale.intents} for locale in bot.locales}
    for flow in compile_flows(program, center).flows:
        for action in flow.actions:
            if action.type == "ConnectParticipantWithLexBot":
                assert {branch.operands[0] for branch in action.conditions} <= known[flow.language], flow.id


def test_the_label_the_parts_of_it_and_the_topic_are_understood() -> None:
    said = understood(Scope(oregon(), center_of(oregon(), "state")), "en-US")
    for utterance in ("late payment and enforcement", "late payment", "enforcement"):
        assert said[utterance] == "TopicNonpayment"
    assert said["agent"] == "Person"


def test_spanish_is_understood_where_a_line_is_spoken_in_it() -> None:
    bot = menu_bot(oregon(), center_of(oregon(), "state"))
    assert bot is not None
    assert [locale.language for locale in bot.locales] == ["en-US", "es-US"]
    said = understood(Scope(oregon(), center_of(oregon(), "state")), "es-US")
    assert said["pagos atrasados y sus consecuencias"] == "TopicNonpayment"


def test_what_is_said_leads_where_the_key_of_the_same_choice_leads() -> None:
    flow = compiled(washington())["line-main"]
    said = understood(Scope(washington(), center_of(washington())), "en-US")
    for choice in washington().infrastructure.lines[0].menu:
        intent = said[" ".join(re.sub(r"[^\w\s'-]+", " ", choice.label.casefold()).split())]
        assert key(flow.by_id["menu"], intent) == key(flow.by_id["menu-keys"], choice.key)


def test_a_person_a_repeat_and_urgent_matters_can_be_asked_for_in_words() -> None:
    asked = compiled(washington())["line-main"].by_id["menu"]
    assert (key(asked, "Person"), key(asked, "Sensitive"), key(asked, "More")) == ("person", "sensitive", "more")
    assert key(asked, "Repeat") == "menu-keys-repeat"


def test_an_intent_is_named_after_what_it_leads_to() -> None:
    assert intent_of("topic-late_payment-2") == "TopicLatePayment2"
