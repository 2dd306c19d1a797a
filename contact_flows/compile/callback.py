"""Taking a callback: whose number, asked again when it cannot be called, and the promise. The same in every flow."""

from __future__ import annotations

from dataclasses import dataclass

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.phrases import Phrases
from contact_flows.language.document import Action
from spec.models.queues import Callbacks

OWN, OTHER = "own-number", "other-number"
"""First action for a callback at the number of the call, and at another one."""
CHOSEN = "$.Attributes.chosen"
"""The queue that a caller chose, once another one had to help out; missing or `none` before."""
NUMBER_RETRIES = 2
SERVICE_RESERVE = 5
"""A full queue still takes a fifth of its limit in callbacks (Administrator Guide, "Set maximum queue limits")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackOffer:
    """A callback is promised by one queue.

    queue     None for the one in which the contact waits, unless it chose one of `helped`
    give_up   where no number was found, or the service fails
    """

    words: Phrases
    rules: Callbacks
    queue: str | None
    timeout_seconds: int
    goodbye: str
    give_up: str
    helped: tuple[str, ...] = ()


def room(max_contacts: int, cap: int) -> int:
    """How many contacts a queue may hold while a callback is still promised."""
    return max_contacts + min(cap, max_contacts // SERVICE_RESERVE)


def callback_steps(offer: CallbackOffer) -> list[Action]:
    """From `own-number` or `other-number` to the promise, and on to `goodbye`."""
    caller = "$.CustomerEndpoint.Address"
    own = act.call_back_at(OWN, caller, "promise", invalid="number-hidden", not_dialable="number-wrong")
    hidden = act.say("number-hidden", offer.words("ask_own_number"), OTHER)
    return from_callbacks([own, hidden, *_other_number(offer), *_promise(offer)])


def from_callbacks(actions: list[Action]) -> list[Action]:
    return act.from_spec("infrastructure.callbacks", actions)


def _other_number(offer: CallbackOffer) -> list[Action]:
    """A wrong number, and silence, are asked again; then the caller is led on, not held."""
    words, seconds = offer.words, offer.timeout_seconds
    given = "$.StoredCustomerInput"
    return [
        waiting.ask_phone(
            OTHER, words("ask_number"), seconds, "number-given", invalid="number-wrong", on_fault=offer.give_up
        ),
        act.compare("number-given", given, {"Timeout": "number-not-heard"}, "take-number"),
        act.say("number-not-heard", words("not_understood"), "number-again"),
        act.call_back_at("take-number", given, "confirm-number", invalid="number-wrong", not_dialable="number-wrong"),
        _confirm(words, given, seconds),
        act.say("number-wrong", words("number_wrong"), "number-again"),
        act.repeat("number-again", NUMBER_RETRIES, OTHER, offer.give_up),
    ]


def _confirm(words: Phrases, given: str, seconds: int) -> Action:
    """In markup, so that a voice reads the number digit by digit; silence agrees."""
    number = f'<say-as interpret-as="telephone">{given}</say-as>'
    asked = act.menu(
        "confirm-number",
        "",
        {"1": "promise", "2": "number-again"},
        seconds,
        silent="promise",
        on_fault="promise",
    )
    return act.in_markup(asked, words("confirm_number", number=number))


def _promise(offer: CallbackOffer) -> list[Action]:
    """The queue that a caller chose keeps the promise, also where the caller waits in one that helps out."""
    by_queue = {queue: f"promise-{queue}" for queue in offer.helped}
    created = "promise-here" if by_queue else "promise"
    return [
        *([act.compare("promise", CHOSEN, by_queue, created)] if by_queue else []),
        *(_created(offer, id_, queue) for queue, id_ in by_queue.items()),
        _created(offer, created, offer.queue),
        act.say("promised", offer.words("callback_promised"), offer.goodbye),
    ]


def _created(offer: CallbackOffer, id_: str, queue: str | None) -> Action:
    return waiting.create_callback(
        id_,
        queue,
        retry_minutes=offer.rules.retry_minutes,
        attempts=offer.rules.attempts,
        then="promised",
        on_fault=offer.give_up,
    )
