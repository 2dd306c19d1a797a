"""Rules of the services that no schema holds, one function each, registered for a type.

`check` runs before a create or update and may refuse; `fill` completes the new model after ids are minted; `made` runs
after it is stored, and `changed` when all of those have; `guard` may refuse a deletion; `going` runs when one is
certain, before what the resource contains goes; `gone` runs after one; `shown` adds to what Cloud Control reads what
only other resources know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources
    from sandbox.aws.store import Resource

MOMENTS = ("check", "fill", "made", "changed", "guard", "going", "gone", "shown")


@dataclass
class Change:
    """One create, read, update or delete, as a rule sees it."""

    resources: Resources
    type_name: str
    model: dict[str, Any]
    old: Resource | None = None
    stored: Resource | None = None
    saved_only: bool = False
    """A flow that is saved as a draft: nothing in it is checked."""
    by_service: bool = False
    """Made by the service itself (an instance's default queue), not asked for by anyone."""

    @property
    def creating(self) -> bool:
        return self.old is None

    def changed(self, name: str) -> bool:
        """Whether a property differs from what is stored; true for everything at creation."""
        return self.old is None or self.old.model.get(name) != self.model.get(name)


Hook = Callable[[Change], None]
_hooks: dict[str, dict[str, list[Hook]]] = {moment: {} for moment in MOMENTS}


def on(moment: str, *kinds: str) -> Callable[[Hook], Hook]:
    """Register a rule: `@on("check", "Connect::Queue")`."""

    def register(hook: Hook) -> Hook:
        for kind in kinds:
            _hooks[moment].setdefault(f"AWS::{kind}", []).append(hook)
        return hook

    return register


def run(moment: str, change: Change) -> None:
    for hook in _hooks[moment].get(change.type_name, ()):
        hook(change)
