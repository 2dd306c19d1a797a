"""What the engine knows of each resource, and of a whole stack: immutable records that the checkpoint stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sandbox.engine.state.urns import name_of, provider_urn
from sandbox.engine.values.model import Properties


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Resource:
    """One resource as the state holds it; field names are the checkpoint's in snake case. Compared by identity."""

    urn: str
    type: str
    custom: bool
    id: str = ""
    inputs: Properties = field(default_factory=dict)
    outputs: Properties = field(default_factory=dict)
    parent: str = ""
    provider: str = ""
    """Reference `urn::id` of the provider that made it."""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    protect: bool = False
    external: bool = False
    """Only read, never ours to change (`Resource.get`)."""
    delete: bool = False
    """Replaced already and still to be deleted."""
    pending_replacement: bool = False
    """Deleted already and still to be made anew."""
    init_errors: tuple[str, ...] = ()
    """Why it is only half made or of uncertain content; the next run updates it in any case."""
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    custom_timeouts: Mapping[str, float] = field(default_factory=dict)
    import_id: str = ""
    retain_on_delete: bool = False
    deleted_with: str = ""
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields that Pulumi wrote and this engine does not use; kept as they are."""

    @property
    def name(self) -> str:
        return name_of(self.urn)

    def references(self) -> Iterator[str]:
        """URNs that must exist as long as this resource does; some come twice."""
        yield from self.dependencies
        for urns in self.property_dependencies.values():
            yield from urns
        if self.parent:
            yield self.parent
        if self.provider:
            yield provider_urn(self.provider)
        if self.deleted_with:
            yield self.deleted_with

    def with_references(self, renamed: Mapping[str, str]) -> Resource:
        """The same resource pointing at new URNs; an empty new URN forgets the reference."""

        def urns(old: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(new for urn in old if (new := renamed.get(urn, urn)))

        provider = self.provider
        if provider and (new := renamed.get(provider_urn(provider))):
            provider = f"{new}::{provider.rsplit('::', 1)[1]}"
        return replace(
            self,
            dependencies=urns(self.dependencies),
            property_dependencies={key: urns(old) for key, old in self.property_dependencies.items()},
            parent=renamed.get(self.parent, self.parent),
            deleted_with=renamed.get(self.deleted_with, self.deleted_with),
            provider=provider,
        )


class Pending(StrEnum):
    """What was under way when the state was written."""

    CREATING = "creating"
    UPDATING = "updating"
    DELETING = "deleting"
    READING = "reading"
    IMPORTING = "importing"


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """A journal entry: begun, and not known to have ended. `resource` is the goal (create) or the old state."""

    kind: Pending
    resource: Resource


@dataclass(frozen=True, slots=True)
class Deployment:
    """A stack's state: resources in an order in which each stands after what it refers to."""

    resources: tuple[Resource, ...] = ()
    pending: tuple[Operation, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
