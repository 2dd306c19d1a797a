"""The flow of one line: notice, emergency, hours, menu, queue; and a way on from every failure."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.lines import Line, MenuChoice
from spec.models.queues import Channel, Queue

RECORDING_NOTICE = "This call is recorded to help us serve you."
TEST_BANNER = "This is a test of the service. Nothing you say here has any effect on an account."
MENU_REPEATS = 2
ADVISED_TIMEOUT_SECONDS = 10


def line_flow(program: ProgramSpec, line: Line, *, test_banner: bool) -> FlowDocument:
    """Compile one line. Every branch ends in a queue, a callback, a recorded request, another number, or a goodbye."""
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    reached = _reached_queues(program, line)
    steps = [
        *_opening(program, line, test_banner=test_banner),
        *_menu(program, line, reached),
        *(action for queue in reached for action in _queue_steps(queues[queue], line)),
        *(action for other in _lines_elsewhere(program, line) for action in _other_line_steps(other)),
        *_message_steps(line),
        *_fault_steps(line),
    ]
    return FlowDocument(
        id=f"line-{line.id}",
        name=f"Line {line.name}",
        type=FlowType.CONTACT_FLOW,
        description=f"What callers of {line.name} hear"[:500],
        spec_path=f"infrastructure.lines[{line.id}]",
        actions=tuple(steps),
    )


def _opening(program: ProgramSpec, line: Line, *, test_banner: bool) -> list[Action]:
    """Recording starts before its notice, so that the notice is on the recording (RCW 9.73.030(3))."""
    consent = program.infrastructure.consent
    notice = RECORDING_NOTICE if consent.record_calls and consent.announce else ""
    words = " ".join(text for text in (line.greeting, notice, TEST_BANNER if test_banner else "") if text)
    first = [act.log_flow("log", "record" if consent.record_calls else "hold")]
    if consent.record_calls:
        first.append(act.record("record", "hold"))
    return [
        *first,
        act.hook("hold", "CustomerQueue", "hold", "whisper"),
        act.hook("whisper", "AgentWhisper", "whisper", "greet"),
        act.say("greet", words, "emergency"),
        act.run_module("emergency", "emergency", "emergency-kind"),
        act.compare(
            "emergency-kind",
            "$.Attributes.emergency",
            {"closed": "emergency-closed", "announce": "emergency-announce"},
            "hours",
        ),
        act.say("emergency-closed", "$.Attributes.emergency_message", "goodbye"),
        act.say("emergency-announce", "$.Attributes.emergency_message", "hours"),
        act.check_hours("hours", line.hours, "menu" if line.menu else f"queue-{line.queue}", "closed"),
    ]


def _menu(program: ProgramSpec, line: Line, reached: tuple[str, ...]) -> list[Action]:
    if not line.menu:
        return []
    targets = {choice.key: _target(program, line, choice) for choice in line.menu}
    text = " ".join([*(f"For {c.label}, press {c.key}." for c in line.menu), "To speak to a person, press 0."])
    timeout = program.infrastructure.accessibility.dtmf_timeout_seconds
    person = f"queue-{line.queue}"
    assert line.queue in reached
    return [
        act.menu("menu", text, {**targets, "0": person}, timeout, silent="again", on_fault=person),
        act.repeat("again", MENU_REPEATS, "not-understood", person),
        act.say("not-understood", "I did not get that.", "menu"),
    ]


def _target(program: ProgramSpec, line: Line, choice: MenuChoice) -> str:
    """First action of a choice."""
    elsewhere = {other.id for other in _lines_elsewhere(program, line)}
    return f"line-{choice.line}" if choice.line in elsewhere else f"queue-{_choice_queue(program, line, choice)}"


def _lines_elsewhere(program: ProgramSpec, line: Line) -> tuple[Line, ...]:
    """Lines of other centers in the menu: a flow reaches nothing of another instance, so callers go there by phone."""
    lines = {other.id: other for other in program.infrastructure.lines}
    first = program.infrastructure.centers[0].id
    named = (lines[choice.line] for choice in line.menu if choice.line in lines)
    return tuple(
        dict.fromkeys(other for other in named if other.numbers and (other.center or first) != (line.center or first))
    )


def _other_line_steps(other: Line) -> list[Action]:
    own = f"line-{other.id}"
    return [
        act.say(own, f"We connect you to {other.name}.", f"{own}-dial"),
        act.dial(f"{own}-dial", other.numbers[0].number, "fault"),
    ]


def _choice_queue(program: ProgramSpec, line: Line, choice: MenuChoice) -> str:
    """A choice names a queue, a topic, or another line of this center, which stands for its general queue here."""
    if choice.queue is not None:
        return choice.queue
    if choice.topic is not None:
        return next(topic.queue for topic in program.topics if topic.id == choice.topic)
    return next((other.queue for other in program.infrastructure.lines if other.id == choice.line), line.queue)


def _reached_queues(program: ProgramSpec, line: Line) -> tuple[str, ...]:
    """Queues the line can reach: general first, then by key, then where those overflow to. No repeats."""
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    elsewhere = {other.id for other in _lines_elsewhere(program, line)}
    choices = [choice for choice in line.menu if choice.line not in elsewhere]
    found = dict.fromkeys([line.queue, *(_choice_queue(program, line, choice) for choice in choices)])
    waiting = list(found)
    while waiting:
        overflow = queues[waiting.pop()].overflow
        if overflow is not None and overflow not in found:
            found[overflow] = None
            waiting.append(overflow)
    return tuple(found)


def _queue_steps(queue: Queue, line: Line) -> list[Action]:
    """Queue hours, the transfer, and what a caller is offered when the queue is full."""
    own = f"queue-{queue.id}"
    offer = queue.callback and Channel.VOICE in queue.channels
    full = f"queue-{queue.overflow}" if queue.overflow else (f"{own}-full" if offer else "take-message")
    enter = f"{own}-set"
    steps = [
        act.check_hours(own, queue.hours, enter, "closed") if queue.hours != line.hours else None,
        act.target_queue(enter if queue.hours != line.hours else own, queue.id, f"{own}-enter", "fault"),
        act.transfer_to_queue(f"{own}-enter", full, "fault"),
    ]
    if offer and not queue.overflow:
        steps += [
            act.menu(
                f"{own}-full",
                "All our lines are busy. To be called back at this number, press 1. To leave a request, press 2.",
                {"1": f"{own}-call", "2": "take-message"},
                ADVISED_TIMEOUT_SECONDS,
                silent="take-message",
                on_fault="take-message",
            ),
            act.call_back_caller(f"{own}-call", f"{own}-keep", "take-message"),
            act.queue_callback(f"{own}-keep", queue.id, "callback-promised", "take-message"),
        ]
    return [step for step in steps if step is not None]


def _message_steps(line: Line) -> list[Action]:
    """A closed or full line records the request as a case, so that somebody answers it on the next business day."""
    queue = line.voicemail_queue or line.queue
    return [
        act.say("closed", f"{line.name} is closed now.", "take-message"),
        act.call_function(
            "take-message",
            "open_case",
            {"reason": "callback_requested", "queue": queue, "line": line.id},
            "message-kept",
            "fault",
        ),
        act.say("message-kept", "We keep your request and call you back on the next business day.", "goodbye"),
        act.say("callback-promised", "You keep your place. We call you back.", "goodbye"),
        act.say("goodbye", "Goodbye.", "end"),
        act.hang_up("end"),
    ]


def _fault_steps(line: Line) -> list[Action]:
    if line.fallback_phone is None:
        return [act.say("fault", "We have a technical problem. Please call again in a few minutes.", "goodbye")]
    return [
        act.say("fault", "We have a technical problem. We connect you to another number.", "fallback"),
        act.dial("fallback", line.fallback_phone, "fallback-failed"),
        act.say("fallback-failed", "We could not connect you. Please call again in a few minutes.", "goodbye"),
    ]
