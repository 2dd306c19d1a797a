"""Bucket policies that refuse plain HTTP, seen from loopback.

moto applies the statements of a policy and ignores their conditions, so "deny without TLS" denies all. The sandbox has
no TLS, and its requests never leave the machine: they count as secure.
"""

from __future__ import annotations

import json
from typing import Any

from moto.s3.models import FakeBucket

PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}


def install() -> None:
    """Wraps the one method of moto that asks a bucket's policy; moto offers no other seam."""
    asked = FakeBucket.get_permission

    def get_permission(self: Any, action: str, resource: str) -> Any:
        policy = self.policy
        if not policy:
            return asked(self, action, resource)
        self.policy = _without_plain_http(policy)
        try:
            return asked(self, action, resource)
        finally:
            self.policy = policy

    FakeBucket.get_permission = get_permission


def _without_plain_http(policy: bytes | str) -> bytes:
    document = json.loads(policy)
    document["Statement"] = [row for row in document["Statement"] if row.get("Condition") != PLAIN_HTTP]
    return json.dumps(document).encode()
