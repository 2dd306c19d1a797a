"""What is deployed, for a person."""

from __future__ import annotations

from collections.abc import Iterator

from spec.deployed import Deployed, DeployedResource


def as_text(deployed: Deployed) -> str:
    return "\n".join(_lines(deployed))


def _lines(deployed: Deployed) -> Iterator[str]:
    yield f"{deployed.program} {deployed.stack} on {deployed.target}, {deployed.deployed_at}"
    for name, center in deployed.centers.items():
        yield f"{name}: {center.alias} in {center.region}"
        yield f"  {center.instance.arn}"
        if center.traffic_group is not None:
            yield f"  {center.traffic_group.arn}"
        yield from _resources(center.resources)
        if (replica := center.replica) is not None:
            yield f"{name}, what is not mirrored: {replica.alias} in {replica.region}"
            yield f"  {replica.instance.arn}"
            yield from _resources(replica.resources)


def _resources(resources: tuple[DeployedResource, ...]) -> Iterator[str]:
    """By kind, so that name and id fit a terminal side by side."""
    for kind in dict.fromkeys(found.kind for found in resources):
        yield f"  {kind}"
        same = [found for found in resources if found.kind == kind]
        wide = max(len(found.name) for found in same)
        yield from (f"    {found.name:<{wide}}  {found.aws_id or found.arn}" for found in same)
