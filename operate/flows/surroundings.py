"""What deployed flows meet besides each other: hours with their overrides, queues, recordings. Read, never written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from calendars.service.described import described_hours
from calendars.service.hours import HoursOfOperation
from operate.aws import Target, call, pages
from spec.deployed import DeployedCenter, DeployedResource

OVERRIDES = "HoursOfOperationOverrideList"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQueue:
    """A queue as it is set up. capacity: contacts that may wait at once, None for no limit; hours: id in the spec."""

    name: str
    capacity: int | None
    hours: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """By id in the spec, which hours have for their own id, too.

    prompts   the name of each recording, whose words the service does not know
    """

    hours: dict[str, HoursOfOperation]
    queues: dict[str, FoundQueue]
    prompts: dict[str, str]


def read_surroundings(target: Target, center: DeployedCenter) -> Surroundings:
    """What is there now of what deployed.json names; what was deleted since is left out. Raises CloudError."""
    connect = target.client("connect", center.region)
    return Surroundings(
        dict(_hours(connect, center)),
        dict(_queues(connect, center)),
        {row.id: name for row, name in _there(connect, center, "prompt", "list_prompts", "PromptSummaryList")},
    )


def _hours(connect: Any, center: DeployedCenter) -> Iterator[tuple[str, HoursOfOperation]]:
    listed = _there(connect, center, "hours", "list_hours_of_operations", "HoursOfOperationSummaryList")
    parents: dict[str, HoursOfOperation] = {}
    for row, _ in listed:
        yield row.id, replace(_described(connect, center, row.aws_id, parents), id=row.id)


def _described(connect: Any, center: DeployedCenter, id_: str, known: dict[str, HoursOfOperation]) -> HoursOfOperation:
    """With the parents whose overrides it has, too; a parent has none of its own. known: parents that were read."""
    named = {"InstanceId": center.instance.id, "HoursOfOperationId": id_}
    found = call(connect, "describe_hours_of_operation", **named)["HoursOfOperation"]
    overrides = list(pages(connect, "list_hours_of_operation_overrides", OVERRIDES, **named))
    named_parents = [parent["Id"] for parent in found.get("ParentHoursOfOperations") or ()]
    for parent in named_parents:
        # By its bare id, which is the same in both regions of a center; its ARN is not.
        known[parent] = known.get(parent) or replace(_described(connect, center, parent, {}), id=parent)
    return described_hours(found, overrides, tuple(known[parent] for parent in named_parents))


def _queues(connect: Any, center: DeployedCenter) -> Iterator[tuple[str, FoundQueue]]:
    hours = {row.aws_id: row.id for row in center.resources if row.kind == "hours"}
    for row, name in _there(connect, center, "queue", "list_queues", "QueueSummaryList"):
        found = call(connect, "describe_queue", InstanceId=center.instance.id, QueueId=row.aws_id)["Queue"]
        opening = found["HoursOfOperationId"]
        yield (
            row.id,
            FoundQueue(
                name=name,
                capacity=found.get("MaxContacts"),
                hours=hours.get(opening, opening),
                enabled=found.get("Status", "ENABLED") == "ENABLED",
            ),
        )


def _there(
    connect: Any, center: DeployedCenter, kind: str, operation: str, member: str
) -> Iterator[tuple[DeployedResource, str]]:
    """Resources of a kind that deployed.json and the service both have, with the name that they have now."""
    listed = pages(connect, operation, member, InstanceId=center.instance.id)
    names = {row["Id"]: row.get("Name", "") for row in listed}
    yield from ((row, names[row.aws_id]) for row in center.resources if row.kind == kind and row.aws_id in names)
