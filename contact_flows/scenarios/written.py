"""Mandatory scenarios of chat, e-mail and tasks. A written request is never lost (BP-57)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contact_flows.scenarios.conditions import ANNOUNCED_MESSAGE, CLOSED_MESSAGE, Outcome, World
from contact_flows.scenarios.model import Given, Scenario, Then
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.worlds import general_queue, place_of
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.queues import Channel as Medium
from spec.models.queues import Queue
from spec.select import belongs_to

SOMEWHERE = ["queue", "voicemail"]


def written_scenarios(clocks: Clocks, center: Center, columns: tuple[World, ...]) -> Iterator[Scenario]:
    for world in columns:
        if center.channels.chat is not None:
            yield from _chat(clocks, center, center.channels.chat.queue, world)
        for address in center.channels.email.addresses if center.channels.email else ():
            given: dict[str, Any] = {"channel": "email", "address": address.id}
            yield from _kept(clocks, center, f"email-{address.id}", given, address.queue, world)
        yield from _tasks(clocks, center, world)


def _tasks(clocks: Clocks, center: Center, world: World) -> Iterator[Scenario]:
    """A task that names its queue comes into it; one that names none, into the general one."""
    general = general_queue(clocks.program, center)
    yield from _kept(clocks, center, "task", {"channel": "task"}, general, world)
    if world.slug == "open":
        for queue in belongs_to(clocks.program, center, clocks.program.infrastructure.queues):
            if Medium.TASK in queue.channels:
                given = {"channel": "task", "attributes": {"queue": queue.id}}
                yield from _kept(clocks, center, f"task-{queue.id}", given, queue.id, world)


def _kept(
    clocks: Clocks, center: Center, name: str, given: dict[str, Any], queue: str, world: World
) -> Iterator[Scenario]:
    """An e-mail or a task waits for its queue at any hour, and finds another place where that is full."""
    then: dict[str, Any] = {"ends": "queue", "queue": queue}
    if world.given.get("full") == "all" and "faults" in world.given:
        world = replace(world, full=True, given={"faults": world.given["faults"]})  # somewhere must be left to go to
    if world.full or world.given.get("full") == "all":
        then = {"ends": SOMEWHERE}
    yield from _scenario(clocks, center, name, name, given, world, queue, then)


def _chat(clocks: Clocks, center: Center, queue: str, world: World) -> Iterator[Scenario]:
    """Whoever writes nothing more reaches the chat's queue; a topic in words reaches the topic's."""
    given = {"channel": "chat"}
    then = _chat_owed(clocks, center, (queue,), world)
    yield from _scenario(clocks, center, "chat", "chat silent", given, world, queue, then)
    if world.outcome is not Outcome.SERVED or world.given:
        return
    for topic in clocks.program.topics:
        wanted = _queue(clocks.program, topic.queue)
        if (
            wanted.center or clocks.program.infrastructure.centers[0].id
        ) == center.id and Medium.CHAT in wanted.channels:
            owed = _chat_owed(clocks, center, tuple(dict.fromkeys((wanted.id, queue))), world)
            when = [{"say": topic.name}]
            row = f"chat {topic.id}"
            yield from _scenario(clocks, center, f"chat/{topic.id}", row, given, world, wanted.id, owed, when)


def _chat_owed(clocks: Clocks, center: Center, queues: tuple[str, ...], world: World) -> dict[str, Any]:
    if world.outcome is Outcome.TOLD:
        return {"hears": [CLOSED_MESSAGE]}
    hears = [clocks.program.program.name, *([ANNOUNCED_MESSAGE] if world.outcome is Outcome.ANNOUNCED else [])]
    place = Given.model_validate({"center": center.id, "channel": "chat", **world.given})
    now = clocks.moment(place_of(clocks.program, place).hours.id, place.at)
    if world.outcome is Outcome.REACHED:
        return {"hears": hears}
    hours = _queue(clocks.program, queues[0]).hours
    if now is not None and not clocks[hours].is_open(now):
        return {"hears": hears, "opens_case": True}
    if world.outcome in (Outcome.PASSED_ON, Outcome.OFFERED):
        return {"hears": hears, "ends": SOMEWHERE}
    return {"hears": hears, "ends": "queue", "queue": list(queues)}


def _queue(program: ProgramSpec, id_: str) -> Queue:
    return next(queue for queue in program.infrastructure.queues if queue.id == id_)


def _scenario(
    clocks: Clocks,
    center: Center,
    name: str,
    row: str,
    given: dict[str, Any],
    world: World,
    queue: str,
    then: dict[str, Any],
    when: list[dict[str, Any]] | None = None,
) -> Iterator[Scenario]:
    made = Given.model_validate({"center": center.id, **given, **world.given, **_of_its_own(world, queue)})
    if clocks.moment(place_of(clocks.program, made).hours.id, made.at) is None:
        return
    yield Scenario.model_validate(
        {
            "id": f"{center.id}/{name}/{world.slug}",
            "title": f"{name}: {world.slug}",
            "given": made,
            "when": when or [],
            "then": Then.model_validate(then),
            "row": f"{center.id} {row}",
            "column": world.name,
        }
    )


def _of_its_own(world: World, queue: str) -> dict[str, tuple[str, ...]]:
    """What a world changes of the contact's queue alone."""
    return {name: (queue,) for name, changed in (("full", world.full), ("unstaffed", world.empty)) if changed}
