"""Signing in AWS KMS: the private key never leaves it. Importing it has no effect."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from typing import Any

from operate.aws import Target, call
from operate.copies.store import STEADY
from spec.arns import region_of
from spec.errors import CloudError
from spec.seal import ALGORITHM, Seal, holds, sealed, statement


def seal_document(target: Target, document: Mapping[str, Any], key: str, by: str) -> dict[str, Any]:
    """The document with a seal that was checked. key, by: ARN of the key, and of who signs. Raises CloudError."""
    kms = target.client("kms", region_of(key), STEADY)
    told = call(kms, "get_public_key", KeyId=key)
    seal = Seal(
        key=key,
        public_key=base64.b64encode(told["PublicKey"]).decode("ascii"),
        signed_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        signed_by=by,
    )
    message = statement(document, seal)
    signed = call(kms, "sign", KeyId=key, Message=message, MessageType="RAW", SigningAlgorithm=ALGORITHM)
    done = seal.model_copy(update={"signature": base64.b64encode(signed["Signature"]).decode("ascii")})
    if not holds(document, done, done.der):
        raise CloudError(key, "what it signed does not verify with its own public key", "run civicline up again")
    return sealed(document, done)
