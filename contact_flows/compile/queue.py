"""Arrival at one queue, in one language: answers read out, hours, agents, the wait, and what is offered instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.agency_text import literal
from contact_flows.compile.callback import CHOSEN, OTHER, OWN, CallbackOffer, callback_steps, room
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.scope import Scope
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.content import Faq
from spec.models.queues import Channel, Queue

TRIES = 3
"""How often a caller may press 0 at a full queue before a message is taken."""
LISTENINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    """What the parts of the flow share. `instead`: where a caller goes who cannot be served now."""

    scope: Scope
    queue: Queue
    words: Phrases
    helped: tuple[str, ...] = field(default=())

    @property
    def program(self) -> ProgramSpec:
        return self.scope.program

    @property
    def path(self) -> str:
        return f"infrastructure.queues[{self.queue.id}]"

    @property
    def seconds(self) -> int:
        return self.program.infrastructure.accessibility.dtmf_timeout_seconds

    @property
    def offers_callback(self) -> bool:
        return self.queue.callback and Channel.VOICE in self.queue.channels

    @property
    def instead(self) -> str:
        return "message" if self.queue.voicemail else "call-again"

    def variant(self, flow: str) -> str:
        return self.scope.variant(flow, self.words.language)


def queue_flow(scope: Scope, queue: Queue, language: str, helped: tuple[str, ...] = ()) -> FlowDocument:
    """One queue for callers of `language`, in which flows can speak.

    helped   queues whose callers come here when those are full; where this one has no place either, the queue that a
             caller chose says so, and makes and keeps the promise
    """
    words = phrases(language)
    arrival = _Arrival(scope=scope, queue=queue, words=words, helped=helped)
    steps = [
        *_entry(arrival),
        *_answers(arrival),
        *_hours(arrival),
        *_enter(arrival),
        *_overflow(arrival),
        *_back(arrival),
        *_offer(arrival),
        *_way_out(arrival),
    ]
    return FlowDocument(
        id=arrival.variant(f"queue-{queue.id}"),
        name=f"Queue {queue.name}" + ("" if _is_first(arrival) else f" ({words.language})"),
        type=FlowType.CONTACT_FLOW,
        description=f"What callers for {queue.name} hear before an agent answers"[:500],
        spec_path=arrival.path,
        language=words.language,
        actions=tuple(act.from_spec(arrival.path, steps)),
    )


def _is_first(arrival: _Arrival) -> bool:
    return arrival.words.language == arrival.scope.first_language


def _entry(arrival: _Arrival) -> list[Action]:
    """What later flows and functions need to know. Nothing is promised until the opening function has said so."""
    queue = arrival.queue
    known = {
        "queue": queue.id,
        "hours": queue.hours,
        "reopens": "none",
        "closing_reason": "none",
        "callback_possible": "no",
        "callback": "yes" if arrival.offers_callback else "no",
    }
    if _is_first(arrival):
        voice = []
    else:
        known["language"] = arrival.words.language
        voice = [act.speak_as("voice", arrival.words.voice, "prepare")]
    begin = "answer" if _spoken(arrival) else "hours"
    returned = [act.compare("returned", CHOSEN, {queue.id: "full"}, begin)] if _overflows(arrival) else []
    return [
        *voice,
        act.remember("prepare", known, "wait-flow"),
        act.hook("wait-flow", "CustomerQueue", arrival.variant("waiting"), "returned" if returned else begin),
        *returned,
    ]


def _spoken(arrival: _Arrival) -> Mapping[str, Faq]:
    """By topic, the answer that is read out to its callers when they come here."""
    return arrival.scope.answers(arrival.words.language).get(arrival.queue.id, {})


def _answers(arrival: _Arrival) -> list[Action]:
    """An answer read out before the queue, also when nobody is there to give it."""
    spoken = _spoken(arrival)
    if not spoken:
        return []
    steps = [act.compare("answer", "$.Attributes.topic", {topic: f"answer-{topic}" for topic in spoken}, "hours")]
    for topic, faq in spoken.items():
        own = f"answer-{topic}"
        said = [
            act.say(own, literal(faq.spoken[arrival.words.language]), f"{own}-heard"),
            act.menu(
                f"{own}-heard",
                arrival.words("answer_heard"),
                {"1": "goodbye", "0": "hours", "*": f"{own}-again"},
                arrival.seconds,
                silent="hours",
                on_fault="hours",
            ),
            act.repeat(f"{own}-again", LISTENINGS, own, "hours"),
        ]
        steps += act.from_spec(f"content.faqs[{faq.id}].spoken", said)
    return steps


def _hours(arrival: _Arrival) -> list[Action]:
    """Closed: why, until when, and then the message. Whatever is not known is left unsaid."""
    words = arrival.words
    reason, reopens = "$.Attributes.closing_reason", "$.Attributes.reopens"
    return [
        act.check_hours("hours", arrival.queue.hours, "staffed", _or_back(arrival, "ask-reopening")),
        act.run_module("ask-reopening", "opening", "why-closed"),
        act.compare("why-closed", reason, {"none": "closed"}, "closed-for"),
        act.say("closed-for", words("closed_for", reason=reason), "when-open"),
        act.say("closed", words("closed"), "when-open"),
        act.compare("when-open", reopens, {"none": arrival.instead}, "reopens"),
        act.say("reopens", words("reopens", reopens=reopens), arrival.instead),
    ]


def _enter(arrival: _Arrival) -> list[Action]:
    queue = arrival.queue
    alternative = "offer" if arrival.offers_callback else arrival.instead
    return [
        waiting.agents_staffed("staffed", queue.id, "target", _or_back(arrival, "nobody")),
        act.say("nobody", arrival.words("nobody_here"), alternative),
        act.target_queue("target", queue.id, "enter", "fallback"),
        act.transfer_to_queue(
            "enter", "overflow-hop" if _overflows(arrival) else _or_back(arrival, "full"), "fallback"
        ),
        act.say("full", arrival.words("all_busy"), alternative),
    ]


def _overflows(arrival: _Arrival) -> bool:
    return arrival.queue.overflow is not None and arrival.program.infrastructure.routing.max_transfers > 0


def _overflow(arrival: _Arrival) -> list[Action]:
    """The queue that helps out; a caller who was passed on often enough is not passed on again (BP-50)."""
    if not _overflows(arrival):
        return []
    full, begin = _or_back(arrival, "full"), "overflow-for" if arrival.helped else "overflow-mark"
    passed_on = [act.compare("overflow-for", CHOSEN, dict.fromkeys(arrival.helped, "overflow"), "overflow-mark")]
    steps = [
        act.run_module("overflow-hop", "hop", begin, results={"ok": begin, "bounced": full}, on_fault=full),
        *(passed_on if arrival.helped else []),
        act.remember("overflow-mark", {"chosen": arrival.queue.id}, "overflow"),
        act.go_to_flow("overflow", arrival.variant(f"queue-{arrival.queue.overflow}"), full),
    ]
    return act.from_spec(f"{arrival.path}.overflow", steps)


def _or_back(arrival: _Arrival, then: str) -> str:
    """`then` for callers who chose this queue; others go back to theirs."""
    return f"{then}-whose" if arrival.helped else then


def _back(arrival: _Arrival) -> list[Action]:
    """Whoever came because another queue was full hears nothing of this one; that one takes callback or message."""
    if not arrival.helped:
        return []
    known = {queue: f"back-{queue}" for queue in arrival.helped}
    return [
        *(act.compare(f"{then}-whose", CHOSEN, known, then) for then in ("ask-reopening", "nobody", "full")),
        *(act.go_to_flow(id_, arrival.variant(f"queue-{queue}"), "full") for queue, id_ in known.items()),
    ]


def _offer(arrival: _Arrival) -> list[Action]:
    """A callback while it can be kept today, else the message."""
    if not arrival.offers_callback:
        return []
    queue, words, callbacks = arrival.queue, arrival.words, arrival.program.infrastructure.callbacks
    choices = {"1": OWN, "2": OTHER, "0": "try-again", "*": "offer-again"}
    if queue.voicemail:
        choices["3"] = "message"
    offer = CallbackOffer(
        words=words,
        rules=callbacks,
        queue=queue.id,
        timeout_seconds=arrival.seconds,
        goodbye="goodbye",
        give_up=arrival.instead,
    )
    return [
        act.run_module("offer", "opening", "in-time"),
        act.compare("in-time", "$.Attributes.callback_possible", {"yes": "room"}, arrival.instead),
        waiting.fewer_waiting("room", queue.id, room(queue.max_contacts, callbacks.cap), "choices", arrival.instead),
        act.menu(
            "choices",
            words("callback_or_message" if queue.voicemail else "callback_only"),
            choices,
            arrival.seconds,
            silent="offer-again",
            on_fault=arrival.instead,
        ),
        act.repeat("offer-again", LISTENINGS, "choices", arrival.instead),
        act.repeat("try-again", TRIES, "target", arrival.instead),
        *callback_steps(offer),
    ]


def _way_out(arrival: _Arrival) -> list[Action]:
    words, name = arrival.words, arrival.program.program.name
    steps = [act.go_to_flow("fallback", arrival.variant("fallback"), "call-again")]
    if arrival.queue.voicemail:
        steps.append(act.go_to_flow("message", arrival.variant("message"), "fallback"))
    return [
        *steps,
        act.say("call-again", words("call_again"), "goodbye"),
        act.say("goodbye", words("goodbye", program=name), "end"),
        act.hang_up("end"),
    ]
