"""Where the callers of each number go when Amazon Connect is down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec.deployed import Deployed, DeployedLine


@dataclass(frozen=True, slots=True)
class Redirect:
    """Numbers that the carrier shall send to one telephone; to is None where nobody said to which."""

    to: str | None
    numbers: tuple[str, ...]


def destination(deployed: Deployed, line: DeployedLine) -> str | None:
    """Where the carrier sends the callers of a line."""
    resilience = deployed.centers[line.center].resilience
    external = resilience.external if resilience else None
    return (external.redirect_to if external else None) or line.fallback_phone


def redirects(deployed: Deployed, center: str) -> tuple[Redirect, ...]:
    """All numbers of a center, once for each telephone to which they go."""
    by_destination: dict[str | None, list[str]] = {}
    for line in lines_of(deployed, center):
        by_destination.setdefault(destination(deployed, line), []).extend(line.numbers)
    return tuple(Redirect(to, tuple(dict.fromkeys(numbers))) for to, numbers in by_destination.items() if numbers)


def lines_of(deployed: Deployed, center: str) -> Iterator[DeployedLine]:
    return (line for line in deployed.lines if line.center == center)
