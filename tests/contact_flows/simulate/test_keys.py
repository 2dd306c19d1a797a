"""Keys: two time-outs, erasing, terminators, type-ahead."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.language.document import Action
from contact_flows.simulate.contact import HangUp, Keys, Says, Silence
from contact_flows.simulate.trace import Ended
from tests.contact_flows.simulate.small import act, flow, play, say, texts


def menu(id_: str = "menu", *, one: str = "one", then: str = "end") -> Action:
    return act(
        id_, "GetParticipantInput", then, {"1": one},
        {"InputTimeLimitExceeded": "late", "NoMatchingCondition": "wrong", "NoMatchingError": "failed"},
        Text="menu", StoreInput="False", InputTimeLimitSeconds="10",
    )  # fmt: skip


OUTCOMES = (say("one", "one"), say("late", "late"), say("wrong", "wrong"))


def store(then: str = "read", **keys: Any) -> Action:
    return act(
        "store", "GetParticipantInput", then, errors={"NoMatchingError": "failed"},
        Text="number", StoreInput="True", InputTimeLimitSeconds="10",
        InputValidation={"CustomValidation": {"MaximumLength": "6"}}, DTMFConfiguration=keys,
    )  # fmt: skip


READ = say("read", "<$.StoredCustomerInput>")


def stored(typed: str, **keys: Any) -> str:
    return texts(play(store(**keys), READ, answers=(Keys(typed),)))[-1]


def test_a_menu_takes_the_branch_of_its_key() -> None:
    assert texts(play(menu(), *OUTCOMES, answers=(Keys("1"),))) == ["menu", "one"]


def test_a_key_that_is_not_offered_is_no_matching_condition() -> None:
    assert texts(play(menu(), *OUTCOMES, answers=(Keys("7"),))) == ["menu", "wrong"]


def test_silence_in_a_menu_is_a_time_out_and_takes_its_time() -> None:
    trace = play(menu(), *OUTCOMES, answers=(Silence(),))
    assert texts(trace) == ["menu", "late"]
    assert trace.said[1].at_seconds >= 10


def test_words_in_a_menu_of_keys_are_silence() -> None:
    trace = play(menu(), *OUTCOMES, answers=(Says("billing"),))
    assert texts(trace) == ["menu", "late"]
    assert "words" in trace.remarks[0].text


def test_hanging_up_ends_the_flow_where_it_is() -> None:
    trace = play(menu(), *OUTCOMES, answers=(HangUp(),))
    assert (trace.ended, trace.by) == (Ended.DISCONNECT, "customer")
    assert trace.steps[-1].branch == "interrupted"


def test_a_menu_reads_one_key_and_the_next_one_takes_the_rest() -> None:
    second = act(
        "second", "GetParticipantInput", "end", {"2": "two"},
        {"InputTimeLimitExceeded": "late", "NoMatchingCondition": "wrong", "NoMatchingError": "failed"},
        Text="second", InputTimeLimitSeconds="10",
    )  # fmt: skip
    trace = play(menu(one="second"), second, say("two", "two"), *OUTCOMES[1:], answers=(Keys("12"),))
    assert texts(trace) == ["menu", "two"], "type-ahead interrupts the second prompt"


def test_type_ahead_is_lost_over_a_transfer_to_another_flow() -> None:
    go = act("go", "TransferToFlow", "end", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:next")
    trace = play(menu(one="go"), go, *OUTCOMES, others=(flow("next", menu(), *OUTCOMES),), answers=(Keys("11"),))
    assert texts(trace) == ["menu", "menu", "late"]
    assert any("lost" in remark.text for remark in trace.remarks)


def test_a_touch_tone_buffer_keeps_type_ahead_over_a_transfer() -> None:
    go = act("go", "TransferToFlow", "end", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:next")
    buffer = act("buffer", "GetParticipantInput", "menu", errors={"NoMatchingError": "failed"}, EnableDTMFBuffer="True")
    trace = play(
        buffer, menu(one="go"), go, *OUTCOMES, others=(flow("next", menu(), *OUTCOMES),), answers=(Keys("11"),)
    )
    assert texts(trace) == ["menu", "one"]


def test_silence_in_store_input_is_a_success_called_timeout() -> None:
    assert texts(play(store(), READ, answers=(Silence(),))) == ["number", "<Timeout>"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12345678", "<123456>"),
        ("123#", "<123>"),
        ("123", "<123>"),
        ("123*45#", "<45>"),
        ("#", "<>"),
    ],
)
def test_an_entry_ends_at_its_length_its_terminator_or_the_second_time_out(typed: str, kept: str) -> None:
    assert stored(typed) == kept


def test_the_second_time_out_takes_its_own_time() -> None:
    patient = play(store(InterdigitTimeLimitSeconds="20"), READ, answers=(Keys("123"),))
    quick = play(store(InterdigitTimeLimitSeconds="1"), READ, answers=(Keys("123"),))
    assert patient.said[1].at_seconds - quick.said[1].at_seconds == pytest.approx(19)


def test_a_star_is_a_digit_where_the_cancel_key_is_disabled() -> None:
    assert stored("1*2#", DisableCancelKey="True") == "<1*2>"


def test_a_terminator_may_have_several_keys() -> None:
    assert stored("1#2##", InputTerminationSequence="##", DisableCancelKey="True") == "<1#2>"


def test_a_later_menu_that_times_out_leaves_the_stored_value() -> None:
    trace = play(store(then="menu"), menu(), say("late", "<$.StoredCustomerInput>"), answers=(Keys("12#"), Silence()))
    assert texts(trace)[-1] == "<12>"


def phone(number_format: str, **more: str) -> Action:
    return act(
        "store", "GetParticipantInput", "read", errors={"NoMatchingError": "failed", "InvalidPhoneNumber": "invalid"},
        Text="number", StoreInput="True", InputTimeLimitSeconds="10",
        InputValidation={"PhoneNumberValidation": {"NumberFormat": number_format, **more}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "typed", "heard"),
    [
        (phone("Local", CountryCode="US"), "2065550142#", "<+12065550142>"),
        (phone("Local", CountryCode="US"), "5550142#", "invalid"),
        (phone("E164"), "12065550142#", "<+12065550142>"),
        (phone("E164"), "1#", "invalid"),
    ],
)
def test_a_telephone_number_is_validated_and_made_international(action: Action, typed: str, heard: str) -> None:
    assert texts(play(action, READ, say("invalid", "invalid"), answers=(Keys(typed),)))[-1] == heard


def test_an_encrypted_entry_is_never_shown() -> None:
    secret = act(
        "store", "GetParticipantInput", "read", errors={"NoMatchingError": "failed"}, Text="card", StoreInput="True",
        InputTimeLimitSeconds="10", InputValidation={"CustomValidation": {"MaximumLength": "20"}},
        InputEncryption={"EncryptionKeyId": "k", "Key": "pem"},
    )  # fmt: skip
    assert "4111" not in play(secret, READ, answers=(Keys("4111#"),)).heard
