"""Keeping a request in one language: the case first, its number, then the caller's own words where recorded."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.keeping import keeps_cases, open_case
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.variants import first_language, variant
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to

SPEAKING_SECONDS = 180
"""The longest that one prompt waits for a key; a caller speaks meanwhile."""
REASON = "callback_requested"
INPUT = "$.StoredCustomerInput"


def message_flow(program: ProgramSpec, center: Center, language: str) -> FlowDocument:
    """The request is kept before anything is said, so that whoever hangs up has still been heard."""
    words = phrases(language)
    first = language == first_language(program, center)
    seconds = program.infrastructure.accessibility.dtmf_timeout_seconds
    keep = _as_case if keeps_cases(program) else _as_task
    steps = [
        *keep(program, center, words, seconds),
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


def _number(words: Phrases, seconds: int, *, shown: str, given: str) -> list[Action]:
    """A request without a number cannot be answered, so a caller who shows none is asked for it, twice.

    It is kept all the same, but nothing is promised to whom nobody can reach.
    """
    address = "$.CustomerEndpoint.Address"
    again = "number-again"
    return [
        waiting.compare_by("caller", address, [("TextStartsWith", "+", shown)], "no-number"),
        act.say("no-number", words("ask_own_number"), "ask-number"),
        waiting.ask_phone("ask-number", words("ask_number"), seconds, "number-given", invalid=again, on_fault=again),
        act.compare("number-given", INPUT, {"Timeout": again}, given),
        act.repeat(again, 1, "ask-number", "no-way-back"),
        act.remember("no-way-back", {"reachable": "no"}, shown),
    ]


def _promised(words: Phrases, promise: Action) -> list[Action]:
    return [
        act.compare("reachable", "$.Attributes.reachable", {"no": "unreachable"}, promise.id),
        act.say("unreachable", words("request_unreachable"), "recorded"),
        promise,
    ]


def _as_case(program: ProgramSpec, center: Center, words: Phrases, seconds: int) -> list[Action]:
    """A case, and a task by which agents meet it as work; the case alone is enough."""
    tasks = work(program, center, case=True, on_fault="request")
    reference, day = "$.Attributes.case_reference_spoken", "$.Attributes.acknowledge_spoken"
    return [
        *_number(words, seconds, shown="keep", given="keep-number"),
        *open_case("keep-number", REASON, tasks[0].id, "failed", more={"phone": INPUT}),
        *open_case("keep", REASON, tasks[0].id, "failed"),
        *tasks,
        act.say("request", words("request_kept", reference=reference), "reachable"),
        *_promised(words, act.say("answered-by", words("answered_by", day=day), "recorded")),
    ]


def _as_task(program: ProgramSpec, center: Center, words: Phrases, seconds: int) -> list[Action]:
    """Without a case store the task is the request."""
    tasks = work(program, center, case=False, on_fault="failed")
    return [
        *_number(words, seconds, shown=tasks[0].id, given="note-number"),
        act.remember("note-number", {"phone": INPUT}, tasks[0].id),
        *tasks,
        act.say("request", words("request_kept_plain"), "reachable"),
        *_promised(words, act.say("answered-by", words("answered_next_day"), "recorded")),
    ]


def work(program: ProgramSpec, center: Center, *, case: bool, on_fault: str) -> list[Action]:
    """On to `request`: a task in the queue that the line keeps for messages, else in the one that the caller wanted.

    case   whether a case was opened before, which the task then names
    """
    name = "Call back, request $.Attributes.case_reference" if case else "Call back"
    of_request = ("case", "case_reference") if case else ("phone",)
    kept = {key: f"$.Attributes.{key}" for key in (*of_request, "language", "line", "topic")}
    lines = belongs_to(program, center, program.infrastructure.lines)
    by_line = {line.id: line.voicemail_queue for line in lines if line.voicemail_queue is not None}
    queues = tuple(dict.fromkeys(by_line.values()))
    targets = {line: f"work-{queue}" for line, queue in by_line.items()}
    choose = [act.compare("work", "$.Attributes.line", targets, "work-own")] if targets else []
    wanted = [*((f"work-{queue}", queue) for queue in queues), ("work-own", "$.Attributes.queue")]
    return [
        *choose,
        *(
            waiting.create_task(id_, "task", name, {"queue": queue, **kept}, "request", on_fault=on_fault)
            for id_, queue in wanted
        ),
    ]


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
