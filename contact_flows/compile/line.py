"""The flow of one line: what its callers hear first, and the way to the menu."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.agency_text import speak
from contact_flows.compile.language_choice import asks_language, language_choice
from contact_flows.compile.menu import first_step, menu
from contact_flows.compile.more import more_services
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.compile.targets import targets
from contact_flows.compile.ways_out import reached, ways_out
from contact_flows.language.document import Action, FlowDocument, FlowType


def line_flow(spot: SpokenLine) -> FlowDocument:
    """Every branch ends in a queue, a callback, a kept request, another number, or a goodbye."""
    line = spot.line
    steps = [
        *_arrival(spot),
        *language_choice(spot),
        *_greeting(spot),
        *_emergency(),
        *_hours(spot),
        *menu(spot),
        *more_services(spot),
        *targets(spot),
        act.go_to_flow("person", spot.flow(f"queue-{line.queue}"), "fallback"),
        *ways_out(spot),
    ]
    return FlowDocument(
        id=spot.scope.line_flow(line, spot.language),
        name=f"Line {line.name}" if spot.is_first else f"Line {line.name} ({spot.language})",
        type=FlowType.CONTACT_FLOW,
        description=f"What callers of {line.name} hear"[:500],
        spec_path=spot.path,
        language=spot.language,
        actions=tuple(act.from_spec(spot.path, reached(steps))),
    )


def _arrival(spot: SpokenLine) -> list[Action]:
    """Recording starts before its notice, so that the notice is on the recording (RCW 9.73.030(3)).

    A caller who comes from another line has heard the notice, or declined the recording: neither begins anew.
    """
    consent = spot.scope.program.infrastructure.consent
    records = consent.record_calls
    known = {
        "line": spot.line.id,
        "language": spot.language,
        "topic": "none",
        "queue": spot.line.voicemail_queue or spot.line.queue,
        "hours": spot.line.hours,
        "reopens": "none",
        "closing_reason": "none",
        "chosen": "none",
        "sensitive": "no",
        "interpreter": "no",
    }
    settled = {"yes": "waiting", "no": "waiting"}
    recording = [act.compare("recorded", "$.Attributes.recorded", settled, "record")]
    if consent.announce:
        recording.append(act.record("record", "waiting"))
    else:  # no notice follows, which would note it
        recording += [act.record("record", "noted"), act.remember("noted", {"recorded": "yes"}, "waiting")]
    return [
        act.log_flow("log", "recorded" if records else "waiting"),
        *act.from_spec("infrastructure.consent.record_calls", recording if records else []),
        act.hook("waiting", "CustomerQueue", spot.flow("waiting"), "whisper"),
        act.hook("whisper", "AgentWhisper", "whisper", "on-hold"),
        act.hook("on-hold", "CustomerHold", "on-hold", "survey"),
        act.hook("survey", "CustomerRemaining", "survey", "arrive"),
        act.remember("arrive", known if records else {**known, "recorded": "no"}, "voice"),
        act.speak_as("voice", spot.words.voice, "language" if asks_language(spot) else "greet"),
    ]


def _greeting(spot: SpokenLine) -> list[Action]:
    """Who answers, that the call is recorded, and where it is so, that all this is a test."""
    consent = spot.scope.program.infrastructure.consent
    banner = "banner" if spot.scope.test_banner else "emergency"
    found: list[Action] = []
    if consent.record_calls and consent.announce:
        found += speak("greet", spot.greeting, "noticed")
        notice = spot.words("recording_notice_declinable" if consent.unrecorded_path else "recording_notice")
        found += act.from_spec(
            "infrastructure.consent.announce",
            [
                act.compare("noticed", "$.Attributes.recorded", {"yes": banner, "no": banner}, "notice"),
                act.say("notice", notice, "notice-given"),
                act.remember("notice-given", {"recorded": "yes"}, banner),
            ],
        )
    else:
        found += speak("greet", spot.greeting, banner)
    if spot.scope.test_banner:
        found.append(act.say("banner", spot.words("test_banner"), "emergency"))
    return found


def _emergency() -> list[Action]:
    """What the operator switched on, looked up while the call runs."""
    return act.from_spec(
        "infrastructure.resilience",
        [
            act.run_module("emergency", "emergency", "emergency-kind"),
            act.compare(
                "emergency-kind",
                "$.Attributes.emergency",
                {"closed": "emergency-closed", "announce": "emergency-announce"},
                "hours",
            ),
            act.say("emergency-closed", "$.Attributes.emergency_message", "message"),
            act.say("emergency-announce", "$.Attributes.emergency_message", "hours"),
        ],
    )


def _hours(spot: SpokenLine) -> list[Action]:
    """Closed: why, until when, and then a kept request. Whatever is not known is left unsaid."""
    reason, reopens, words = "$.Attributes.closing_reason", "$.Attributes.reopens", spot.words
    return [
        act.check_hours("hours", spot.line.hours, first_step(spot), "ask-reopening"),
        act.run_module("ask-reopening", "opening", "why-closed"),
        act.compare("why-closed", reason, {"none": "closed"}, "closed-for"),
        act.say("closed-for", words("closed_for", reason=reason), "when-open"),
        act.say("closed", words("closed"), "when-open"),
        act.compare("when-open", reopens, {"none": "message"}, "reopens"),
        act.say("reopens", words("reopens", reopens=reopens), "message"),
    ]
