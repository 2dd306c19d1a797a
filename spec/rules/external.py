"""G: who takes the calls when Amazon Connect does not: the carrier, and the telephone to which it redirects."""

from __future__ import annotations

from collections.abc import Iterator

from spec.faults import Path, listed
from spec.models.centers import Center
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.models.resilience import ExternalFailover, Resilience, Tier
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import in_center, walk
from spec.select import centers_of, resilience_of


def external_help(program: ProgramSpec) -> Iterator[tuple[Path, ExternalFailover, tuple[Center, ...]]]:
    """Each `external` with its path and the centers for which it counts."""
    infra = program.infrastructure
    shared = tuple(center for center in infra.centers if center.resilience is None)
    if infra.resilience.external:
        yield ("infrastructure", "resilience", "external"), infra.resilience.external, shared
    for i, center in enumerate(infra.centers):
        if center.resilience and center.resilience.external:
            yield ("infrastructure", "centers", i, "resilience", "external"), center.resilience.external, (center,)


@rule()
def redirect_into_program(program: ProgramSpec) -> Findings:
    """G316: neither the telephone to which the carrier redirects nor its desk is one of the program's own numbers,
    which would be down at the same time (S29-7).
    """
    own = {number for _, number in walk(program, "infrastructure.lines[].numbers[].number")}
    for path, external, _ in external_help(program):
        for key, number in (("redirect_to", external.redirect_to), ("desk", external.desk)):
            if number in own:
                hint = "name a telephone outside Amazon Connect"
                yield Finding((*path, key), f"{number} is a number of this program", hint)


@rule()
def redirect_to_nowhere(program: ProgramSpec) -> Findings:
    """G317: the carrier is told a telephone for each number that the public dials: redirect_to, or the fallback of the
    line (S29-7).
    """
    lines = {line.id for line in program.infrastructure.lines}
    for path, external, centers in external_help(program):
        if external.redirect_to is not None:
            continue
        for center in centers:
            fallback = resilience_of(program, center).fallback_phone
            shared = fallback is not None and fallback not in lines
            for line in in_center(program, center, program.infrastructure.lines):
                if line.numbers and line.fallback_phone is None and not shared:
                    message = f"the carrier is not told where callers of line '{line.id}' shall go"
                    yield Finding(path, message, "add redirect_to: a telephone outside Amazon Connect")


@rule()
def carrier_unreachable(program: ProgramSpec) -> Findings:
    """G318: the carrier has a desk to call or a portal to open (S29-7)."""
    for path, external, _ in external_help(program):
        if external.desk is None and external.portal is None:
            message = f"nobody can tell how to reach {external.carrier} at night"
            yield Finding((*path, "carrier"), message, "add desk: its telephone, or portal: its address")


@rule(severity="warning", since=Stage.SETUP)
def nobody_redirects(program: ProgramSpec) -> Findings:
    """G319: production without a second region to which calls can move says who redirects its numbers at the carrier:
    nothing else is left when the region is down (S29-7, S29-16).
    """
    infra = program.infrastructure
    serving = {center.id for env in infra.environments if env.production for center in centers_of(program, env)}
    alone: dict[Path, list[str]] = {}
    for i, center in enumerate(infra.centers):
        resilience = resilience_of(program, center)
        public = any(line.numbers for line in in_center(program, center, infra.lines))
        if center.id in serving and public and not _helped(resilience):
            own: Path = ("centers", i) if center.resilience else ()
            alone.setdefault(("infrastructure", *own, "resilience", "tier"), []).append(center.id)
    for path, ids in alone.items():
        message = f"when the region of center {listed(ids, 'and')} is down, nobody redirects the numbers"
        yield Finding(path, message, "add external: {carrier, desk or portal, reference} beside the tier")


def _helped(resilience: Resilience) -> bool:
    return resilience.tier is Tier.GLOBAL_RESILIENCY or resilience.external is not None
