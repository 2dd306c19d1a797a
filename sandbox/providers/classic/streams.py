"""Kinesis streams (contact records, agent events) and Firehose deliveries of them to S3."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.waiting import until_true
from sandbox.providers.classic.words import pascal, tag_list, tag_map

PROVISIONED = "PROVISIONED"
_DAY = 24
_FIREHOSE_NAMES = {
    "roleArn": "RoleARN",
    "bucketArn": "BucketARN",
    "kinesisStreamArn": "KinesisStreamARN",
    "kmsKeyArn": "AWSKMSKeyARN",
    "bufferingSize": "SizeInMBs",
    "bufferingInterval": "IntervalInSeconds",
    "s3BackupMode": "S3BackupMode",
    "cloudwatchLoggingOptions": "CloudWatchLoggingOptions",
}
_BUFFER = ("bufferingSize", "bufferingInterval")


class Stream(Kind):
    shape = shape(
        "aws:kinesis/stream:Stream",
        "kinesis",
        inputs="encryptionType enforceConsumerDeletion kmsKeyId retentionPeriod shardCount streamModeDetails",
        replaces="name",
        naming=Naming(longest=128),
        defaults={"encryptionType": "NONE", "retentionPeriod": _DAY, "enforceConsumerDeletion": False},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        mode = (call.inputs.get("streamModeDetails") or {}).get("streamMode", PROVISIONED)
        arguments: Properties = {"StreamName": call.inputs["name"], "StreamModeDetails": {"StreamMode": mode}}
        if mode == PROVISIONED:
            arguments["ShardCount"] = call.inputs.get("shardCount", 1)
        call.client.create_stream(**arguments)
        return call.arn(f"stream/{call.inputs['name']}")

    def finish(self, call: Call, id_: str) -> None:
        _ready(call, id_)
        if call.tags:
            call.client.add_tags_to_stream(StreamName=id_.rsplit("/", 1)[1], Tags=call.tags)
        self._settle(call, id_, {})

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        mode = given.get("streamModeDetails")
        if mode and mode != old.get("streamModeDetails"):
            client.update_stream_mode(StreamARN=id_, StreamModeDetails=pascal(mode))
            _ready(call, id_)
        if given.get("shardCount") and given["shardCount"] != old.get("shardCount"):
            shards = {"TargetShardCount": given["shardCount"], "ScalingType": "UNIFORM_SCALING"}
            client.update_shard_count(StreamARN=id_, **shards)
            _ready(call, id_)
        self._settle(call, id_, old)
        name = id_.rsplit("/", 1)[1]
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.add_tags_to_stream(StreamName=name, Tags=tags),
            lambda keys: client.remove_tags_from_stream(StreamName=name, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = _summary(call, id_)
        mode = (found.get("StreamModeDetails") or {}).get("StreamMode")
        tags = call.client.list_tags_for_stream(StreamName=found["StreamName"])["Tags"]
        return {
            "name": found["StreamName"],
            "arn": found["StreamARN"],
            "shardCount": found.get("OpenShardCount"),
            "retentionPeriod": found["RetentionPeriodHours"],
            "encryptionType": found.get("EncryptionType", "NONE"),
            "kmsKeyId": found.get("KeyId"),
            "streamModeDetails": {"streamMode": mode} if mode and "streamModeDetails" in call.inputs else None,
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        force = bool(call.inputs.get("enforceConsumerDeletion"))
        call.client.delete_stream(StreamARN=id_, EnforceConsumerDeletion=force)
        until_true(f"deletion of {id_}", lambda: self.existing(call, id_) is None, call.session.patience)

    def find(self, call: Call) -> str | None:
        return self.existing(call, call.arn(f"stream/{call.inputs['name']}"))

    @staticmethod
    def _settle(call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        hours, before = given.get("retentionPeriod", _DAY), old.get("retentionPeriod", _DAY)
        if hours > before:
            client.increase_stream_retention_period(StreamARN=id_, RetentionPeriodHours=hours)
        elif hours < before:
            client.decrease_stream_retention_period(StreamARN=id_, RetentionPeriodHours=hours)
        key = (given.get("encryptionType", "NONE"), given.get("kmsKeyId"))
        if key[0] == "KMS" and key != (old.get("encryptionType", "NONE"), old.get("kmsKeyId")):
            client.start_stream_encryption(StreamARN=id_, EncryptionType="KMS", KeyId=key[1])
        elif key[0] == "NONE" and old.get("encryptionType") == "KMS":
            client.stop_stream_encryption(StreamARN=id_, EncryptionType="KMS", KeyId=old["kmsKeyId"])
        _ready(call, id_)


class FirehoseDeliveryStream(Kind):
    """Delivery to S3 only: the one destination that the programs use."""

    shape = shape(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "firehose",
        inputs="extendedS3Configuration kinesisSourceConfiguration serverSideEncryption",
        required="destination",
        replaces="name destination kinesisSourceConfiguration",
        naming=Naming(longest=64),
        taggable=True,
    )

    def create(self, call: Call) -> str:
        given = call.inputs
        source = given.get("kinesisSourceConfiguration")
        arguments: dict[str, Any] = {
            "DeliveryStreamName": given["name"],
            "DeliveryStreamType": "KinesisStreamAsSource" if source else "DirectPut",
            "ExtendedS3DestinationConfiguration": _destination(given),
        }
        if source:
            arguments["KinesisStreamSourceConfiguration"] = pascal(source, _FIREHOSE_NAMES)
        encryption = given.get("serverSideEncryption") or {}
        if encryption.get("enabled"):
            key = {"KeyARN": encryption["keyArn"]} if encryption.get("keyArn") else {}
            kind = encryption.get("keyType", "AWS_OWNED_CMK")
            arguments["DeliveryStreamEncryptionConfigurationInput"] = {"KeyType": kind, **key}
        tags = {"Tags": tag_list(call.tags)} if call.tags else {}
        return str(call.client.create_delivery_stream(**arguments, **tags)["DeliveryStreamARN"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, name = call.client, str(call.inputs["name"])
        if call.inputs.get("extendedS3Configuration") != old.get("extendedS3Configuration"):
            found = client.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
            client.update_destination(
                DeliveryStreamName=name,
                CurrentDeliveryStreamVersionId=found["VersionId"],
                DestinationId=found["Destinations"][0]["DestinationId"],
                ExtendedS3DestinationUpdate=_destination(call.inputs),
            )
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_delivery_stream(DeliveryStreamName=name, Tags=tag_list(tags)),
            lambda keys: client.untag_delivery_stream(DeliveryStreamName=name, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        name = id_.rsplit("/", 1)[1]
        found = call.client.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
        tags = call.client.list_tags_for_delivery_stream(DeliveryStreamName=name)["Tags"]
        return {
            "name": name,
            "arn": found["DeliveryStreamARN"],
            "destination": "extended_s3",
            "destinationId": found["Destinations"][0]["DestinationId"],
            "versionId": found["VersionId"],
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_delivery_stream(DeliveryStreamName=id_.rsplit("/", 1)[1])

    def find(self, call: Call) -> str | None:
        return self.existing(call, call.arn(f"deliverystream/{call.inputs['name']}"))


def _destination(inputs: Properties) -> dict[str, Any]:
    given = inputs.get("extendedS3Configuration") or {}
    rest = {key: value for key, value in given.items() if key not in (*_BUFFER, "kmsKeyArn")}
    api: dict[str, Any] = pascal(rest, _FIREHOSE_NAMES)
    buffering = pascal({key: given[key] for key in _BUFFER if given.get(key) is not None}, _FIREHOSE_NAMES)
    if buffering:
        api["BufferingHints"] = {"SizeInMBs": 5, "IntervalInSeconds": 300, **buffering}
    if given.get("kmsKeyArn"):
        api["EncryptionConfiguration"] = {"KMSEncryptionConfig": {"AWSKMSKeyARN": given["kmsKeyArn"]}}
    return api


def _summary(call: Call, stream_arn: str) -> dict[str, Any]:
    name = stream_arn.rsplit("/", 1)[1]
    return dict(call.client.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"])


def _ready(call: Call, stream_arn: str) -> None:
    until_true(stream_arn, lambda: _summary(call, stream_arn)["StreamStatus"] == "ACTIVE", call.session.patience)
