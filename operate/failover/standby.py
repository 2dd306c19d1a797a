"""Cold standbys: what they are for, and why nothing is moved to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spec.deployed import Deployed, DeployedCenter
from spec.errors import UsageError
from spec.faults import listed

UNSUPPORTED = "not supported by AWS"
GLOBAL = (
    "for the tier global-resiliency change the spec to multi-az first, then civicline up; then the tier, and up again"
)


class OnlyStandbyError(UsageError):
    """There is a second region, and nothing that could move calls or agents to it. deployed: of which this is true."""

    def __init__(self, where: str, what: str, hint: str, deployed: Deployed) -> None:
        super().__init__(where, what, hint)
        self.deployed = deployed


def standbys(deployed: Deployed, centers: Collection[str] = ()) -> dict[str, DeployedCenter]:
    """Centers with a cold standby; of them those that are named, where any is."""
    found = {id_: one for id_, one in deployed.centers.items() if one.standby is not None}
    return {id_: one for id_, one in found.items() if not centers or id_ in centers}


def cannot_move(deployed: Deployed, found: dict[str, DeployedCenter]) -> OnlyStandbyError:
    """What a shift is told, with both ways out. found: centers with a standby."""
    regions = dict.fromkeys(one.standby.region for one in found.values() if one.standby is not None)
    region, names = listed(list(regions), "and"), listed(list(found), "and")
    what = (
        f"{names} {'has' if len(found) == 1 else 'have'} a cold standby in {region}, to which nothing can be moved: "
        "Amazon Connect moves calls, agents and sign-in with Global Resiliency only"
    )
    hint = f"either the carrier redirects the numbers (civicline failover runbook says how), or: {GLOBAL}"
    return OnlyStandbyError(f"{deployed.program} {deployed.stack}", what, hint, deployed)


def words(id_: str, center: DeployedCenter) -> Iterator[tuple[str, str]]:
    """(label, sentence) of one center with a standby."""
    there, resilience = center.standby, center.resilience
    assert there is not None
    yield "standby", f"{there.alias} in {there.region}: cold, {UNSUPPORTED}"
    if resilience is not None and resilience.waiver is not None:
        yield "waiver", f"signed by {resilience.waiver.signed_by}: {resilience.waiver.reason}"
    carrier = resilience.external if resilience is not None else None
    by = carrier.carrier if carrier is not None else "the carrier"
    yield "calls", f"{center.region}, until {by} redirects the numbers; no command of ours does"
    if carrier is not None and carrier.desk is not None:
        yield "redirect", f"desk {carrier.desk}{f', reference {carrier.reference}' if carrier.reference else ''}"
    yield "others", f"chat, e-mail and web stay in {center.region}; closures are in force in both"
    yield "agents", f"sign in anew at https://{there.alias}.my.connect.aws, with an application of its own"
    yield "check", f"civicline failover check --in {there.region} --center {id_}"
