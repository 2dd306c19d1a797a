"""IAM actions that the handlers of a type need: which API calls a Cloud Control request makes."""

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
