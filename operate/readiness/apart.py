"""What each region has for itself, since AWS does not mirror it, or nobody can be sure that it does.

deployed.json does not list these, so the regions are compared: by name, and by what is active.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from operate.aws import pages
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region

TODO = "civicline up PROGRAM"


@dataclass(frozen=True, slots=True)
class Apart:
    """One kind: how it is listed, what its name is, whether it counts, and whom it touches.

    lost   what does not happen without it
    """

    operation: str
    member: str
    name: str
    active: Callable[[Mapping[str, Any]], bool]
    area: Area
    lost: str


KINDS: Mapping[str, Apart] = {
    "task template": Apart(
        "list_task_templates",
        "TaskTemplates",
        "Name",
        lambda row: row.get("Status", "ACTIVE") == "ACTIVE",
        Area.TASK,
        "tasks of its kind cannot be made",
    ),
    "rule": Apart(
        "list_rules",
        "RuleSummaryList",
        "Name",
        lambda row: row.get("PublishStatus") == "PUBLISHED",
        Area.AGENTS,
        "nobody is told what it tells",
    ),
    "evaluation form": Apart(
        "list_evaluation_forms",
        "EvaluationFormSummaryList",
        "Title",
        lambda row: bool(row.get("ActiveVersion")),
        Area.AGENTS,
        "contacts cannot be judged by it",
    ),
    "vocabulary": Apart(
        "search_vocabularies",
        "VocabularySummaryList",
        "Name",
        lambda row: row.get("State") == "ACTIVE",
        Area.AGENTS,
        "transcripts miss its words",
    ),
}
"""Some of them are on no list of what AWS mirrors, and on one of what it finds: they count as not mirrored."""


@dataclass(frozen=True, slots=True)
class FoundApart:
    """names: by kind. switches: value of each attribute of the instance, such as CONTACT_LENS."""

    names: Mapping[str, frozenset[str]]
    switches: Mapping[str, str]


def read_apart(region: Region) -> FoundApart:
    """Raises CloudError."""
    connect, instance = region.client("connect"), {"InstanceId": region.center.instance.id}
    names = {
        kind: frozenset(
            row[one.name] for row in pages(connect, one.operation, one.member, **instance) if one.active(row)
        )
        for kind, one in KINDS.items()
    }
    rows = pages(connect, "list_instance_attributes", "Attributes", **instance)
    return FoundApart(names, {row["AttributeType"]: str(row["Value"]).lower() for row in rows})


def judge_apart(here: FoundApart, there: FoundApart, region: Region, other: str) -> Iterator[Flaw]:
    for kind, one in KINDS.items():
        for name in sorted(there.names[kind] - here.names[kind]):
            what = f"the {kind} {name} of {other} is not in {region.name}, or inactive: {one.lost}"
            yield Flaw((one.area,), False, what, TODO)
    for switch, value in there.switches.items():
        mine = here.switches.get(switch)
        if mine != value:
            what = f"{switch.lower().replace('_', ' ')} is {mine or 'unknown'} in {region.name}, in {other} {value}"
            yield Flaw((Area.ALL,), False, what, f"connect update-instance-attribute --attribute-type {switch}")
