"""What must be there for people: roles, roster, statuses, skills, quick connects, prompts."""

from __future__ import annotations

from collections.abc import Iterator

from operate.conformity.replication import moving
from operate.conformity.rows import Expected, Kind
from spec.faults import Path
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.roles import effective_role, profile_name, roles_of
from spec.select import belongs_to


def expect_people(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    workforce = program.workforce
    places = {role.id: number for number, role in enumerate(workforce.roles)}
    for role in roles_of(program, center):
        path: Path = ("workforce", "roles", places[role.id]) if role.id in places else ("workforce", "roles")
        yield Expected(path, Kind.SECURITY_PROFILE, profile_name(program, role))
    yield from _users(program, center)
    for number, status in enumerate(workforce.statuses):
        if status.center in (None, center.id):
            yield Expected(("workforce", "statuses", number), Kind.AGENT_STATUS, status.name)
    for number, skill in enumerate(program.infrastructure.skills):
        path = ("infrastructure", "skills", number)
        yield Expected(path, Kind.SKILL, skill.name, {"values": frozenset(skill.values)}, {"values": (*path, "values")})
    yield from _quick_connects(program, center)
    mine = belongs_to(program, center, program.content.prompts)
    for number, prompt in enumerate(program.content.prompts):
        if prompt in mine:
            yield Expected(("content", "prompts", number), Kind.PROMPT, prompt.name)


def _users(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    profiles = {profile.id: profile.name for profile in program.infrastructure.routing_profiles}
    mine = belongs_to(program, center, program.workforce.agents)
    for number, agent in enumerate(program.workforce.agents):
        if agent not in mine:
            continue
        path: Path = ("workforce", "agents", number)
        yield Expected(
            path,
            Kind.USER,
            agent.username,
            {
                "first name": agent.first_name,
                "last name": agent.last_name,
                "routing profile": profiles[agent.routing_profile],
                "security profiles": frozenset({profile_name(program, effective_role(program, center, agent))}),
                **moving(program, center),
            },
            {"routing profile": (*path, "routing_profile"), "security profiles": (*path, "role")},
        )


def _quick_connects(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    queues = {queue.id: queue.name for queue in program.infrastructure.queues}
    mine = belongs_to(program, center, program.infrastructure.quick_connects)
    for number, quick in enumerate(program.infrastructure.quick_connects):
        if quick not in mine:
            continue
        path: Path = ("infrastructure", "quick_connects", number)
        if quick.queue is not None:
            wants = {"type": "QUEUE", "destination": queues[quick.queue]}
        else:
            wants = {"type": "PHONE_NUMBER", "destination": quick.phone or ""}
        yield Expected(path, Kind.QUICK_CONNECT, quick.name, wants)
