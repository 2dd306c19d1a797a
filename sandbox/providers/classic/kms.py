"""KMS keys, their replicas in another region, and aliases."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import MARK, Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_map, text
from sandbox.providers.failures import AwsError

_WAITING_DAYS = 30
_PENDING = frozenset({"PendingDeletion", "PendingReplicaDeletion"})


class Key(Kind):
    anonymous = True
    shape = shape(
        "aws:kms/key:Key",
        "kms",
        inputs="bypassPolicyLockoutSafetyCheck customerMasterKeySpec deletionWindowInDays description "
        "enableKeyRotation isEnabled keyUsage multiRegion policy rotationPeriodInDays",
        computed="arn keyId",
        replaces="customerMasterKeySpec keyUsage multiRegion",
        documents="policy",
        defaults={
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "keyUsage": "ENCRYPT_DECRYPT",
            "isEnabled": True,
            "enableKeyRotation": False,
            "multiRegion": False,
            "bypassPolicyLockoutSafetyCheck": False,
        },
        taggable=True,
    )

    def create(self, call: Call) -> str:
        defaults = {"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT"}
        optional = {
            "description": "Description",
            "customerMasterKeySpec": "KeySpec",
            "keyUsage": "KeyUsage",
            "multiRegion": "MultiRegion",
            "policy": "Policy",
            "bypassPolicyLockoutSafetyCheck": "BypassPolicyLockoutSafetyCheck",
        }
        arguments = {**defaults, **call.pick(optional)}
        made = call.client.once().create_key(**arguments, Tags=_tags({**call.tags, MARK: call.mark}))
        return str(made["KeyMetadata"]["KeyId"])

    def finish(self, call: Call, id_: str) -> None:
        if call.inputs.get("enableKeyRotation"):
            period = call.pick({"rotationPeriodInDays": "RotationPeriodInDays"})
            call.client.enable_key_rotation(KeyId=id_, **period)
        if call.inputs.get("isEnabled") is False:
            call.client.disable_key(KeyId=id_)

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        _update(call, id_, old, enabled="isEnabled")
        if not given.get("enableKeyRotation") and old.get("enableKeyRotation"):
            client.disable_key_rotation(KeyId=id_)
        self.finish(call, id_)
        _retag(call, id_, old)

    def live(self, call: Call, id_: str) -> Properties:
        key = described(call, id_)
        return {
            "arn": key["Arn"],
            "keyId": key["KeyId"],
            "description": key.get("Description") or None,
            "isEnabled": key["Enabled"],
            "keyUsage": key["KeyUsage"],
            "customerMasterKeySpec": key.get("KeySpec") or key.get("CustomerMasterKeySpec"),
            "multiRegion": bool(key.get("MultiRegion")),
            "policy": call.client.get_key_policy(KeyId=id_, PolicyName="default")["Policy"],
            "enableKeyRotation": call.client.get_key_rotation_status(KeyId=id_)["KeyRotationEnabled"],
            "tags": tag_map(call.client.list_resource_tags(KeyId=id_)["Tags"]),
        }

    def delete(self, call: Call, id_: str) -> None:
        days = int(call.inputs.get("deletionWindowInDays") or _WAITING_DAYS)
        try:
            call.client.schedule_key_deletion(KeyId=id_, PendingWindowInDays=days)
        except AwsError as error:
            if "pending" not in error.message.lower():
                raise

    def find(self, call: Call) -> str | None:
        """A key has no name: the one that carries the mark, unless it is already being deleted."""
        wanted = {"TagKey": MARK, "TagValue": call.mark}
        marker: Properties = {}
        while True:
            page = call.client.list_keys(**marker)
            for entry in page["Keys"]:
                if wanted in call.client.list_resource_tags(KeyId=entry["KeyId"])["Tags"]:
                    found = self.existing(call, entry["KeyId"])
                    if found:
                        return found
            if not page.get("Truncated"):
                return None
            marker = {"Marker": page["NextMarker"]}


class ReplicaKey(Kind):
    shape = shape(
        "aws:kms/replicaKey:ReplicaKey",
        "kms",
        inputs="deletionWindowInDays description enabled policy",
        required="primaryKeyArn",
        computed="arn keyId keyRotationEnabled keySpec keyUsage",
        replaces="primaryKeyArn",
        documents="policy",
        defaults={"enabled": True},
        taggable=True,
    )

    def identity(self, inputs: Properties) -> str | None:
        primary = inputs.get("primaryKeyArn")
        return str(primary).rsplit("/", 1)[1] if primary and "/" in str(primary) else None

    def create(self, call: Call) -> str:
        primary = str(call.inputs["primaryKeyArn"])
        home = call.session.client("kms", primary.split(":")[3])
        optional = call.pick({"description": "Description", "policy": "Policy"})
        home.replicate_key(
            KeyId=self.identity(call.inputs), ReplicaRegion=call.region, Tags=_tags(call.tags), **optional
        )
        return str(self.identity(call.inputs))

    def finish(self, call: Call, id_: str) -> None:
        if call.inputs.get("enabled") is False:
            call.client.disable_key(KeyId=id_)

    def update(self, call: Call, id_: str, old: Properties) -> None:
        _update(call, id_, old, enabled="enabled")
        self.finish(call, id_)
        _retag(call, id_, old)

    def live(self, call: Call, id_: str) -> Properties:
        key = described(call, id_)
        return {
            "arn": key["Arn"],
            "keyId": key["KeyId"],
            "description": key.get("Description") or None,
            "enabled": key["Enabled"],
            "keyUsage": key["KeyUsage"],
            "keySpec": key.get("KeySpec"),
            "policy": call.client.get_key_policy(KeyId=id_, PolicyName="default")["Policy"],
            "keyRotationEnabled": call.client.get_key_rotation_status(KeyId=id_)["KeyRotationEnabled"],
            "tags": tag_map(call.client.list_resource_tags(KeyId=id_)["Tags"]),
        }

    def delete(self, call: Call, id_: str) -> None:
        Key().delete(call, id_)


class Alias(Kind):
    shape = shape(
        "aws:kms/alias:Alias",
        "kms",
        required="targetKeyId",
        computed="arn targetKeyArn",
        replaces="name namePrefix",
        naming=Naming(longest=256, start="alias/", prefixed="namePrefix"),
    )

    def create(self, call: Call) -> str:
        call.client.create_alias(AliasName=call.inputs["name"], TargetKeyId=call.inputs["targetKeyId"])
        return str(call.inputs["name"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        call.client.update_alias(AliasName=id_, TargetKeyId=call.inputs["targetKeyId"])

    def live(self, call: Call, id_: str) -> Properties:
        found = _alias(call, id_)
        target = call.inputs.get("targetKeyId")
        same = target is not None and str(target).endswith(found["TargetKeyId"])
        return {
            "name": id_,
            "arn": found["AliasArn"],
            "targetKeyId": target if same else found["TargetKeyId"],
            "targetKeyArn": call.arn(f"key/{found['TargetKeyId']}"),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_alias(AliasName=id_)


def described(call: Call, id_: str) -> dict[str, Any]:
    """The key's metadata; one that waits for its deletion counts as gone."""
    key: dict[str, Any] = call.client.describe_key(KeyId=id_)["KeyMetadata"]
    if key.get("KeyState") in _PENDING:
        raise gone(f"key {id_}")
    return key


