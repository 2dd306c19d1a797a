"""When each sentence is true. One condition for each key; what has no condition here is held by its place alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from contact_flows.compile.phrases import phrases
from contact_flows.scenarios.model import Channel
from contact_flows.scenarios.spoken_time import day_in
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.entered import queue_of
from contact_flows.simulate.trace import Said
from contact_flows.simulate.world import QueueState

Check = Callable[[Case, Sentence, Said], Iterator[str]]
"""Why it is not true."""
WAITS = {"wait_under_1": (0, 60), "wait_under_5": (60, 300), "wait_under_10": (300, 600),
         "wait_under_20": (600, 1200), "wait_over_20": (1200, math.inf)}  # fmt: skip
WITHHELD, ASKED_AT_LEAST = "withheld", 2
NUMBER_DIGITS = 10
LAG_SECONDS = 10.0
"""Metrics are that old."""


def untrue(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    check = _CHECKS.get(sentence.key)
    if check is not None:
        yield from check(case, sentence, said)


def _hours(case: Case) -> tuple[str, ...]:
    """Hours that may be closed to this contact: those of its line, or of the queue that it chose."""
    course = case.course
    if (entered := queue_of(case)) is not None:
        return (entered.hours,)
    if not case.whole:
        return tuple(hours.id for hours in course.map.program.infrastructure.hours)
    line = course.line.hours if course.line is not None and not course.chose else ""
    queue = course.map.every_queue.get(course.wanted)
    of_queue = queue.hours if queue is not None and (course.chose or case.here.key != "recording_notice") else ""
    return tuple(hours for hours in (line, of_queue) if hours)


def _closed(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    hours = _hours(case)
    if hours and all(case.is_open(id_, said.at_seconds) for id_ in hours):
        yield f"was said while hours:{hours[0]} is open"
        return
    if case.calm(said.at_seconds) and "function:opening" not in case.answers:
        yield "was said, and nobody asked when it opens"
    reason = str(case.answer("opening").get("reason", "none"))
    if sentence.key == "closed_for" and sentence.values["reason"] != reason:
        yield f"names a reason, and it is {reason}"
    if sentence.key == "closed_for" and reason == "none" and case.calm(said.at_seconds):
        yield "names a reason, and none is known"
    if sentence.key == "closed" and reason != "none" and case.calm(said.at_seconds):
        yield f"was said without the reason: {reason}"


def _reopens(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    told, known = sentence.values["reopens"], str(case.answer("opening").get("reopens", "none"))
    if told != known:
        yield f"is not what the function answered, {known}"
        return
    days = set()
    for hours in _hours(case):
        if not case.is_open(hours, said.at_seconds):
            opens = case.clocks[hours].reopens(case.moment(said.at_seconds))
            days.add(day_in(sentence.language, opens) if opens else "")
    if days and not any(day in told for day in days):
        yield f"is not the next opening, which is on {' or '.join(sorted(days))}"


def _nobody(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    wanted = _wanted(case)
    state = case.queue(wanted)
    if state is not None and state.at(said.at_seconds).agents_staffed and case.calm(said.at_seconds):
        yield f"was said while queue:{wanted} is staffed"


def _wanted(case: Case) -> str:
    """Queue that this contact wants, or comes to amid; empty where nobody can tell."""
    entered = queue_of(case)
    return case.course.wanted if case.whole else entered.id if entered is not None else ""


def _offered(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if case.calm(said.at_seconds) and case.answer("opening").get("callback") != "yes":
        yield "was offered, and no callback can be kept today"


def _gone(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if not case.calm(said.at_seconds) or not case.trace.queues:
        return
    joined = case.trace.queues[-1].removeprefix("queue:")
    state, hours = case.queue(joined), case.course.map.queues[joined].hours
    if case.is_open(hours, said.at_seconds):
        yield f"was said while hours:{hours} is open"
    if state is not None and state.at(said.at_seconds).agents_staffed:
        yield f"was said while queue:{joined} is staffed"


def _full(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    wanted = case.course.wanted if case.whole else ""
    state = case.queue(wanted)
    full = state is None or state.capacity is None or state.contacts >= state.capacity
    if not full and case.calm(said.at_seconds):
        yield f"was said while queue:{wanted} has room"


def _kept(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    known = str(case.answer("open_case").get("reference_spoken", ""))
    if not case.trace.cases or not known:
        yield "was said and no case was opened"
    elif sentence.values.get("reference") != known:
        yield f"is not the number of the case, {known}"


def _chat_kept(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    known = case.answer("open_case")
    if not case.trace.cases:
        yield "was said and no case was opened"
    elif sentence.values["reference"] not in (known.get("reference"), known.get("reference_spoken")):
        yield f"is not the number of the case, {known.get('reference')}"
    yield from _answered_by(case, sentence, said)


def _answered_by(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    known = str(case.answer("open_case").get("acknowledge_spoken", ""))
    if sentence.values.get("day") != known:
        yield f"is not the day that was answered, {known or 'none'}"


def _kept_plain(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if not any(made.kind == "task" and made.at_seconds <= said.at_seconds for made in case.trace.created):
        yield "was said and nothing was kept"


def _asks_number(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if case.scenario.given.caller != WITHHELD and case.calm(said.at_seconds):
        yield "was said to a caller whose number is known"


def _may_have_a_number(case: Case) -> bool:
    """It entered one, or so many keys that one may have been among them."""
    return bool(case.course.phone) or any(len(step.press or "") >= NUMBER_DIGITS for step in case.scenario.when)


def _kept_once(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    """Whoever shows no number is asked for it, twice, before the request is kept."""
    given = case.scenario.given
    known = given.channel is not Channel.VOICE or given.caller != WITHHELD
    if known or case.heard["gone_home"] or not case.calm(said.at_seconds):
        return
    if not case.heard["ask_own_number"]:
        yield "was said to a caller without a number, who was not asked for one"
    elif case.course.sure and not _may_have_a_number(case) and case.heard["ask_number"] < ASKED_AT_LEAST:
        yield "was said, and the number was asked for only once"


def _kept_case(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    yield from _kept(case, sentence, said)
    yield from _kept_once(case, sentence, said)


def _kept_task(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    yield from _kept_plain(case, sentence, said)
    yield from _kept_once(case, sentence, said)


def _thanks(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if not (case.heard["survey"] or case.trace.agent) and case.calm(said.at_seconds):
        yield "was said, and nothing had been asked"


def _message(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if not case.trace.cases and not any(made.kind == "task" for made in case.trace.created):
        yield "was said and no request was kept that the words could belong to"


def _promised(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    made = [one for one in case.trace.created if one.kind == "callback" and one.at_seconds <= said.at_seconds]
    if not made:
        yield "was said and no callback was created"
        return
    if not case.whole or not case.calm(said.at_seconds):
        return
    number = case.course.phone or case.scenario.given.caller
    if made[-1].address != number and case.heard["ask_number"] <= 1:
        yield f"was said, and {made[-1].address} will be called instead of {number}"
    wanted = case.course.wanted
    if wanted and case.course.chose and made[-1].queue != f"queue:{wanted}":
        yield f"was said, and the callback waits in {made[-1].queue}, not in queue:{wanted}"


def _confirm(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.whole and case.course.phone and sentence.values["number"] != case.course.phone:
        yield f"is not the number that was entered, {case.course.phone}"


def _hint(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.whole and sentence.values["topic"] != case.course.topic:
        yield f"is for the topic {sentence.values['topic']}, not for {case.course.topic}"


def _place(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    case.placed_at = said.at_seconds
    left, state = _left(case)
    if state is None or not case.healthy or (wait := state.wait_seconds) is None:
        return
    position = 1 + math.ceil(state.contacts * left / wait) if wait else 1
    told = {"next_in_line": 1, "still_here": 0}.get(sentence.key) or int(sentence.values.get("position", "0"))
    if told != position:
        yield f"was said to number {position} in line"


def _left(case: Case) -> tuple[float, QueueState | None]:
    """Seconds that are left of the wait, as metrics knew it when the place was told."""
    state = case.world.queues.get(case.trace.queues[0]) if len(case.trace.queues) == 1 else None
    if state is None or state.wait_seconds is None or not case.waited_from:
        return 0.0, None
    return max(0.0, state.wait_seconds - max(0.0, case.placed_at - LAG_SECONDS - case.waited_from)), state


def _wait(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    left, state = _left(case)
    low, high = WAITS[sentence.key]
    if state is not None and case.healthy and not low <= int(left) < high:
        yield f"was said while the wait is {int(left)} seconds"


def _waiting(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    case.waited_from = case.waited_from or said.at_seconds or 0.001
    if case.scenario.given.enters is None and not case.trace.queues:
        yield "was said outside a queue"


def _failed(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    whole = case.scenario.given.enters is None
    if case.healthy and whole and not any(called.failed for called in case.trace.functions):
        yield "was said and nothing failed"


def _notice(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    consent = case.course.map.program.infrastructure.consent
    if not (consent.record_calls and consent.announce):
        yield "was said where calls are not recorded, or not announced"
    elif consent.unrecorded_path != (sentence.key == "recording_notice_declinable"):
        yield f"was said, and a caller can{'' if consent.unrecorded_path else 'not'} decline"


def _stopped(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.trace.recorded and case.healthy:
        yield "was said and the recording goes on"
    if case.whole and not case.course.declined:
        yield "was said and nobody asked for it"


def _survey(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if not case.trace.agent and case.scenario.given.enters is None:
        yield "was asked and no agent was reached"


def _manager(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    known = str(case.answer("find_account_manager").get("account_manager", ""))
    names = {one.id: one.name for one in case.course.map.program.account_managers}
    if names.get(known) != sentence.values["name"]:
        yield f"is not whom the function found, {known or 'nobody'}"


def _unknown_manager(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.healthy and case.answer("find_account_manager").get("found") == "yes":
        yield "was said of a caller who is known"


def _facts(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    manager = sentence.values["manager"]
    if case.answer("find_account_manager").get(f"active_{manager.replace('-', '_')}") == "no":
        yield f"tells of {manager}, who serves nobody today"


def _state(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    known = case.answer("case_status")
    if known.get("found") != "yes" or known.get("status_spoken") != said.text:
        yield f"is not what is known of the request: {known.get('status_spoken', 'nothing')}"


def _found(value: str) -> Check:
    def check(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
        known = case.answer("case_status").get("found", "")
        if known != value and not (value == "no" and case.healthy is False):
            yield f"was said, and the function answered {known or 'nothing'}"

    return check


def _connecting(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    infra = case.course.map.program.infrastructure
    numbers = {number.number for line in infra.lines if line.name == sentence.values["name"] for number in line.numbers}
    if case.healthy and not numbers & set(case.trace.dialled):
        yield "was said and that number was not dialed"


def _speaks(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    given, infra = case.scenario.given, case.course.map.program.infrastructure
    code = given.attributes.get("language", "") if given.enters == "whisper" else ""
    names = {one.code: one.name for one in infra.languages}
    known = {names.get(code, ""), phrases(sentence.language).languages.get(code, "")}
    if case.healthy and code in names and sentence.values["language"] not in known:
        yield f"was said of a caller who speaks {names[code]}"


def _whisper(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    names = [case.world.queues[key].name for key in case.trace.queues if key in case.world.queues]
    if names and sentence.values["queue"] not in names:
        yield f"names the queue {sentence.values['queue']}; it waited in {', '.join(names)}"


_CHECKS: Mapping[str, Check] = {
    "closed": _closed,
    "closed_for": _closed,
    "reopens": _reopens,
    "nobody_here": _nobody,
    "all_busy": _full,
    "gone_home": _gone,
    "callback_or_message": _offered,
    "callback_only": _offered,
    "callback_instead": _offered,
    "request_kept": _kept_case,
    "ask_own_number": _asks_number,
    "survey_thanks": _thanks,
    "answered_by": _answered_by,
    "chat_kept": _chat_kept,
    "request_kept_plain": _kept_task,
    "chat_kept_plain": _kept_plain,
    "message_kept": _message,
    "callback_promised": _promised,
    "confirm_number": _confirm,
    "web_hint": _hint,
    "answer": _hint,
    "position": _place,
    "next_in_line": _place,
    "still_here": _place,
    **dict.fromkeys(WAITS, _wait),
    "please_wait": _waiting,
    "technical_problem": _failed,
    "recording_notice": _notice,
    "recording_notice_declinable": _notice,
    "recording_stopped": _stopped,
    "survey": _survey,
    "manager_found": _manager,
    "manager_unknown": _unknown_manager,
    "facts": _facts,
    "case_state": _state,
    "case_unknown": _found("no"),
    "case_denied": _found("denied"),
    "connecting_to": _connecting,
    "whisper": _whisper,
    "whisper_language": _speaks,
}
