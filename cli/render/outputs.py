"""What is deployed, for a person."""

from __future__ import annotations

from collections.abc import Iterator

from spec.deployed import RECEIVE, Deployed, DeployedResource, DnsRecord


def as_text(deployed: Deployed) -> str:
    return "\n".join(_lines(deployed))


def _lines(deployed: Deployed) -> Iterator[str]:
    yield f"{deployed.program} {deployed.stack} on {deployed.target}, {deployed.deployed_at}"
    for name, center in deployed.centers.items():
        yield f"{name}: {center.alias} in {center.region}"
        yield f"  {center.instance.arn}"
        if center.traffic_group is not None:
            yield f"  {center.traffic_group.arn}"
        yield from _door(center.front_door)
        yield from _resources(center.resources)
        yield from _dns(center.dns)
        if (replica := center.replica) is not None:
            yield f"{name}, what is not mirrored: {replica.alias} in {replica.region}"
            yield f"  {replica.instance.arn}"
            yield from _door(replica.front_door)
            yield from _resources(replica.resources)
        if (standby := center.standby) is not None:
            yield f"{name}, cold standby, not supported by AWS: {standby.alias} in {standby.region}"
            yield f"  {standby.instance.arn}"
            yield from _resources(standby.resources)


def _door(url: str | None) -> Iterator[str]:
    if url is not None:
        yield f"  front door {url}"


def _dns(records: tuple[DnsRecord, ...]) -> Iterator[str]:
    """As whoever keeps the zone types them. Of those by which mail comes in, one at a time is in force."""
    if not records:
        return
    kept = all(record.kept for record in records)
    yield f"  DNS of e-mail, {'kept in Route 53' if kept else 'to be set by whoever keeps the zone'}"
    wide = max(len(record.name) for record in records)
    for record in records:
        when = f"  while {record.region} serves" if record.use == RECEIVE and not kept else ""
        yield f"    {record.name:<{wide}}  {record.type:<5}  {record.value}{when}"


def _resources(resources: tuple[DeployedResource, ...]) -> Iterator[str]:
    """By kind, so that name and id fit a terminal side by side."""
    for kind in dict.fromkeys(found.kind for found in resources):
        yield f"  {kind}"
        same = [found for found in resources if found.kind == kind]
        wide = max(len(found.name) for found in same)
        yield from (f"    {found.name:<{wide}}  {found.aws_id or found.arn}" for found in same)
