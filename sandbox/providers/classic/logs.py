"""CloudWatch log groups and who may write to them."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import own_tags, text

STANDARD = "STANDARD"


class LogGroup(Kind):
    shape = shape(
        "aws:cloudwatch/logGroup:LogGroup",
        "logs",
        inputs="kmsKeyId logGroupClass retentionInDays skipDestroy",
        computed="arn",
        replaces="name namePrefix logGroupClass",
        naming=Naming(longest=512, prefixed="namePrefix"),
        defaults={"retentionInDays": 0, "skipDestroy": False, "logGroupClass": STANDARD},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        optional = call.pick({"kmsKeyId": "kmsKeyId", "logGroupClass": "logGroupClass"})
        tags = {"tags": call.tags} if call.tags else {}
        call.client.create_log_group(logGroupName=call.inputs["name"], **optional, **tags)
        return str(call.inputs["name"])

    def finish(self, call: Call, id_: str) -> None:
        days = call.inputs.get("retentionInDays") or 0
        if days:
            call.client.put_retention_policy(logGroupName=id_, retentionInDays=days)

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        if (old.get("retentionInDays") or 0) and not given.get("retentionInDays"):
            client.delete_retention_policy(logGroupName=id_)
        self.finish(call, id_)
        if given.get("kmsKeyId") != old.get("kmsKeyId"):
            if given.get("kmsKeyId"):
                client.associate_kms_key(logGroupName=id_, kmsKeyId=given["kmsKeyId"])
            else:
                client.disassociate_kms_key(logGroupName=id_)
        group = call.arn(f"log-group:{id_}")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(resourceArn=group, tags=tags),
            lambda keys: client.untag_resource(resourceArn=group, tagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        group = self._described(call, id_)
        group_arn = call.arn(f"log-group:{id_}")
        return {
            "name": id_,
            "arn": group_arn,
            "retentionInDays": group.get("retentionInDays", 0),
            "kmsKeyId": group.get("kmsKeyId"),
            "tags": own_tags(call.client.list_tags_for_resource(resourceArn=group_arn)["tags"]),
        }

    def delete(self, call: Call, id_: str) -> None:
        if not call.inputs.get("skipDestroy"):
            call.client.delete_log_group(logGroupName=id_)

    @staticmethod
    def _described(call: Call, name: str) -> dict[str, Any]:
        following: dict[str, str] = {}
        while True:
            page = call.client.describe_log_groups(logGroupNamePrefix=name, **following)
            for group in page["logGroups"]:
                if group["logGroupName"] == name:
                    return dict(group)
            if not page.get("nextToken"):
                raise gone(f"log group {name}")
            following = {"nextToken": page["nextToken"]}


class LogResourcePolicy(Kind):
    repeatable = True
    shape = shape(
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        "logs",
        inputs="policyName",
        required="policyDocument",
        computed="policyScope revisionId",
        replaces="policyName",
        documents="policyDocument",
        naming=Naming("policyName", longest=128),
    )

    def create(self, call: Call) -> str:
        name = str(call.inputs["policyName"])
        call.client.put_resource_policy(policyName=name, policyDocument=text(call.inputs["policyDocument"]))
        return name

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        following: dict[str, str] = {}
        while True:
            page = call.client.describe_resource_policies(**following)
            for policy in page["resourcePolicies"]:
                if policy["policyName"] == id_:
                    scope = {"policyScope": policy.get("policyScope", "ACCOUNT")}
                    return {"policyName": id_, "policyDocument": policy["policyDocument"], **scope}
            if not page.get("nextToken"):
                raise gone(f"log resource policy {id_}")
            following = {"nextToken": page["nextToken"]}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_resource_policy(policyName=id_)
