"""Get and Store customer input: one key for a menu, several for a number. Two time-outs, and keys typed ahead.

Source: Administrator Guide, "Store customer input" and "Get customer input".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contact_flows.language.document import Channel
from contact_flows.simulate.contact import Asked, Keys, Says
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making, number
from contact_flows.simulate.phones import as_international
from contact_flows.simulate.references import static
from contact_flows.simulate.session import Session
from contact_flows.simulate.speech import speaker, words

KEY_SECONDS = 2.0
"""What a caller needs to press a key once a question is asked."""
INTERDIGIT_SECONDS = 5.0
BUFFER_DIGITS = 30
NO_INPUT = "Timeout"
PHONE_DIGITS = 15

Ask = Callable[[Session], bool]


def customer_input(making: Making) -> Run:
    if making.given("EnableDTMFBuffer") is not None:
        return _buffer(making)
    return _store(making) if making.flag("StoreInput") else _menu(making)


def _buffer(making: Making) -> Run:
    """Whether keys typed ahead outlive a transfer to another flow."""
    enabled, branches = making.flag("EnableDTMFBuffer"), making.branches

    def run(s: Session) -> Edge:
        s.buffered = enabled
        return branches.next

    return run


def _menu(making: Making) -> Run:
    ask, branches = _question(making, 1), making.branches

    def run(s: Session) -> Edge:
        if ask is None or s.audience == "nobody":
            return branches.error()
        if not s.keys and not ask(s):
            return branches.error("InputTimeLimitExceeded")
        key, s.keys = s.keys[0], s.keys[1:]
        return branches.on(key)

    return run


def _question(making: Making, digits: int) -> Ask | None:
    """Speaks the prompt and waits for the first key, which it leaves in `s.keys`; false when the time is up."""
    if making.channel is not Channel.VOICE:
        return None
    speak = speaker(making)
    limit = max(0.0, making.number("InputTimeLimitSeconds", INTERDIGIT_SECONDS))
    text, language = words(making.parameters), making.language
    flow, block = making.place()

    def ask(s: Session) -> bool:
        if speak is not None:
            speak(s)
        s.lambda_seconds = 0.0
        if s.audience != "customer":  # an agent in a transfer, who presses nothing
            s.spend(limit)
            return False
        if s.caller is None:
            answer = s.next_answer()
        else:
            answer = s.ask(Asked(flow, block, s.spoken or language or s.language, text(s)[0], limit, digits))
        if isinstance(answer, Keys) and answer.keys:
            s.keys = answer.keys[:BUFFER_DIGITS]
            s.spend(min(KEY_SECONDS, limit))
            return True
        if isinstance(answer, Says):
            s.remark(flow, block, "words are not understood here, only keys")
        s.spend(limit)
        return False

    return ask


@dataclass(frozen=True, slots=True)
class _Entry:
    """How several keys become one value."""

    most: int
    ends: str
    cancels: bool
    between: float

    def take(self, typed: str) -> tuple[str, str, bool]:
        """Digits, keys that are left over, and whether the entry was complete without the second time-out."""
        digits = ""
        for position, key in enumerate(typed):
            if self.ends and (digits + key).endswith(self.ends):
                return (digits + key)[: -len(self.ends)], typed[position + 1 :], True
            if key == "*" and self.cancels:
                digits = ""
                continue
            digits += key
            if len(digits) == self.most:
                return digits, typed[position + 1 :], True
        return digits, "", False


def _entry(making: Making) -> _Entry:
    validation, keys = making.part("InputValidation"), making.part("DTMFConfiguration")
    custom = validation.get("CustomValidation")
    most = number(custom.get("MaximumLength"), PHONE_DIGITS) if isinstance(custom, Mapping) else PHONE_DIGITS
    return _Entry(
        most=int(most),
        ends=static(keys.get("InputTerminationSequence")) or "#",
        cancels=str(static(keys.get("DisableCancelKey"))).lower() != "true",
        between=max(0.0, number(keys.get("InterdigitTimeLimitSeconds"), INTERDIGIT_SECONDS)),
    )


def _store(making: Making) -> Run:
    """Silence is a success whose value is `Timeout`. An entry that stops early is complete as it is."""
    entry, branches = _entry(making), making.branches
    ask, valid = _question(making, entry.most), _validation(making)
    secret = bool(making.part("InputEncryption"))

    def run(s: Session) -> Edge:
        if ask is None or s.audience == "nobody":
            return branches.error()
        if not s.keys and not ask(s):
            s.stored = NO_INPUT
            return branches.next
        digits, s.keys, complete = entry.take(s.keys)
        if not complete:
            s.spend(entry.between)
        value = valid(digits)
        if value is None:
            return branches.error("InvalidPhoneNumber")
        s.stored = "(encrypted)" if secret else value
        return branches.next

    return run


def _validation(making: Making) -> Callable[[str], str | None]:
    """Turns what was typed into the value that is kept; None for a number that cannot exist."""
    phone = making.part("InputValidation").get("PhoneNumberValidation")
    if not isinstance(phone, Mapping):
        return lambda digits: digits
    local = static(phone.get("NumberFormat")) == "Local"
    country = (static(phone.get("CountryCode")) or "US") if local else None
    return lambda digits: as_international(digits, country) if digits else None


MAKERS: Mapping[str, Maker] = {"GetParticipantInput": customer_input}
