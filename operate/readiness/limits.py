"""Service quotas of Amazon Connect in both regions: what the other one may, this one must be able to, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operate.aws import pages
from operate.readiness.flaw import ANSWERED, Area, Flaw, Touch
from operate.readiness.region import Region

SERVICE = "connect"


@dataclass(frozen=True, slots=True)
class Quota:
    name: str
    value: float


def read_quotas(region: Region) -> dict[str, Quota]:
    """By code; that of the instance where it has one of its own, else that of the account. Raises CloudError."""
    client, instance = region.client("service-quotas"), region.center.instance
    rows = list(
        pages(client, "list_service_quotas", "Quotas", ServiceCode=SERVICE, QuotaAppliedAtLevel="ALL", MaxResults=100)
    )
    found: dict[str, Quota] = {}
    for wanted in ("", instance.id):  # the second time over the first
        for row in rows:
            if _applies(row.get("QuotaContext", {}).get("ContextId") or "", wanted):
                found[row["QuotaCode"]] = Quota(row["QuotaName"], float(row["Value"]))
    return found


def _applies(context: str, wanted: str) -> bool:
    """A context is `*`, an ARN, or the bare id of an instance; without one the quota is the account's."""
    return context.rpartition("/")[2] == wanted if wanted else context in ("", "*")


def judge_quotas(here: Mapping[str, Quota], there: Mapping[str, Quota], region: Region, other: str) -> Iterator[Flaw]:
    """Quotas of mirrored things AWS matches by itself; a lower one then is a sign that something is wrong."""
    for code, wanted in there.items():
        mine = here.get(code)
        if mine is None or mine.value < wanted.value:
            told = "none" if mine is None else f"{mine.value:g}"
            what = f"the quota '{wanted.name}' in {region.name} is {told}, in {other} {wanted.value:g}"
            yield Flaw(_touched(wanted.name), False, what, f"ask for {wanted.value:g} in Service Quotas ({code})")


def _touched(name: str) -> tuple[Touch, ...]:
    """Whom a quota concerns, by the words in its name."""
    lower = name.lower()
    words = (
        ("call", Area.VOICE),
        ("phone", Area.VOICE),
        ("chat", Area.CHAT),
        ("email", Area.EMAIL),
        ("task", Area.TASK),
    )
    return tuple(dict.fromkeys(area for word, area in words if word in lower)) or ANSWERED
