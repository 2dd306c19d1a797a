"""One call to the Connect API: its parameters, and how they address what is in the store."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.aws import projection
from sandbox.aws.cloudcontrol import views
from sandbox.aws.connect.kinds import ID_MEMBERS, SLUGS, TYPE
from sandbox.aws.errors import Refusal, invalid
from sandbox.aws.references import base
from sandbox.aws.replication.noting import CHANGED_IN
from sandbox.aws.resources import Resources
from sandbox.aws.store import Model, Resource
from sandbox.registry.validation import problems

# Addressed by other things than the call's subject.
_NOT_PROPERTIES = frozenset({"InstanceId", "ClientToken", "NextToken", "MaxResults"})
_GROUP = "traffic-distribution-group"
_SHARED = frozenset({"PhoneNumber", "TrafficDistributionGroup"})
"""Kinds that a call may name by full ARN in another region than theirs."""


@dataclass(frozen=True)
class Desk:
    resources: Resources
    params: Mapping[str, Any]

    def instance(self) -> Resource:
        """The instance that the call names, by id or ARN."""
        given = str(self.params["InstanceId"])
        arn = given if given.startswith("arn:") else self.resources.place.arn("connect", f"instance/{given}")
        found = self.resources.store.get(TYPE.format("Instance"), arn)
        if found is None:
            raise missing(f"Instance not found: {given}")
        return found

    def find(self, kind: str, identifier: str) -> Resource:
        """A thing by its id or ARN (a qualifier is ignored), within the instance of the call where it has one."""
        arn = self.arn(kind, identifier)
        found = self.resources.owner(arn) if kind in _SHARED else self.resources.owned(arn)
        if found is None or found.type_name != TYPE.format(kind):
            raise missing(f"{kind} not found: {identifier}")
        return found

    def arn(self, kind: str, identifier: str) -> str:
        if identifier.startswith("arn:"):
            return base(identifier)
        bare = identifier.split(":", 1)[0]
        place = self.resources.place
        if kind == "PhoneNumber":
            return place.arn("connect", f"phone-number/{bare}")
        if kind == "TrafficDistributionGroup":
            return place.arn("connect", f"{_GROUP}/{bare}")
        return f"{self.instance().identifier}/{SLUGS[kind]}/{bare}"

    def inside(self, kind: str) -> list[Resource]:
        """All things of a kind in the instance of the call, in order of creation."""
        arn = self.instance().identifier
        everything = self.resources.store.of_type(TYPE.format(kind))
        return [one for one in everything if arn in (one.model.get("InstanceArn"), one.model.get("InstanceId"))]

    def properties(self, renames: Mapping[str, str], without: tuple[str, ...] = ()) -> Model:
        """The parameters as properties of a registry model: ids become ARNs, maps of tags become lists."""
        given = {k: v for k, v in self.params.items() if k not in _NOT_PROPERTIES and k not in without}
        found: Model = self._inward(given, renames)
        return found

    def _inward(self, value: Any, renames: Mapping[str, str]) -> Any:
        if isinstance(value, list):
            return [self._inward(entry, renames) for entry in value]
        if not isinstance(value, dict):
            return value
        told: Model = {}
        for member, entry in value.items():
            if member in ("Tags", "AllowedAccessControlTags") and isinstance(entry, dict):
                told[member] = projection.as_tags(entry)
            elif member in ID_MEMBERS and member not in renames:
                name, kind = ID_MEMBERS[member]
                told[name] = (
                    [self.arn(kind, one) for one in entry] if isinstance(entry, list) else self.arn(kind, entry)
                )
            else:
                told[renames.get(member, member)] = self._inward(entry, renames)
        return told

    def create(self, kind: str, model: Mapping[str, Any], *, saved_only: bool = False) -> Resource:
        scoped = {"InstanceArn": self.instance().identifier, **model}
        self._validate(kind, scoped)
        return self.resources.create(TYPE.format(kind), scoped, saved_only=saved_only)

    def change(self, resource: Resource, changes: Mapping[str, Any]) -> Resource:
        """Set properties of a thing; None removes one."""
        model = copy.deepcopy(resource.model)
        for name, value in changes.items():
            if value is None:
                model.pop(name, None)
            else:
                model[name] = value
        schema = self.resources.schema(resource.type_name)
        read_only = {pointer[0] for pointer in schema.read_only}
        self._validate(schema.name.rsplit("::", maxsplit=1)[-1], {k: v for k, v in model.items() if k not in read_only})
        return self.resources.update(resource, model)

    def _validate(self, kind: str, model: Mapping[str, Any]) -> None:
        found = problems(self.resources.schema(TYPE.format(kind)), model)
        if found:
            raise invalid("; ".join(str(problem) for problem in found))

    def told(self, resource: Resource) -> Model:
        """The model with what the API knows beside it: own id and ARN under all their names, times, region."""
        kind = resource.type_name.rsplit("::", maxsplit=1)[-1]
        arn = _own_arn(resource)
        bare = arn.rsplit("/", maxsplit=1)[-1]
        own = {"Arn": arn, "Id": bare}
        for noun in (kind, kind.removeprefix("User")):
            own |= {f"{noun}Arn": arn, f"{noun}ARN": arn, f"{noun}Id": bare}
        times = {
            "LastModifiedTime": resource.modified,
            "CreatedTime": resource.created,
            "LastUpdatedTime": resource.modified,
            "LastModifiedRegion": resource.facts.get(CHANGED_IN, self.resources.place.region),
        }
        return {**resource.facts, **own, **views.current(resource), **times}


def _own_arn(resource: Resource) -> str:
    for own in sorted(resource.indexed.own):
        if own.startswith("arn:"):
            return own
    return resource.identifier


def missing(message: str) -> Refusal:
    return Refusal("NotFound", "ResourceNotFoundException", message)
