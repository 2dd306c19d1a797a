"""Speaking and listening: prompts, menus, digits, the voice and the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contact_flows.actions.branches import ANY_ERROR, NO_CONDITION, NO_INPUT, cases, on_error
from contact_flows.language.document import Action, ErrorBranch, Ref

BOT_END_KEY = "D"
"""A key that no telephone has: each digit is then an answer by itself, and `#` does not end the input."""


def say(id_: str, text: str, then: str) -> Action:
    return Action(id=id_, type="MessageParticipant", parameters={"Text": text}, next=then, errors=on_error(then))


def menu(
    id_: str,
    text: str,
    keys: Mapping[str, str],
    timeout_seconds: int,
    *,
    silent: str,
    wrong: str | None = None,
    on_fault: str,
) -> Action:
    """Ask for one key.

    silent   taken when no key comes in time
    wrong    taken for a key that is not offered; as `silent` when left out
    """
    other = wrong or silent
    return Action(
        id=id_,
        type="GetParticipantInput",
        parameters={"Text": text, "StoreInput": "False", "InputTimeLimitSeconds": str(timeout_seconds)},
        next=other,
        conditions=cases(keys),
        errors=(
            ErrorBranch(NO_INPUT, silent),
            ErrorBranch(NO_CONDITION, other),
            ErrorBranch(ANY_ERROR, on_fault),
        ),
    )


def ask_digits(id_: str, text: str, most: int, timeout_seconds: int, then: str, on_fault: str) -> Action:
    """Ask for a number of several digits; it is in `$.StoredCustomerInput`, which reads `Timeout` for silence."""
    return Action(
        id=id_,
        type="GetParticipantInput",
        parameters={
            "Text": text,
            "StoreInput": "True",
            "InputTimeLimitSeconds": str(timeout_seconds),
            "InputValidation": {"CustomValidation": {"MaximumLength": str(most)}},
            "DTMFConfiguration": {"InterdigitTimeLimitSeconds": str(timeout_seconds), "DisableCancelKey": "False"},
        },
        next=then,
        errors=on_error(on_fault),
    )


def ask_bot(
    id_: str, text: str, bot: str, intents: Mapping[str, str], timeout_seconds: int, *, otherwise: str
) -> Action:
    """Ask in words; keys are heard too, one at a time. `otherwise`: silence, words that mean nothing, no bot."""
    milliseconds = str(timeout_seconds * 1000)
    return Action(
        id=id_,
        type="ConnectParticipantWithLexBot",
        parameters={
            "Text": text,
            "LexV2Bot": {"AliasArn": Ref("bot", bot)},
            "LexSessionAttributes": {
                "x-amz-lex:audio:start-timeout-ms:*:*": milliseconds,
                "x-amz-lex:dtmf:end-timeout-ms:*:*": milliseconds,
                "x-amz-lex:dtmf:end-character:*:*": BOT_END_KEY,
                "x-amz-lex:dtmf:max-length:*:*": "1",
            },
        },
        next=otherwise,
        conditions=cases(intents),
        errors=(
            ErrorBranch(NO_INPUT, otherwise),
            ErrorBranch(NO_CONDITION, otherwise),
            ErrorBranch(ANY_ERROR, otherwise),
        ),
    )


def in_markup(action: Action, markup: str) -> Action:
    """Say SSML instead of a text. Whatever does not come from us is escaped by the caller."""
    kept = {key: value for key, value in (action.parameters or {}).items() if key != "Text"}
    return replace(action, parameters={"SSML": f"<speak>{markup}</speak>", **kept})


def speak_as(id_: str, voice: str, then: str) -> Action:
    """Change the voice, and with it the language; without success the last one goes on speaking."""
    return Action(
        id=id_,
        type="UpdateContactTextToSpeechVoice",
        parameters={"TextToSpeechVoice": voice, "TextToSpeechEngine": "Neural"},
        next=then,
        errors=on_error(then),
    )
