"""What is left when a contact is over: where it waited, what was recorded, noted, dialed and told to agents."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import TypeAdapter

from contact_flows.scenarios.model import Channel
from contact_flows.scenarios.truth import entered, letters
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.following import LAST
from contact_flows.simulate.trace import Ended
from spec.models.base import Phone
from spec.models.languages import Spoken
from spec.select import resilience_of

_PHONE: TypeAdapter[str] = TypeAdapter(Phone)


def undone(case: Case) -> Iterator[str]:
    """What should be otherwise, the gravest first."""
    yield from _errors(case)
    yield from _last_word(case)
    yield from _queue(case)
    yield from _dialed(case)
    yield from _recorded(case)
    yield from _waited(case)
    yield from _whispered(case)
    yield from _noted(case)
    yield from _opening(case)
    yield from letters.undone(case)
    yield from entered.undone(case)


def _errors(case: Case) -> Iterator[str]:
    if case.healthy and not any(called.failed for called in case.trace.functions):
        usual = case.scenario.given.channel is not Channel.VOICE  # who writes cannot hear the waiting flow's prompts
        wrong = (step for step in case.trace.steps if step.branch == "!NoMatchingError")
        step = next((step for step in wrong if step.flow != "survey" and not usual), None)
        if step is not None and case.scenario.given.enters is None:
            yield f"{step.flow}/{step.block} failed, and nothing was broken"


def _last_word(case: Case) -> Iterator[str]:
    trace = case.trace
    spoken = case.scenario.given.channel in (Channel.VOICE, Channel.CHAT)
    if spoken and trace.by == "flow" and not case.mute and case.here.key not in (*LAST, "blank") and case.whole:
        yield f"the flow ended the contact after {case.here.key or 'nothing'}"


def _queue(case: Case) -> Iterator[str]:
    """Only what was chosen, or who helps it out when it is full."""
    if not case.whole or not case.trace.queues or case.scenario.given.channel is not Channel.VOICE:
        return
    course, joined = case.course, case.trace.queues[-1].removeprefix("queue:")
    allowed = list(course.queues())
    if not case.healthy or not allowed:
        allowed += _home(case)
    if allowed and joined not in allowed:
        yield f"it waited in queue:{joined}, and wanted queue:{course.wanted}"
    state = case.queue(course.wanted)
    full = state is None or state.contacts >= (state.capacity or 0)
    helped = joined != course.wanted and joined in course.queues() and (case.healthy or joined not in _home(case))
    if helped and not full and "QueueAtCapacity" not in case.scenario.given.faults.values():
        yield f"it waited in queue:{joined} while queue:{course.wanted} has room"
    if case.trace.attributes.get("queue") != joined and case.healthy:
        yield f"attribute queue is {case.trace.attributes.get('queue')!r}, and it waited in queue:{joined}"


def _home(case: Case) -> list[str]:
    """The queue of the line, where nothing better is found; a supervisor for whoever was passed on too often."""
    line, supervisor = case.course.line, case.course.map.program.infrastructure.routing.supervisor
    own = [line.queue, *case.course.map.helpers(line.queue)] if line is not None else []
    return [*own, *([supervisor] if supervisor is not None and case.heard["bounced"] else [])]


def _dialed(case: Case) -> Iterator[str]:
    program = case.course.map.program
    infra = program.infrastructure
    numbers = {number.number for line in infra.lines for number in line.numbers}
    second = {line.fallback_phone for line in infra.lines if line.fallback_phone is not None}
    shared = resilience_of(program, case.course.map.center).fallback_phone
    if shared is not None:
        line = next((line for line in infra.lines if line.id == shared), None)
        second.add(line.numbers[0].number if line is not None and line.numbers else shared)
    second = {_PHONE.validate_python(number) for number in second if number[:1] in "+0123456789("}
    wanted = case.course.number
    if case.healthy and case.whole and wanted and case.trace.dialled and wanted not in case.trace.dialled:
        yield f"it was put through to {case.trace.dialled[0]}, and wanted {wanted}"
    line = case.course.line if case.whole else None
    own = _PHONE.validate_python(line.fallback_phone) if line is not None and line.fallback_phone else ""
    if own and case.heard["connecting_elsewhere"] and own not in case.trace.dialled and case.trace.dialled:
        yield f"it was put through to {case.trace.dialled[-1]}, and the second way of its line is {own}"
    for number in case.trace.dialled:
        if number not in numbers | second:
            yield f"it was put through to {number}, which the program does not name"
        elif number in second - numbers and not case.heard["connecting_elsewhere"] and case.healthy:
            yield f"it was put through to {number} without a word"


def _recorded(case: Case) -> Iterator[str]:
    consent = case.course.map.program.infrastructure.consent
    voices = set(case.trace.recorded)
    if case.scenario.given.channel is not Channel.VOICE or case.scenario.given.enters not in (None, "outbound"):
        return
    declined = consent.unrecorded_path and case.scenario.given.attributes.get("recorded") == "no"
    wanted = consent.record_calls and not (declined or case.heard["recording_stopped"])
    if case.healthy and bool(voices) != wanted:
        yield f"the call is {'recorded' if voices else 'not recorded'} at its end"
    if voices and consent.announce and not _noticed(case) and case.trace.queues:
        yield "the call is recorded, and nobody said so"


def _noticed(case: Case) -> bool:
    return any(case.heard[key] for key in ("recording_notice", "recording_notice_declinable", "outbound_recorded"))


def _waited(case: Case) -> Iterator[str]:
    given = case.scenario.given
    if given.channel is not Channel.VOICE or not case.whole or not case.healthy:
        return
    if case.trace.waited_seconds > 0 and not case.heard["please_wait"]:
        yield "it waited and heard nothing"
    if case.trace.agent and case.trace.by == "agent" and not (case.heard["survey"] or _typed_ahead(case)):
        yield "no survey was asked after the talk"


def _typed_ahead(case: Case) -> bool:
    """A key that was meant for an earlier question answers the survey before it is spoken."""
    return bool(case.trace.attributes.get("csat"))


def _whispered(case: Case) -> Iterator[str]:
    """The agent hears who is there, before the caller is heard."""
    course, given = case.course, case.scenario.given
    if given.enters == "whisper" and case.healthy:
        yield from _whispered_alone(case)
    if not case.trace.agent or given.channel is not Channel.VOICE or not case.whole or not case.healthy:
        return
    expected = ["whisper", *(["whisper_sensitive"] if course.sensitive else [])]
    if course.attribute_language not in (case.world.language, "other") and "whisper_language" not in case.told:
        yield f"the agent is not told that the caller speaks {course.attribute_language}"
    if course.interpreter and "whisper_interpreter" not in case.told:
        yield "the agent is not told that an interpreter is needed"
    missing = [key for key in expected if key not in case.told]
    if missing:
        yield f"the agent does not hear {missing[0]}"
    for key, holds in (("whisper_sensitive", course.sensitive), ("whisper_interpreter", course.interpreter)):
        if key in case.told and not holds:
            yield f"the agent hears {key} without reason"


def _whispered_alone(case: Case) -> Iterator[str]:
    """Of a contact that begins with its whisper only attributes are known; a language may need an interpreter, too."""
    brings, languages = case.scenario.given.attributes, case.course.map.program.infrastructure.languages
    unspoken = {one.code for one in languages if one.voice is not Spoken.AGENTS} - {case.world.language}
    heard = {*case.told, *(key for key in case.heard if case.heard[key])}
    for name in ("sensitive", "interpreter"):
        needed = brings.get(name) == "yes" or (name == "interpreter" and brings.get("language") in unspoken)
        if needed != (f"whisper_{name}" in heard):
            yield f"the agent {'does not hear' if needed else 'hears'} whisper_{name}"


def _noted(case: Case) -> Iterator[str]:
    """Attributes, which reports and agents read."""
    for name, value in _owed(case).items():
        found = case.trace.attributes.get(name)
        if found != value and not (value == "" and found in (None, "none", "no")):
            yield f"attribute {name} is {found!r}, and should be {value or 'left out'!r}"


def _opening(case: Case) -> Iterator[str]:
    """What was last answered of the hours, or that nothing is known: never what was said of another queue."""
    asked = case.trace.queues or "function:opening" in case.answers
    if not case.whole or case.failures or not asked or case.scenario.given.channel is not Channel.VOICE:
        return
    answer = case.answer("opening")
    for name, part, unknown in (
        ("reopens", "reopens", "none"),
        ("closing_reason", "reason", "none"),
        ("callback_possible", "callback", "no"),
    ):
        found = case.trace.attributes.get(name)
        if found not in (unknown, answer.get(part, unknown)):
            yield f"attribute {name} is {found!r}, and should be {str(answer.get(part, unknown))!r}"


def _owed(case: Case) -> dict[str, str]:
    course, given = case.course, case.scenario.given
    found = {"csat": course.csat} if case.healthy and case.whole and case.heard["survey"] else {}
    opened = case.answer("open_case")
    told = any(case.heard[key] for key in ("request_kept", "chat_kept"))
    if opened and case.trace.cases and (case.healthy or told):
        found |= {
            "case": str(opened["case"]),
            "case_reference": str(opened["reference"]),
            "case_reference_spoken": str(opened["reference_spoken"]),
            "acknowledge_spoken": str(opened["acknowledge_spoken"]),
        }
    if given.channel is Channel.EMAIL and case.healthy and given.enters is None:
        found |= {"topic": "none", "language": case.world.language}
    if given.channel in (Channel.EMAIL, Channel.CHAT) and case.healthy and case.trace.queues:
        found["queue"] = case.trace.queues[-1].removeprefix("queue:")
    if not case.whole or case.failures or given.channel is not Channel.VOICE or course.line is None:
        return found
    switch = case.answer("switchboard") or {"emergency": "none", "message": "none"}
    if case.heard["greeting"] and "function:switchboard" in case.answers:
        found |= {"emergency": str(switch["emergency"]), "emergency_message": str(switch["message"])}
    if not case.healthy:
        return found
    found |= {
        "line": course.line.id,
        "language": course.attribute_language,
        "topic": course.topic,
        "interpreter": "yes" if course.interpreter else "",
        "sensitive": "yes" if course.sensitive else "",
    }
    consent = course.map.program.infrastructure.consent
    if case.heard["greeting"] and case.trace.by != "customer":
        stopped = not consent.record_calls or bool(case.heard["recording_stopped"])
        found["recorded"] = "no" if stopped else "yes"
    if case.trace.ended is Ended.QUEUE and course.wanted in course.map.queues:
        queue = course.map.queues[case.trace.queues[-1].removeprefix("queue:")] if case.trace.queues else None
        if queue is not None:
            found |= {"hours": queue.hours, "callback": "yes" if queue.callback else "no"}
    return found
