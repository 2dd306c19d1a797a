"""G: what keeps the service answering, where it is deployed, and how environments differ."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from spec.faults import Path, listed, spelled
from spec.models.base import Phone
from spec.models.centers import Environment, IdentityManagement, Restriction
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.models.resilience import Resilience, Tier
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import in_center, repeated, walk
from spec.select import centers_of, instance_alias, resilience_of

# Amazon Connect Administrator Guide, "Set up Amazon Connect Global Resiliency": the one pair in the United States.
PAIR = {"us-east-1": "us-west-2", "us-west-2": "us-east-1"}
# AWS GovCloud (US) User Guide, "Amazon Connect": no other GovCloud region has it.
GOVCLOUD = "us-gov-west-1"
_PHONE: TypeAdapter[str] = TypeAdapter(Phone)


_ALONE = "with the tier multi-az and a fallback_phone"
_WAIVED = {
    Tier.NONE: "callers would have nowhere to go when it fails",
    Tier.COLD_STANDBY: "AWS supports no second instance but the one that Global Resiliency mirrors",
}


def _tiers(program: ProgramSpec) -> Iterator[tuple[Path, Resilience]]:
    yield ("infrastructure", "resilience"), program.infrastructure.resilience
    for i, center in enumerate(program.infrastructure.centers):
        if center.resilience:
            yield ("infrastructure", "centers", i, "resilience"), center.resilience


def _needs(program: ProgramSpec, environment: Environment) -> list[Resilience]:
    """Resilience of the centers that an environment deploys."""
    return [resilience_of(program, center) for center in centers_of(program, environment)]


def telephone(text: str) -> str | None:
    """In E.164; None for what is no telephone number, such as the id of a line."""
    try:
        return _PHONE.validate_python(text)
    except ValidationError:
        return None


@rule()
def waiver_missing(program: ProgramSpec) -> Findings:
    """G301: doing without a redundancy that AWS supports needs a signed waiver (S29-7, S29-16)."""
    for path, resilience in _tiers(program):
        if resilience.tier in _WAIVED and resilience.waiver is None:
            message = f"{_WAIVED[resilience.tier]}, so the tier {resilience.tier} needs a waiver that is signed"
            hint = "either 'waiver: {reason, signed_by}', or the tier multi-az or global-resiliency"
            yield Finding((*path, "tier"), message, hint)


@rule()
def wrong_pair(program: ProgramSpec) -> Findings:
    """G302: global-resiliency names one of the two regions that AWS pairs, and the other as replica (P-6)."""
    for path, resilience in _tiers(program):
        if resilience.tier is not Tier.GLOBAL_RESILIENCY:
            continue
        if resilience.source_region not in PAIR:
            message = f"Global Resiliency does not exist in {resilience.source_region}, only in {listed(PAIR, 'and')}"
            hint = f"either a source_region of that pair, or {resilience.source_region} {_ALONE}"
            yield Finding((*path, "source_region"), message, hint)
        elif resilience.replica_region != PAIR[resilience.source_region]:
            pair = PAIR[resilience.source_region]
            given = resilience.replica_region or "missing"
            message = f"AWS replicates {resilience.source_region} to {pair} only, but replica_region is {given}"
            hint = f"either replica_region: {pair}, or {resilience.source_region} {_ALONE}"
            yield Finding((*path, "replica_region"), message, hint)


@rule()
def replica_without_use(program: ProgramSpec) -> Findings:
    """G303: a second region is named exactly where the tier uses one, and differs from the first (S29-7)."""
    for path, resilience in _tiers(program):
        replica, tier = resilience.replica_region, resilience.tier
        if tier in (Tier.MULTI_AZ, Tier.NONE) and replica:
            message = f"the tier {tier} uses one region, so replica_region has no effect"
            yield Finding((*path, "replica_region"), message, "delete it, or choose the tier global-resiliency")
        if tier is Tier.COLD_STANDBY and (replica is None or replica == resilience.source_region):
            message = "cold-standby needs a second region that differs from source_region"
            yield Finding((*path, "replica_region"), message, "either a replica_region, or the tier multi-az")


@rule()
def saml_for_resiliency(program: ProgramSpec) -> Findings:
    """G304: an environment with a globally resilient center signs agents in by SAML, because AWS replicates no other
    (P-6).
    """
    for i, environment in enumerate(program.infrastructure.environments):
        resilient = any(r.tier is Tier.GLOBAL_RESILIENCY for r in _needs(program, environment))
        if resilient and environment.identity is not IdentityManagement.SAML:
            path = ("infrastructure", "environments", i, "identity")
            message = (
                f"environment '{environment.name}': Global Resiliency needs SAML, not {environment.identity}; "
                "AWS replicates no other instance, and identity cannot be changed later"
            )
            yield Finding(path, message, "either identity: SAML, or the tier multi-az, which needs none")


@rule()
def govcloud_or_two_regions(program: ProgramSpec) -> Findings:
    """G305: GovCloud or a second region, not both; the choice shows in the region, the tier and security.govcloud
    (P-6).
    """
    govcloud = program.infrastructure.security.govcloud
    for path, resilience in _tiers(program):
        region = resilience.source_region
        if govcloud and region != GOVCLOUD:
            message = f"security.govcloud is true, but source_region is {region}"
            yield Finding((*path, "source_region"), message, f"write source_region: {GOVCLOUD}, or govcloud: false")
        elif not govcloud and "-gov-" in region:
            message = f"{region} is a GovCloud region, but security.govcloud is false"
            yield Finding((*path, "source_region"), message, "write security.govcloud: true, or choose another region")
        elif govcloud and resilience.tier in (Tier.GLOBAL_RESILIENCY, Tier.COLD_STANDBY):
            message = f"GovCloud has Amazon Connect in one region, so the tier {resilience.tier} is not possible there"
            hint = f"either {_ALONE.removeprefix('with ')} in {GOVCLOUD}, or govcloud: false and a pair of regions"
            yield Finding((*path, "tier"), message, hint)


@rule()
def govcloud_without_email(program: ProgramSpec) -> Findings:
    """G306: in GovCloud no center offers e-mail, because Amazon Connect has no e-mail channel there (P-6)."""
    if not program.infrastructure.security.govcloud:
        return
    for path, _ in walk(program, "infrastructure.centers[].channels.email"):
        yield Finding(path, "GovCloud has no e-mail channel in Amazon Connect", "offer chat instead, or leave GovCloud")


@rule()
def data_leaves_residency(program: ProgramSpec) -> Findings:
    """G307: every region in use is one where data may be kept (S29-21)."""
    allowed = program.infrastructure.security.data_residency
    found = list(walk(program, "infrastructure.environments[].region"))
    for path, resilience in _tiers(program):
        found += [((*path, "source_region"), resilience.source_region)]
        found += [((*path, "replica_region"), resilience.replica_region)] if resilience.replica_region else []
    for path, region in found:
        if region not in allowed:
            message = f"data may be kept in {listed(allowed)} only, but {region} is used"
            yield Finding(path, message, "add it to security.data_residency, or choose another region")


@rule()
def environment_outside_pair(program: ProgramSpec) -> Findings:
    """G308: an environment of a resilient center names the region of its pair only (P-6)."""
    for i, environment in enumerate(program.infrastructure.environments):
        if environment.region is None:
            continue
        for resilience in _needs(program, environment):
            regions = {resilience.source_region, resilience.replica_region}
            if resilience.tier is Tier.GLOBAL_RESILIENCY and environment.region not in regions:
                path = ("infrastructure", "environments", i, "region")
                message = f"environment '{environment.name}' is in {environment.region}, outside the pair of its center"
                hint = f"either delete region, so that source_region counts, or a center {_ALONE}"
                yield Finding(path, message, hint)
                break


@rule()
def environment_twice(program: ProgramSpec) -> Findings:
    """G309: environments differ in name, and no two instances in the alias, which is taken worldwide (S31-3)."""
    for path, name, _ in repeated(walk(program, "infrastructure.environments[].name")):
        yield Finding(path, f"another environment has the name '{name}'", "give each environment a name of its own")
    aliases: list[tuple[Path, str]] = []
    for i, environment in enumerate(program.infrastructure.environments):
        path = ("infrastructure", "environments", i, "alias")
        aliases += [(path, instance_alias(program, environment, c)) for c in centers_of(program, environment)]
    for path, alias, first in repeated(aliases):
        message = f"another instance has the alias '{alias}' ({spelled(first)})"
        yield Finding(path, message, "give each environment an alias of its own")


@rule()
def production_shares_account(program: ProgramSpec) -> Findings:
    """G310: production has an AWS account of its own; otherwise a mistake in a test reaches callers (S29-21)."""
    production = {e.account for e in program.infrastructure.environments if e.production}
    for i, environment in enumerate(program.infrastructure.environments):
        if not environment.production and environment.account in production:
            path = ("infrastructure", "environments", i, "account")
            message = f"environment '{environment.name}' is in the account of production"
            yield Finding(path, message, "deploy it to another account")


@rule(since=Stage.SETUP)
def no_production(program: ProgramSpec) -> Findings:
    """G311: from the setup stage on, each center is deployed by exactly one production environment (S31-1)."""
    environments = program.infrastructure.environments
    for i, center in enumerate(program.infrastructure.centers):
        serving = [e for e in environments if e.production and (not e.centers or center.id in e.centers)]
        if len(serving) != 1:
            many = f"{len(serving)} production environments deploy" if serving else "no production environment deploys"
            path: Path = ("infrastructure", "centers", i) if serving else ("infrastructure", "environments")
            yield Finding(path, f"{many} center '{center.id}'", "mark exactly one environment with 'production: true'")


@rule()
def production_restricted(program: ProgramSpec) -> Findings:
    """G312: production is kept from nobody; whatever is not production is restricted in some way (S31-18)."""
    for i, environment in enumerate(program.infrastructure.environments):
        path: Path = ("infrastructure", "environments", i)
        if environment.production and environment.restrictions:
            kept = listed(environment.restrictions, "and")
            message = f"environment '{environment.name}' is production, but restricted: {kept}"
            yield Finding((*path, "restrictions"), message, "delete the restrictions, or 'production: true'")
        if not environment.production and not environment.restrictions:
            message = f"environment '{environment.name}' is not production, yet nothing keeps the public from it"
            yield Finding(path, message, f"add 'restrictions: [{Restriction.TEST_BANNER}]'")


@rule()
def no_fallback(program: ProgramSpec) -> Findings:
    """G313: each line that the public dials has a number outside Amazon Connect as a last resort (S29-7, P-6)."""
    infra = program.infrastructure
    for i, center in enumerate(infra.centers):
        if (center.resilience or infra.resilience).fallback_phone or infra.resilience.fallback_phone:
            continue
        for line in in_center(program, center, infra.lines):
            if not line.transfer_only and line.fallback_phone is None:
                path = ("infrastructure", "lines", infra.lines.index(line))
                message = f"line '{line.id}' of center '{infra.centers[i].id}' has no fallback number"
                yield Finding(path, message, "add fallback_phone here or to infrastructure.resilience")


@rule()
def fallback_into_program(program: ProgramSpec) -> Findings:
    """G314: a fallback number is not one of the program's own, which would be down at the same time (S29-7)."""
    own = {number for _, number in walk(program, "infrastructure.lines[].numbers[].number")}
    patterns = (
        "infrastructure.resilience.fallback_phone",
        "infrastructure.centers[].resilience.fallback_phone",
        "infrastructure.lines[].fallback_phone",
    )
    for pattern in patterns:
        for path, number in walk(program, pattern):
            if telephone(number) in own:
                yield Finding(path, f"{number} is a number of this program", "name a telephone outside Amazon Connect")


@rule()
def fallback_unknown(program: ProgramSpec) -> Findings:
    """G315: the program's fallback is a telephone number or the id of a line (S29-7)."""
    lines = {line.id for line in program.infrastructure.lines}
    for path, resilience in _tiers(program):
        fallback = resilience.fallback_phone
        if fallback and fallback not in lines and telephone(fallback) is None:
            message = f"fallback_phone '{fallback}' is neither a telephone number nor a line"
            yield Finding((*path, "fallback_phone"), message, "write it with its country, such as +1-808-555-0149")
