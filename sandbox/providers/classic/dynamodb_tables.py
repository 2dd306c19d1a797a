"""DynamoDB tables."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic import dynamodb_indexes as design
from sandbox.providers.classic import dynamodb_replicas as replicas
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.waiting import until_true
from sandbox.providers.classic.words import tag_list, tag_map


class Table(Kind):
    shape = shape(
        "aws:dynamodb/table:Table",
        "dynamodb",
        inputs="attributes billingMode deletionProtectionEnabled globalSecondaryIndexes hashKey localSecondaryIndexes "
        "pointInTimeRecovery rangeKey readCapacity replicas serverSideEncryption streamEnabled streamViewType "
        "tableClass ttl writeCapacity",
        computed="arn streamArn streamLabel",
        replaces="name hashKey rangeKey localSecondaryIndexes",
        naming=Naming(longest=255),
        defaults={"billingMode": "PROVISIONED", "tableClass": "STANDARD", "deletionProtectionEnabled": False},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        given, name = call.inputs, str(call.inputs["name"])
        arguments = {
            "TableName": name,
            "KeySchema": design.key_schema(given["hashKey"], given.get("rangeKey")),
            "AttributeDefinitions": design.attributes(given),
            "DeletionProtectionEnabled": bool(given.get("deletionProtectionEnabled")),
            "Tags": tag_list(call.tags),
            **call.pick({"tableClass": "TableClass"}),
            **design.capacity(given),
            **design.indexes(given),
            **design.stream(given),
            **design.encryption(given),
        }
        call.client.create_table(**arguments)
        return name

    def finish(self, call: Call, id_: str) -> None:
        _active(call, id_)
        self._settle(call, id_, {})
        replicas.converge(call, id_, {})

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        changed = {name for name in given.keys() | old.keys() if given.get(name) != old.get(name)}
        arguments: dict[str, Any] = {}
        if changed & {"billingMode", "readCapacity", "writeCapacity"}:
            arguments |= design.capacity(given)
        if changed & {"streamEnabled", "streamViewType"}:
            arguments |= _stream_change(call, id_)
        if "serverSideEncryption" in changed:
            arguments |= design.encryption(given) or {"SSESpecification": {"Enabled": False}}
        if "deletionProtectionEnabled" in changed:
            arguments["DeletionProtectionEnabled"] = bool(given.get("deletionProtectionEnabled"))
        if "tableClass" in changed:
            arguments["TableClass"] = given.get("tableClass", "STANDARD")
        if arguments:
            client.update_table(TableName=id_, **arguments)
            _active(call, id_)
        for change in design.index_changes(old, given):
            client.update_table(TableName=id_, AttributeDefinitions=design.attributes(given), **change)
            _active(call, id_)
        self._settle(call, id_, old)
        replicas.converge(call, id_, old)
        table_arn = call.arn(f"table/{id_}")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=table_arn, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceArn=table_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        table: dict[str, Any] = call.client.describe_table(TableName=id_)["Table"]
        keys = {key["KeyType"]: key["AttributeName"] for key in table["KeySchema"]}
        stream = table.get("StreamSpecification") or {}
        billing = (table.get("BillingModeSummary") or {}).get("BillingMode", "PROVISIONED")
        return {
            "name": table["TableName"],
            "arn": table["TableArn"],
            "streamArn": table.get("LatestStreamArn", ""),
            "streamLabel": table.get("LatestStreamLabel", ""),
            "billingMode": billing,
            "hashKey": keys["HASH"],
            "rangeKey": keys.get("RANGE"),
            "streamEnabled": stream.get("StreamEnabled") if stream or "streamEnabled" in call.inputs else None,
            "streamViewType": stream.get("StreamViewType"),
            "deletionProtectionEnabled": table.get("DeletionProtectionEnabled", False),
            **self._extras(call, id_),
            **replicas.live(call, table),
            "tags": tag_map(call.client.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]),
        }

    def delete(self, call: Call, id_: str) -> None:
        replicas.remove(call, id_)
        call.client.delete_table(TableName=id_)
        until_true(f"deletion of table {id_}", lambda: self.existing(call, id_) is None, call.session.patience)

    @staticmethod
    def _settle(call: Call, id_: str, old: Properties) -> None:
        """Expiry and recovery have operations of their own."""
        client, ttl = call.client, call.inputs.get("ttl")
        if ttl != old.get("ttl"):
            wanted = ttl or {**old["ttl"], "enabled": False}
            enabled = bool(wanted.get("enabled", True))
            if enabled or (old.get("ttl") or {}).get("enabled"):
                expiry = {"Enabled": enabled, "AttributeName": wanted["attributeName"]}
                client.update_time_to_live(TableName=id_, TimeToLiveSpecification=expiry)
        recovery = (call.inputs.get("pointInTimeRecovery") or {}).get("enabled", False)
        if recovery != (old.get("pointInTimeRecovery") or {}).get("enabled", False):
            setting = {"PointInTimeRecoveryEnabled": recovery}
            client.update_continuous_backups(TableName=id_, PointInTimeRecoverySpecification=setting)

    @staticmethod
    def _extras(call: Call, id_: str) -> Properties:
        """What costs further calls is read only where the program sets it."""
        found: Properties = {}
        if call.inputs.get("ttl"):
            ttl = call.client.describe_time_to_live(TableName=id_)["TimeToLiveDescription"]
            on = ttl.get("TimeToLiveStatus") in {"ENABLED", "ENABLING"}
            found["ttl"] = {**call.inputs["ttl"], "enabled": on} if "enabled" in call.inputs["ttl"] else None
        if call.inputs.get("pointInTimeRecovery"):
            backups = call.client.describe_continuous_backups(TableName=id_)["ContinuousBackupsDescription"]
            status = backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]
            found["pointInTimeRecovery"] = {**call.inputs["pointInTimeRecovery"], "enabled": status == "ENABLED"}
        return found


def _stream_change(call: Call, name: str) -> dict[str, Any]:
    """Nothing where an update that broke off has made it already: DynamoDB refuses to enable what is enabled."""
    wanted = design.stream(call.inputs) or {"StreamSpecification": {"StreamEnabled": False}}
    there = call.client.describe_table(TableName=name)["Table"].get("StreamSpecification")
    return {} if wanted["StreamSpecification"] == (there or {"StreamEnabled": False}) else wanted


def _active(call: Call, name: str) -> None:
    def done() -> bool:
        table: dict[str, Any] = call.client.describe_table(TableName=name)["Table"]
        return bool(table["TableStatus"] == "ACTIVE")

    until_true(f"table {name}", done, call.session.patience)
