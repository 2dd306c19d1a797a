"""What may be heard after what. Whoever hears a sentence out of turn was led astray, even where it is true."""

from __future__ import annotations

from collections.abc import Mapping

AGENT = "agent:"
"""Before the key of what only the agent hears."""
QUEUE = frozenset({"answer", "closed", "closed_for", "nobody_here", "all_busy", "please_wait", AGENT + "whisper"})
"""First words of a queue: its answer, why not now, or that it goes on."""
KEPT = frozenset({"request_kept", "request_kept_plain", "ask_own_number", "ask_number", "request_unreachable"})
OFFER = frozenset({"callback_or_message", "callback_only"})
INSTEAD = OFFER | KEPT | {"call_again"}
"""What a queue that cannot take a caller offers."""
CHOSEN = QUEUE | {
    "web_hint", "greeting", "connecting_to", "person_next", "bounced", "choose_intro", "choose_nobody", "manager_found",
    "manager_unknown", "language_choice", "case_ask", "more_menu", "recording_stopped", "menu", "wrong_key",
}  # fmt: skip
"""Where a key of a menu may lead."""
WAITS = frozenset({"wait_under_1", "wait_under_5", "wait_under_10", "wait_under_20", "wait_over_20"})
MORE_WAITING = frozenset({"gone_home", "please_wait", "recording", "callback_instead", AGENT + "whisper"})
PLACES = frozenset({"position", "next_in_line", "still_here"})
NOTICES = frozenset({"recording_notice", "recording_notice_declinable"})
OPENED = frozenset({"test_banner", "emergency", "closed", "closed_for", "menu"}) | QUEUE
SURVEY = frozenset({"survey", "on_hold"})
WHISPERED = SURVEY | {AGENT + "whisper_language", AGENT + "whisper_interpreter", AGENT + "whisper_sensitive"}
SECOND_WAY = frozenset({
    "technical_problem", "connecting_elsewhere", "not_connected", "request_not_kept", "call_again", "goodbye",
    "chat_not_kept", "person_next", "manager_unknown",
})  # fmt: skip
"""What a contact may hear at any time once something has failed."""

