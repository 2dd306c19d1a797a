"""Where an instance stores what: which storage fits which kind of data, one association for each kind."""

from __future__ import annotations

from sandbox.aws import elsewhere
from sandbox.aws.errors import conflict, invalid
from sandbox.aws.hooks import Change, on

CONFIG = "AWS::Connect::InstanceStorageConfig"
_MEMBER = {
    "S3": "S3Config",
    "KINESIS_VIDEO_STREAM": "KinesisVideoStreamConfig",
    "KINESIS_STREAM": "KinesisStreamConfig",
    "KINESIS_FIREHOSE": "KinesisFirehoseConfig",
}
# API reference, InstanceStorageConfig; everything that the table does not name is stored in S3.
_STORAGE = {
    "MEDIA_STREAMS": {"KINESIS_VIDEO_STREAM"},
    "CONTACT_TRACE_RECORDS": {"KINESIS_STREAM", "KINESIS_FIREHOSE"},
    "AGENT_EVENTS": {"KINESIS_STREAM"},
    "REAL_TIME_CONTACT_ANALYSIS_SEGMENTS": {"KINESIS_STREAM"},
    "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS": {"KINESIS_STREAM"},
    "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS": {"KINESIS_STREAM"},
}


@on("check", "Connect::InstanceStorageConfig")
def storage_fits(change: Change) -> None:
    kind, storage = change.model["ResourceType"], change.model["StorageType"]
    if storage not in _STORAGE.get(kind, {"S3"}):
        raise invalid(f"Storage type {storage} is not supported for the resource type {kind}")
    given = [name for name in _MEMBER.values() if name in change.model]
    if given != [_MEMBER[storage]]:
        raise invalid(f"Storage type {storage} needs {_MEMBER[storage]} and nothing else, not {given}")


@on("check", "Connect::InstanceStorageConfig")
def one_for_each_kind(change: Change) -> None:
    if not change.creating:
        return
    instance, kind = change.model["InstanceArn"], change.model["ResourceType"]
    for other in change.resources.store.of_type(CONFIG):
        if other.model["InstanceArn"] == instance and other.model["ResourceType"] == kind:
            reason = f"the instance already has a storage association for {kind}"
            raise conflict(CONFIG, other.identifier, reason, error="ResourceConflictException")


@on("check", "Connect::InstanceStorageConfig")
def bucket_exists(change: Change) -> None:
    bucket = change.model.get("S3Config", {}).get("BucketName")
    if bucket and not elsewhere.bucket_exists(bucket, change.resources.place):
        raise invalid(f"The bucket {bucket} does not exist or cannot be reached.", error="InvalidRequestException")
