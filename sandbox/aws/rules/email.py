"""E-mail addresses: only on the instance's own domain or on an SES identity that is integrated with it."""

from __future__ import annotations

from sandbox.aws.errors import invalid
from sandbox.aws.hooks import Change, on
from sandbox.aws.place import last_part
from sandbox.aws.rules.integrations import ASSOCIATION
from sandbox.aws.ses import identities


@on("check", "Connect::EmailAddress")
def domain_is_connected(change: Change) -> None:
    if not change.creating:
        return
    address, instance = change.model["EmailAddress"], change.model["InstanceArn"]
    domain = address.rpartition("@")[2].lower()
    owner = change.resources.owner(instance)
    alias = owner.model.get("InstanceAlias", "") if owner else ""
    if domain == f"{alias}.email.connect.aws".lower():
        return
    connected = {
        last_part(one.model["IntegrationArn"]).lower()
        for one in change.resources.store.of_type(ASSOCIATION)
        if one.model["IntegrationType"] == "SES_IDENTITY" and one.model["InstanceId"] == instance
    }
    if not {domain, address.lower()} & connected:
        message = f"The domain {domain} is not connected to the instance: integrate its SES identity first."
        raise invalid(message, error="InvalidRequestException")


@on("made", "SES::EmailIdentity")
def identity_is_known_to_ses(change: Change) -> None:
    if change.creating:
        identities.add(change.model["EmailIdentity"], change.resources.place)


@on("gone", "SES::EmailIdentity")
def identity_is_gone_from_ses(change: Change) -> None:
    identities.drop(change.model["EmailIdentity"], change.resources.place)