FOLLOWS: Mapping[str, frozenset[str]] = {
    "greeting": NOTICES | OPENED | {"greeting"},
    **dict.fromkeys(NOTICES, OPENED),
    "test_banner": OPENED | {"chat_ask_topic", "chat_wait", "chat_nobody"},
    "language_choice": frozenset({"language_choice", "greeting"}),
    "menu": CHOSEN,
    "more_menu": CHOSEN,
    "wrong_key": frozenset({"menu", "more_menu"}),
    "recording_stopped": frozenset({"menu"}),
    "bounced": QUEUE | KEPT,
    "web_hint": QUEUE | {"connecting_to", "person_next"},
    "person_next": QUEUE,
    "connecting_to": frozenset({"not_connected"}),
    "not_connected": KEPT | {"call_again"},
    "manager_found": QUEUE | {"greeting", "language_choice", "connecting_to", "person_next", "bounced"},
    "manager_unknown": QUEUE | {"connecting_to"},
    "choose_intro": frozenset({"facts", "choose_after"}),
    "facts": frozenset({"facts", "choose_after"}),
    "choose_after": QUEUE | {"choose_intro", "choose_nobody", "facts", "choose_after", "connecting_to", "person_next"},
    "case_ask": QUEUE | {"case_state", "case_unknown", "case_denied", "not_understood", "person_next"},
    "case_state": frozenset({"menu"}),
    "case_unknown": frozenset({"case_ask", "person_next"}),
    "not_understood": KEPT | {"case_ask", "person_next", "call_again", "please_wait", "recording"},
    "case_denied": QUEUE,
    "answer": frozenset({"answer_heard"}),
    "answer_heard": QUEUE | {"goodbye"},
    "closed": KEPT | {"reopens", "call_again", "chat_kept", "chat_kept_plain"},
    "closed_for": KEPT | {"reopens", "call_again", "chat_kept", "chat_kept_plain"},
    "reopens": KEPT | {"call_again", "chat_kept", "chat_kept_plain"},
    "nobody_here": INSTEAD,
    "all_busy": INSTEAD | {"chat_kept", "chat_kept_plain"},
    "callback_or_message": INSTEAD | QUEUE | {"callback_promised", "number_wrong"},
    "callback_only": INSTEAD | QUEUE | {"callback_promised", "number_wrong"},
    "ask_own_number": frozenset({"ask_number"}),
    "ask_number": KEPT | {"not_understood", "number_wrong", "confirm_number", "please_wait", "call_again"},
    "number_wrong": KEPT | {"ask_number", "call_again", "please_wait", "recording"},
    "confirm_number": KEPT | {"callback_promised", "ask_number", "call_again", "please_wait"},
    "callback_promised": frozenset({"goodbye"}),
    "request_kept": frozenset({"answered_by", "request_unreachable"}),
    "answered_next_day": frozenset({"say_message", "goodbye"}),
    "request_unreachable": frozenset({"say_message", "goodbye"}),
    "choose_nobody": QUEUE | {"connecting_to", "person_next"},
    "answered_by": frozenset({"say_message", "goodbye"}),
    "request_kept_plain": frozenset({"answered_next_day", "request_unreachable", "say_message", "goodbye"}),
    "say_message": frozenset({"message_kept", "goodbye"}),
    "message_kept": frozenset({"goodbye"}),
    "please_wait": PLACES | MORE_WAITING,
    "recording": PLACES | MORE_WAITING | {AGENT + "whisper", "on_hold"},
    **dict.fromkeys(PLACES, WAITS | MORE_WAITING),
    **dict.fromkeys(WAITS, MORE_WAITING),
    "callback_instead": MORE_WAITING | {"callback_promised", "ask_number", "ask_own_number", "number_wrong"},
    "gone_home": KEPT | {"call_again", "goodbye"},
    "on_hold": frozenset({"recording", "on_hold", "survey"}),
    "survey": frozenset({"survey", "survey_thanks"}),
    "call_again": frozenset({"goodbye"}),
    "goodbye": frozenset(),
    "request_not_kept": frozenset({"call_again"}),
    "technical_problem": KEPT | {"connecting_elsewhere", "call_again", "request_not_kept"},
    "connecting_elsewhere": frozenset({"not_connected"}),
    AGENT + "whisper": WHISPERED,
    AGENT + "whisper_sensitive": WHISPERED - {AGENT + "whisper_sensitive"},
    AGENT + "whisper_language": SURVEY | {AGENT + "whisper_interpreter"},
    AGENT + "whisper_interpreter": SURVEY,
    "chat_welcome": frozenset({"test_banner", "emergency", "chat_ask_topic", "chat_wait", "chat_nobody", "closed",
                               "closed_for"}),
    "chat_ask_topic": frozenset({"chat_wait", "chat_nobody", "closed", "closed_for"}),
    "chat_nobody": frozenset({"chat_kept", "chat_kept_plain"}),
    "chat_wait": frozenset({"please_wait", "all_busy", AGENT + "whisper"}),
    "emergency": OPENED | KEPT | {"chat_ask_topic", "chat_wait", "chat_nobody", "chat_kept", "chat_kept_plain"},
}  # fmt: skip
LAST = frozenset({
    "goodbye", "survey_thanks", "survey", "callback_promised", "chat_kept", "chat_kept_plain", "chat_not_kept",
    "technical_problem", "transfer_failed", "outbound", "outbound_recorded",
})  # fmt: skip
"""After these a flow may end a contact."""


def may_follow(before: str, key: str, *, failed: bool) -> bool:
    """Whether `key` may come right after `before`.

    failed   something failed between them: then a sentence may be left out, and the second way may begin
    """
    usual = FOLLOWS.get(before)
    if usual is None or key in usual:
        return True
    if not failed:
        return False
    return any(key in FOLLOWS.get(between, ()) for between in usual)
