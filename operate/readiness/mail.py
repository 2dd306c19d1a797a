"""E-mail of a region: addresses on the instance, the identity of their domain, and what SES lets the account send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operate.aws import call, pages
from operate.readiness.evidence import found
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region
from operate.readiness.traffic import flow_id

EMAIL = (Area.EMAIL,)
AGAIN = "civicline up PROGRAM"
SES = "ask for it in the SES console of that region; AWS takes about a day"


@dataclass(frozen=True, slots=True)
class Sending:
    """What SES allows in one region. daily below 0 is without a limit."""

    enabled: bool
    production: bool
    daily: float
    rate: float


@dataclass(frozen=True, slots=True)
class FoundMail:
    """addresses: those of the instance. verified: by domain; None for an identity that is not there.

    tied    ARNs of identities that the instance may use
    flows   bare id of the flow that mail to an address starts, by the bare id of the address
    """

    addresses: frozenset[str]
    verified: Mapping[str, bool | None]
    tied: frozenset[str]
    flows: Mapping[str, str]
    sending: Sending


def wanted(region: Region) -> tuple[str, ...]:
    """Addresses that are deployed; their names are the addresses themselves."""
    return tuple(row.name for row in region.center.resources if row.kind == "email_address")


def read_mail(region: Region) -> FoundMail | None:
    """None for a center without e-mail. Raises CloudError."""
    addresses, instance = wanted(region), {"InstanceId": region.center.instance.id}
    if not addresses:
        return None
    connect, ses = region.client("connect"), region.client("sesv2")
    rows = pages(connect, "search_email_addresses", "EmailAddresses", **instance)
    ties = pages(
        connect,
        "list_integration_associations",
        "IntegrationAssociationSummaryList",
        IntegrationType="SES_IDENTITY",
        **instance,
    )
    domains = sorted({domain_of(address) for address in addresses})
    return FoundMail(
        frozenset(row["EmailAddress"].lower() for row in rows),
        {domain: _verified(ses, domain) for domain in domains},
        frozenset(row["IntegrationArn"] for row in ties),
        _flows(region),
        read_sending(region),
    )


def _flows(region: Region) -> dict[str, str]:
    named = {"InstanceId": region.center.instance.id, "ResourceType": "INBOUND_EMAIL"}
    rows = pages(region.client("connect"), "list_flow_associations", "FlowAssociationSummaryList", **named)
    return {row["ResourceId"].rpartition("/")[2]: flow_id(row["FlowId"]) for row in rows}


def read_sending(region: Region) -> Sending:
    """Raises CloudError."""
    told = call(region.client("sesv2"), "get_account")
    quota = told.get("SendQuota", {})
    return Sending(
        bool(told.get("SendingEnabled")),
        bool(told.get("ProductionAccessEnabled")),
        float(quota.get("Max24HourSend", 0)),
        float(quota.get("MaxSendRate", 0)),
    )


def _verified(ses: object, domain: str) -> bool | None:
    told = found(ses, "get_email_identity", EmailIdentity=domain)
    return None if told is None else bool(told.get("VerifiedForSendingStatus"))


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def judge_mail(found_: FoundMail, region: Region) -> Iterator[Flaw]:
    yield from _judge_addresses(found_, region)
    for domain, verified in found_.verified.items():
        if verified is None:
            yield Flaw(EMAIL, True, f"SES in {region.name} has no identity {domain}", AGAIN)
        elif not verified:
            what = f"the identity {domain} is not verified in {region.name}: nobody gets an answer"
            yield Flaw(EMAIL, True, what, "publish its DKIM records in DNS, and wait until SES has seen them")
        if verified is not None and not any(arn.endswith(f":identity/{domain}") for arn in found_.tied):
            what = f"the instance in {region.name} is not associated with the identity {domain}"
            yield Flaw(EMAIL, True, what, f"connect create-integration-association SES_IDENTITY, or {AGAIN}")
    if not found_.sending.enabled:
        yield Flaw(EMAIL, True, f"SES in {region.name} does not let this account send", SES)


def _judge_addresses(found_: FoundMail, region: Region) -> Iterator[Flaw]:
    flows = {row.id: row.aws_id for row in region.center.resources if row.kind == "flow"}
    for row in region.center.resources:
        if row.kind != "email_address":
            continue
        if row.name.lower() not in found_.addresses:
            what = f"the address {row.name} is not on the instance in {region.name}: mail to it is not answered"
            yield Flaw(EMAIL, True, what, f"connect create-email-address, or {AGAIN}")
        elif found_.flows.get(row.aws_id) != flows.get(f"email-{row.id}"):
            flow = "another flow than its own" if row.aws_id in found_.flows else "no flow"
            what = f"mail to {row.name} starts {flow} in {region.name}"
            yield Flaw(EMAIL, True, what, f"connect associate-flow INBOUND_EMAIL, or {AGAIN}")


def judge_sending(here: Sending, there: Sending, region: Region, other: str) -> Iterator[Flaw]:
    """What one region may send the other must be able to, too: after a shift it sends all of it."""
    if there.production and not here.production:
        what = f"SES in {region.name} is in the sandbox of new accounts, in {other} it is not"
        yield Flaw(EMAIL, True, what, SES)
    for words, mine, theirs in (
        ("messages a day", _limit(here.daily), _limit(there.daily)),
        ("messages a second", here.rate, there.rate),
    ):
        if mine < theirs:
            what = f"SES in {region.name} sends {mine:g} {words}, in {other} {theirs:g}"
            yield Flaw(EMAIL, False, what, SES)


def _limit(daily: float) -> float:
    return float("inf") if daily < 0 else daily
