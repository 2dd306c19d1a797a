"""Create, read, update and delete on the store of one account and region, with every rule applied.

Both Cloud Control and the services' own APIs come through here.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.aws import clock, elsewhere, hooks, minting, references, settings, uniqueness
from sandbox.aws.errors import Refusal, already_exists, conflict, invalid, not_found
from sandbox.aws.hooks import Change
from sandbox.aws.place import Place, region_of
from sandbox.aws.replication import mirrored
from sandbox.aws.store import Model, Resource, Store
from sandbox.registry.schema import TypeSchema, get_type

if TYPE_CHECKING:
    from sandbox.aws.replication.link import Link


class Resources:
    def __init__(
        self, place: Place, peer: Callable[[str], Resources | None], everywhere: Callable[[], list[Resources]]
    ) -> None:
        self.place = place
        self.store = Store()
        self.peer = peer
        """The same account in another region; None for a region that does not exist."""
        self.everywhere = everywhere
        """The same account in all regions that were used so far, this one among them."""
        self.links: dict[str, Link] = {}
        """By instance id: centers whose instance here has a twin in another region."""
        self.churn: list[datetime] = []
        """Instance creations and deletions."""
        self.number_churn: list[datetime] = []
        self.released_numbers: dict[str, datetime] = {}
        self.contacts: dict[str, dict[str, Any]] = {}
        """By id: contacts that the API began. They stay in their region."""
        self.participants: dict[str, dict[str, str]] = {}
        """Who opened a chat, by the id of the contact."""
        self.wanted_numbers: list[str] = []
        """Numbers that a caller of ClaimPhoneNumber chose; Cloud Control lets the service choose."""

    def schema(self, type_name: str) -> TypeSchema:
        """The type as this region has it."""
        schema = get_type(type_name, self.place.region)
        if schema is None:
            raise Refusal("NotFound", "TypeNotFoundException", f"The type '{type_name}' cannot be found.")
        return schema

    def find(self, type_name: str, identifier: str) -> Resource:
        resource = self.store.get(type_name, identifier)
        if resource is None:
            raise not_found(type_name, identifier)
        return resource

    def owner(self, arn: str) -> Resource | None:
        """The resource with this ARN (a qualifier is ignored where the exact ARN is unknown), in whichever region."""
        region = region_of(arn)
        here = self if region in ("", self.place.region) else self.peer(region)
        return here.owned(arn) if here else None

    def owned(self, arn: str) -> Resource | None:
        """The same, in this region only."""
        return self.store.owner(arn) or self.store.owner(references.base(arn))

    def create(
        self,
        type_name: str,
        desired: Mapping[str, Any],
        facts: Mapping[str, Any] | None = None,
        *,
        by_service: bool = False,
        saved_only: bool = False,
    ) -> Resource:
        schema = self.schema(type_name)
        change = Change(self, type_name, copy.deepcopy(dict(desired)), by_service=by_service, saved_only=saved_only)
        self._check_unique(schema, change)
        self._check_references(schema, change.model, already=set())
        hooks.run("check", change)
        minting.mint(schema, change.model, self.place)
        hooks.run("fill", change)
        identifier = schema.identifier(change.model)
        if self.store.get(type_name, identifier):
            raise already_exists(type_name, identifier, identifier)
        moment = clock.now()
        change.stored = Resource(type_name, identifier, change.model, moment, moment, dict(facts or {}))
        change.stored.facts["by_service"] = by_service
        self._index(schema, change.stored)
        hooks.run("made", change)
        hooks.run("changed", change)
        return change.stored

    def update(self, resource: Resource, model: Mapping[str, Any]) -> Resource:
        """Replace the whole model (read-only properties included) of an existing resource."""
        schema = self.schema(resource.type_name)
        change = Change(self, resource.type_name, copy.deepcopy(dict(model)), old=resource, stored=resource)
        self._check_unique(schema, change)
        self._check_references(schema, change.model, already=references.mentioned(schema, resource.model))
        hooks.run("check", change)
        self._touch(schema, change.model)
        resource.model, resource.modified = change.model, clock.now()
        self._index(schema, resource)
        hooks.run("made", change)
        hooks.run("changed", change)
        return resource

    def noted(self, resource: Resource) -> None:
        """Say that facts of a resource have changed beside its model."""
        hooks.run("changed", Change(self, resource.type_name, resource.model, old=resource, stored=resource))

    def delete(self, resource: Resource) -> None:
        if resource.type_name in settings.current().undeletable_types:
            return
        self.check_deletable(resource)
        hooks.run("going", Change(self, resource.type_name, resource.model, old=resource, stored=resource))
        self._remove_with_children(resource)

    def check_deletable(self, resource: Resource) -> None:
        """Refuse where something else uses the resource, or a rule keeps it."""
        hooks.run("guard", Change(self, resource.type_name, resource.model, old=resource, stored=resource))
        own = references.own(self.schema(resource.type_name), resource.model)
        self._check_unused(resource, own, self._contained(own))

    def restore(self, resource: Resource) -> None:
        """Put back a resource as it was, for a request that is canceled."""
        self.adopt(resource)
        self.noted(resource)

    def adopt(self, resource: Resource) -> None:
        """Store a resource as it is, asking no rule: the service itself has made or changed it."""
        self._index(self.schema(resource.type_name), resource)

    def drop(self, resource: Resource) -> None:
        """Remove a resource with what it contains, asking no rule and saying nothing about itself."""
        own = references.own(self.schema(resource.type_name), resource.model)
        for child in self._contained(own):
            if self.store.get(*child.key):
                self._remove_with_children(child)
        self.store.remove(resource)

    def _remove_with_children(self, resource: Resource) -> None:
        self.drop(resource)
        hooks.run("gone", Change(self, resource.type_name, resource.model, old=resource, stored=resource))

    def _contained(self, own: set[str]) -> list[Resource]:
        users = {user.key: user for token in own for user in self.store.users(token)}
        return [user for user in users.values() if references.contains(own, user.type_name, user.model)]

    def _check_unused(self, resource: Resource, own: set[str], contained: list[Resource]) -> None:
        inside = {child.key for child in contained}
        for token in sorted(own):
            for user in self.store.users(token):
                if user.key in inside or references.may_dangle(resource.type_name, user.type_name):
                    continue
                kind = user.type_name.rsplit("::", maxsplit=1)[-1]
                reason = f"the resource is in use by the {kind} {user.identifier}"
                raise conflict(resource.type_name, resource.identifier, reason)

    def _index(self, schema: TypeSchema, resource: Resource) -> None:
        own = references.own(schema, resource.model)
        unique = uniqueness.key_of(schema.name, resource.model)
        self.store.put(resource, own, references.mentioned(schema, resource.model), unique and unique[0])

    def _touch(self, schema: TypeSchema, model: Model) -> None:
        """Read-only properties that every update renews."""
        fresh: Model = {}
        for name in ("LastModifiedTime", "LastModifiedRegion", "LastUpdatedAt", *minting.HASHED):
            if name in model and (name,) in schema.read_only:
                del model[name]
                fresh[name] = None
        if fresh:
            minted = dict(model)
            minting.mint(schema, minted, self.place)
            model.update({name: minted[name] for name in fresh})

    def _check_unique(self, schema: TypeSchema, change: Change) -> None:
        key = uniqueness.key_of(schema.name, change.model)
        if key is None:
            return
        other = self.store.named(schema.name, key[0])
        if other and other is not change.old:
            raise already_exists(schema.name, other.identifier, key[1])

    def _check_references(self, schema: TypeSchema, model: Model, already: set[str]) -> None:
        home = model.get("InstanceArn")
        for arn in sorted(references.mentioned(schema, model) - already):
            self._check_reference(schema, arn)
            if home and ":instance/" in arn and arn.split("/")[1] != str(home).split("/")[1]:
                raise invalid(f"{arn} belongs to another instance than {home}")
            if mirrored.instance_of(arn) in self.links and region_of(arn) != self.place.region:
                raise invalid(f"{arn} is not in {self.place.region}")

    def _check_reference(self, schema: TypeSchema, token: str) -> None:
        if "#" in token and not token.startswith("arn:"):
            type_name, _, identifier = token.partition("#")
            if self.store.owner(token) is None:
                raise not_found(type_name, identifier)
            return
        service, account = token.split(":")[2], token.split(":")[4]
        if service not in _OURS:
            if not elsewhere.exists(token, self.place):
                raise Refusal("NotFound", "ResourceNotFoundException", f"{token} does not exist")
        elif account == self.place.account and self.owner(token) is None:
            raise not_found(schema.name if "/" not in token else _kind_of(token), token)


_OURS = frozenset({"connect", "cases", "wisdom", "lex", "app-integrations"})
_KINDS = {
    "operating-hours": "AWS::Connect::HoursOfOperation",
    "queue": "AWS::Connect::Queue",
    "contact-flow": "AWS::Connect::ContactFlow",
    "flow-module": "AWS::Connect::ContactFlowModule",
    "routing-profile": "AWS::Connect::RoutingProfile",
    "security-profile": "AWS::Connect::SecurityProfile",
    "transfer-destination": "AWS::Connect::QuickConnect",
    "agent": "AWS::Connect::User",
    "agent-group": "AWS::Connect::UserHierarchyGroup",
    "prompt": "AWS::Connect::Prompt",
    "email-address": "AWS::Connect::EmailAddress",
    "phone-number": "AWS::Connect::PhoneNumber",
    "instance": "AWS::Connect::Instance",
}


def _kind_of(arn: str) -> str:
    kind = arn.split("/")[-2].rsplit(":", maxsplit=1)[-1]
    return _KINDS.get(kind, f"AWS::Connect::{kind}")
