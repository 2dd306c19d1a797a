"""Where contact data are kept: one encrypted bucket for media, one locked bucket for the contact records themselves.

Media (recordings, transcripts, messages) expire by their retention class. Contact records are the raw data of KPIs, so
their bucket is locked: nobody shortens it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi_aws_native import connect

from infra.bucket import Bucket, BucketArgs, Expiry
from infra.encryption import Key
from infra.retention import days
from infra.role import Role, RoleArgs
from infra.scope import Scope
from spec.models import ProgramSpec

MEDIA = (
    ("CALL_RECORDINGS", "call_recordings"),
    ("CHAT_TRANSCRIPTS", "chat_transcripts"),
    ("EMAIL_MESSAGES", "email_messages"),
    ("ATTACHMENTS", "attachments"),
    ("SCHEDULED_REPORTS", "scheduled_reports"),
    ("CONTACT_EVALUATIONS", "evaluations"),
)
"""Storage kinds of Amazon Connect, and the retention class that each follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    resource_type: str
    record: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    key: Key
    media: tuple[Media, ...]
    contact_record_days: int


def media_args(program: ProgramSpec, *, email: bool) -> tuple[Media, ...]:
    """Storage to configure; e-mail messages only where the center has e-mail."""
    return tuple(
        Media(resource_type=kind, record=record, days=days(program, record))
        for kind, record in MEDIA
        if email or kind != "EMAIL_MESSAGES"
    )


class Records(pulumi.ComponentResource):
    def __init__(self, name: str, args: RecordsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:Records", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        self.media = Bucket(f"{name}-media", _media_bucket(args), self._child)
        self.raw = Bucket(f"{name}-raw", _raw_bucket(args), self._child)
        self.storage = [self._media_storage(name, args, media) for media in args.media]
        self.storage.append(self._record_storage(name, args))
        self.register_outputs({"media": self.media.bucket_name, "raw": self.raw.bucket_name})

    def _media_storage(self, name: str, args: RecordsArgs, media: Media) -> connect.InstanceStorageConfig:
        return connect.InstanceStorageConfig(
            f"{name}-{media.record}",
            instance_arn=args.instance_arn,
            resource_type=media.resource_type,
            storage_type="S3",
            s3_config={
                "bucket_name": self.media.bucket_name,
                "bucket_prefix": media.record,
                "encryption_config": {"encryption_type": "KMS", "key_id": args.key.arn},
            },
            opts=self._child,
        )

    def _record_storage(self, name: str, args: RecordsArgs) -> connect.InstanceStorageConfig:
        stream = self._stream(name, args)
        return connect.InstanceStorageConfig(
            f"{name}-contact_records",
            instance_arn=args.instance_arn,
            resource_type="CONTACT_TRACE_RECORDS",
            storage_type="KINESIS_FIREHOSE",
            kinesis_firehose_config={"firehose_arn": stream.arn},
            opts=self._child,
        )

    def _stream(self, name: str, args: RecordsArgs) -> aws.kinesis.FirehoseDeliveryStream:
        path = "infrastructure.retention[contact_records]"
        role_args = RoleArgs(scope=args.scope, kind="records", service="firehose.amazonaws.com", spec_path=path)
        role = Role(f"{name}-records", role_args, self._child)
        self.raw.grant_write_to(role)
        args.key.grant_use_to(role)
        return aws.kinesis.FirehoseDeliveryStream(
            f"{name}-records",
            name=args.scope.name("records"),
            destination="extended_s3",
            extended_s3_configuration={
                "role_arn": role.arn,
                "bucket_arn": self.raw.arn,
                "prefix": "contact-records/!{timestamp:yyyy/MM/dd}/",
                "error_output_prefix": "failed/!{firehose:error-output-type}/",
                "buffering_interval": 300,
                "buffering_size": 5,
                "compression_format": "GZIP",
                "kms_key_arn": args.key.arn,
            },
            server_side_encryption={"enabled": True, "key_type": "CUSTOMER_MANAGED_CMK", "key_arn": args.key.arn},
            tags=args.scope.tags(path),
            opts=self._child,
        )


def _media_bucket(args: RecordsArgs) -> BucketArgs:
    return BucketArgs(
        scope=args.scope,
        kind="media",
        spec_path="infrastructure.retention",
        key_arn=args.key.arn,
        expiry=tuple(Expiry(prefix=f"{media.record}/", days=media.days) for media in args.media),
        keep=True,
        writers=("connect.amazonaws.com",),
    )


def _raw_bucket(args: RecordsArgs) -> BucketArgs:
    return BucketArgs(
        scope=args.scope,
        kind="raw",
        spec_path="infrastructure.retention[contact_records]",
        key_arn=args.key.arn,
        expiry=(Expiry(prefix="contact-records/", days=args.contact_record_days),),
        locked_days=args.contact_record_days if args.scope.production else 1,
        keep=True,
    )
