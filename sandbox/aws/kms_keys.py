"""Elliptic-curve keys of AWS KMS that are the same after a restart.

moto makes private keys from the system's randomness, so that a journal that is replayed makes others. Here they come
from the randomness that is seeded with the request. RSA keys stay moto's.
"""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from moto.kms import models
from moto.kms.utils import ECDSAPrivateKey, KeySpec, generate_private_key
from moto.moto_api._internal import mock_random


def install() -> None:
    """Idempotent; moto has no other seam than the name by which its model of a key calls the generator."""
    models.generate_private_key = _private_key


def _private_key(key_spec: str) -> Any:
    key = generate_private_key(key_spec)
    if key_spec in KeySpec.ecc_key_specs() and isinstance(key, ECDSAPrivateKey):
        curve = key.private_key.curve
        secret = mock_random.getrandbits(curve.key_size - 1) + 1  # below the order of every curve that KMS has
        key.private_key = ec.derive_private_key(secret, curve)
    return key
