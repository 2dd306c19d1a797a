"""What exists in one account and region: one resource model per identifier, whoever made it.

Cloud Control, the Connect API and the other contact-center APIs read and write the same store, so that a change made
by hand through one is seen by the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Model = dict[str, Any]
Key = tuple[str, str]  # type name, identifier


@dataclass(frozen=True)
class Indexed:
    """Under what the store can find a resource."""

    own: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    name: Any = None


@dataclass(eq=False)
class Resource:
    type_name: str
    identifier: str
    model: Model
    created: datetime
    modified: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    """What the service knows and the registry's model has no property for (a flow's status, a number's flow)."""
    indexed: Indexed = Indexed()

    @property
    def key(self) -> Key:
        return (self.type_name, self.identifier)


class Store:
    def __init__(self) -> None:
        self._by_type: dict[str, dict[str, Resource]] = {}
        self._by_arn: dict[str, Key] = {}
        self._users: dict[str, set[Key]] = {}
        self._by_name: dict[tuple[str, Any], Key] = {}

    def get(self, type_name: str, identifier: str) -> Resource | None:
        return self._by_type.get(type_name, {}).get(identifier)

    def of_type(self, type_name: str) -> list[Resource]:
        """In order of creation."""
        return list(self._by_type.get(type_name, {}).values())

    def everything(self) -> Iterator[Resource]:
        for resources in self._by_type.values():
            yield from resources.values()

    def owner(self, arn: str) -> Resource | None:
        """The resource that has this ARN."""
        key = self._by_arn.get(arn)
        return self.get(*key) if key else None

    def users(self, arn: str) -> list[Resource]:
        """Resources whose models mention the ARN."""
        found = (self.get(*key) for key in sorted(self._users.get(arn, ())))
        return [resource for resource in found if resource]

    def named(self, type_name: str, name: Any) -> Resource | None:
        """The resource that holds this unique name."""
        key = self._by_name.get((type_name, name))
        return self.get(*key) if key else None

    def put(self, resource: Resource, own_arns: set[str], mentioned: set[str], name: Any = None) -> None:
        self.drop_index(resource)
        self._by_type.setdefault(resource.type_name, {})[resource.identifier] = resource
        for arn in own_arns:
            self._by_arn[arn] = resource.key
        for arn in mentioned:
            self._users.setdefault(arn, set()).add(resource.key)
        if name is not None:
            self._by_name[resource.type_name, name] = resource.key
        resource.indexed = Indexed(frozenset(own_arns), frozenset(mentioned), name)

    def drop_index(self, resource: Resource) -> None:
        known, resource.indexed = resource.indexed, Indexed()
        for arn in known.own:
            self._by_arn.pop(arn, None)
        if known.name is not None:
            self._by_name.pop((resource.type_name, known.name), None)
        for arn in known.mentioned:
            users = self._users.get(arn)
            if users is not None:
                users.discard(resource.key)
                if not users:
                    del self._users[arn]

    def remove(self, resource: Resource) -> None:
        self.drop_index(resource)
        self._by_type.get(resource.type_name, {}).pop(resource.identifier, None)
