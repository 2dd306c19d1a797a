"""What a contact wants, as far as it has said so: followed from its answers by the spec, never by the flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contact_flows.compile.bot import intent_of
from contact_flows.compile.phrases import spoken
from contact_flows.scenarios.callers import asked_languages
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.keyed import keyed
from contact_flows.scenarios.truth.services import SEVERAL, services_of
from contact_flows.simulate.contact import Answer, Keys, Says
from contact_flows.simulate.world import Understanding
from spec.models import ProgramSpec
from spec.models.agencies import PartyRole, QuestionKind
from spec.models.centers import Center
from spec.models.languages import Spoken
from spec.models.lines import Line, MenuChoice
from spec.models.queues import Queue
from spec.models.topics import Topic
from spec.select import belongs_to

CHOOSING = "4"
"""The minimum question about choosing an account manager (S30-24)."""


@dataclass(frozen=True)
class Map:
    """Who answers what in one center, looked up once."""

    program: ProgramSpec
    center: Center
    lines: Mapping[str, Line] = field(init=False)
    queues: Mapping[str, Queue] = field(init=False)
    every_queue: Mapping[str, Queue] = field(init=False)
    topics: Mapping[str, Topic] = field(init=False)
    services: Mapping[str, str] = field(init=False)
    choosing: frozenset[str] = field(init=False)
    intents: Mapping[str, MenuChoice] = field(init=False)

    def __post_init__(self) -> None:
        program, infra = self.program, self.program.infrastructure
        several = len(program.account_managers) >= SEVERAL
        asked = {faq.topic for faq in program.content.faqs if faq.minimum == CHOOSING}
        made = {
            "lines": {line.id: line for line in belongs_to(program, self.center, infra.lines)},
            "queues": {queue.id: queue for queue in belongs_to(program, self.center, infra.queues)},
            "every_queue": {queue.id: queue for queue in infra.queues},
            "topics": {topic.id: topic for topic in program.topics},
            "services": services_of(program),
            "choosing": frozenset(asked if several else ()),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)
        intents = {_intent(line, choice): choice for line in self.lines.values() for choice in line.menu}
        object.__setattr__(self, "intents", intents)

    def queue_of(self, topic: Topic) -> str:
        """Sensitive matters go to whom the agency named, policy to the state (S29-25), the rest as written."""
        routing = self.program.infrastructure.routing
        if topic.sensitive and routing.sensitive is not None:
            return routing.sensitive
        owner = self.every_queue[topic.queue].owner
        of_state = any(party.id == owner and party.role is PartyRole.STATE for party in self.program.parties)
        return routing.policy if topic.kind is QuestionKind.POLICY and not of_state else topic.queue

    def helpers(self, queue: str) -> tuple[str, ...]:
        """Where callers of a full queue are taken, one after the other."""
        chain = [queue]
        while queue in self.queues:
            following = self.queues[chain[-1]].overflow
            if following not in self.queues or following is None or following in chain:
                break
            chain.append(following)
        return tuple(chain[1:])

    def number_of(self, queue: str) -> str:
        """By which callers reach a queue of another center; empty where the public cannot."""
        infra = self.program.infrastructure
        first = infra.centers[0].id
        center = self.every_queue[queue].center or first if queue in self.every_queue else ""
        lines = [line for line in infra.lines if (line.center or first) == center and line.numbers]
        found = next((line for line in lines if line.queue == queue), next(iter(lines), None))
        return found.numbers[0].number if found is not None else ""

    def choosing_queue(self) -> str:
        found = (topic.queue for topic in self.program.topics if topic.id in self.choosing)
        return next(found, self.program.infrastructure.routing.general)


def _intent(line: Line, choice: MenuChoice) -> str:
    if choice.line is not None:
        return intent_of(f"line-{choice.line}")
    if choice.topic is not None:
        return intent_of(f"topic-{choice.topic}")
    return intent_of(f"{'interpreter' if choice.interpreter else 'queue'}-{choice.queue or line.queue}")


@dataclass(slots=True)
class Course:
    """Changes with every answer.

    line       on which the contact is; None for one that came from elsewhere
    wanted     queue that answers what was chosen; empty where that is another center's
    sure       whether we can tell; keys typed ahead, and contacts that begin amid, leave it open
    asked      what the last key or word meant: a service, person, repeat, language, topic, line, queue
    """

    map: Map
    understanding: Understanding | None
    line: Line | None
    language: str
    wanted: str = ""
    topic: str = "none"
    attribute_language: str = ""
    interpreter: bool = False
    sensitive: bool = False
    sure: bool = True
    declined: bool = False
    asked: str = ""
    keyed: str = ""
    phone: str = ""
    csat: str = ""
    reference: str = ""
    chose: bool = False
    chosen_topic: str = ""
    number: str = ""
    """Of the line that is to be called, where another center answers."""

    def __post_init__(self) -> None:
        self.attribute_language = self.language
        if self.line is not None:
            self.wanted = self.line.queue

    def arrive(self, line: Line, language: str) -> None:
        """On a line, when it greets."""
        if line is self.line:
            return
        self.line, self.wanted, self.topic = line, line.queue, "none"
        self.language = self.attribute_language = language
        self.interpreter = self.sensitive = self.chose = False

    def answer(self, question: Sentence, answer: Answer) -> None:
        """What a question's answer changes."""
        keys = answer.keys if isinstance(answer, Keys) else ""
        taken, ahead = keyed(question.key, keys)
        if ahead and question.values.get("said") != "yes":
            self.sure = False
        self.asked, self.keyed = "", keys
        if question.key in ("menu", "more_menu"):
            self.number = ""
        if question.key == "language_choice" and self.line is not None:
            offered = asked_languages(self.map.program, self.line)
            if keys in [str(number) for number in range(1, len(offered) + 1)]:
                self.language = self.attribute_language = offered[int(keys) - 1]
        elif question.key == "menu":
            self._menu(question, answer, keys)
        elif question.key == "more_menu":
            self._service(self.map.services.get(keys, {"0": "person", "9": "menu", "*": "repeat"}.get(keys, "")))
        elif question.key == "case_ask":
            self.reference = taken
            if self.reference == "0":
                self._person()
        elif question.key == "choose_after":
            self._to(self.map.choosing_queue(), self.topic)
        elif question.key == "survey" and keys in ("1", "2", "3", "4", "5"):
            self.csat = keys
        elif question.key == "ask_number":
            self.phone = f"+1{taken}" if len(taken) == 10 else ""  # noqa: PLR2004 - North America

    def _menu(self, question: Sentence, answer: Answer, keys: str) -> None:
        if self.line is None:
            return
        if question.values.get("said") != "yes":
            by_key = {choice.key: choice for choice in self.line.menu}
            if keys in by_key:
                self._choose(by_key[keys])
            else:
                self._service({"0": "person", "*": "repeat", "#": "more"}.get(keys, ""))
            return
        words = answer.words if isinstance(answer, Says) else keys
        found = self.understanding("bot:menu", words, self.language) if words and self.understanding else None
        self._meant(found.intent if found else "")

    def _meant(self, intent: str) -> None:
        assert self.line is not None
        choices = {f"Key{choice.key}": choice for choice in self.line.menu}
        choices |= {_intent(self.line, choice): choice for choice in reversed(self.line.menu)}
        if intent in choices:
            self._choose(choices[intent])
            return
        services = {intent_of(_SPOKEN.get(service, service)): service for service in self.map.services.values()}
        others = {"Key0": "person", "Person": "person", "Repeat": "repeat", "More": "more"}
        self._service((services | others).get(intent, ""))

    def _service(self, service: str) -> None:
        routing = self.map.program.infrastructure.routing
        self.asked = service
        if service == "person":
            self._person()
        elif service == "unrecorded":
            self.declined = True
        elif service == "find_manager":
            self._to(routing.unknown_account_manager or routing.general)
        elif service == "choose":
            self._to(self.map.choosing_queue())
        elif service == "complaint":
            self._to(routing.am_complaint or "")
        elif service == "sensitive":
            self._to(routing.sensitive or "")
            self.sensitive = bool(self.wanted)
        elif self.line is not None and self.asked != "repeat":
            self.wanted = self.line.queue

    def _person(self) -> None:
        if self.line is not None:
            self.wanted, self.chose, self.number = self.line.queue, True, ""

    def _choose(self, choice: MenuChoice) -> None:
        assert self.line is not None
        if choice.line is not None:
            self.asked = "line"
            self.wanted = ""
            other = next(line for line in self.map.program.infrastructure.lines if line.id == choice.line)
            self.number = other.numbers[0].number if other.numbers and other.id not in self.map.lines else ""
        elif choice.topic is not None:
            topic = self.map.topics[choice.topic]
            self.asked, self.chosen_topic = "topic", topic.id
            self._to(self.map.queue_of(topic), topic.id)
            if topic.id in self.map.choosing:
                self.topic = topic.id
            self.sensitive = topic.sensitive and bool(self.wanted) and topic.id not in self.map.choosing
        else:
            self.asked = "queue"
            self._to(choice.queue or self.line.queue)
            self._speakers(choice)

    def _speakers(self, choice: MenuChoice) -> None:
        """A queue whose people speak another language."""
        if choice.interpreter:
            self.attribute_language, self.interpreter = "other", True
            return
        queue = self.map.queues.get(self.wanted)
        speaks = queue.languages if queue is not None else ()
        if not speaks or self.language in speaks:
            return
        self.attribute_language = speaks[0]
        voices = {one.code: one.voice for one in self.map.program.infrastructure.languages}
        self.interpreter = voices.get(speaks[0]) is Spoken.INTERPRETER
        if spoken(speaks[0]):
            self.language = speaks[0]

    def _to(self, queue: str, topic: str = "none") -> None:
        """A queue of this center; what waits in another one is called, and leaves no trace here."""
        if queue in self.map.queues:
            self.wanted, self.topic, self.chose, self.number = queue, topic, True, ""
        else:
            self.wanted, self.number = "", self.map.number_of(queue)

    def found(self, manager: str) -> None:
        """The account manager on record: its queue in this center, or its line, which greets or is called."""
        own = (queue.id for queue in self.map.queues.values() if queue.account_manager == manager)
        self.wanted, self.number = next(own, ""), ""

    def queues(self) -> Iterator[str]:
        """That may answer: what was chosen, and who helps out."""
        if self.wanted:
            yield self.wanted
            yield from self.map.helpers(self.wanted)


_SPOKEN = {"case_status": "case-status", "find_manager": "find-manager"}
