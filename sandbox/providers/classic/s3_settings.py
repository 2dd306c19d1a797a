"""What is configured about a bucket. Each is one document: put it, get it, delete it; its id is the bucket."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.words import camel, pascal, text


class Setting(Kind):
    """Put and get are the same for creation and change."""

    repeatable = True

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("bucket")

    @abstractmethod
    def put(self, call: Call, bucket: str) -> None: ...

    def create(self, call: Call) -> str:
        self.put(call, call.inputs["bucket"])
        return str(call.inputs["bucket"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.put(call, id_)


class BucketPolicy(Setting):
    shape = shape(
        "aws:s3/bucketPolicy:BucketPolicy",
        "s3",
        required="bucket policy",
        replaces="bucket",
        documents="policy",
    )

    def put(self, call: Call, bucket: str) -> None:
        call.client.put_bucket_policy(Bucket=bucket, Policy=text(call.inputs["policy"]))

    def live(self, call: Call, id_: str) -> Properties:
        return {"bucket": id_, "policy": call.client.get_bucket_policy(Bucket=id_)["Policy"]}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_bucket_policy(Bucket=id_)


class BucketPublicAccessBlock(Setting):
    _flags: ClassVar[tuple[str, ...]] = (
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
    )
    shape = shape(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "s3",
        inputs="blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets skipDestroy",
        required="bucket",
        replaces="bucket",
        defaults=dict.fromkeys(_flags, False),
    )

    def put(self, call: Call, bucket: str) -> None:
        flags = pascal({flag: bool(call.inputs.get(flag)) for flag in self._flags})
        call.client.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=flags)

    def live(self, call: Call, id_: str) -> Properties:
        answer = call.client.get_public_access_block(Bucket=id_)
        return {"bucket": id_, **camel(answer["PublicAccessBlockConfiguration"])}

    def delete(self, call: Call, id_: str) -> None:
        if not call.inputs.get("skipDestroy"):
            call.client.delete_public_access_block(Bucket=id_)


class BucketVersioning(Setting):
    shape = shape(
        "aws:s3/bucketVersioning:BucketVersioning",
        "s3",
        inputs="expectedBucketOwner",
        required="bucket versioningConfiguration",
        replaces="bucket expectedBucketOwner",
    )

    def put(self, call: Call, bucket: str) -> None:
        status = call.inputs["versioningConfiguration"]["status"]
        if status != "Disabled":  # "Disabled" says: never switched on; S3 takes Enabled and Suspended only
            call.client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})

    def live(self, call: Call, id_: str) -> Properties:
        status = call.client.get_bucket_versioning(Bucket=id_).get("Status", "Disabled")
        return {"bucket": id_, "versioningConfiguration": {"status": status}}

    def delete(self, call: Call, id_: str) -> None:
        if call.inputs["versioningConfiguration"]["status"] == "Enabled":
            call.client.put_bucket_versioning(Bucket=id_, VersioningConfiguration={"Status": "Suspended"})


class BucketServerSideEncryptionConfiguration(Setting):
    _names: ClassVar = {
        "sseAlgorithm": "SSEAlgorithm",
        "kmsMasterKeyId": "KMSMasterKeyID",
    }
    shape = shape(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "s3",
        inputs="expectedBucketOwner",
        required="bucket rules",
        replaces="bucket expectedBucketOwner",
    )

    def put(self, call: Call, bucket: str) -> None:
        rules = {"Rules": pascal(call.inputs["rules"], self._names)}
        call.client.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=rules)

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_bucket_encryption(Bucket=id_)["ServerSideEncryptionConfiguration"]
        return {"bucket": id_, "rules": camel(found["Rules"], self._names)}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_bucket_encryption(Bucket=id_)


class BucketOwnershipControls(Setting):
    shape = shape(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "s3",
        required="bucket rule",
        replaces="bucket",
    )

    def put(self, call: Call, bucket: str) -> None:
        rules = {"Rules": [pascal(call.inputs["rule"])]}
        call.client.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=rules)

    def live(self, call: Call, id_: str) -> Properties:
        rules = call.client.get_bucket_ownership_controls(Bucket=id_)["OwnershipControls"]["Rules"]
        return {"bucket": id_, "rule": camel(rules[0])}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_bucket_ownership_controls(Bucket=id_)


class BucketLogging(Setting):
    shape = shape(
        "aws:s3/bucketLogging:BucketLogging",
        "s3",
        inputs="expectedBucketOwner",
        required="bucket targetBucket targetPrefix",
        replaces="bucket expectedBucketOwner",
    )

    def put(self, call: Call, bucket: str) -> None:
        target = call.pick({"targetBucket": "TargetBucket", "targetPrefix": "TargetPrefix"})
        call.client.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": target})

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.get_bucket_logging(Bucket=id_).get("LoggingEnabled") or {}
        if not found:
            raise gone(f"logging of {id_}")
        names = {"targetBucket": "TargetBucket", "targetPrefix": "TargetPrefix"}
        return {"bucket": id_, **{own: found.get(api) for own, api in names.items()}}

    def delete(self, call: Call, id_: str) -> None:
        call.client.put_bucket_logging(Bucket=id_, BucketLoggingStatus={})


class BucketObjectLockConfiguration(Setting):
    shape = shape(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "s3",
        inputs="expectedBucketOwner objectLockEnabled rule",
        required="bucket",
        replaces="bucket expectedBucketOwner objectLockEnabled",
        defaults={"objectLockEnabled": "Enabled"},
    )

    def put(self, call: Call, bucket: str) -> None:
        lock: Properties = {"ObjectLockEnabled": "Enabled"}
        if call.inputs.get("rule"):
            lock["Rule"] = pascal(call.inputs["rule"])
        call.client.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=lock)

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_object_lock_configuration(Bucket=id_)["ObjectLockConfiguration"]
        return {"bucket": id_, "rule": camel(found["Rule"]) if found.get("Rule") else None}

    def delete(self, call: Call, id_: str) -> None:
        # S3 cannot switch object lock off; without a default retention new objects are free.
        lock = {"ObjectLockEnabled": "Enabled"}
        call.client.put_object_lock_configuration(Bucket=id_, ObjectLockConfiguration=lock)
