"""The engine's preview events as a list of changes. Works the same for both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "create": "create",
    "update": "update",
    "delete": "delete",
    "same": "same",
    "replace": "replace",
    "create-replacement": "replace",
    "import": "create",
    "read": "same",
    "refresh": "same",
}
OWN = "pulumi-python:dynamic/civicline:"
"""What our own dynamic resources change is as real as what a provider's do."""
CLOUD = ("aws-native:", "aws:", OWN)
"""Types of what is in AWS: no components, no providers."""
COUNTED = ("create", "update", "replace", "delete", "same")


@dataclass(frozen=True, slots=True)
class Change:
    """One resource and what happens to it.

    op       create, update, replace, delete or same
    type     Pulumi token, such as aws-native:connect:Queue
    name     logical name
    fields   top-level properties that differ
    """

    op: str
    type: str
    name: str
    urn: str
    fields: tuple[str, ...] = ()
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_cloud(self) -> bool:
        """Whether it is something in AWS, not a component, provider or the stack itself."""
        return self.type.startswith(CLOUD)


def changes(events: Iterable[Any]) -> tuple[Change, ...]:
    """Changes of a preview or an update, in the order in which the engine reported them."""
    found: dict[str, Change] = {}
    for event in events:
        step = event.resource_pre_event
        if step is None or step.metadata is None:
            continue
        change = _change(step.metadata)
        if change is not None and not (change.urn in found and found[change.urn].op == "replace"):
            found[change.urn] = change
    return tuple(found.values())


def counts(found: Iterable[Change]) -> dict[str, int]:
    """How many cloud resources are created, updated, replaced, deleted and left alone; every key present."""
    seen = Counter(change.op for change in found if change.is_cloud)
    return {kind: seen[kind] for kind in COUNTED}


def _change(metadata: Any) -> Change | None:
    op = KINDS.get(str(getattr(metadata.op, "value", metadata.op)))
    if op is None:
        return None
    return Change(
        op=op,
        type=metadata.type,
        name=metadata.urn.rpartition("::")[2],
        urn=metadata.urn,
        fields=tuple(metadata.diffs or ()),
        old=(metadata.old.inputs if metadata.old else None) or {},
        new=(metadata.new.inputs if metadata.new else None) or {},
    )
