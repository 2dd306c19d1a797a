"""Where each answer leads: the sentences that may be the next ones after a question was answered so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.following import AGENT, KEPT, QUEUE
from contact_flows.simulate.contact import Answer, Keys, Says
from contact_flows.simulate.world import QueueState
from spec.models import ProgramSpec

SILENCE, ANY = "", "any"
RESERVE = 5
"""A full queue takes a fifth of its limit more in callbacks (Administrator Guide, "Set maximum queue limits")."""
ELSEWHERE = QUEUE | {"connecting_to", "person_next"}
PROMISED = KEPT | {"callback_promised", "call_again"}
NUMBER = frozenset({"ask_number", "ask_own_number", "number_wrong"})
WAITING = frozenset({"please_wait", "recording", "callback_instead", "gone_home", AGENT + "whisper"})

OFFERED: Mapping[str, frozenset[str]] = {
    "1": PROMISED | NUMBER, "2": frozenset({"ask_number"}), "3": KEPT - {"ask_number"}, "0": KEPT | QUEUE,
}  # fmt: skip
BY_KEY: Mapping[str, Mapping[str, frozenset[str]]] = {
    "callback_or_message": OFFERED,
    "callback_only": OFFERED,
    "callback_instead": {
        "1": WAITING | NUMBER | {"callback_promised"}, "2": WAITING | {"ask_number"}, SILENCE: WAITING,
    },
    "confirm_number": {
        "1": WAITING | PROMISED, "2": WAITING | KEPT | {"ask_number", "call_again"}, SILENCE: WAITING | PROMISED,
    },
    "answer_heard": {"1": frozenset({"goodbye"}), "0": QUEUE, SILENCE: QUEUE},
    "case_ask": {
        SILENCE: frozenset({"not_understood"}), "0": QUEUE,
        ANY: frozenset({"case_state", "case_unknown", "case_denied", "technical_problem"}),
    },
    "choose_after": {"0": ELSEWHERE, SILENCE: ELSEWHERE},
    "say_message": {ANY: frozenset({"message_kept"}), SILENCE: frozenset({"message_kept"})},
    "survey": dict.fromkeys("12345", frozenset({"survey_thanks"})) | {SILENCE: frozenset()},
}  # fmt: skip
BY_CHOICE: Mapping[str, frozenset[str]] = {
    "person": ELSEWHERE,
    "more": frozenset({"more_menu"}),
    "case_status": frozenset({"case_ask"}),
    "unrecorded": frozenset({"recording_stopped"}),
    "find_manager": frozenset({"manager_found", "manager_unknown"}),
    "choose": frozenset({"choose_intro", "choose_nobody"}),
    "complaint": ELSEWHERE,
    "sensitive": ELSEWHERE,
    "line": frozenset({"greeting", "language_choice", "connecting_to", "person_next", "bounced"}),
    "queue": ELSEWHERE,
    "menu": frozenset({"menu"}),
}
"""By what a key or a word of a menu means."""


def led_astray(case: Case, question: Sentence, answer: Answer, key: str) -> Iterator[str]:
    """`key` was heard next, and the answer does not lead there."""
    if question.key in ("menu", "more_menu"):
        allowed = _of_choice(case)
    else:
        leads = BY_KEY.get(question.key, {})
        pressed = answer.keys.rstrip("#") or "#" if isinstance(answer, Keys) else SILENCE
        if isinstance(answer, Says) and question.key != "say_message":
            return
        allowed = leads.get(pressed if question.key == "case_ask" else pressed[:1], leads.get(ANY) if pressed else None)
    if allowed is not None and key not in allowed:
        given = answer.keys if isinstance(answer, Keys) else answer.words if isinstance(answer, Says) else "silence"
        yield f"answers {given!r} after {question.key}"


def _of_choice(case: Case) -> frozenset[str] | None:
    course = case.course
    if course.asked != "topic":
        return BY_CHOICE.get(course.asked)
    if course.chosen_topic in course.map.choosing:
        return BY_CHOICE["choose"]
    return frozenset({"web_hint"}) if course.map.topics[course.chosen_topic].web_url else ELSEWHERE


def unexplained(case: Case, key: str) -> Iterator[str]:
    """A request is kept although something better could have been offered, or told."""
    if key not in KEPT or not case.whole:
        return
    opening = case.answer("opening")
    if case.key in ("closed", "closed_for") and opening.get("reopens", "none") != "none":
        yield f"was said, and not that it opens again on {opening['reopens']}"
    queue = case.course.map.queues.get(case.course.wanted)
    if case.key in ("all_busy", "nobody_here") and queue is not None and queue.callback:
        state = case.queue(queue.id)
        if opening.get("callback") != "no" and state is not None and _room(case.course.map.program, state):
            yield "was said, and no callback was offered"


def _room(program: ProgramSpec, state: QueueState) -> bool:
    most = state.capacity or 0
    return state.contacts < most + min(program.infrastructure.callbacks.cap, most // RESERVE)
