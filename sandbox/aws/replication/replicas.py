"""The second instance of a center: what ReplicateInstance asks for and makes, and what goes with its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sandbox.aws import clock
from sandbox.aws.cloudcontrol import durations, views
from sandbox.aws.errors import Refusal, invalid, over_limit
from sandbox.aws.replication import mirrored, noting, shared
from sandbox.aws.replication.link import Link, linked

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources
    from sandbox.aws.store import Resource

INSTANCE = "AWS::Connect::Instance"
REPLICAS_OF: Mapping[str, str] = {
    "us-east-1": "us-west-2",
    "us-west-2": "us-east-1",
    "eu-central-1": "eu-west-2",
    "eu-west-2": "eu-central-1",
    "ap-northeast-1": "ap-northeast-3",
}
_REPLICAS_MAX = 5  # in an account (Administrator Guide, amazon-connect-service-limits)
_INVALID = "InvalidRequestException"
_DEFAULT_GROUP = "Default traffic distribution group"


def replicate(here: Resources, source: Resource, region: str, alias: str | None, token: str | None) -> Resource:
    """The replica, which takes copies as soon as it is active. The same client token gives the same replica again."""
    known = here.links.get(source.model["Id"])
    if known and token and known.client_token == token:
        return known.replica.find(INSTANCE, known.moved(source.identifier, here.place.region))
    _check(here, source, region, known)
    _check_alias(here, alias)
    there = here.peer(region)
    if there is None:
        raise invalid(f"The region {region} does not exist.", error=_INVALID)
    model = {name: source.model[name] for name in ("Id", "IdentityManagementType", "Attributes")}
    arn = there.place.arn("connect", f"instance/{source.model['Id']}")
    replica = there.create(INSTANCE, {**model, "Arn": arn, "InstanceAlias": alias}, by_service=True)
    ready = clock.epoch() + durations.of(INSTANCE)
    link = Link(source.model["Id"], here, there, ready, token or "")
    here.links[link.instance_id] = there.links[link.instance_id] = link
    _move_numbers(link, source)
    _copy_what_is_there(link)
    return replica


def _check(here: Resources, source: Resource, region: str, known: Link | None) -> None:
    """Administrator Guide, create-replica-connect-instance, "Why a ReplicateInstance call fails"."""
    own = here.place.region
    if region == own:
        raise invalid(f"The replica cannot be in {own}, the region of the instance itself.", error=_INVALID)
    if REPLICAS_OF.get(own) != region:
        raise invalid(f"An instance in {own} cannot be replicated to {region}.", error=_INVALID)
    if known and not known.is_complete():
        message = f"The replication of the instance {known.instance_id} has not ended."
        raise Refusal("InvalidRequest", "ResourceNotReadyException", message)
    if known:
        raise invalid(f"The instance {known.instance_id} has a replica in {known.regions[1]} already.", error=_INVALID)
    if not source.model.get("InstanceAlias"):
        raise invalid("The instance has no alias.", error=_INVALID)
    if not views.is_ready(source):
        raise invalid("The instance is not ACTIVE.", error=_INVALID)
    if source.model["IdentityManagementType"] != "SAML":
        raise invalid("The instance does not use SAML identity management.", error=_INVALID)


def _check_alias(here: Resources, alias: str | None) -> None:
    if not alias:
        raise invalid("ReplicaAlias is required.", error=_INVALID)
    everywhere = here.everywhere()
    instances = [one for resources in everywhere for one in resources.store.of_type(INSTANCE)]
    if any(one.model.get("InstanceAlias", "").lower() == alias.lower() for one in instances):
        raise invalid(f"The alias {alias} is taken.", error=_INVALID)
    if len(linked(everywhere)) >= _REPLICAS_MAX:
        reason = f"You have reached the limit of {_REPLICAS_MAX} replicas."
        raise over_limit(INSTANCE, reason, error="ServiceQuotaExceededException")


def _move_numbers(link: Link, source: Resource) -> None:
    """Numbers of the instance go to the default group, past the rules: the service itself moves them."""
    here = link.source
    model = {"InstanceArn": source.identifier, "Name": _DEFAULT_GROUP, "IsDefault": True}
    group = here.create(shared.GROUP, model, by_service=True)
    for number in here.store.of_type(mirrored.NUMBER):
        if number.model["TargetArn"] == source.identifier:
            number.model = {**number.model, "TargetArn": group.identifier}
            here.adopt(number)


def _copy_what_is_there(link: Link) -> None:
    for resource in list(link.source.store.everything()):
        inside = mirrored.instance_of(resource.identifier) == link.instance_id
        if inside and resource.type_name in mirrored.CODES:
            noting.changed(link.source, resource)
    for number in shared.numbers_of(link):
        noting.number_changed(link.source, number)
    link.initial = link.number


def check_end(link: Link, going: Resources) -> None:
    """Refuse to delete an instance of the center before what must go first: numbers, groups, replica, source."""
    if going is link.source:
        raise invalid(f"The instance has a replica in {link.regions[1]}, which must be deleted first.", error=_INVALID)
    made = [group.model["Name"] for group in shared.groups_of(link) if not group.model.get("IsDefault")]
    if made:
        raise invalid(f"The instance has traffic distribution groups: {', '.join(made)}.", error=_INVALID)
    numbers = [number.model["Address"] for number in shared.numbers_of(link)]
    if numbers:
        raise invalid(f"The default traffic distribution group has numbers: {', '.join(numbers)}.", error=_INVALID)


def end(link: Link) -> None:
    """The two instances know each other no longer; the default group goes with the replica."""
    for number in link.source.store.of_type(mirrored.NUMBER):
        shared.set_flow(number, link.regions[1], None)
    for group in shared.groups_of(link):
        link.source.drop(group)
    del link.source.links[link.instance_id], link.replica.links[link.instance_id]


def configuration(link: Link) -> dict[str, object]:
    """ReplicationConfiguration, as both instances show it."""
    status = "INSTANCE_REPLICATION_COMPLETE" if link.is_complete() else "INSTANCE_REPLICATION_IN_PROGRESS"
    source = link.regions[0]
    return {
        "ReplicationStatusSummaryList": [{"Region": one, "ReplicationStatus": status} for one in link.regions],
        "SourceRegion": source,
        "GlobalSignInEndpoint": f"https://{link.instance_id}.{source}.sign-in.connect.aws/saml",
    }
