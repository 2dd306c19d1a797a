"""Chats: greeted, asked for their topic, led to its queue; and kept as a case where no agent can answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.bot import BOT_ID, PERSON, intent_of, menu_bot
from contact_flows.compile.keeping import keeps_cases, open_case
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.scope import Scope
from contact_flows.compile.ways_out import reached
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.channels import ChatChannel
from spec.models.queues import Channel, Queue
from spec.models.topics import Topic

ANSWER_SECONDS = 300
"""How long a bot waits for words in a chat: people look things up meanwhile."""
FIRST_SERVED = 1
TOPICS_MOST = 40
"""Topics that one flow can lead to their queues; what more there are is a matter for the queue of the chat."""


def chat_flow(program: ProgramSpec, center: Center, chat: ChatChannel, *, test_banner: bool = False) -> FlowDocument:
    """In the center's first language; agents answer in any."""
    scope = Scope(program, center, test_banner)
    words = phrases(scope.first_language)
    path = f"infrastructure.centers[{center.id}].channels.chat"
    topics = _topics(scope)
    queues = tuple(dict.fromkeys([chat.queue, *(queue for queue, _topic in topics.values())]))
    asked = _topic(words, chat, topics, scope)
    steps = [
        *_greeting(scope, words, chat),
        *_emergency(asked[0].id if asked else f"hours-{chat.queue}"),
        *asked,
        *(step for queue in queues for step in _queue(scope.queues[queue])),
        *_closed(words),
        *_kept(program, words),
    ]
    return FlowDocument(
        id="chat",
        name="Chat",
        type=FlowType.CONTACT_FLOW,
        description="What a person who opens a chat reads",
        spec_path=path,
        language=words.language,
        actions=tuple(act.from_spec(path, reached(steps))),
    )


def _greeting(scope: Scope, words: Phrases, chat: ChatChannel) -> list[Action]:
    queue = scope.queues[chat.queue]
    known = {
        "line": "chat",
        "language": words.language,
        "topic": "none",
        "queue": queue.id,
        "hours": queue.hours,
        "recorded": "yes",
        "callback": "no",
    }
    banner = [act.say("banner", words("test_banner"), "emergency")] if scope.test_banner else []
    return [
        act.log_flow("log", "arrive"),
        act.remember("arrive", known, "waiting"),
        act.hook("waiting", "CustomerQueue", "waiting", "whisper"),
        act.hook("whisper", "AgentWhisper", "whisper", "greet"),
        act.say(
            "greet", words("chat_welcome", program=scope.program.program.name), banner[0].id if banner else "emergency"
        ),
        *banner,
    ]


def _emergency(then: str) -> list[Action]:
    """A closed center still keeps what the person wrote."""
    return act.from_spec(
        "infrastructure.resilience",
        [
            act.run_module("emergency", "emergency", "emergency-kind"),
            act.compare(
                "emergency-kind",
                "$.Attributes.emergency",
                {"closed": "emergency-closed", "announce": "emergency-announce"},
                then,
            ),
            act.say("emergency-closed", "$.Attributes.emergency_message", "keep"),
            act.say("emergency-announce", "$.Attributes.emergency_message", then),
        ],
    )


def _topics(scope: Scope) -> dict[str, tuple[str, Topic]]:
    """Topic to its queue, for topics that the bot of the center knows and a chat can wait for."""
    if menu_bot(scope.program, scope.center) is None:
        return {}
    offered = dict.fromkeys(choice.topic for line in scope.lines.values() for choice in line.menu if choice.topic)
    found = ((topic, (scope.queue_of(scope.topics[topic]), scope.topics[topic])) for topic in offered)
    possible = (
        (topic, (queue, spec))
        for topic, (queue, spec) in found
        if queue in scope.queues and Channel.CHAT in scope.queues[queue].channels
    )
    return dict(islice(possible, TOPICS_MOST))


def _topic(words: Phrases, chat: ChatChannel, topics: dict[str, tuple[str, Topic]], scope: Scope) -> list[Action]:
    """In words; whatever is not understood is a matter for the queue of the chat."""
    general = f"hours-{chat.queue}"
    if not topics:
        return []
    intents = {intent_of(f"topic-{topic}"): f"topic-{topic}" for topic in topics}
    asked = act.ask_bot(
        "topic", words("chat_ask_topic"), BOT_ID, {**intents, PERSON: general}, ANSWER_SECONDS, otherwise=general
    )
    patient = {key: value for key, value in (asked.parameters or {}).items() if key != "LexSessionAttributes"}
    found = [replace(asked, parameters={**patient, "LexTimeoutSeconds": {"Text": str(ANSWER_SECONDS)}})]
    for topic, (queue, spec) in topics.items():
        known = {"topic": topic, "queue": queue, "hours": scope.queues[queue].hours}
        own, then = f"topic-{topic}", f"hours-{queue}"
        if spec.sensitive:
            found.append(act.remember(own, {**known, "sensitive": "yes"}, f"{own}-first"))
            found.append(act.prioritize(f"{own}-first", FIRST_SERVED, then))
        else:
            found.append(act.remember(own, known, then))
    return found


def _queue(queue: Queue) -> list[Action]:
    return act.from_spec(
        f"infrastructure.queues[{queue.id}]",
        [
            act.check_hours(f"hours-{queue.id}", queue.hours, f"staffed-{queue.id}", "ask-reopening"),
            waiting.agents_staffed(f"staffed-{queue.id}", queue.id, f"queue-{queue.id}", "nobody"),
            act.target_queue(f"queue-{queue.id}", queue.id, "wait", "keep"),
        ],
    )


def _closed(words: Phrases) -> list[Action]:
    reason, reopens = "$.Attributes.closing_reason", "$.Attributes.reopens"
    return [
        act.run_module("ask-reopening", "opening", "why-closed"),
        act.compare("why-closed", reason, {"none": "closed"}, "closed-for"),
        act.say("closed-for", words("closed_for", reason=reason), "when-open"),
        act.say("closed", words("closed"), "when-open"),
        act.compare("when-open", reopens, {"none": "keep"}, "reopens"),
        act.say("reopens", words("reopens", reopens=reopens), "keep"),
        act.say("nobody", words("chat_nobody"), "keep"),
        act.say("wait", words("chat_wait"), "enter"),
        act.transfer_to_queue("enter", "full", "keep"),
        act.say("full", words("all_busy"), "keep"),
    ]


def _kept(program: ProgramSpec, words: Phrases) -> list[Action]:
    """The request outlives the chat, under a number."""
    if keeps_cases(program):
        told = words("chat_kept", reference="$.Attributes.case_reference", day="$.Attributes.acknowledge_spoken")
        keep = open_case("keep", "chat_unanswered", "kept", "not-kept")
    else:
        told = words("chat_kept_plain")
        known = {key: f"$.Attributes.{key}" for key in ("queue", "language", "line", "topic")}
        keep = [waiting.create_task("keep", "task", "Answer a chat", known, "kept", on_fault="not-kept")]
    return [
        *act.from_spec("cases.slas", keep),
        act.say("kept", told, "end"),
        act.say("not-kept", words("chat_not_kept"), "end"),
        act.hang_up("end"),
    ]
