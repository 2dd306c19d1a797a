"""The audit trail of one region: who called which AWS operation, kept as long as the spec asks, edited by nobody."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.bucket import Bucket, BucketArgs, Expiry
from infra.encryption import Key
from infra.scope import Scope

PATH = "infrastructure.security.log_retention_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditArgs:
    """scope and key are those of the region's first center: a trail records the account, not one center."""

    scope: Scope
    key: Key
    days: int


class AuditTrail(pulumi.ComponentResource):
    def __init__(self, name: str, args: AuditArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:AuditTrail", name, None, opts)
        bucket_args = BucketArgs(
            scope=args.scope,
            kind="audit",
            spec_path=PATH,
            key_arn=args.key.arn,
            expiry=(Expiry(prefix="AWSLogs/", days=args.days),),
            keep=True,
            writers=("cloudtrail.amazonaws.com",),
        )
        self.bucket = Bucket(name, bucket_args, pulumi.ResourceOptions(parent=self))
        aws.cloudtrail.Trail(
            name,
            name=args.scope.name("audit"),
            s3_bucket_name=self.bucket.bucket_name,
            kms_key_id=args.key.arn,
            enable_log_file_validation=True,
            include_global_service_events=True,
            tags=args.scope.tags(PATH),
            # CloudTrail tries the bucket when the trail is made: its policy must be there.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[self.bucket]),
        )
        self.register_outputs({"bucketName": self.bucket.bucket_name})
