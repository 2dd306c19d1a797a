"""The instance itself: whether it is active, and whether everything that AWS mirrors has come to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contact_flows.language.document import Ref
from operate.aws import call, pages
from operate.readiness.flaw import Area, Flaw, Touch
from operate.readiness.region import Region
from spec.deployed import DeployedCenter

COMPLETE = "INSTANCE_REPLICATION_COMPLETE"
ALL = (Area.ALL,)
WORDS: Mapping[str, tuple[str, Area]] = {
    "CONTACT_FLOW": ("flow", Area.ALL),
    "FLOW_MODULE": ("module", Area.ALL),
    "QUEUE": ("queue", Area.ALL),
    "OPERATING_HOURS": ("hours", Area.ALL),
    "PROMPT": ("prompt", Area.ALL),
    "PHONE_NUMBER": ("number", Area.VOICE),
    "AGENT": ("user", Area.AGENTS),
    "AGENT_GROUP": ("hierarchy group", Area.AGENTS),
    "AGENT_STATE": ("agent status", Area.AGENTS),
    "ATTRIBUTE": ("skill", Area.AGENTS),
    "ROUTING_PROFILE": ("routing_profile", Area.AGENTS),
    "SECURITY_PROFILE": ("security_profile", Area.AGENTS),
    "TRANSFER_DESTINATION": ("quick_connect", Area.AGENTS),
}
"""ResourceType of ListReplicationFindings, its kind in deployed.json, and whom it touches where no flow names it."""


@dataclass(frozen=True, slots=True)
class FoundInstance:
    """replication: status by region; empty where the instance has no replica. sign_in: the global endpoint."""

    status: str
    identity: str
    inbound: bool
    replication: Mapping[str, str]
    sign_in: str


@dataclass(frozen=True, slots=True)
class Drifted:
    """One thing that the two regions do not have alike."""

    word: str
    id: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Drift:
    """counts: things that wait or are blocked on their way to this region, by word. blocked: words that are."""

    findings: tuple[Drifted, ...]
    counts: Mapping[str, int]
    blocked: frozenset[str]


def read_instance(region: Region) -> FoundInstance:
    """Raises CloudError."""
    told = call(region.client("connect"), "describe_instance", InstanceId=region.center.instance.id)
    instance, replication = told["Instance"], told.get("ReplicationConfiguration", {})
    return FoundInstance(
        instance["InstanceStatus"],
        instance["IdentityManagementType"],
        bool(instance.get("InboundCallsEnabled")),
        {row["Region"]: row["ReplicationStatus"] for row in replication.get("ReplicationStatusSummaryList", ())},
        replication.get("GlobalSignInEndpoint", ""),
    )


def read_drift(region: Region) -> Drift:
    """Raises CloudError."""
    connect, named = region.client("connect"), {"InstanceId": region.center.instance.id}
    findings: list[Drifted] = []
    counts: dict[str, int] = {}
    blocked: set[str] = set()
    for word in WORDS:
        told = call(connect, "list_replication_findings", ResourceType=word, **named)
        rows = [*told.get("ReplicationFindingsList", ())]
        if told.get("NextToken"):
            more = {**named, "ResourceType": word, "NextToken": told["NextToken"]}
            rows += pages(connect, "list_replication_findings", "ReplicationFindingsList", **more)
        findings += [_drifted(word, row) for row in rows if row["Region"] == region.name]
        counts[word] = _count(told.get("ApproximateDriftedResourceCounts", ()), region.name)
        statuses = told.get("ResourceReplicationStatuses", ())
        if any(row["Region"] == region.name and row["Status"] == "BLOCKED" for row in statuses):
            blocked.add(word)
    return Drift(tuple(findings), counts, frozenset(blocked))


def _drifted(word: str, row: Mapping[str, str]) -> Drifted:
    return Drifted(word, row["Id"], row.get("Name", ""), row.get("Message") or row.get("ReferenceCode", ""))


def _count(rows: tuple[Mapping[str, object], ...], region: str) -> int:
    return sum(int(str(row["Count"])) for row in rows if row["Region"] == region)


def judge_instance(found: FoundInstance, region: Region) -> Iterator[Flaw]:
    where = f"the instance in {region.name}"
    if found.status != "ACTIVE":
        yield Flaw(ALL, True, f"{where} is {found.status}, not ACTIVE", "wait, or open a case with AWS Support")
    if not found.inbound:
        todo = "switch inbound calls on (connect update-instance-attribute)"
        yield Flaw((Area.VOICE,), True, f"{where} takes no inbound calls", todo)


def judge_replication(found: FoundInstance, region: Region) -> Iterator[Flaw]:
    """Of a center that Amazon Connect mirrors. Whether an instance that is not read is one: that is told once."""
    where = f"the instance in {region.name}"
    state = found.replication.get(region.name, "absent")
    if state != COMPLETE:
        what = f"the replication to {region.name} is {state}, not complete"
        yield Flaw(ALL, True, what, "wait until connect describe-instance says INSTANCE_REPLICATION_COMPLETE")
    if not found.sign_in:
        what = f"{where} has no global sign-in endpoint: agents could not follow the calls"
        yield Flaw((Area.AGENTS,), True, what, "ask AWS Support; agents sign in through the global endpoint only")


def judge_drift(found: Drift, region: Region) -> Iterator[Flaw]:
    """What is stuck is as it was before, or missing; what is missing is found missing by itself, too."""
    told: set[str] = set()
    for one in found.findings:
        told.add(one.word)
        what = f"{WORDS[one.word][0].replace('_', ' ')} {one.name or one.id} is not mirrored to {region.name}"
        yield Flaw(_touched(one, region.center), False, f"{what}: {one.message}", f"{_TODO} --resource-type {one.word}")
    for word, (kind, area) in WORDS.items():
        count, kinds = found.counts.get(word, 0), kind.replace("_", " ")
        if word in told or not (count or word in found.blocked):
            continue
        many = f"{count} of kind {kinds} differ" if count else f"mirroring of {kinds} to it is blocked"
        yield Flaw((area,), False, f"{region.name} drifts: {many}", f"{_TODO} --resource-type {word}")


_TODO = "rename or repair what the finding names in one of the two regions: connect list-replication-findings"


def _touched(one: Drifted, center: DeployedCenter) -> tuple[Touch, ...]:
    kind, area = WORDS[one.word]
    known = next((row.id for row in center.resources if row.kind == kind and row.aws_id == one.id), None)
    return (Ref(kind, known),) if known is not None and area is Area.ALL else (area,)
