"""Queues, hours and prompts, and what agents work with: all that AWS mirrors, as far as deployed.json names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contact_flows.language.document import Ref
from operate.aws import pages
from operate.flows.surroundings import Surroundings
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region

TODO = "see the findings of the replication; then civicline up PROGRAM"
DESKS: Mapping[str, tuple[str, str]] = {
    "routing_profile": ("list_routing_profiles", "RoutingProfileSummaryList"),
    "security_profile": ("list_security_profiles", "SecurityProfileSummaryList"),
    "quick_connect": ("list_quick_connects", "QuickConnectSummaryList"),
}
"""What agents work with, by kind in deployed.json, with the operation that lists it and the member that has it."""


@dataclass(frozen=True, slots=True)
class FoundDesks:
    """ids: bare, by kind."""

    ids: Mapping[str, frozenset[str]]


def read_desks(region: Region) -> FoundDesks:
    """Raises CloudError."""
    connect, instance = region.client("connect"), {"InstanceId": region.center.instance.id}
    return FoundDesks(
        {
            kind: frozenset(row["Id"] for row in pages(connect, operation, key, **instance))
            for kind, (operation, key) in DESKS.items()
        }
    )


def judge_desks(found: FoundDesks, region: Region) -> Iterator[Flaw]:
    for row in region.center.resources:
        if row.kind in DESKS and row.aws_id not in found.ids[row.kind]:
            what = f"the {row.kind.replace('_', ' ')} {row.name} is not in {region.name}: its agents would lack it"
            yield Flaw((Area.AGENTS,), False, what, TODO)


def judge_members(found: Surroundings, region: Region) -> Iterator[Flaw]:
    """A prompt that is missing is silence; a queue or hours that are missing turn callers away."""
    for kind, there in (("queue", found.queues), ("hours", found.hours), ("prompt", found.prompts)):
        for row in region.center.resources:
            if row.kind == kind and row.id not in there:
                what = f"the {kind} {row.name} is not in {region.name}, or under another id"
                yield Flaw((Ref(kind, row.id),), kind != "prompt", what, TODO)
    for id_, queue in found.queues.items():
        if not queue.enabled:
            what = f"the queue {queue.name} is disabled in {region.name}: nobody can wait in it"
            todo = "connect update-queue-status --status ENABLED, in the region of the source"
            yield Flaw((Ref("queue", id_),), True, what, todo)
