"""What one center has, looked up once, however many flows ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from contact_flows.compile.phrases import spoken
from contact_flows.compile.variants import first_language
from spec.models import ProgramSpec
from spec.models.agencies import PartyRole, QuestionKind
from spec.models.centers import Center
from spec.models.content import Faq
from spec.models.lines import Line
from spec.models.queues import Queue
from spec.models.topics import Topic
from spec.select import belongs_to

HELPED_MOST = 150
"""Queues that the flow of one that helps out can tell apart within the actions that it may have."""


@dataclass(frozen=True)
class Scope:
    """One center of a program.

    test_banner   callers hear that this is a test
    """

    program: ProgramSpec
    center: Center
    test_banner: bool = False

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Lines of this center, in spec order."""
        return {line.id: line for line in belongs_to(self.program, self.center, self.program.infrastructure.lines)}

    @cached_property
    def all_lines(self) -> Mapping[str, Line]:
        return {line.id: line for line in self.program.infrastructure.lines}

    @cached_property
    def queues(self) -> Mapping[str, Queue]:
        """Queues of this center, in spec order."""
        return {queue.id: queue for queue in belongs_to(self.program, self.center, self.program.infrastructure.queues)}

    @cached_property
    def all_queues(self) -> Mapping[str, Queue]:
        return {queue.id: queue for queue in self.program.infrastructure.queues}

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        return {topic.id: topic for topic in self.program.topics}

    @cached_property
    def first_language(self) -> str:
        """Language of flows whose id names none."""
        return first_language(self.program, self.center)

    @cached_property
    def prompted(self) -> frozenset[str]:
        """Languages in which the agency has its menus spoken."""
        return frozenset(language.code for language in self.program.infrastructure.languages if language.prompts)

    @cached_property
    def _answers(self) -> Mapping[str, Mapping[str, Mapping[str, Faq]]]:
        found: dict[str, dict[str, dict[str, Faq]]] = {}
        for faq in self.program.content.faqs:
            queue = self.queue_of(self.topics[faq.topic]) if faq.spoken else ""
            for language in faq.spoken:
                found.setdefault(language, {}).setdefault(queue, {}).setdefault(faq.topic, faq)
        return found

    def answers(self, language: str) -> Mapping[str, Mapping[str, Faq]]:
        """By queue and topic, the first answer that is read out before the queue."""
        return self._answers.get(language, {})

    def queue_of(self, topic: Topic) -> str:
        """Who answers a topic: policy the state, whatever the topic says; sensitive contacts whom the agency named."""
        routing = self.program.infrastructure.routing
        if topic.sensitive and routing.sensitive is not None:
            return routing.sensitive
        if topic.kind is QuestionKind.POLICY and self.all_queues[topic.queue].owner not in self._state:
            return routing.policy
        return topic.queue

    def helped_by(self, queue: str) -> tuple[str, ...]:
        """Queues of this center whose callers come to `queue` when those are full; of very many, the first."""
        return tuple(islice((id_ for id_ in self.queues if queue in self._helpers(id_)), HELPED_MOST))

    def _helpers(self, queue: str) -> list[str]:
        """Where its callers overflow to, one after the other."""
        chain = [queue]
        while (following := self.queues[chain[-1]].overflow) and following in self.queues and following not in chain:
            chain.append(following)
        return chain[1:]

    @cached_property
    def _state(self) -> frozenset[str]:
        return frozenset(party.id for party in self.program.parties if party.role is PartyRole.STATE)

    def home(self, center: str | None) -> str:
        """Id of the center that a part of the spec belongs to."""
        return center or self.program.infrastructure.centers[0].id

    def variant(self, flow: str, language: str) -> str:
        """Id of a flow in a language, such as `queue-billing-es-US`."""
        return flow if language == self.first_language else f"{flow}-{language}"

    def languages_of(self, line: Line) -> tuple[str, ...]:
        """Languages in which a line is spoken from greeting to queue, the one that its greeting is written in first."""
        first = next((code for code in line.languages if spoken(code)), self.first_language)
        translated = (
            code
            for code in line.languages
            if code != first
            and spoken(code)
            and code in self.prompted
            and code in line.greeting_in
            and all(code in choice.label_in for choice in line.menu)
        )
        return (first, *translated)

    def line_flow(self, line: Line, language: str) -> str:
        """Id of a line's flow. The one that its number leads to, in its first language, names no language."""
        return f"line-{line.id}" if language == self.languages_of(line)[0] else f"line-{line.id}-{language}"
