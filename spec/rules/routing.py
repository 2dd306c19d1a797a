"""Q: who answers what, where contacts overflow to, and what routing profiles may ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx

from spec.faults import Path, listed
from spec.models.agencies import Answers, Party, QuestionKind
from spec.models.program import ProgramSpec
from spec.models.queues import Channel, Queue
from spec.models.topics import Topic
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import center_of, is_state, only_center, owners_by_queue, parties_by_id, queues_by_id, repeated

MAX_COMBINATIONS = 50
"""Queue and channel pairs in one routing profile (Amazon Connect service quotas)."""
_PROVIDER_KINDS = (QuestionKind.TECHNICAL, QuestionKind.OPERATIONAL)


def _ends(queues: Mapping[str, Queue], topic: Topic) -> Iterator[tuple[str, str]]:
    """Key and queue of every place where a contact of this topic can end by itself."""
    yield "queue", topic.queue
    if topic.backup_queue:
        yield "backup_queue", topic.backup_queue
    seen = {topic.queue}
    queue = queues.get(topic.queue)
    while queue and queue.overflow and queue.overflow not in seen:
        seen.add(queue.overflow)
        yield "queue", queue.overflow
        queue = queues.get(queue.overflow)


def _topics(program: ProgramSpec, *kinds: QuestionKind) -> Iterator[tuple[Path, Topic]]:
    for i, topic in enumerate(program.topics):
        if topic.kind in kinds:
            yield ("topics", i), topic


@rule()
def policy_ends_at_vendor(program: ProgramSpec) -> Findings:
    """Q801: policy questions end in queues of the state, backup and overflow included (S29-25, S30-29)."""
    if program.program.single_party_represents_state:
        return
    queues, owners = queues_by_id(program), owners_by_queue(program)
    for path, topic in _topics(program, QuestionKind.POLICY):
        for key, queue in _ends(queues, topic):
            owner = owners.get(queue)
            if owner is not None and not is_state(owner):
                how = "" if queue in (topic.queue, topic.backup_queue) else " by overflow"
                where = f"in queue '{queue}' of '{owner.id}', which is not the state"
                message = f"the policy topic '{topic.id}' can end{how} {where}"
                yield Finding((*path, key), message, "name a queue whose owner has the role state")


@rule()
def technical_not_at_manager(program: ProgramSpec) -> Findings:
    """Q802: technical and operational questions end at account managers, or at whoever provides the service where
    there are none (S30-6, S30-30).
    """
    operators = {manager.operated_by for manager in program.account_managers}
    owners = owners_by_queue(program)
    if not operators:
        return
    for path, topic in _topics(program, *_PROVIDER_KINDS):
        owner = owners.get(topic.queue)
        if owner is not None and owner.id not in operators:
            message = f"the {topic.kind} topic '{topic.id}' ends at '{owner.id}', which operates no account manager"
            yield Finding((*path, "queue"), message, f"name a queue of {listed(sorted(operators))}")


@rule()
def kind_not_answered(program: ProgramSpec) -> Findings:
    """Q803: the party that gets a topic answers that kind of question (S29-6)."""
    owners = owners_by_queue(program)
    for path, topic in _topics(program, *QuestionKind):
        owner = owners.get(topic.queue)
        if owner is None or topic.sensitive:
            continue  # a sensitive contact goes to whoever must know, whatever it is about
        complaint = (
            topic.queue == program.infrastructure.routing.am_complaint and Answers.AM_ESCALATION in owner.answers
        )
        if topic.kind.value not in owner.answers and not complaint:
            message = f"the topic '{topic.id}' is {topic.kind}, but '{owner.id}' does not answer {topic.kind} questions"
            yield Finding((*path, "queue"), message, f"add {topic.kind} to the party's answers, or name another queue")


@rule()
def referral_not_to_state(program: ProgramSpec) -> Findings:
    """Q804: policy questions are referred to a queue of the state (S29-25, S29-27)."""
    owner = owners_by_queue(program).get(program.infrastructure.routing.policy)
    if owner is not None and not is_state(owner) and not program.program.single_party_represents_state:
        message = f"policy questions are referred to '{owner.id}', which is not the state"
        yield Finding(("infrastructure", "routing", "policy"), message, "name a queue whose owner has the role state")


@rule()
def no_backup(program: ProgramSpec) -> Findings:
    """Q805: each topic has a backup that differs from its queue (BP-63)."""
    for i, topic in enumerate(program.topics):
        if topic.backup_queue is None:
            yield Finding(("topics", i), f"the topic '{topic.id}' has no backup", "add 'backup_queue:'")
        elif topic.backup_queue == topic.queue:
            path = ("topics", i, "backup_queue")
            yield Finding(path, f"the topic '{topic.id}' has its own queue as backup", "name another queue")


@rule()
def overflow_circle(program: ProgramSpec) -> Findings:
    """Q806: contacts that overflow never come back to a queue they have left (BP-50)."""
    queues = queues_by_id(program)
    graph: nx.DiGraph[str] = nx.DiGraph((q.id, q.overflow) for q in queues.values() if q.overflow in queues)
    for component in nx.strongly_connected_components(graph):
        if len(component) > 1 or graph.has_edge(*component, *component):
            circle = [queue for queue in queues.values() if queue.id in component]
            index = program.infrastructure.queues.index(circle[0])
            message = f"{listed([queue.id for queue in circle], 'and')} overflow in a circle"
            yield Finding(
                ("infrastructure", "queues", index, "overflow"), message, "let the last one take messages instead"
            )


@rule()
def overflow_too_deep(program: ProgramSpec) -> Findings:
    """Q807: overflow passes a contact on no more often than max_transfers allows (BP-50)."""
    queues, most = queues_by_id(program), program.infrastructure.routing.max_transfers
    for i, queue in enumerate(program.infrastructure.queues):
        chain = [queue.id]
        while (following := queues.get(chain[-1])) and following.overflow and following.overflow not in chain:
            chain.append(following.overflow)
        if len(chain) - 1 > most:
            message = f"a contact could pass {' to '.join(chain)}: more than {most} transfers"
            yield Finding(
                ("infrastructure", "queues", i, "overflow"), message, "shorten the chain, or raise max_transfers"
            )


@rule(severity="warning")
def quick_connect_to_itself(program: ProgramSpec) -> Findings:
    """Q808: a quick connect is not offered to the agents of the queue that it leads to (BP-50)."""
    for i, connect in enumerate(program.infrastructure.quick_connects):
        if connect.queue and connect.queue in connect.offered_in:
            path = ("infrastructure", "quick_connects", i, "offered_in", connect.offered_in.index(connect.queue))
            yield Finding(
                path, f"quick connect '{connect.id}' leads back to queue '{connect.queue}'", "delete it from offered_in"
            )


@rule()
def no_referral(program: ProgramSpec) -> Findings:
    """Q809: agents of a provider can refer policy questions to the state by a quick connect (S29-27)."""
    infra, parties, owners = program.infrastructure, parties_by_id(program), owners_by_queue(program)
    if program.program.single_party_represents_state:
        return
    for i, center in enumerate(infra.centers):
        operator = parties.get(center.operated_by)
        if operator is None or is_state(operator):
            continue
        ways = [c for c in infra.quick_connects if center_of(program, c) == center.id]
        reached: list[Party | None] = [owners.get(way.queue or "") or parties.get(way.party or "") for way in ways]
        if not any(is_state(party) for party in reached):
            message = f"agents of center '{center.id}' have no quick connect to the state"
            hint = "add one with the state's queue, or with its phone and 'party:'"
            yield Finding(("infrastructure", "centers", i), message, hint)


@rule()
def profile_repeats(program: ProgramSpec) -> Findings:
    """Q810: a routing profile names each queue once for a channel (S29-18)."""
    queues = queues_by_id(program)
    for i, profile in enumerate(program.infrastructure.routing_profiles):
        pairs = []
        for j, entry in enumerate(profile.queues):
            queue = queues.get(entry.queue)
            path: Path = ("infrastructure", "routing_profiles", i, "queues", j)
            pairs += [(path, (entry.queue, c)) for c in entry.channels or (queue.channels if queue else ())]
        for path, (name, channel), _ in repeated(pairs):
            message = f"routing profile '{profile.id}' has queue '{name}' twice for {channel}"
            yield Finding(path, message, "delete one, or give it other channels")


@rule()
def profile_channel(program: ProgramSpec) -> Findings:
    """Q811: a routing profile serves only channels that the queue has and its agents take (S29-18)."""
    queues = queues_by_id(program)
    for i, profile in enumerate(program.infrastructure.routing_profiles):
        slots = profile.concurrency.model_dump()
        for j, entry in enumerate(profile.queues):
            path: Path = ("infrastructure", "routing_profiles", i, "queues", j, "channels")
            queue = queues.get(entry.queue)
            absent = [c for c in entry.channels if queue and c not in queue.channels]
            if absent:
                message = f"queue '{entry.queue}' has no {listed(absent)}"
                yield Finding(path, message, "add the channel to the queue, or delete it here")
            idle = [c for c in entry.channels if not slots[c.value]]
            if idle:
                message = f"agents of '{profile.id}' take no {listed(idle)}, yet serve it here"
                yield Finding(path, message, "raise it in 'concurrency', or delete it here")


@rule()
def profile_too_large(program: ProgramSpec) -> Findings:
    """Q812: a routing profile has no more queue and channel pairs than Amazon Connect holds (S29-18)."""
    queues = queues_by_id(program)
    for i, profile in enumerate(program.infrastructure.routing_profiles):
        entries = [(entry, queues.get(entry.queue)) for entry in profile.queues]
        pairs = sum(len(entry.channels or (queue.channels if queue else ())) for entry, queue in entries)
        if pairs > MAX_COMBINATIONS:
            message = (
                f"routing profile '{profile.id}' has {pairs} pairs of queue and channel; {MAX_COMBINATIONS} is the most"
            )
            yield Finding(
                ("infrastructure", "routing_profiles", i, "queues"),
                message,
                "split it, or name 'channels' for each queue",
            )


@rule()
def channel_not_in_queue(program: ProgramSpec) -> Findings:
    """Q813: a contact reaches only queues that have its channel (XC-9, XC-11)."""
    queues = queues_by_id(program)
    for path, name, channels in _arrivals(program):
        queue = queues.get(name)
        if queue and not set(channels) & set(queue.channels):
            message = f"queue '{name}' does not take {listed(channels)}"
            yield Finding(path, message, f"add {channels[0]} to its channels, or name another queue")


def _arrivals(program: ProgramSpec) -> Iterator[tuple[Path, str, tuple[Channel, ...]]]:
    """Where contacts enter a queue by themselves, and as what."""
    for i, center in enumerate(program.infrastructure.centers):
        at: Path = ("infrastructure", "centers", i, "channels")
        if center.channels.email:
            for j, address in enumerate(center.channels.email.addresses):
                yield (*at, "email", "addresses", j, "queue"), address.queue, (Channel.EMAIL,)
        if center.channels.chat:
            yield (*at, "chat", "queue"), center.channels.chat.queue, (Channel.CHAT,)
        if center.channels.web_form:
            yield (*at, "web_form", "queue"), center.channels.web_form.queue, (Channel.TASK, Channel.EMAIL)
    topics = {topic.id: topic.queue for topic in program.topics}
    for i, line in enumerate(program.infrastructure.lines):
        at = ("infrastructure", "lines", i)
        yield (*at, "queue"), line.queue, (Channel.VOICE,)
        if line.voicemail_queue:
            yield (*at, "voicemail_queue"), line.voicemail_queue, (Channel.TASK,)
        for j, choice in enumerate(line.menu):
            key = "queue" if choice.queue else "topic"
            yield (*at, "menu", j, key), choice.queue or topics.get(choice.topic or "", ""), (Channel.VOICE,)


@rule()
def no_caller_id(program: ProgramSpec) -> Findings:
    """Q814: whoever calls out shows a number that the program owns (S29-19)."""
    infra, queues = program.infrastructure, queues_by_id(program)
    lines = {line.id: line for line in infra.lines}
    for i, profile in enumerate(infra.routing_profiles):
        queue = queues.get(profile.default_outbound_queue)
        if queue is None:
            continue
        own = (
            [lines[queue.outbound_line]]
            if queue.outbound_line in lines
            else [line for line in infra.lines if center_of(program, line) == center_of(program, queue)]
        )
        if not any(line.numbers for line in own):
            path = ("infrastructure", "routing_profiles", i, "default_outbound_queue")
            message = f"calls from queue '{queue.id}' would show no number of the program"
            yield Finding(path, message, "name a line with a number as the queue's outbound_line")


@rule()
def not_integrated(program: ProgramSpec) -> Findings:
    """Q815: all channels share one routing, one taxonomy and one store (XC-9, XC-11, XC-16)."""
    if not program.infrastructure.routing.integrated:
        message = "the channels are not integrated: each would have a store and answers of its own"
        yield Finding(("infrastructure", "routing", "integrated"), message, "delete this line; true is the default")


@rule(severity="warning")
def no_escalation(program: ProgramSpec) -> Findings:
    """Q816: escalations and sensitive contacts have a queue (N48-3, BP-68)."""
    routing = program.infrastructure.routing
    for key, name in (("supervisor", routing.supervisor), ("sensitive", routing.sensitive)):
        if name is None and only_center(program):
            yield Finding(
                ("infrastructure", "routing"), f"no queue is named for {key} contacts", f"add '{key}:' with a queue"
            )
