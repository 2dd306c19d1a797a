"""Where the flows of a command come from: compiled from a spec, or read back from what is deployed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from cli.options import TargetName
from cli.programs import load
from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowDocument, FlowSet
from spec.errors import UsageError
from spec.faults import listed
from spec.models import ProgramSpec
from spec.models.centers import Center, Restriction
from spec.select import environment


@dataclass(frozen=True, slots=True)
class CenterFlows:
    """The flows of one center, and the spec they belong to. source: "compiled from the spec", or where deployed."""

    program: ProgramSpec
    center: Center
    flows: FlowSet
    source: str


def compiled_center(file: Path, center: str | None, flow: str | None = None) -> CenterFlows:
    """Raises   SpecFaultsError for a spec with faults, UsageError for a center or flow that it does not have"""
    program = load(file)
    found = [compiled(program, one) for one in centers_named(program, center)]
    having = [one for one in found if flow is None or flow in one.flows]
    if not having:
        raise _no_flow(flow or "", [name.id for one in found for name in one.flows.flows])
    return having[0]


def compiled(program: ProgramSpec, center: Center) -> CenterFlows:
    return CenterFlows(program, center, compile_flows(program, center), "compiled from the spec")


def deployable(program: ProgramSpec, center: Center, stack: str | None) -> FlowSet:
    """What `up` would deploy to an environment: with its test banner, where it has one."""
    banner = Restriction.TEST_BANNER in environment(program, stack).restrictions
    return compile_flows(program, center, test_banner=banner)


def deployed_center(
    file: Path, center: str | None, flow: str | None, stack: str | None, target: TargetName
) -> CenterFlows:
    """Raises   as `compiled_center`; UsageError where nothing is deployed, CloudError where AWS does not answer"""
    from cli.recorded.deployments import center_with, open_deployment
    from operate.flows.reading import read_flows

    program = load(file)
    place = open_deployment(file, stack, target)
    found = center_with(place.deployed, "flow", flow or "", center)
    id_ = next(name for name, one in place.deployed.centers.items() if one is found)
    own = next((one for one in program.infrastructure.centers if one.id == id_), None)
    if own is None:
        raise UsageError(f"--center {id_}", "it is deployed, and the spec does not have it any more", _way_out(program))
    return CenterFlows(program, own, read_flows(place.aws, found), f"deployed in {found.region}")


def _way_out(program: ProgramSpec) -> str:
    return f"name {listed([f'--center {one.id}' for one in program.infrastructure.centers])}"


def centers_named(program: ProgramSpec, center: str | None) -> tuple[Center, ...]:
    """All, or the one that is named. Raises UsageError."""
    known = program.infrastructure.centers
    if center is None:
        return known
    named = tuple(one for one in known if one.id == center)
    if not named:
        ids = listed([one.id for one in known], "and")
        raise UsageError(f"--center {center}", "the program has no such center", f"it has {ids}")
    return named


def flow_named(chosen: CenterFlows, flow: str) -> FlowDocument:
    """Raises UsageError with the one that was probably meant."""
    if flow not in chosen.flows:
        raise _no_flow(flow, [one.id for one in chosen.flows.flows])
    return chosen.flows[flow]


def _no_flow(flow: str, known: list[str]) -> UsageError:
    close = difflib.get_close_matches(flow, known, 1)
    hint = f"did you mean {close[0]}?" if close else "civicline flows show PROGRAM lists them"
    return UsageError(flow or "flow ''", "there is no such flow", hint)
