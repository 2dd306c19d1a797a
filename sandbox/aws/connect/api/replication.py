"""Replicas of instances, and what keeps the two regions of a center from being the same."""

from __future__ import annotations

from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.operations import Answer, operation
from sandbox.aws.errors import invalid
from sandbox.aws.replication import findings, mirrored, replicas
from sandbox.aws.wire import page


@operation("ReplicateInstance")
def replicate(desk: Desk) -> Answer:
    region, alias, token = (desk.params.get(name) for name in ("ReplicaRegion", "ReplicaAlias", "ClientToken"))
    replica = replicas.replicate(desk.resources, desk.instance(), str(region), alias, token)
    return {"Id": replica.model["Id"], "Arn": replica.identifier}


@operation("ListReplicationFindings")
def listed(desk: Desk) -> Answer:
    instance, word = desk.instance(), str(desk.params["ResourceType"])
    link = desk.resources.links.get(instance.model["Id"])
    if link is None:
        message = f"The instance {instance.model['Id']} is not set up for Global Resiliency."
        raise invalid(message, error="InvalidRequestException")
    if word not in mirrored.WORDS:
        raise invalid(f"The resource type {word} is not supported.", error="InvalidRequestException")
    rows, following = page(findings.findings(link, word), desk.params)
    counts, statuses = findings.drifted(link, word), findings.statuses(link, word)
    told = {"ApproximateDriftedResourceCounts": counts, "ResourceReplicationStatuses": statuses}
    return {"ReplicationFindingsList": rows, **told, **following}
