"""The key of one center: contact data, tables, topics and logs are encrypted with it, and it is rotated each year.

In a center's second region there are others: one for the switchboard, and one for the data of a replica.
"""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from infra.policies import Statement, for_account, to_json
from infra.role import Role
from infra.scope import Scope

USE_KEY = ("kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey")
WRITE_ROWS = (*USE_KEY, "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo")
"""For whoever writes rows of a table (AWS CDK, `aws-dynamodb/lib/perms`: what a grant of writing gives)."""
SERVICES = (
    "connect.amazonaws.com",
    "ses.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "profile.amazonaws.com",
    "firehose.amazonaws.com",
    "cloudtrail.amazonaws.com",
)
_ADMINISTER = tuple(
    f"kms:{verb}"
    for verb in (
        "CancelKeyDeletion", "CreateAlias", "CreateGrant", "Decrypt", "DeleteAlias", "DescribeKey", "DisableKey",
        "EnableKey", "EnableKeyRotation", "Encrypt", "GenerateDataKey", "GetKeyPolicy", "GetKeyRotationStatus",
        "ListAliases", "ListGrants", "ListKeyPolicies", "ListResourceTags", "PutKeyPolicy", "ReEncryptFrom",
        "ReEncryptTo", "RevokeGrant", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateAlias",
        "UpdateKeyDescription",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyArgs:
    """kind      part of its alias
    holds     what is encrypted with it, in words
    services  AWS services that use it themselves
    keep      protected: `destroy` leaves it
    """

    scope: Scope
    kind: str = "data"
    holds: str = "Contact data"
    services: tuple[str, ...] = SERVICES
    keep: bool = True
    spec_path: str = "infrastructure.security.customer_managed_keys"


class Key(pulumi.ComponentResource):
    def __init__(self, name: str, args: KeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:Key", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self._key = aws.kms.Key(
            f"{name}-key",
            description=f"{args.holds} of {args.scope.program}, center {args.scope.center} ({args.scope.stack})",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=to_json(_policy(args.scope, args.services)),
            tags=args.scope.tags(args.spec_path),
            # Without the key, what kept buckets and tables hold could not be read any more.
            opts=pulumi.ResourceOptions(parent=self, protect=args.keep, retain_on_delete=args.keep),
        )
        aws.kms.Alias(
            f"{name}-key", name=f"alias/{args.scope.name(args.kind)}", target_key_id=self._key.key_id, opts=child
        )
        self.arn: pulumi.Output[str] = self._key.arn
        self.register_outputs({"arn": self.arn})

    def grant_use_to(self, role: Role, verb: str = "use-key", *, writes_rows: bool = False) -> None:
        """`verb` tells the keys of one role apart."""
        actions = WRITE_ROWS if writes_rows else USE_KEY
        role.allow(verb, [Statement(sid="UseKey", actions=actions, resources=[self.arn])])


def _policy(scope: Scope, services: tuple[str, ...]) -> list[Statement]:
    """The account administers the key by IAM; services use it for this account only."""
    account = Statement(
        sid="Account",
        actions=_ADMINISTER,
        resources=["*"],
        principal={"AWS": f"arn:aws:iam::{scope.account}:root"},
    )
    return [account, *_of_services(scope, services)] if services else [account]


def _of_services(scope: Scope, services: tuple[str, ...]) -> list[Statement]:
    logs_only = f"arn:aws:logs:{scope.region}:{scope.account}:*"
    return [
        Statement(
            sid="Services",
            actions=(*USE_KEY, "kms:CreateGrant"),
            resources=["*"],
            principal={"Service": list(services)},
            condition=for_account(scope.account),
        ),
        Statement(
            sid="Logs",
            actions=("kms:Encrypt", *USE_KEY),
            resources=["*"],
            principal={"Service": f"logs.{scope.region}.amazonaws.com"},
            condition={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": logs_only}},
        ),
    ]
