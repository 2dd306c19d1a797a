"""Objects in buckets: prompts, documents, web pages that a program uploads."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

import base64
import mimetypes
from typing import Any
from urllib.parse import urlencode

from sandbox.engine.provider import Properties
from sandbox.providers.archives import archive_zip, asset_bytes, is_archive
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.s3_buckets import empty_key
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.words import tag_map
from sandbox.providers.partitions import arn

_INPUTS = (
    "acl bucketKeyEnabled cacheControl content contentBase64 contentDisposition contentEncoding contentLanguage "
    "contentType forceDestroy key kmsKeyId metadata serverSideEncryption source sourceHash storageClass websiteRedirect"
)
_API = {
    "acl": "ACL",
    "bucketKeyEnabled": "BucketKeyEnabled",
    "cacheControl": "CacheControl",
    "contentDisposition": "ContentDisposition",
    "contentEncoding": "ContentEncoding",
    "contentLanguage": "ContentLanguage",
    "contentType": "ContentType",
    "kmsKeyId": "SSEKMSKeyId",
    "metadata": "Metadata",
    "serverSideEncryption": "ServerSideEncryption",
    "storageClass": "StorageClass",
    "websiteRedirect": "WebsiteRedirectLocation",
}
_SHOWN = ("cacheControl", "contentDisposition", "contentEncoding", "contentLanguage", "contentType", "metadata")


class BucketObjectv2(Kind):
    repeatable = True
    shape = shape(
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "s3",
        inputs=_INPUTS,
        required="bucket",
        computed="arn versionId checksumCrc32 checksumCrc32c checksumCrc64nvme checksumSha1 checksumSha256",
        replaces="bucket key",
        defaults={"forceDestroy": False, "storageClass": "STANDARD"},
        taggable=True,
    )

    def identity(self, inputs: Properties) -> str | None:
        return f"{inputs['bucket']}/{inputs['key']}" if inputs.get("key") else None

    def create(self, call: Call) -> str:
        arguments = call.pick(_API)
        arguments.setdefault("ContentType", _content_type(call))
        if call.tags:
            arguments["Tagging"] = urlencode(call.tags)
        bucket, key = call.inputs["bucket"], _key(call)
        call.client.put_object(Bucket=bucket, Key=key, Body=_body(call), **arguments)
        return f"{bucket}/{key}"

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        bucket, key = id_.split("/", 1)
        head = call.client.head_object(Bucket=bucket, Key=key)
        shown = {name: head.get(_API[name]) for name in _SHOWN if name == "contentType" or name in call.inputs}
        tags = call.client.get_object_tagging(Bucket=bucket, Key=key)["TagSet"]
        return {
            **shown,
            "bucket": bucket,
            "key": key,
            "arn": arn("s3", "", "", f"{bucket}/{key}", of_region=call.region),
            "etag": head["ETag"].strip('"'),
            "versionId": head.get("VersionId"),
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        bucket, key = id_.split("/", 1)
        empty_key(call.client, bucket, key)


class BucketObject(BucketObjectv2):
    shape = shape(
        "aws:s3/bucketObject:BucketObject",
        "s3",
        inputs=_INPUTS,
        required="bucket",
        computed="arn versionId",
        replaces="bucket key",
        defaults={"forceDestroy": False, "storageClass": "STANDARD"},
        taggable=True,
    )


def _key(call: Call) -> str:
    return str(call.inputs.get("key") or call.urn.rsplit("::", 1)[1])


def _body(call: Call) -> bytes:
    given = call.inputs
    if given.get("content") is not None:
        return str(given["content"]).encode()
    if given.get("contentBase64") is not None:
        return base64.b64decode(given["contentBase64"])
    source: Any = given.get("source")
    if source is None:
        return b""
    return archive_zip(source, call.base) if is_archive(source) else asset_bytes(source, call.base)


def _content_type(call: Call) -> str:
    return mimetypes.guess_type(_key(call))[0] or "application/octet-stream"
