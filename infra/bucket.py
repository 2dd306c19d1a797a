"""One S3 bucket as a public agency needs it: private, encrypted, versioned, TLS only, kept and deleted by schedule."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.policies import Statement, for_account, to_json
from infra.role import Role
from infra.scope import Scope

OBJECT_OWNER = "BucketOwnerEnforced"
NONCURRENT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """How long one class of records is kept."""

    prefix: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketArgs:
    """kind         part of the name, such as `records`
    key_arn      None: S3's own key, for what is no secret
    locked_days  days in which an object cannot be deleted (Object Lock, governance mode); 0 for none
    keep         protected: `destroy` leaves it
    writers      AWS services that put objects there themselves
    """

    scope: Scope
    kind: str
    spec_path: str
    key_arn: pulumi.Input[str] | None
    expiry: tuple[Expiry, ...] = ()
    locked_days: int = 0
    keep: bool = False
    writers: tuple[str, ...] = ()


class Bucket(pulumi.ComponentResource):
    def __init__(self, name: str, args: BucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Bucket", name, None, opts)
        self._name, self._kind = name, args.kind
        # What keeps a kept bucket private stays with it.
        self._kept = pulumi.ResourceOptions(protect=args.keep, retain_on_delete=args.keep)
        self._child = self._opts()
        self.bucket = aws.s3.Bucket(
            name,
            bucket=args.scope.bucket(args.kind),
            object_lock_enabled=args.locked_days > 0,
            force_destroy=not args.keep,
            tags=args.scope.tags(args.spec_path),
            opts=self._child,
        )
        self.bucket_name: pulumi.Output[str] = self.bucket.bucket
        self.arn: pulumi.Output[str] = self.bucket.arn
        self._keep_private(args)
        self._keep_versions(args)
        self.register_outputs({"bucketName": self.bucket_name})

    def _opts(self, *after: pulumi.Resource) -> pulumi.ResourceOptions:
        merged = pulumi.ResourceOptions.merge(self._kept, pulumi.ResourceOptions(parent=self, depends_on=list(after)))
        assert merged is not None
        return merged

    def grant_read_to(self, role: Role) -> None:
        self._grant(role, "read", ("s3:GetObject", "s3:ListBucket"))

    def grant_write_to(self, role: Role) -> None:
        self._grant(role, "write", ("s3:PutObject", "s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:ListBucket"))

    def _grant(self, role: Role, verb: str, actions: tuple[str, ...]) -> None:
        resources = [self.arn, self.arn.apply(lambda arn: f"{arn}/*")]
        sid = f"{verb.title()}{self._kind.title().replace('-', '')}"
        role.allow(f"{verb}-{self._kind}", [Statement(sid=sid, actions=actions, resources=resources)])

    def _keep_private(self, args: BucketArgs) -> None:
        block = aws.s3.BucketPublicAccessBlock(
            self._name,
            bucket=self.bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=self._child,
        )
        aws.s3.BucketOwnershipControls(
            self._name, bucket=self.bucket.id, rule={"object_ownership": OBJECT_OWNER}, opts=self._child
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            self._name,
            bucket=self.bucket.id,
            rules=[_encryption(args.key_arn)],
            opts=self._child,
        )
        # S3 refuses two concurrent changes of who may reach a bucket, so the policy waits for the block.
        aws.s3.BucketPolicy(
            self._name,
            bucket=self.bucket.id,
            policy=to_json(_bucket_policy(self.arn, args)),
            opts=self._opts(block),
        )

    def _keep_versions(self, args: BucketArgs) -> None:
        versioning = aws.s3.BucketVersioning(
            self._name, bucket=self.bucket.id, versioning_configuration={"status": "Enabled"}, opts=self._child
        )
        after = self._opts(versioning)
        if args.expiry:
            aws.s3.BucketLifecycleConfiguration(
                self._name, bucket=self.bucket.id, rules=[_rule(expiry) for expiry in args.expiry], opts=after
            )
        if args.locked_days:
            aws.s3.BucketObjectLockConfiguration(
                self._name,
                bucket=self.bucket.id,
                rule={"default_retention": {"mode": "GOVERNANCE", "days": args.locked_days}},
                opts=after,
            )


def _encryption(key_arn: pulumi.Input[str] | None) -> dict[str, object]:
    if key_arn is None:
        return {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}
    by_key = {"sse_algorithm": "aws:kms", "kms_master_key_id": key_arn}
    return {"apply_server_side_encryption_by_default": by_key, "bucket_key_enabled": True}


def _rule(expiry: Expiry) -> dict[str, object]:
    return {
        "id": expiry.prefix.strip("/") or "all",
        "status": "Enabled",
        "filter": {"prefix": expiry.prefix},
        "expiration": {"days": expiry.days},
        "noncurrent_version_expiration": {"noncurrent_days": NONCURRENT_DAYS},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
    }


def _bucket_policy(arn: pulumi.Output[str], args: BucketArgs) -> list[Statement]:
    everything = [arn, arn.apply(lambda arn: f"{arn}/*")]
    found = [
        Statement(
            sid="TlsOnly",
            effect="Deny",
            principal="*",
            actions=("s3:*",),
            resources=everything,
            condition={"Bool": {"aws:SecureTransport": "false"}},
        )
    ]
    if args.writers:
        found.append(
            Statement(
                sid="ServicesWrite",
                principal={"Service": list(args.writers)},
                actions=("s3:PutObject", "s3:GetBucketAcl"),
                resources=everything,
                condition=for_account(args.scope.account),
            )
        )
    return found
