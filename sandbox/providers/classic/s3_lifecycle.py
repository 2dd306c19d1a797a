"""Lifecycle rules of a bucket: how long recordings and transcripts are kept, and where they move first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call
from sandbox.providers.classic.s3_settings import Setting
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.words import camel, pascal, tag_list

_NAMES = {"id": "ID"}


class BucketLifecycleConfiguration(Setting):
    shape = shape(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "s3",
        inputs="expectedBucketOwner rules transitionDefaultMinimumObjectSize",
        required="bucket",
        replaces="bucket expectedBucketOwner",
        defaults={"transitionDefaultMinimumObjectSize": "all_storage_classes_128K"},
    )

    def put(self, call: Call, bucket: str) -> None:
        rules = [_to_api(rule) for rule in call.inputs.get("rules") or []]
        call.client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_bucket_lifecycle_configuration(Bucket=id_)["Rules"]
        return {"bucket": id_, "rules": [_from_api(rule) for rule in found]}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_bucket_lifecycle(Bucket=id_)


def _to_api(rule: Mapping[str, Any]) -> dict[str, Any]:
    api: dict[str, Any] = pascal({key: value for key, value in rule.items() if key != "filter"}, _NAMES)
    given = rule.get("filter") or {}
    condition: dict[str, Any] = pascal({key: value for key, value in given.items() if key not in {"and", "tag"}})
    if given.get("tag"):
        condition["Tag"] = {"Key": given["tag"]["key"], "Value": given["tag"]["value"]}
    if given.get("and"):
        inner = given["and"]
        condition["And"] = pascal({key: value for key, value in inner.items() if key != "tags"})
        condition["And"] |= {"Tags": tag_list(inner["tags"])} if inner.get("tags") else {}
    if "prefix" not in rule:
        api["Filter"] = condition or {"Prefix": ""}
    return api


def _from_api(rule: Mapping[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = camel({key: value for key, value in rule.items() if key != "Filter"}, _NAMES)
    condition = dict(rule.get("Filter") or {})
    if condition in ({}, {"Prefix": ""}):
        return own
    inner = condition.get("And")
    own["filter"] = camel({key: value for key, value in condition.items() if key != "And"})
    if inner:
        own["filter"]["and"] = camel({key: value for key, value in inner.items() if key != "Tags"})
        if inner.get("Tags"):
            own["filter"]["and"]["tags"] = {tag["Key"]: tag["Value"] for tag in inner["Tags"]}
    return own
