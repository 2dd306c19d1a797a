"""Bucket policies without the statements that depend on a condition.

moto applies a Deny without looking at its Condition, so a policy that only refuses unencrypted transport would close
the bucket to everyone. Such statements are kept and shown, and not applied.
"""

from __future__ import annotations

import json
from typing import Any

from moto.s3.models import FakeBucket


def install() -> None:
    """Idempotent; moto has no other seam than the method itself."""
    FakeBucket.get_permission = _permission


def _permission(bucket: Any, action: str, resource: str) -> Any:
    from moto.iam.access_control import IAMPolicy, PermissionResult

    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    return IAMPolicy(unconditional(bucket.policy.decode())).is_action_permitted(action, resource)


def unconditional(document: str) -> str:
    """The policy with those statements only that hold always."""
    policy = json.loads(document)
    statements = policy.get("Statement", [])
    listed = statements if isinstance(statements, list) else [statements]
    return json.dumps({**policy, "Statement": [found for found in listed if "Condition" not in found]})
