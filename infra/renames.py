"""An id that is renamed in the spec names the same thing: what would be created under a name that is still taken is
what would be deleted. So is what another component declares than the last release did, under the logical name it had.

Without this, Pulumi creates before it deletes, and Amazon Connect refuses the second thing of a name, for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pulumi

Key = tuple[str, str]
"""Pulumi type and logical name."""

_IDENTITY = ("name", "securityProfileName", "username", "emailAddress", "title")
_SCOPE = ("instanceArn", "domainId", "parentGroupArn")


def renames(events: Iterable[Any]) -> dict[Key, str]:
    """New type and name -> URN that it had, from the events of a preview. Empty where nothing was renamed."""
    steps = [event.resource_pre_event.metadata for event in events if event.resource_pre_event]
    made = {step.urn: step for step in steps if _op(step) == "create"}
    gone = {step.urn: step for step in steps if _op(step) == "delete"}
    known = {identity: _name(urn) for urn, step in gone.items() if (identity := _identity(step.type, step.old))}
    former = {
        _name(urn): known[identity]
        for urn, step in made.items()
        if (identity := _identity(step.type, step.new)) in known and identity is not None
    }
    # What belongs to a renamed thing bears its name, and is renamed with it.
    renamed = {
        (step.type, _name(urn)): old
        for urn, step in made.items()
        if (old := urn.rpartition("::")[0] + "::" + former.get(_name(urn), "")) in gone
    }
    return {**_moved(made, gone), **renamed}


def _moved(made: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[Key, str]:
    """What another component declares now. Logical names are unique among things of one type."""
    left = {(step.type, _name(urn)): urn for urn, step in gone.items()}
    return {key: left[key] for urn, step in made.items() if (key := (step.type, _name(urn))) in left}


def following(program: Callable[[], None], found: Callable[[], Mapping[Key, str]]) -> Callable[[], None]:
    """The program, in which what was renamed is known by the URN that it had. `found` is asked when it runs."""

    def alias(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        urn = found().get((args.type_, args.name))
        if urn is None:
            return None
        opts = pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(aliases=[urn]))
        return pulumi.ResourceTransformationResult(props=args.props, opts=opts)

    def run() -> None:
        if found():
            pulumi.runtime.register_stack_transformation(alias)
        program()

    return run


def _identity(kind: str, state: Any) -> tuple[object, ...] | None:
    """What the service tells things of a kind apart by, or None where that is not known."""
    inputs = (state.inputs if state else None) or {}
    if not kind.startswith("aws-native:") or not any(key in inputs for key in _IDENTITY):
        return None
    return (kind, *(str(inputs.get(key)) for key in (*_IDENTITY, *_SCOPE)))


def _op(step: Any) -> str:
    return str(getattr(step.op, "value", step.op))


def _name(urn: str) -> str:
    return str(urn).rpartition("::")[2]
