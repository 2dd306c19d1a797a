"""The lines of a center as an operator names them. Pure."""

from __future__ import annotations

from contact_flows.compile.fallback import second_numbers
from contact_flows.compile.scope import Scope
from spec.deployed import DeployedLine
from spec.models import ProgramSpec
from spec.models.centers import Center


def operated_lines(program: ProgramSpec, center: Center) -> tuple[DeployedLine, ...]:
    """With the languages in which flows really speak, and the number that their flows dial as a last resort."""
    scope = Scope(program, center)
    own, common = second_numbers(program, center)
    zones = {hours.id: hours.time_zone or program.program.time_zone for hours in program.infrastructure.hours}
    return tuple(
        DeployedLine(
            id=line.id,
            name=line.name,
            center=center.id,
            languages=scope.languages_of(line),
            time_zone=zones[line.hours],
            numbers=tuple(found.number for found in line.numbers),
            fallback_phone=own.get(line.id, common),
        )
        for line in scope.lines.values()
    )
