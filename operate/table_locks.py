"""Deletion protection of a DynamoDB table, taken off for whom `--delete-protected` names it.

DynamoDB refuses to delete a protected table, and no provider takes the protection off first. Where the deletion does
not come to an end, `up --refresh` puts it on again. Source: DynamoDB Developer Guide, "Using deletion protection".
"""

from __future__ import annotations

from typing import Any

from operate.aws import call
from spec.errors import CloudError

GONE = "ResourceNotFoundException"


def unlock_table(dynamodb: Any, name: str) -> bool:
    """Let the table be deleted; False where there is none of this name. Raises CloudError.

    dynamodb   boto3 client in the table's region
    """
    try:
        call(dynamodb, "update_table", TableName=name, DeletionProtectionEnabled=False)
    except CloudError as error:
        if _code(error) == GONE:
            return False
        raise
    dynamodb.get_waiter("table_exists").wait(TableName=name)  # a table that is being changed cannot be deleted
    return True


def _code(error: CloudError) -> str:
    refused: Any = error.__cause__
    return str(getattr(refused, "response", {}).get("Error", {}).get("Code", ""))
