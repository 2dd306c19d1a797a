"""Where a call takes place: flows of the spec or of a folder, or what is deployed, with its own hours and queues."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.calling.folder import machine_of_folder
from cli.calling.found import AsDeployed
from cli.calling.place import place_named
from cli.calling.request import CallRequest
from cli.options import TargetName
from contact_flows.compile import compile_flows
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import World
from spec.models import ProgramSpec

if TYPE_CHECKING:
    from operate.flows.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Stage:
    """found   hours and queues as the service has them; None where those of the spec count"""

    machine: Machine
    found: Surroundings | None = None

    def around(self, world: World) -> World:
        """The world with what was found in place of what the spec says. What was deleted there is missing here."""
        return world if self.found is None else AsDeployed(self.found)(world)


def compiled(program: ProgramSpec, request: CallRequest) -> Stage:
    """Raises SpecError or UsageError for a folder whose files are no flows."""
    if request.flows is not None:
        return Stage(machine_of_folder(request.flows))
    return Stage(Machine.of(compile_flows(program, place_named(program, request).center)))


def deployed_now(file: Path, request: CallRequest, stack: str | None, target: TargetName) -> Stage:
    """Raises UsageError where nothing is deployed, CloudError where the service does not answer."""
    from cli.recorded.deployments import center_with, open_deployment
    from operate.flows.reading import read_flows
    from operate.flows.surroundings import read_surroundings

    place = open_deployment(file, stack, target)
    entry = f"line-{request.line}" if request.line else f"email-{request.address}" if request.address else ""
    flow = request.flow or entry
    center = center_with(place.deployed, "flow", flow, request.center)
    return Stage(Machine.of(read_flows(place.aws, center)), read_surroundings(place.aws, center))
