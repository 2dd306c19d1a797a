"""Signing in AWS KMS: the private key never leaves it. Importing it has no effect."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from operate.aws import Target, call
from operate.copies.store import STEADY
from spec.arns import region_of
from spec.errors import CloudError
from spec.seal import ALGORITHM, Seal, holds, sealed, statement


@dataclass(frozen=True)
class SealingKey:
    """arn: of a key for signing, ECC_NIST_P256."""

    target: Target
    arn: str

    @cached_property
    def _kms(self) -> Any:
        return self.target.client("kms", region_of(self.arn), STEADY)

    @cached_property
    def public(self) -> bytes:
        """DER. Raises CloudError."""
        found: bytes = call(self._kms, "get_public_key", KeyId=self.arn)["PublicKey"]
        return found

    def seal(self, document: Mapping[str, Any], by: str) -> dict[str, Any]:
        """The document with a seal, which was checked. by: ARN of who signs. Raises CloudError."""
        seal = Seal(
            key=self.arn,
            public_key=base64.b64encode(self.public).decode("ascii"),
            signed_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            signed_by=by,
        )
        asked = {"Message": statement(document, seal), "MessageType": "RAW", "SigningAlgorithm": ALGORITHM}
        signature: bytes = call(self._kms, "sign", KeyId=self.arn, **asked)["Signature"]
        done = seal.model_copy(update={"signature": base64.b64encode(signature).decode("ascii")})
        if not holds(document, done, self.public):
            what = "what it signed does not verify by its own public key"
            raise CloudError(f"kms:Sign in {region_of(self.arn)}", what, "run civicline up again")
        return sealed(document, done)
