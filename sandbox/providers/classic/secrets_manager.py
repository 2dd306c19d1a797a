"""Secrets Manager: where a secret will be, without its value."""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map, text
from sandbox.providers.failures import AwsError


class Secret(Kind):
    """The container only: its value is put by whoever knows it, never by a program."""

    shape = shape(
        "aws:secretsmanager/secret:Secret",
        "secretsmanager",
        inputs="description kmsKeyId policy recoveryWindowInDays",
        computed="arn",
        replaces="name namePrefix",
        documents="policy",
        naming=Naming(longest=512, prefixed="namePrefix"),
        defaults={"recoveryWindowInDays": 30},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        optional = call.pick({"description": "Description", "kmsKeyId": "KmsKeyId"})
        # The token makes a repeated request answer with the first one's secret.
        request = hashlib.sha256(f"{call.urn}|{call.token}".encode()).hexdigest()[:64]
        arguments = {"Name": call.inputs["name"], "ClientRequestToken": request, "Tags": tag_list(call.tags)}
        return str(call.client.create_secret(**arguments, **optional)["ARN"])

    def finish(self, call: Call, id_: str) -> None:
        if call.inputs.get("policy"):
            call.client.put_resource_policy(SecretId=id_, ResourcePolicy=text(call.inputs["policy"]))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        optional = call.pick({"kmsKeyId": "KmsKeyId"})
        client.update_secret(SecretId=id_, Description=given.get("description", ""), **optional)
        if old.get("policy") and not given.get("policy"):
            client.delete_resource_policy(SecretId=id_)
        self.finish(call, id_)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(SecretId=id_, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(SecretId=id_, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.describe_secret(SecretId=id_)
        if found.get("DeletedDate"):
            raise gone(f"secret {id_}")
        policy = None
        if "policy" in call.inputs:
            policy = call.client.get_resource_policy(SecretId=id_).get("ResourcePolicy")
        return {
            "name": found["Name"],
            "arn": found["ARN"],
            "description": found.get("Description") or None,
            "kmsKeyId": found.get("KmsKeyId") or None,
            "policy": policy,
            "tags": tag_map(found.get("Tags")),
        }

    def delete(self, call: Call, id_: str) -> None:
        days = int(call.inputs.get("recoveryWindowInDays", 30))
        how: Properties = {"RecoveryWindowInDays": days} if days else {"ForceDeleteWithoutRecovery": True}
        try:
            call.client.delete_secret(SecretId=id_, **how)
        except AwsError as error:
            if "deleted" not in error.message.lower():
                raise

    def find(self, call: Call) -> str | None:
        try:
            found = call.client.describe_secret(SecretId=call.inputs["name"])
        except AwsError as error:
            if error.gone:
                return None
            raise
        return None if found.get("DeletedDate") else str(found["ARN"])
