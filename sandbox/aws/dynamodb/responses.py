"""moto's DynamoDB with replicas; moto looks methods up by name."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.dynamodb.responses import DynamoHandler

from sandbox.aws.dynamodb import global_tables


class DynamoServiceResponse(DynamoHandler):  # type: ignore[misc]  # moto is untyped
    def update_table(self) -> ActionResult:
        global_tables.require_stream(self._table(), self.body.get("StreamSpecification"))
        answer: ActionResult = super().update_table()
        if updates := self.body.get("ReplicaUpdates"):
            global_tables.update(self.current_account, self.region, self._table().name, updates)
        return self._with_replicas(answer, "TableDescription")

    def describe_table(self) -> ActionResult:
        return self._with_replicas(super().describe_table(), "Table")

    def delete_table(self) -> ActionResult:
        table = self._table()
        answer: ActionResult = super().delete_table()
        if group := global_tables.group_of(table):
            global_tables.leave(self.current_account, table.name, self.region, group)
        return answer

    def transact_write_items(self) -> ActionResult:
        names = {part["TableName"] for item in self.body["TransactItems"] for part in item.values()}
        try:
            return super().transact_write_items()
        finally:
            global_tables.rejoin(self.current_account, self.region, names)

    def _table(self) -> Any:
        return self.dynamodb_backend.get_table(self.body["TableName"])

    def _with_replicas(self, answer: ActionResult, key: str) -> ActionResult:
        answer.result[key].update(global_tables.described(self._table()))
        return answer
