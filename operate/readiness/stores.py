"""Cases and customer profiles of a region: domains of their own there, and associated with its instance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from operate.aws import pages
from operate.readiness.evidence import found
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region

AGAIN = "civicline up PROGRAM"
PARTS = frozenset({"case_template", "case_field"})


@dataclass(frozen=True, slots=True)
class FoundStores:
    """cases: status of the domain; profiles: whether it is there. None for a center that has none.

    parts   ids of the active templates of cases, and of their fields
    """

    cases: str | None
    profiles: bool | None
    parts: frozenset[str] = frozenset()


def read_stores(region: Region) -> FoundStores:
    """Raises CloudError."""
    center = region.center
    cases: str | None = None
    profiles: bool | None = None
    parts: frozenset[str] = frozenset()
    if center.case_domain:
        told = found(region.client("connectcases"), "get_domain", domainId=center.case_domain)
        cases = "" if told is None else str(told["domainStatus"])
        parts = frozenset() if told is None else _parts(region, center.case_domain)
    if center.profile_domain:
        client = region.client("customer-profiles")
        profiles = found(client, "get_domain", DomainName=center.profile_domain) is not None
    return FoundStores(cases, profiles, parts)


def _parts(region: Region, domain: str) -> frozenset[str]:
    cases = region.client("connectcases")
    templates = pages(cases, "list_templates", "templates", domainId=domain, status=["Active"])
    fields = pages(cases, "list_fields", "fields", domainId=domain)
    return frozenset([*(row["templateId"] for row in templates), *(row["fieldId"] for row in fields)])


def judge_stores(found_: FoundStores, region: Region) -> Iterator[Flaw]:
    if found_.cases not in (None, "Active"):
        what = f"the domain of cases in {region.name} is {found_.cases or 'not there'}: no case is opened"
        yield Flaw((Area.ALL,), False, what, AGAIN)
    if found_.cases == "Active":
        for row in region.center.resources:
            if row.kind in PARTS and row.aws_id not in found_.parts:
                what = f"the {row.kind.replace('_', ' ')} {row.name} is not in {region.name}, or inactive"
                yield Flaw((Area.ALL,), False, what, AGAIN)
    if found_.profiles is False:
        what = f"the domain of customer profiles in {region.name} is not there: nobody is recognized"
        yield Flaw((Area.ALL,), False, what, AGAIN)


def judge_pairing(here: Region, there: Region) -> Iterator[Flaw]:
    """What the other region has and this one was never given."""
    for words, mine, theirs in (
        ("domain of cases", here.center.case_domain, there.center.case_domain),
        ("domain of customer profiles", here.center.profile_domain, there.center.profile_domain),
        ("bucket for recordings and messages", here.center.buckets.get("media"), there.center.buckets.get("media")),
        ("bucket for contact records", here.center.buckets.get("raw"), there.center.buckets.get("raw")),
    ):
        if theirs and not mine:
            yield Flaw((Area.ALL,), False, f"{here.name} has no {words}, {there.name} has one", AGAIN)
