"""Keys that sign, in the sandbox: the same ones after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.server.server import Options, opened
from tests.sandbox.server.workload import Cloud

CURVES = {"ECC_NIST_P256": "ECDSA_SHA_256", "ECC_NIST_P521": "ECDSA_SHA_512"}


@pytest.mark.parametrize("spec", CURVES)
def test_what_a_key_signed_is_verified_by_the_same_key_after_a_restart(tmp_path: Path, spec: str) -> None:
    said = {"Message": b"deployed", "SigningAlgorithm": CURVES[spec]}
    with opened(Options(home=tmp_path)) as server:
        cloud = Cloud(server.endpoint)
        key, other = (
            cloud("kms").create_key(KeySpec=spec, KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"] for _ in range(2)
        )
        signature = cloud("kms").sign(KeyId=key, **said)["Signature"]
        public = cloud("kms").get_public_key(KeyId=key)["PublicKey"]
    with opened(Options(home=tmp_path, port=server.port)):
        assert cloud("kms").get_public_key(KeyId=key)["PublicKey"] == public
        assert cloud("kms").get_public_key(KeyId=other)["PublicKey"] != public
        assert cloud("kms").verify(KeyId=key, Signature=signature, **said)["SignatureValid"] is True
        cloud.close()
