"""What the program asks for: one resource as it should be, before any provider has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.engine.state.model import Resource
from sandbox.engine.state.urns import Alias
from sandbox.engine.values.model import Properties


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A registration. `delete_before_replace` is None where the program leaves the order to the provider."""

    urn: str
    type: str
    custom: bool
    inputs: Properties
    parent: str = ""
    provider: str = ""
    version: str = ""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    protect: bool = False
    retain_on_delete: bool = False
    deleted_with: str = ""
    aliases: tuple[Alias, ...] = ()
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    delete_before_replace: bool | None = None
    additional_secret_outputs: tuple[str, ...] = ()
    import_id: str = ""
    custom_timeouts: Mapping[str, float] = field(default_factory=dict)

    def state(self) -> Resource:
        """The resource state that this goal aims at; id, outputs and times are still to come."""
        return Resource(
            urn=self.urn,
            type=self.type,
            custom=self.custom,
            inputs=self.inputs,
            parent=self.parent,
            provider=self.provider,
            dependencies=self.dependencies,
            property_dependencies=self.property_dependencies,
            protect=self.protect,
            retain_on_delete=self.retain_on_delete,
            deleted_with=self.deleted_with,
            ignore_changes=self.ignore_changes,
            replace_on_changes=self.replace_on_changes,
            additional_secret_outputs=self.additional_secret_outputs,
            custom_timeouts=self.custom_timeouts,
        )
