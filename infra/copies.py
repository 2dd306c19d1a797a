"""Where deployed.json is kept: a bucket in each region of an environment, and the key that seals it.

The buckets are encrypted by S3 itself, not by a key of the program: nothing secret is in that file, and whoever needs
it at night shall need one service fewer. What is written there is believed for its seal alone (ADR 20).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pulumi
import pulumi_aws as aws

from infra.bucket import Bucket, BucketArgs
from infra.policies import Statement, to_json
from infra.scope import Scope

COPIES = "copies"
SEAL = "seal"
MAX_ALIAS = 240
"""Of a key, in characters after `alias/`; the deploying role knows the key by how the alias ends."""
PATH = "infrastructure.resilience"
_ADMINISTER = tuple(
    f"kms:{verb}"
    for verb in (
        "CancelKeyDeletion", "CreateAlias", "DeleteAlias", "DescribeKey", "DisableKey", "EnableKey", "GetKeyPolicy",
        "GetKeyRotationStatus", "GetPublicKey", "ListAliases", "ListGrants", "ListKeyPolicies", "ListResourceTags",
        "PutKeyPolicy", "ScheduleKeyDeletion", "Sign", "TagResource", "UntagResource", "UpdateAlias",
        "UpdateKeyDescription", "Verify",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKeyArgs:
    """scope: of all centers of an environment, in its first region."""

    scope: Scope


class SealKey(pulumi.ComponentResource):
    """It signs what `up` recorded. Its public half is on every machine that reads that: reading needs no region."""

    def __init__(self, name: str, args: SealKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:SealKey", name, None, opts)
        scope = args.scope
        key = aws.kms.Key(
            name,
            description=f"Seal of what is deployed of {scope.program} ({scope.stack})",
            customer_master_key_spec="ECC_NIST_P256",
            key_usage="SIGN_VERIFY",
            deletion_window_in_days=30,
            policy=to_json([_account(scope)]),
            tags=scope.tags(PATH),
            # Another key would be a stranger to every machine that trusts this one.
            opts=pulumi.ResourceOptions(parent=self, protect=scope.production, retain_on_delete=scope.production),
        )
        alias = f"alias/{scope.name(SEAL, MAX_ALIAS)}"
        aws.kms.Alias(name, name=alias, target_key_id=key.key_id, opts=pulumi.ResourceOptions(parent=self))
        self.arn: pulumi.Output[str] = key.arn
        self.register_outputs({"arn": self.arn})


@dataclass(frozen=True, slots=True)
class Copies:
    """buckets: by region."""

    buckets: Mapping[str, Bucket]
    key: SealKey

    def outputs(self) -> dict[str, object]:
        """As deployed.json has them."""
        buckets = {region: bucket.bucket_name for region, bucket in self.buckets.items()}
        return {COPIES: buckets, "seal_key": self.key.arn}


def declare_copies(first: Scope, providers: Mapping[str, Mapping[str, pulumi.ProviderResource]]) -> Copies:
    """first: of the first center, in whose region the key is. providers: of every region of the environment."""
    shared = replace(first, center="all", second=False)
    options = {region: pulumi.ResourceOptions(providers=found) for region, found in providers.items()}
    buckets = {
        region: Bucket(f"{COPIES}-{region}", _bucket_args(replace(shared, region=region)), options[region])
        for region in providers
    }
    return Copies(buckets, SealKey(f"{SEAL}-{first.region}", SealKeyArgs(scope=shared), options[first.region]))


def _bucket_args(scope: Scope) -> BucketArgs:
    return BucketArgs(scope=scope, kind=COPIES, spec_path=PATH, key_arn=None, keep=scope.production)


def _account(scope: Scope) -> Statement:
    """The account says by IAM who may sign; the key's own policy names nobody else."""
    principal = {"AWS": f"arn:aws:iam::{scope.account}:root"}
    return Statement(sid="Account", actions=_ADMINISTER, resources=["*"], principal=principal)
