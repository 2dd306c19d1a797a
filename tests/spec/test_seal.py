"""The seal: it holds for what was sealed, and for nothing else."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from spec.deployed import parse
from spec.seal import (
    SEAL,
    Seal,
    canonical,
    der_of,
    fingerprint,
    holds,
    pem_of,
    read_fingerprint,
    statement,
)
from tests.operate.copies.sealing import KEY, Signer
from tests.spec.test_deployed import DEPLOYED

SIGNER = Signer()
DOCUMENT = DEPLOYED.model_dump(mode="json")
SEALED = SIGNER.document(DOCUMENT)
SEAL_ = Seal.model_validate(SEALED[SEAL])


def members(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document at which something stands that is no object or list; and what is empty."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [place for name, part in inner for place in members(part, (*path, name))]
    return found or [path]


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    other = copy.deepcopy(document)
    at: Any = other
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = f"{at[path[-1]]}x"
    return other


def test_what_was_sealed_holds() -> None:
    assert holds(DOCUMENT, SEAL_, SIGNER.der)
    assert SEAL_.fingerprint == fingerprint(SIGNER.der)


@pytest.mark.parametrize("path", members(DOCUMENT), ids=lambda path: ".".join(map(str, path)))
def test_no_member_can_be_changed(path: tuple[Any, ...]) -> None:
    assert not holds(changed(DOCUMENT, path), SEAL_, SIGNER.der)


@pytest.mark.parametrize("name", ["key", "signed_at", "signed_by", "public_key"])
def test_who_sealed_it_when_and_by_which_key_cannot_be_changed_either(name: str) -> None:
    other = SEAL_.model_copy(update={name: f"{getattr(SEAL_, name)}x"})
    assert not holds(DOCUMENT, other, SIGNER.der)


@pytest.mark.parametrize("left_out", list(DOCUMENT))
def test_nothing_can_be_left_out(left_out: str) -> None:
    assert not holds({name: DOCUMENT[name] for name in DOCUMENT if name != left_out}, SEAL_, SIGNER.der)


def test_nothing_can_be_added() -> None:
    assert not holds({**DOCUMENT, "more": 1}, SEAL_, SIGNER.der)


@pytest.mark.parametrize("signature", ["", "x", "AAAA", "MAYCAQACAQA=", "MEUC", None])
def test_something_else_in_place_of_the_signature_does_not_hold(signature: str | None) -> None:
    other = signature if signature is not None else Signer().document(DOCUMENT)[SEAL]["signature"]
    assert not holds(DOCUMENT, SEAL_.model_copy(update={"signature": other}), SIGNER.der)


def test_the_key_of_somebody_else_does_not_open_it() -> None:
    assert not holds(DOCUMENT, SEAL_, Signer().der)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"no key",
        rsa.generate_private_key(65537, 2048)
        .public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        ec.generate_private_key(ec.SECP384R1())
        .public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    ],
    ids=["nothing", "no key", "of RSA", "of another curve"],
)
def test_only_a_key_of_the_one_kind_counts(key: bytes) -> None:
    assert not holds(DOCUMENT, SEAL_, key)


def test_a_signature_that_is_right_by_a_key_of_another_curve_does_not_count() -> None:
    other = Signer(ec.generate_private_key(ec.SECP384R1()))
    found = other.document(DOCUMENT)
    assert not holds(found, Seal.model_validate(found[SEAL]), other.der)


def test_the_form_that_is_signed_stays_as_it_is() -> None:
    """Seals that are in the regions were made of it."""
    assert canonical({"b": [1, True, None], "a": "Mā"}) == '{"a":"Mā","b":[1,true,null]}'.encode()


def test_how_it_is_written_does_not_matter() -> None:
    turned = json.dumps(dict(reversed(SEALED.items())), separators=(" ,", ": "))
    written = parse(turned, "there")
    assert written.seal is not None
    assert holds(written.document, written.seal, SIGNER.der)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=4).filter(lambda name: name != SEAL), JSON, max_size=4)


@settings(derandomize=True)
@given(OBJECTS)
def test_the_canonical_form_survives_writing_and_reading(document: dict[str, Any]) -> None:
    again = json.loads(json.dumps(document, indent=3))
    assert canonical(again) == canonical(document)
    assert json.loads(canonical(document)) == document


@settings(derandomize=True)
@given(OBJECTS, OBJECTS)
def test_two_documents_have_one_statement_only_where_they_are_the_same(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    assert (statement(one, SEAL_) == statement(two, SEAL_)) == (canonical(one) == canonical(two))


def test_what_is_signed_fits_into_one_message_of_the_service() -> None:
    assert len(statement({"centers": ["x" * 100] * 10_000}, SEAL_)) < 4096
    assert statement(DOCUMENT, SEAL_).startswith(b"civicline deployed.json sha256 ")


@pytest.mark.parametrize(
    "typed",
    [
        fingerprint(SIGNER.der),
        fingerprint(SIGNER.der).upper(),
        fingerprint(SIGNER.der).removeprefix("SHA256:"),
        " ".join(fingerprint(SIGNER.der)[at : at + 8] for at in range(0, 72, 8)),
    ],
    ids=["as it is written", "in capitals", "bare", "in groups"],  # the key is another one in each process
)
def test_a_fingerprint_is_read_however_a_tired_person_types_it(typed: str) -> None:
    assert read_fingerprint(typed) == fingerprint(SIGNER.der)


@pytest.mark.parametrize("typed", ["", "SHA256:", "SHA256:12", "MD5:" + "0" * 64, "0" * 63 + "g", "0" * 65])
def test_what_is_no_fingerprint_is_none(typed: str) -> None:
    assert read_fingerprint(typed) is None


def test_a_key_is_a_file_that_comes_back() -> None:
    assert der_of(pem_of(SIGNER.der)) == SIGNER.der
    assert der_of("-----BEGIN PUBLIC KEY-----\nno base64!\n-----END PUBLIC KEY-----") == b""


@pytest.mark.skipif(which("openssl") is None, reason="no other tool to ask")
def test_another_tool_verifies_the_same(tmp_path: Path) -> None:
    import base64

    (tmp_path / "key.pem").write_text(pem_of(SIGNER.der), encoding="utf-8")
    (tmp_path / "said").write_bytes(statement(DOCUMENT, SEAL_))
    (tmp_path / "signature").write_bytes(base64.b64decode(SEAL_.signature))
    words = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "said"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Verified OK\n")


def test_a_seal_names_the_key_by_its_arn() -> None:
    assert SEAL_.key == KEY