def _alias(call: Call, name: str) -> dict[str, Any]:
    marker: Properties = {}
    while True:
        page = call.client.list_aliases(**marker)
        for alias in page["Aliases"]:
            if alias["AliasName"] == name and alias.get("TargetKeyId"):
                return dict(alias)
        if not page.get("Truncated"):
            raise gone(name)
        marker = {"Marker": page["NextMarker"]}


def _tags(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"TagKey": key, "TagValue": value} for key, value in tags.items()]


def _update(call: Call, id_: str, old: Properties, *, enabled: str) -> None:
    """What a key and a replica key change in the same way; `enabled` is the property that each has for its state."""
    client, given = call.client, call.inputs
    if given.get("description") != old.get("description"):
        client.update_key_description(KeyId=id_, Description=given.get("description", ""))
    if given.get("policy") and given["policy"] != old.get("policy"):
        client.put_key_policy(KeyId=id_, PolicyName="default", Policy=text(given["policy"]))
    if given.get(enabled, True) and not old.get(enabled, True):
        client.enable_key(KeyId=id_)


def _retag(call: Call, id_: str, old: Properties) -> None:
    retag(
        old.get("tags"),
        call.tags,
        lambda tags: call.client.tag_resource(KeyId=id_, Tags=_tags(tags)),
        lambda keys: call.client.untag_resource(KeyId=id_, TagKeys=keys),
    )
