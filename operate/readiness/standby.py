"""What brings calls to a cold standby: numbers of its own, to which the carrier redirects. Nothing else does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operate.aws import pages
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region

TODO = "claim a number there, tie it to the flow of the line, and order the redirect: civicline failover runbook"


@dataclass(frozen=True, slots=True)
class FoundTelephones:
    """flows: what each number of the instance starts; empty for nothing."""

    flows: Mapping[str, str]


def read_telephones(region: Region) -> FoundTelephones:
    """`up` claims none: somebody may have, for the night on which they are needed. Raises CloudError."""
    connect, instance = region.client("connect"), region.center.instance
    linked = pages(
        connect,
        "list_flow_associations",
        "FlowAssociationSummaryList",
        ResourceType="VOICE_PHONE_NUMBER",
        InstanceId=instance.id,
    )
    flows = {row["ResourceId"].rpartition("/")[2]: row["FlowId"] for row in linked}
    numbers = pages(connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", TargetArn=instance.arn)
    return FoundTelephones({row["PhoneNumber"]: flows.get(row["PhoneNumberId"], "") for row in numbers})


def judge_telephones(found: FoundTelephones, region: Region) -> Iterator[Flaw]:
    where = f"the cold standby in {region.name}"
    if not found.flows:
        yield Flaw((Area.VOICE,), True, f"{where} has no telephone number: no call can reach it", TODO)
        return
    mute = [number for number, flow in found.flows.items() if not flow]
    if len(mute) == len(found.flows):
        what = f"no number of {where} starts a flow: its callers would hear nothing"
        yield Flaw((Area.VOICE,), True, what, "connect associate-phone-number-contact-flow")
        return
    what = (
        f"calls reach {where} only when the carrier redirects them to {', '.join(sorted(set(found.flows) - {*mute}))}"
    )
    yield Flaw((Area.VOICE,), False, what, "civicline failover runbook tells how; practice it with the carrier")
