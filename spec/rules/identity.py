"""R: ids and names are given once, and what belongs together is in one center."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from spec.faults import Path, spelled
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import center_of, only_center, queues_by_id, repeated, walk
from spec.wording import singular

_IDS = (
    "agencies[].id",
    "parties[].id",
    "account_managers[].id",
    "topics[].id",
    "reporting[].id",
    "infrastructure.centers[].id",
    "infrastructure.holidays[].id",
    "infrastructure.hours[].id",
    "infrastructure.lines[].id",
    "infrastructure.queues[].id",
    "infrastructure.skills[].id",
    "infrastructure.routing_profiles[].id",
    "infrastructure.quick_connects[].id",
    "infrastructure.integrations[].id",
    "infrastructure.languages[].code",
    "infrastructure.retention[].record",
    "infrastructure.centers[].channels.email.addresses[].id",
    "cases.departments[]",
    "cases.templates[].id",
    "cases.fields[].id",
    "service_levels.kpis[].id",
    "workforce.roles[].id",
    "workforce.agents[].username",
    "workforce.training[].id",
    "content.faqs[].id",
    "content.sops[].id",
    "content.policy_statements[].id",
    "content.prompts[].id",
    "content.interest_groups[].id",
)
# What Amazon Connect names by its name within an instance; case fields and templates within a domain.
_NAMED = (
    "infrastructure.hours",
    "infrastructure.queues",
    "infrastructure.routing_profiles",
    "infrastructure.quick_connects",
    "infrastructure.lines",
    "workforce.roles",
    "workforce.statuses",
    "content.prompts",
)
_CENTERED = (
    "infrastructure.hours",
    "infrastructure.lines",
    "infrastructure.queues",
    "infrastructure.routing_profiles",
    "infrastructure.quick_connects",
    "workforce.agents",
    "workforce.loads",
)


@rule()
def repeated_id(program: ProgramSpec) -> Findings:
    """R231: an id is given once in its list (S29-1)."""
    for pattern in _IDS:
        for path, value, first in repeated(walk(program, pattern)):
            what = singular(
                pattern.split(".")[
                    -2 if pattern.endswith(("].id", "].code", "].record", "].username")) else -1
                ].replace("[]", "")
            )
            yield Finding(
                path,
                f"the {what} '{value}' is declared twice; the first is {spelled(first)}",
                "give it an id of its own",
            )


@rule()
def repeated_name(program: ProgramSpec) -> Findings:
    """R232: a name is given once for its kind in a center, because Amazon Connect refuses the second (S31-3)."""
    for pattern in (*_NAMED, "cases.templates", "cases.fields"):
        seen: dict[tuple[str | None, str], Path] = {}
        for path, item in walk(program, f"{pattern}[]"):
            name = (item.name or item.id).casefold()
            key = (center_of(program, item) if hasattr(item, "center") else None, name)
            if key in seen:
                message = f"another {singular(pattern.rsplit('.', 1)[-1])} of this center is named '{item.name}'"
                yield Finding((*path, "name"), message, f"rename one; the other is {spelled(seen[key])}")
            seen.setdefault(key, path)


@rule()
def unnamed_center(program: ProgramSpec) -> Findings:
    """R233: where there are several centers, whatever stands in one of them says in which (S31-7)."""
    if only_center(program):
        return
    known = ", ".join(center.id for center in program.infrastructure.centers)
    for pattern in _CENTERED:
        for path, item in walk(program, f"{pattern}[]"):
            if item.center is None:
                yield Finding(
                    path, "there are several centers, and this one names none", f"add 'center:' with one of {known}"
                )


def _links(program: ProgramSpec) -> Iterator[tuple[Path, Any, str, str]]:
    """Path, the item that refers, kind and id of what it refers to."""
    infra = program.infrastructure
    topics = {topic.id: topic.queue for topic in program.topics}
    for i, queue in enumerate(infra.queues):
        at: Path = ("infrastructure", "queues", i)
        yield (*at, "hours"), queue, "hours", queue.hours
        yield (*at, "overflow"), queue, "queue", queue.overflow or ""
        yield (*at, "outbound_line"), queue, "line", queue.outbound_line or ""
    for i, line in enumerate(infra.lines):
        at = ("infrastructure", "lines", i)
        yield (*at, "hours"), line, "hours", line.hours
        yield (*at, "queue"), line, "queue", line.queue
        yield (*at, "voicemail_queue"), line, "queue", line.voicemail_queue or ""
        for j, choice in enumerate(line.menu):
            yield (*at, "menu", j, "queue"), line, "queue", choice.queue or ""
            yield (*at, "menu", j, "topic"), line, "queue", topics.get(choice.topic or "", "")
    for i, profile in enumerate(infra.routing_profiles):
        at = ("infrastructure", "routing_profiles", i)
        yield (*at, "default_outbound_queue"), profile, "queue", profile.default_outbound_queue
        for j, served in enumerate(profile.queues):
            yield (*at, "queues", j, "queue"), profile, "queue", served.queue
    for i, connect in enumerate(infra.quick_connects):
        at = ("infrastructure", "quick_connects", i)
        yield (*at, "queue"), connect, "queue", connect.queue or ""
        for j, name in enumerate(connect.offered_in):
            yield (*at, "offered_in", j), connect, "queue", name
    for i, agent in enumerate(program.workforce.agents):
        yield ("workforce", "agents", i, "routing_profile"), agent, "routing profile", agent.routing_profile


@rule()
def across_centers(program: ProgramSpec) -> Findings:
    """R234: a center refers to its own queues, hours, lines and profiles only; another center is reached by telephone
    (S30-9).
    """
    infra = program.infrastructure
    homes: dict[str, dict[str, str | None]] = defaultdict(dict)
    for kind, items in (
        ("queue", infra.queues),
        ("hours", infra.hours),
        ("line", infra.lines),
        ("routing profile", infra.routing_profiles),
    ):
        for item in items:
            homes[kind][item.id] = center_of(program, item)
    for path, source, kind, name in _links(program):
        here, there = center_of(program, source), homes[kind].get(name)
        if here and there and here != there:
            message = f"the {kind} '{name}' is in center '{there}', but this is in center '{here}'"
            yield Finding(path, message, "name one of this center, or a quick connect with the other center's phone")
    addresses = queues_by_id(program)
    for i, center in enumerate(infra.centers):
        for path, name in _channel_queues(i, center):
            queue = addresses.get(name)
            there = center_of(program, queue) if queue else None
            if there and there != center.id:
                message = f"the queue '{name}' is in center '{there}', but this is in center '{center.id}'"
                yield Finding(path, message, "name a queue of this center")


def _channel_queues(position: int, center: Any) -> Iterator[tuple[Path, str]]:
    at: Path = ("infrastructure", "centers", position, "channels")
    channels = center.channels
    if channels.email:
        for j, address in enumerate(channels.email.addresses):
            yield (*at, "email", "addresses", j, "queue"), address.queue
    if channels.chat:
        yield (*at, "chat", "queue"), channels.chat.queue
    if channels.web_form:
        yield (*at, "web_form", "queue"), channels.web_form.queue
