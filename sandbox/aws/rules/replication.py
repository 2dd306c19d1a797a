"""Centers in two regions: what is mirrored, what only the source region may do, and what must go first."""

from __future__ import annotations

from sandbox.aws.cloudcontrol import views
from sandbox.aws.errors import Refusal, conflict, invalid, over_limit
from sandbox.aws.hooks import Change, on
from sandbox.aws.replication import mirrored, noting, replicas, shared

_GROUPS_MAX = 8  # of a replicated instance (Administrator Guide, amazon-connect-service-limits)


@on("changed", *mirrored.KINDS)
def change_is_mirrored(change: Change) -> None:
    assert change.stored
    noting.changed(change.resources, change.stored)


@on("gone", *mirrored.KINDS)
def deletion_is_mirrored(change: Change) -> None:
    assert change.stored
    noting.gone(change.resources, change.stored)


@on("changed", "Connect::PhoneNumber")
def flow_of_a_number_is_mirrored(change: Change) -> None:
    """A number that comes to a group brings its flow along."""
    assert change.stored
    noting.number_changed(change.resources, change.stored)


@on("guard", "Connect::Instance")
def replica_goes_first(change: Change) -> None:
    link = change.resources.links.get(change.model["Id"])
    if link:
        replicas.check_end(link, change.resources)


@on("going", "Connect::Instance")
def replica_is_forgotten(change: Change) -> None:
    """Before its resources go: their deletion is no change that the source should repeat."""
    link = change.resources.links.get(change.model["Id"])
    if link:
        replicas.end(link)


@on("check", "Connect::TrafficDistributionGroup")
def group_is_made_where_the_instance_is(change: Change) -> None:
    link = change.resources.links.get(change.model["InstanceArn"].rpartition("/")[2])
    if link is None or not change.creating or change.by_service:
        return
    if change.resources is not link.source:
        message = f"A traffic distribution group is made in the source region, {link.regions[0]}."
        raise invalid(message, error="InvalidRequestException")
    if not link.is_complete():
        message = f"The replication of the instance {link.instance_id} has not ended."
        raise Refusal("InvalidRequest", "ResourceNotReadyException", message)
    if len(shared.groups_of(link)) >= _GROUPS_MAX:
        reason = f"You have reached the limit of {_GROUPS_MAX} traffic distribution groups for this instance."
        raise over_limit(shared.GROUP, reason, error="ServiceQuotaExceededException")


@on("guard", "Connect::TrafficDistributionGroup")
def numbers_are_released_first(change: Change) -> None:
    assert change.stored
    arn = change.stored.identifier
    held = [one for one in change.resources.store.of_type(mirrored.NUMBER) if one.model["TargetArn"] == arn]
    if held:
        reason = f"the phone number {held[0].model['Address']} is claimed to the traffic distribution group"
        raise conflict(shared.GROUP, arn, reason)


@on("check", "Connect::PhoneNumber")
def group_takes_numbers(change: Change) -> None:
    """Of its own region, and when it is active."""
    target = change.model["TargetArn"]
    if not change.changed("TargetArn") or ":traffic-distribution-group/" not in target:
        return
    group = change.resources.store.get(shared.GROUP, target)
    if group is None:
        raise invalid(f"The phone number and the traffic distribution group {target} must be in the same region.")
    if not views.is_ready(group):
        raise invalid(f"The traffic distribution group {target} is not ACTIVE.")


@on("check", "Connect::PhoneNumber")
def a_moved_number_starts_no_flow(change: Change) -> None:
    """The last check of all: the move is certain. A flow is not migrated (API Reference, UpdatePhoneNumber)."""
    if change.old is not None and change.changed("TargetArn"):
        shared.forget_flows(change.old)
