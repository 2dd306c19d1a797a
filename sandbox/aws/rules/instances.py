"""Connect instances: aliases, churn, and that everything inside waits until the instance is active."""

from __future__ import annotations

from datetime import timedelta

from sandbox.aws import clock, settings
from sandbox.aws.cloudcontrol import views
from sandbox.aws.errors import already_exists, invalid, over_limit
from sandbox.aws.hooks import Change, on
from sandbox.aws.rules import defaults
from sandbox.registry import catalog

INSTANCE = "AWS::Connect::Instance"
_CHURN_WINDOW = timedelta(days=30)

_INSIDE = tuple(
    name.removeprefix("AWS::")
    for name in sorted(catalog.types_in())
    if name.startswith("AWS::Connect::") and name != INSTANCE
)


@on("check", "Connect::Instance")
def alias_is_given_and_free(change: Change) -> None:
    """Aliases are one name space over all regions: the sign-in address carries no region."""
    if not change.creating:
        return
    alias = change.model.get("InstanceAlias")
    if not alias and change.model["IdentityManagementType"] != "EXISTING_DIRECTORY":
        raise invalid("InstanceAlias is required unless the identity management type is EXISTING_DIRECTORY.")
    for resources in change.resources.everywhere():
        for other in resources.store.of_type(INSTANCE):
            if alias and other.model.get("InstanceAlias", "").lower() == alias.lower():
                raise already_exists(INSTANCE, other.identifier, alias)


@on("check", "Connect::Instance")
def churn_is_bounded(change: Change) -> None:
    limit = settings.current().instance_churn
    if not limit or not change.creating:
        return
    recent = [moment for moment in change.resources.churn if moment > clock.now() - _CHURN_WINDOW]
    if len(recent) >= limit:
        reason = f"You have reached the limit of {limit} instance creations and deletions in 30 days."
        raise over_limit(INSTANCE, reason, error="ServiceQuotaExceededException")


@on("fill", "Connect::Instance")
def service_role(change: Change) -> None:
    place = change.resources.place
    role = f"AWSServiceRoleForAmazonConnect_{change.model['Id'][:20]}"
    change.model["ServiceRole"] = (
        f"arn:{place.partition}:iam::{place.account}:role/aws-service-role/connect.amazonaws.com/{role}"
    )


@on("made", "Connect::Instance")
def default_resources(change: Change) -> None:
    if change.creating:
        change.resources.churn.append(clock.now())
    if change.creating and not change.by_service:  # a replica gets copies of what its source has
        defaults.populate(change.resources, change.model["Arn"])


@on("gone", "Connect::Instance")
def counted(change: Change) -> None:
    change.resources.churn.append(clock.now())


@on("check", *_INSIDE)
def instance_is_active(change: Change) -> None:
    if change.by_service or not change.creating:
        return
    arn = change.model.get("InstanceArn") or change.model.get("InstanceId")
    owner = change.resources.owner(arn) if isinstance(arn, str) and arn.startswith("arn:") else None
    if owner and owner.type_name == INSTANCE and not views.is_ready(owner):
        raise invalid(f"Instance {arn} is not active.", error="InvalidRequestException")
