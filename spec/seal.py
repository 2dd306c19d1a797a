"""The seal of deployed.json: which key signed it, who let it be signed, and that nobody changed it since. Offline.

Signed is one line with the SHA-256 of the document in its canonical form: keys sorted, no spaces, UTF-8, with all of
the seal but the signature. One line, because AWS KMS signs messages of at most 4,096 bytes (API Reference, Sign).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from spec.models.base import Model

SEAL, SIGNATURE = "seal", "signature"
ALGORITHM: Literal["ECDSA_SHA_256"] = "ECDSA_SHA_256"
FINGERPRINT = "SHA256:"
_WHAT = "civicline deployed.json sha256 "
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Seal(Model):
    """key: ARN. public_key: its public half, DER in base64, as AWS KMS gives it. signed_at: UTC, ISO 8601."""

    key: str
    algorithm: Literal["ECDSA_SHA_256"] = ALGORITHM
    public_key: str
    signed_at: str
    signed_by: str
    signature: str = ""

    @property
    def der(self) -> bytes:
        """Empty where it is no base64."""
        return _decoded(self.public_key)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.der)


def canonical(document: Mapping[str, Any]) -> bytes:
    """The same bytes for the same document, however it was written. Raises ValueError for half a character."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def statement(document: Mapping[str, Any], seal: Seal) -> bytes:
    """What is signed. document: with or without a seal; the one given counts."""
    bare = {name: value for name, value in seal.model_dump(mode="json").items() if name != SIGNATURE}
    return f"{_WHAT}{hashlib.sha256(canonical({**document, SEAL: bare})).hexdigest()}\n".encode()


def sealed(document: Mapping[str, Any], seal: Seal) -> dict[str, Any]:
    """The document with its seal, which comes last."""
    bare = {name: value for name, value in document.items() if name != SEAL}
    return {**bare, SEAL: seal.model_dump(mode="json")}


def holds(document: Mapping[str, Any], seal: Seal, der: bytes) -> bool:
    """Whether the holder of this public key signed exactly this document with this seal."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        return False
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return False
    try:
        key.verify(_decoded(seal.signature), statement(document, seal), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(der: bytes) -> str:
    """Of a public key, to be compared, read aloud or typed: `SHA256:` and 64 hexadecimal digits."""
    return f"{FINGERPRINT}{hashlib.sha256(der).hexdigest()}"


def read_fingerprint(typed: str) -> str | None:
    """What a person typed, as `fingerprint` writes it: spaces, colons, capitals do not matter. None: it is none."""
    found = re.sub(r"[\s:-]", "", typed).lower().removeprefix("sha256")
    return f"{FINGERPRINT}{found}" if _DIGEST.fullmatch(found) else None


def pem_of(der: bytes) -> str:
    """A public key as a text file that other tools read as well."""
    body = base64.encodebytes(der).decode("ascii").replace("\n", "")
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])


def der_of(pem: str) -> bytes:
    """The key of such a file; empty where it is none."""
    return _decoded("".join(line.strip() for line in pem.splitlines() if not line.startswith("-----")))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
