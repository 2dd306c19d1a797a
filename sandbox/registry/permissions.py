"""IAM actions that the handlers of a type need; deployment policies are made from them."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.registry import catalog

OPERATIONS = ("create", "read", "update", "delete", "list")


def actions_of(type_name: str, operations: Iterable[str] = OPERATIONS) -> frozenset[str]:
    """IAM actions (`connect:CreateQueue`) that Cloud Control performs for these operations on the type.

    Empty for an unknown type and for handlers that need none (the delete handler of AgentStatus is such a one).
    """
    handlers = (catalog.raw_schema(type_name) or {}).get("handlers", {})
    return frozenset(action for name in operations for action in handlers.get(name, {}).get("permissions", ()))


def actions_of_all(type_names: Iterable[str], operations: Iterable[str] = OPERATIONS) -> tuple[str, ...]:
    """The union over several types, sorted."""
    wanted = tuple(operations)
    return tuple(sorted({action for name in type_names for action in actions_of(name, wanted)}))
