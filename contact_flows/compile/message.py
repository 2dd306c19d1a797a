"""Keeping a request in one language: the case first, its number, then the caller's own words where these are recorded."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.variants import first_language, variant
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.lines import Line
from spec.select import belongs_to

SPEAKING_SECONDS = 180
"""The longest that one prompt waits for a key; a caller speaks meanwhile."""
ASKED = {
    "reason": "callback_requested",
    "queue": "$.Attributes.queue",
    "line": "$.Attributes.line",
    "topic": "$.Attributes.topic",
    "language": "$.Attributes.language",
    "sensitive": "$.Attributes.sensitive",
}
"""What every request tells the function that opens its case."""
KEPT = {
    "case": "$.External.case",
    "case_reference": "$.External.reference",
    "case_reference_spoken": "$.External.reference_spoken",
    "acknowledge_spoken": "$.External.acknowledge_spoken",
}
"""What of the function's answer must outlive the next one."""


def message_flow(program: ProgramSpec, center: Center, language: str) -> FlowDocument:
    """The case is opened before anything is said, so that whoever hangs up has still been heard."""
    words = phrases(language)
    first = language == first_language(program, center)
    seconds = program.infrastructure.accessibility.dtmf_timeout_seconds
    work = _work(program, center)
    steps = [
        *_number(words, seconds),
        *_case(words, then=work[0].id),
        *work,
        *_words_of_the_caller(program, words),
        *_failed(program, center, words),
    ]
    return FlowDocument(
        id=variant("message", program, center, language),
        name="Message" + ("" if first else f" ({language})"),
        type=FlowType.CONTACT_FLOW,
        description="Keeps the request of a caller whom nobody can serve now",
        spec_path="cases.slas",
        language=language,
        actions=tuple(act.from_spec("cases.slas", steps)),
    )


def _number(words: Phrases, seconds: int) -> list[Action]:
    """A request without a number cannot be answered, so a caller who shows none is asked for it, once."""
    own = {**ASKED, "phone": "$.StoredCustomerInput"}
    return [
        waiting.compare_by("caller", "$.CustomerEndpoint.Address", [("TextStartsWith", "+", "keep")], "no-number"),
        act.say("no-number", words("ask_own_number"), "ask-number"),
        waiting.ask_phone("ask-number", words("ask_number"), seconds, "keep-number", invalid="keep", on_fault="keep"),
        act.call_function("keep-number", "open_case", own, "kept", "failed"),
    ]


def _case(words: Phrases, then: str) -> list[Action]:
    reference, day = "$.Attributes.case_reference_spoken", "$.Attributes.acknowledge_spoken"
    return [
        act.call_function("keep", "open_case", ASKED, "kept", "failed"),
        act.remember("kept", KEPT, then),
        act.say("request", words("request_kept", reference=reference), "answered-by"),
        act.say("answered-by", words("answered_by", day=day), "recorded"),
    ]


def _work(program: ProgramSpec, center: Center) -> list[Action]:
    """A task in the queue that the line keeps for messages, so that agents meet the case as work."""
    name = "Call back, request $.Attributes.case_reference"
    lines = [line for line in belongs_to(program, center, program.infrastructure.lines) if line.voicemail_queue]
    by_queue: dict[str, list[Line]] = {}
    for line in lines:
        by_queue.setdefault(str(line.voicemail_queue), []).append(line)
    targets = {line.id: f"work-{queue}" for queue, found in by_queue.items() for line in found}
    kept = {key: f"$.Attributes.{key}" for key in ("case", "case_reference", "language", "line", "topic")}
    tasks = [
        waiting.create_task(f"work-{queue}", "task", name, {"queue": queue, **kept}, "request") for queue in by_queue
    ]
    own = waiting.create_task("work-own", "task", name, {"queue": "$.Attributes.queue", **kept}, "request")
    choose = [act.compare("work", "$.Attributes.line", targets, "work-own")] if targets else []
    return [*choose, *tasks, own]


def _words_of_the_caller(program: ProgramSpec, words: Phrases) -> list[Action]:
    """The recording of the menu is the message: it lies with the contact that the case names."""
    return [
        act.compare("recorded", "$.Attributes.recorded", {"yes": "speak"}, "goodbye"),
        act.menu("speak", words("say_message"), {"#": "thanks"}, SPEAKING_SECONDS, silent="thanks", on_fault="goodbye"),
        act.say("thanks", words("message_kept"), "goodbye"),
        act.say("goodbye", words("goodbye", program=program.program.name), "end"),
        act.hang_up("end"),
    ]


def _failed(program: ProgramSpec, center: Center, words: Phrases) -> list[Action]:
    """The second way, unless the caller comes from there."""
    fallback = variant("fallback", program, center, words.language)
    return [
        act.remember("failed", {"message": "failed"}, "second-way"),
        act.compare("second-way", "$.Attributes.second_way", {"tried": "not-kept"}, "fallback"),
        act.go_to_flow("fallback", fallback, "not-kept"),
        act.say("not-kept", words("request_not_kept"), "call-again"),
        act.say("call-again", words("call_again"), "goodbye"),
    ]
