"""A key that signs without AWS, and records that it sealed."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from operate.copies.trust import pin
from spec.deployed import Deployed, Written, parse
from spec.seal import Seal, sealed, statement
from spec.whole_file import write_whole

KEY = "arn:aws:kms:us-east-1:000000000101:key/seal"


@dataclass(frozen=True)
class Signer:
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def der(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def document(self, document: Mapping[str, Any], **more: str) -> dict[str, Any]:
        """more: members of the seal that shall be otherwise."""
        public = base64.b64encode(self.der).decode("ascii")
        said = {"key": KEY, "public_key": public, "signed_at": "2026-11-22T06:00:00+00:00", "signed_by": "arn:who"}
        seal = Seal.model_validate({**said, **more})
        signature = self.private.sign(statement(document, seal), ec.ECDSA(SHA256()))
        return sealed(document, seal.model_copy(update={"signature": base64.b64encode(signature).decode("ascii")}))

    def text(self, deployed: Deployed) -> str:
        return json.dumps(self.document(deployed.model_dump(mode="json")), indent=2) + "\n"

    def written(self, deployed: Deployed) -> Written:
        return parse(self.text(deployed), "deployed.json")


def write_sealed(file: Path, deployed: Deployed, signer: Signer | None = None) -> None:
    """As `up` leaves it: sealed, and the key pinned."""
    by = signer or Signer()
    write_whole(file, by.text(deployed))
    pin(file, by.der)
