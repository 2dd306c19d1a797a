"""Profiles of customers: made, searched by a standard key, changed, deleted. They have no registry type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.aws import minting
from sandbox.aws.errors import Refusal
from sandbox.aws.readers import Row
from sandbox.aws.resources import Resources
from sandbox.aws.wire import Params, page

_DOMAIN = "AWS::CustomerProfiles::Domain"
_TOKEN = "NextToken"  # noqa: S105 - the name of a member
_KEYS: Mapping[str, tuple[str, ...]] = {
    "_phone": ("PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber"),
    "_email": ("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress"),
    "_account": ("AccountNumber",),
    "_profileId": ("ProfileId",),
}
"""API Reference, SearchProfiles: standard keys, and the members of a profile that they search."""


def _profiles(resources: Resources, domain: str) -> dict[str, Row]:
    """Profiles of a domain by id; they live with it."""
    found = resources.store.get(_DOMAIN, domain)
    if found is None:
        raise Refusal("NotFound", "ResourceNotFoundException", f"The domain was not found: {domain}")
    kept: dict[str, Row] = found.facts.setdefault("profiles", {})
    return kept


def create(resources: Resources, params: Params) -> Row:
    kept = _profiles(resources, str(params["DomainName"]))
    identifier = minting.new_id().replace("-", "")
    kept[identifier] = {**_members(params), "ProfileId": identifier}
    return {"ProfileId": identifier}


def update(resources: Resources, params: Params) -> Row:
    """An empty text takes a member away."""
    profile = _profile(resources, params)
    profile.update(_members(params))
    for name in [name for name, value in profile.items() if value == ""]:
        del profile[name]
    return {"ProfileId": profile["ProfileId"]}


def delete(resources: Resources, params: Params) -> Row:
    del _profiles(resources, str(params["DomainName"]))[_profile(resources, params)["ProfileId"]]
    return {"Message": "OK"}


def search(resources: Resources, params: Params) -> Row:
    kept, key = _profiles(resources, str(params["DomainName"])), str(params["KeyName"])
    if key not in _KEYS:
        raise Refusal("InvalidRequest", "BadRequestException", f"The sandbox does not search by the key {key}.")
    wanted = set(params["Values"])
    found = [one for one in kept.values() if any(one.get(name) in wanted for name in _KEYS[key])]
    rows, following = page(found, params, token=_TOKEN)
    return {"Items": rows, **following}


def _profile(resources: Resources, params: Params) -> Row:
    identifier = str(params["ProfileId"])
    found = _profiles(resources, str(params["DomainName"])).get(identifier)
    if found is None:
        raise Refusal("NotFound", "ResourceNotFoundException", f"The profile was not found: {identifier}")
    return found


def _members(params: Params) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name not in ("DomainName", "ProfileId")}


OPERATIONS = {"CreateProfile": create, "UpdateProfile": update, "DeleteProfile": delete, "SearchProfiles": search}
