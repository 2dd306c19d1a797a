"""What is deployed, for a person."""

from __future__ import annotations

from collections.abc import Iterator

from spec.deployed import Deployed, DeployedCenter


def as_text(deployed: Deployed) -> str:
    return "\n".join(_lines(deployed))


def _lines(deployed: Deployed) -> Iterator[str]:
    yield f"{deployed.program} {deployed.stack} on {deployed.target}, {deployed.deployed_at}"
    for name, center in deployed.centers.items():
        yield f"{name}  {center.region}  {center.alias}  {center.instance.arn}"
        yield from _resources(center)


def _resources(center: DeployedCenter) -> Iterator[str]:
    for found in center.resources:
        yield f"  {found.kind:<17}  {found.name:<40}  {found.aws_id or found.arn}"
