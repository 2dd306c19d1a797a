"""Services that say yes and do nothing, break off, or sign something else."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from urllib3.exceptions import ProtocolError

from operate.copies.publish import Done, publish
from operate.copies.sign import SealingKey
from operate.copies.store import CopyStore
from spec.errors import CloudError
from tests.operate.copies.sealing import KEY, Signer

WEST = "us-west-2"


@dataclass
class Service:
    """S3 and KMS of one region by hand. kept: the object; deaf: it takes what is put, and keeps what it has."""

    kept: bytes = b"{}"
    deaf: bool = False
    torn: Exception | None = None
    signer: Signer = field(default_factory=Signer)
    signature: bytes = b""

    def client(self, *_: Any) -> Any:
        return self

    def get_object(self, **_: Any) -> Mapping[str, Any]:
        return {"Body": self if self.torn else io.BytesIO(self.kept)}

    def read(self) -> bytes:
        assert self.torn is not None
        raise self.torn

    def put_object(self, **given: Any) -> Mapping[str, Any]:
        self.kept = self.kept if self.deaf else given["Body"]
        return {}

    def get_public_key(self, **_: Any) -> Mapping[str, Any]:
        return {"PublicKey": self.signer.der}

    def sign(self, **_: Any) -> Mapping[str, Any]:
        return {"Signature": self.signature}


def store_of(service: Any) -> CopyStore:
    return CopyStore(service, WEST, "copies-west")


def test_a_copy_that_was_taken_is_read_back() -> None:
    assert publish([store_of(Service())], "new") == {WEST: Done.WRITTEN}
    done = publish([store_of(Service(deaf=True))], "new")[WEST]
    assert isinstance(done, CloudError)
    assert (done.where, done.what) == ("s3://copies-west in us-west-2", "it took the copy, and has another one")


@pytest.mark.parametrize("torn", [ReadTimeoutError(endpoint_url="s3"), ProtocolError("broken"), ConnectionResetError()])
def test_a_copy_that_breaks_off_is_an_answer_of_that_region_only(torn: Exception) -> None:
    with pytest.raises(CloudError) as raised:
        store_of(Service(torn=torn)).body()
    assert raised.value.where == "s3://copies-west/deployed.json in us-west-2"


@pytest.mark.parametrize("signature", [b"", b"something else"])
def test_a_signature_that_does_not_verify_is_not_written_down(signature: bytes) -> None:
    service: Any = Service(signature=signature)
    with pytest.raises(CloudError, match="does not verify by its own public key"):
        SealingKey(service, KEY).seal({"program": "wa"}, "arn:who")
