"""What a center needs against what an account has by default.

Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas" (October 2026). Defaults are for new
accounts; an older account may have less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment
from spec.select import belongs_to, centers_of, source_region


@dataclass(frozen=True, slots=True)
class Quota:
    """One limit, its default, and whether AWS raises it on request."""

    name: str
    default: int
    adjustable: bool = True


INSTANCES = Quota("instances per region", 2)
PER_INSTANCE = {
    "queues": Quota("queues", 100),
    "hours": Quota("hours of operation", 100),
    "flows": Quota("flows", 100),
    "modules": Quota("flow modules", 200),
    "functions": Quota("Lambda functions", 50),
    "bots": Quota("Lex V2 aliases", 100),
    "numbers": Quota("phone numbers", 5),
    "users": Quota("users", 500),
    "routing_profiles": Quota("routing profiles", 500),
    "security_profiles": Quota("security profiles", 100),
    "quick_connects": Quota("quick connects", 100),
    "prompts": Quota("prompts", 500),
    "email_addresses": Quota("email addresses", 100),
    "agent_statuses": Quota("agent statuses", 50, adjustable=False),
    "skills": Quota("predefined attributes", 150),
    "combinations": Quota("queue-channel combinations of one routing profile", 50),
    "calls": Quota("concurrent calls", 10),
}
DEFAULT_AGENT_STATUSES = 2
"""Available and Offline, which every instance has."""
WAITING_CALLS_PER_AGENT = 2
"""Calls in menus and queues for each agent on a call: a planning value, not a measurement."""


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of one quota is needed where. `exceeded` means: ask AWS for more before `up`."""

    where: str
    quota: Quota
    needed: int

    @property
    def exceeded(self) -> bool:
        return self.needed > self.quota.default


def quota_use(program: ProgramSpec, env: Environment) -> tuple[QuotaUse, ...]:
    """Every quota that the environment uses, centers in spec order."""
    centers = centers_of(program, env)
    regions = [source_region(program, env, center) for center in centers]
    instances = [QuotaUse(region, INSTANCES, regions.count(region)) for region in dict.fromkeys(regions)]
    return (*instances, *(use for center in centers for use in _center_use(program, center)))


def _center_use(program: ProgramSpec, center: Center) -> Iterator[QuotaUse]:
    for key, needed in _needs(program, center).items():
        yield QuotaUse(center.id, PER_INSTANCE[key], needed)


def _needs(program: ProgramSpec, center: Center) -> dict[str, int]:
    infra, people = program.infrastructure, program.workforce
    flows = compile_flows(program, center).flows
    modules = sum(flow.type is FlowType.MODULE for flow in flows)
    loads = belongs_to(program, center, people.loads)
    agents = max((step.agents for load in loads for step in load.staffing), default=0)
    return {
        "queues": len(belongs_to(program, center, infra.queues)),
        "hours": _hours(program, center),
        "flows": len(flows) - modules,
        "modules": modules,
        "functions": len({ref.id for flow in flows for ref in flow.refs if ref.kind == "function"}),
        "bots": len({ref.id for flow in flows for ref in flow.refs if ref.kind == "bot"}),
        "numbers": sum(len(line.numbers) for line in belongs_to(program, center, infra.lines)),
        "users": len(belongs_to(program, center, people.agents)),
        "routing_profiles": len(belongs_to(program, center, infra.routing_profiles)),
        "security_profiles": sum(role.center in (None, center.id) for role in people.roles),
        "quick_connects": len(belongs_to(program, center, infra.quick_connects)),
        "prompts": len(belongs_to(program, center, program.content.prompts)),
        "email_addresses": len(center.channels.email.addresses) if center.channels.email else 0,
        "agent_statuses": DEFAULT_AGENT_STATUSES + sum(s.center in (None, center.id) for s in people.statuses),
        "skills": len(infra.skills),
        "combinations": _combinations(program, center),
        "calls": agents * (1 + WAITING_CALLS_PER_AGENT),
    }


def _hours(program: ProgramSpec, center: Center) -> int:
    """With those from which holidays are inherited: one for each calendar and time zone in use."""
    own = belongs_to(program, center, program.infrastructure.hours)
    usual = program.program.time_zone
    return len(own) + len({(hours.holidays, hours.time_zone or usual) for hours in own if hours.holidays is not None})


def _combinations(program: ProgramSpec, center: Center) -> int:
    """Queue-channel pairs of the largest routing profile."""
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    profiles = belongs_to(program, center, program.infrastructure.routing_profiles)
    return max(
        (sum(len(entry.channels or queues[entry.queue].channels) for entry in p.queues) for p in profiles), default=0
    )
