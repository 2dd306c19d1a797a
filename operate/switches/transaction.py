"""A row of the switchboard and its entry in the log, written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from operate.aws import call
from operate.switches.ports import OvertakenError
from spec.errors import CloudError
from spec.switches import LOG_CENTER, LogEntry

TAKEN = frozenset({"ConditionalCheckFailed", "TransactionConflict"})


def entered(log: str, entry: LogEntry) -> dict[str, Any]:
    """The entry as a part of a transaction; none is ever written over."""
    new = f"attribute_not_exists({LOG_CENTER})"
    return {"Put": {"TableName": log, "Item": entry.item(), "ConditionExpression": new}}


def transact(client: Any, items: Sequence[dict[str, Any]], token: str) -> None:
    """All of the items or none. The SDK sends the same token when it tries again, so that a time-out after the fact is
    one change.

    raises   OvertakenError where a row is not any more what its condition says; CloudError
    """
    try:
        call(client, "transact_write_items", TransactItems=list(items), ClientRequestToken=token)
    except CloudError as error:
        response = getattr(error.__cause__, "response", None) or {}
        if {reason.get("Code") for reason in response.get("CancellationReasons", ())} & TAKEN:
            raise OvertakenError(error.where, "the row is not any more what was shown") from error
        raise
