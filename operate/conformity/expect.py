"""What a center must show when it is read back: derived from the spec alone, never from what was deployed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from contact_flows.compile import compile_flows
from contact_flows.entries import OUTBOUND_FLOW, entry_flows
from contact_flows.language.canonical import canonical
from contact_flows.language.document import FlowSet, FlowType
from operate.conformity.bots import expect_bots
from operate.conformity.flows import NEWEST
from operate.conformity.hours import expect_hours
from operate.conformity.people import expect_people
from operate.conformity.replication import expect_replica, moving
from operate.conformity.rows import Expected, Kind
from operate.conformity.words import serving_words
from operate.conformity.written import expect_written
from spec.faults import Path
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment, IdentityManagement, Restriction
from spec.models.queues import Channel
from spec.named_paths import path_in
from spec.select import belongs_to, instance_alias


def expect_center(program: ProgramSpec, env: Environment, center: Center, today: dt.date) -> tuple[Expected, ...]:
    """All that the spec asks of one center in one environment, in spec order.

    today   decides the years for which holidays and dated hours are expected
    """
    flows = compile_flows(program, center, test_banner=Restriction.TEST_BANNER in env.restrictions)
    return (
        *_instance(program, env, center),
        *expect_replica(program, env, center),
        *expect_hours(program, center, today),
        *_lines(program, env, center),
        *_flows(program, center, flows),
        *_queues(program, center, flows),
        *_routing_profiles(program, center),
        *expect_bots(program, center),
        *expect_people(program, center),
        *expect_written(program, center),
    )


def indexed(program: ProgramSpec, center: Center, section: str) -> Iterator[tuple[Path, Any]]:
    """(path, part) of each part of `infrastructure.<section>` that belongs to the center."""
    parts = getattr(program.infrastructure, section)
    mine = {id(part) for part in belongs_to(program, center, parts)}
    for number, part in enumerate(parts):
        if id(part) in mine:
            yield ("infrastructure", section, number), part


def _instance(program: ProgramSpec, env: Environment, center: Center) -> Iterator[Expected]:
    environments = [e.name for e in program.infrastructure.environments]
    path: Path = ("infrastructure", "environments", environments.index(env.name))
    saml = env.identity is IdentityManagement.SAML
    yield Expected(
        path,
        Kind.INSTANCE,
        instance_alias(program, env, center),
        {
            "status": "ACTIVE",
            "identity": "SAML" if saml else "CONNECT_MANAGED",
            "inbound calls": True,
            "outbound calls": Restriction.NO_OUTBOUND not in env.restrictions,
        },
        {"identity": (*path, "identity"), "outbound calls": (*path, "restrictions")},
    )
    security: Path = ("infrastructure", "security")
    for storage in ("CALL_RECORDINGS", "CHAT_TRANSCRIPTS"):
        yield Expected(security, Kind.STORAGE, storage, {"encrypted": True})
    if center.channels.email is not None:
        for storage in ("EMAIL_MESSAGES", "ATTACHMENTS"):
            yield Expected(security, Kind.STORAGE, storage, {"encrypted": True})
    if center.channels.chat is not None:
        number = [c.id for c in program.infrastructure.centers].index(center.id)
        for place, origin in enumerate(center.channels.chat.origins):
            origin_path: Path = ("infrastructure", "centers", number, "channels", "chat", "origins", place)
            yield Expected(origin_path, Kind.ORIGIN, origin.rstrip("/"))


def _lines(program: ProgramSpec, env: Environment, center: Center) -> Iterator[Expected]:
    if Restriction.NO_PUBLIC_NUMBERS in env.restrictions:
        return
    for path, line in indexed(program, center, "lines"):
        for number, entry in enumerate(line.numbers):
            place = (*path, "numbers", number)
            wants = {"flow": f"Line {line.name}", "type": entry.type.value.upper(), **moving(program, center)}
            yield Expected(place, Kind.PHONE_NUMBER, entry.number, wants, {"flow": path, "type": (*place, "type")})


def _flows(program: ProgramSpec, center: Center, flows: FlowSet) -> Iterator[Expected]:
    entries = entry_flows(program, center)
    for flow in flows.flows:
        if flow.type is FlowType.MODULE:
            wants = {"state": "ACTIVE", "content": canonical(flow)}
            yield Expected(path_in(program, flow.spec_path), Kind.MODULE, flow.name, wants)
            continue
        wants = {"type": str(flow.type), "status": "PUBLISHED", "content": canonical(flow)}
        if flow.id in entries:
            wants["callers reach"] = NEWEST
        yield Expected(path_in(program, flow.spec_path), Kind.FLOW, flow.name, wants)


def _queues(program: ProgramSpec, center: Center, flows: FlowSet) -> Iterator[Expected]:
    hours = {h.id: h.name or h.id for h in program.infrastructure.hours}
    outbound = flows[OUTBOUND_FLOW].name
    for path, queue in indexed(program, center, "queues"):
        yield Expected(
            path,
            Kind.QUEUE,
            queue.name,
            {
                "hours": hours[queue.hours],
                "max contacts": queue.max_contacts,
                "status": "ENABLED",
                "called people hear": outbound if Channel.VOICE in queue.channels else None,
            },
            {"hours": (*path, "hours"), "max contacts": (*path, "max_contacts")},
        )


def _routing_profiles(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    for path, profile in indexed(program, center, "routing_profiles"):
        served = frozenset(
            serving_words(queues[entry.queue].name, channel.value.upper(), entry.priority, entry.delay_seconds)
            for entry in profile.queues
            for channel in entry.channels or queues[entry.queue].channels
        )
        yield Expected(
            path,
            Kind.ROUTING_PROFILE,
            profile.name,
            {"queues": served, "default outbound queue": queues[profile.default_outbound_queue].name},
            {"queues": (*path, "queues"), "default outbound queue": (*path, "default_outbound_queue")},
        )
