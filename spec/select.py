"""Which parts of a program belong to which center and environment."""

from __future__ import annotations

from typing import Protocol, TypeVar

from spec.errors import UsageError
from spec.faults import did_you_mean
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment
from spec.models.resilience import Resilience, Tier

TWO_REGIONS = frozenset({Tier.GLOBAL_RESILIENCY, Tier.COLD_STANDBY})


class InCenter(Protocol):
    @property
    def center(self) -> str | None: ...


Part = TypeVar("Part", bound=InCenter)


def belongs_to(program: ProgramSpec, center: Center, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of one center, in spec order; a part that names no center belongs to the first one."""
    first = program.infrastructure.centers[0].id
    return tuple(part for part in parts if (part.center or first) == center.id)


def environment(program: ProgramSpec, name: str | None) -> Environment:
    """The environment that `--stack` names; `dev`, or the first, when it names none. Raises UsageError."""
    declared = program.infrastructure.environments
    usual = next((env.name for env in declared if env.name == "dev"), declared[0].name)
    wanted = usual if name is None else name
    for env in declared:
        if env.name == wanted:
            return env
    names = [env.name for env in declared]
    near = did_you_mean(wanted, names)
    hint = f"did you mean --stack {near}?" if near else f"use one of: {', '.join(names)}"
    raise UsageError(f"--stack '{wanted}'", f"{program.program.id} has no environment of this name", hint)


def centers_of(program: ProgramSpec, env: Environment) -> tuple[Center, ...]:
    """The centers deployed to an environment, in spec order."""
    return tuple(c for c in program.infrastructure.centers if not env.centers or c.id in env.centers)


def resilience_of(program: ProgramSpec, center: Center) -> Resilience:
    return center.resilience or program.infrastructure.resilience


def is_resilient(program: ProgramSpec, center: Center) -> bool:
    """Whether Amazon Connect mirrors the center to its second region (Global Resiliency)."""
    return resilience_of(program, center).tier is Tier.GLOBAL_RESILIENCY


def source_region(program: ProgramSpec, env: Environment, center: Center) -> str:
    """Region in which the center is declared: the environment's, else the center's own, else the program's."""
    return env.region or resilience_of(program, center).source_region


def second_region(program: ProgramSpec, env: Environment, center: Center) -> str | None:
    """The other region in which the center can be served; None where its tier has one region only."""
    resilience, own = resilience_of(program, center), source_region(program, env, center)
    if resilience.tier not in TWO_REGIONS:
        return None
    both = (resilience.replica_region, resilience.source_region)
    return next((region for region in both if region is not None and region != own), None)


def instance_alias(program: ProgramSpec, env: Environment, center: Center) -> str:
    """The environment's alias; with several centers in the program each adds its own id."""
    return env.alias if len(program.infrastructure.centers) == 1 else f"{env.alias}-{center.id}"
