"""Deletion protection of tables."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from operate.table_locks import unlock_table
from spec.errors import CloudError


class FakeDynamoDb:
    """Tables by name, with whether they are protected; every change is waited for."""

    def __init__(self, tables: dict[str, bool], refusal: str = "ResourceNotFoundException") -> None:
        self.tables, self.refusal, self.waited = tables, refusal, list[str]()
        model = SimpleNamespace(service_name="dynamodb")
        self.meta = SimpleNamespace(service_model=model, region_name="us-east-1")

    def update_table(self, *, TableName: str, DeletionProtectionEnabled: bool) -> dict[str, Any]:  # noqa: N803 - boto3's names
        if TableName not in self.tables:
            raise ClientError({"Error": {"Code": self.refusal, "Message": "no"}}, "UpdateTable")
        self.tables[TableName] = DeletionProtectionEnabled
        return {}

    def get_waiter(self, name: str) -> Any:
        assert name == "table_exists"
        return SimpleNamespace(wait=self._wait)

    def _wait(self, *, TableName: str) -> None:  # noqa: N803 - boto3's name
        self.waited.append(TableName)


def test_a_protected_table_may_be_deleted_afterwards() -> None:
    fake = FakeDynamoDb({"log": True})
    assert unlock_table(fake, "log")
    assert (fake.tables, fake.waited) == ({"log": False}, ["log"])


def test_a_table_that_is_gone_needs_no_unlocking() -> None:
    assert not unlock_table(FakeDynamoDb({}), "log")


def test_any_other_refusal_is_told() -> None:
    with pytest.raises(CloudError, match="AccessDenied"):
        unlock_table(FakeDynamoDb({}, "AccessDeniedException"), "log")
