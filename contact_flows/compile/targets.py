"""Where the choices of a menu lead: a topic, a queue, another line of the center, a line of another center."""

from __future__ import annotations

from collections.abc import Iterator

from contact_flows import actions as act
from contact_flows.compile.answering import choosing_topics, line_to
from contact_flows.compile.phrases import phrases, spoken
from contact_flows.compile.speaker import Speaker
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.language.document import Action
from spec.models.languages import Spoken
from spec.models.lines import Line, MenuChoice
from spec.models.topics import Topic

FIRST_SERVED = 1


def target_of(line: Line, choice: MenuChoice) -> str:
    """First action of a choice; it is named after what it leads to, not after its place in the menu."""
    if choice.line is not None:
        return f"line-{choice.line}"
    if choice.topic is not None:
        return f"topic-{choice.topic}"
    queue = choice.queue or line.queue
    return f"interpreter-{queue}" if choice.interpreter else f"queue-{queue}"


def targets(spot: SpokenLine) -> list[Action]:
    """The steps behind every choice, once for choices that lead to the same."""
    distinct = {target_of(spot.line, choice): choice for choice in reversed(spot.line.menu)}
    steps: list[Action] = []
    for own, choice in reversed(distinct.items()):
        steps += act.from_spec(f"{spot.path}.menu[{choice.key}]", _steps(spot, own, choice))
    return [*steps, *bounced(spot)]


def _steps(spot: SpokenLine, own: str, choice: MenuChoice) -> list[Action]:
    if choice.line is not None:
        return to_line(spot, own, spot.scope.all_lines[choice.line])
    if choice.topic is not None:
        return _to_topic(spot, own, spot.scope.topics[choice.topic])
    queue = choice.queue or spot.line.queue
    if choice.interpreter:
        return to_queue(spot, own, queue, {"language": "other", "interpreter": "yes"})
    return _to_speakers(spot, own, queue)


def to_line(spot: Speaker, own: str, line: Line) -> list[Action]:
    """Another line: its flow in this center, which counts as a hop; else its number."""
    if line.id not in spot.scope.lines:
        return _dial(spot, own, line)
    spoken_there = spot.scope.languages_of(line)
    language = spot.language if spot.language in spoken_there else spoken_there[0]
    return [
        act.run_module(own, "hop", f"{own}-go", results={"ok": f"{own}-go", "bounced": "bounced"}),
        act.go_to_flow(f"{own}-go", spot.scope.line_flow(line, language), "fallback"),
    ]


def _dial(spot: Speaker, own: str, line: Line) -> list[Action]:
    """A line of another center is another instance, which flows cannot name. Nobody answers: the second way."""
    if not line.numbers:
        return [act.say(own, spot.words("person_next"), "person")]
    return [
        act.say(own, spot.words("connecting_to", name=line.name), f"{own}-dial"),
        act.dial(f"{own}-dial", line.numbers[0].number, f"{own}-failed"),
        act.say(f"{own}-failed", spot.words("not_connected"), "message"),
    ]


def to_queue(
    spot: Speaker, own: str, queue: str, known: dict[str, str] | None = None, *, urgent: bool = False
) -> list[Action]:
    """A queue of this center, or by telephone the line behind which it waits.

    urgent   before all others, and marked as sensitive
    """
    if queue not in spot.scope.queues:
        line = line_to(spot.scope, queue)
        return _dial(spot, own, line) if line else [act.say(own, spot.words("person_next"), "person")]
    mark = {"sensitive": "yes"} if urgent else {}
    first = f"{own}-first"
    return [
        act.remember(own, {"topic": "none", "queue": queue, **(known or {}), **mark}, first if urgent else f"{own}-go"),
        *([act.prioritize(first, FIRST_SERVED, f"{own}-go")] if urgent else []),
        act.go_to_flow(f"{own}-go", spot.flow(f"queue-{queue}"), "fallback"),
    ]


def _to_topic(spot: SpokenLine, own: str, topic: Topic) -> list[Action]:
    """The web page where a caller can do it alone, then who answers."""
    if topic.id in choosing_topics(spot.scope):
        return [
            act.remember(own, {"topic": topic.id, "queue": topic.queue}, f"{own}-go"),
            act.go_to_flow(f"{own}-go", spot.flow("choose"), "person"),
        ]
    queue, known = spot.scope.queue_of(topic), {"topic": topic.id}
    hint = f"{own}-hint"
    if topic.web_url is None:
        return to_queue(spot, own, queue, known, urgent=topic.sensitive)
    page = topic.web_url.removeprefix("https://").removeprefix("www.").rstrip("/")
    said = act.say(own, spot.words("web_hint", page=page.replace("/", f" {spot.words('slash')} ")), hint)
    return [said, *to_queue(spot, hint, queue, known, urgent=topic.sensitive)]


def _to_speakers(spot: SpokenLine, own: str, queue: str) -> list[Action]:
    """A queue whose people speak another language: what follows is spoken in it, where there are words for it."""
    language = speakers_language(spot, queue)
    if language is None:
        return to_queue(spot, own, queue)
    known = {"topic": "none", "queue": queue, "language": language, **_interpreted(spot, language)}
    if not spoken(language):
        return to_queue(spot, own, queue, known)
    return [
        act.remember(own, known, f"{own}-voice"),
        act.speak_as(f"{own}-voice", phrases(language).voice, f"{own}-go"),
        act.go_to_flow(f"{own}-go", spot.scope.variant(f"queue-{queue}", language), "fallback"),
    ]


def speakers_language(spot: Speaker, queue: str) -> str | None:
    """What the people of a queue of this center speak, where it is not what the caller hears."""
    speaks = spot.scope.all_queues[queue].languages
    here = queue in spot.scope.queues
    return speaks[0] if here and speaks and spot.language not in speaks else None


def _interpreted(spot: Speaker, language: str) -> dict[str, str]:
    known = {one.code: one.voice for one in spot.scope.program.infrastructure.languages}
    return {"interpreter": "yes"} if known.get(language) is Spoken.INTERPRETER else {}


def bounced(spot: Speaker) -> Iterator[Action]:
    """Passed on too often (BP-50): a supervisor, or else a kept request."""
    supervisor = spot.scope.program.infrastructure.routing.supervisor
    known = supervisor is not None and supervisor in spot.scope.queues
    then = "supervisor" if known else "message"
    yield act.say("bounced", spot.words("bounced"), then)
    if known:
        yield act.go_to_flow("supervisor", spot.flow(f"queue-{supervisor}"), "fallback")
