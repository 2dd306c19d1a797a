"""G: who keeps the DNS records by which e-mail comes and goes."""

from __future__ import annotations

from collections.abc import Iterator

from spec.faults import listed
from spec.models.centers import Environment
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.select import centers_of


def _domains(program: ProgramSpec, environment: Environment) -> Iterator[str]:
    for center in centers_of(program, environment):
        if center.channels.email is not None:
            yield center.channels.email.domain


@rule()
def zone_of_two_environments(program: ProgramSpec) -> Findings:
    """G321: the records of an e-mail domain in a hosted zone are kept by one environment: another one would point its
    mail elsewhere (S29-7).
    """
    kept: dict[tuple[str, str], str] = {}
    for i, environment in enumerate(program.infrastructure.environments):
        zone = environment.dns_zone
        if zone is None:
            continue
        twice = {domain: kept[zone, domain] for domain in _domains(program, environment) if (zone, domain) in kept}
        if twice:
            others = listed(list(dict.fromkeys(twice.values())), "and")
            message = f"mail of {listed(list(twice), 'and')} is led by the environment {others} already, in this zone"
            hint = "name the zone where the public is served; leave dns_zone out elsewhere"
            yield Finding(("infrastructure", "environments", i, "dns_zone"), message, hint)
        kept |= {(zone, domain): environment.name for domain in _domains(program, environment) if domain not in twice}
