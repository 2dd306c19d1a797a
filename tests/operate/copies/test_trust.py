"""Which records of this machine are used, and which are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from operate.copies.trust import Sealed, opened, pin, pin_of, pinned, unpin
from spec.deployed import write
from spec.errors import PlanRefusedError, UsageError
from spec.seal import SEAL, fingerprint
from spec.whole_file import write_whole
from tests.operate.copies.sealing import Signer, write_sealed
from tests.spec.test_deployed import DEPLOYED

SIGNER, STRANGER = Signer(), Signer()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deployed" / "sandbox" / "hi-dev.json"


def rewritten(file: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    write_whole(file, json.dumps(document))


def test_what_up_wrote_is_used(file: Path) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    written, sealed = opened(file)
    assert (written.deployed, sealed) == (DEPLOYED, Sealed.VERIFIED)


def test_an_older_record_without_a_seal_is_used_where_no_key_is_pinned(file: Path) -> None:
    write(file, DEPLOYED)
    assert opened(file)[1] is Sealed.UNSEALED


def test_a_sealed_record_that_was_copied_from_another_machine_is_used_and_told_apart(file: Path) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    unpin(file)
    assert opened(file)[1] is Sealed.UNPINNED


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["centers"]["office"].update(region="us-east-1"), "its seal does not hold"),
        (lambda d: d.update(deployed_at="2036-11-21T00:00:00+00:00"), "its seal does not hold"),
        (lambda d: d[SEAL].update(signed_by="arn:somebody"), "its seal does not hold"),
        (lambda d: d[SEAL].update(signature=""), "its seal does not hold"),
        (lambda d: d.pop(SEAL), "its seal was cut off"),
        (lambda d: d.update(seal=None), "its seal was cut off"),
        (lambda d: d.update(STRANGER.document(d)), "and this machine trusts SHA256:"),
    ],
)
def test_a_record_that_was_changed_is_refused_with_what_to_do(
    file: Path, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    rewritten(file, change)
    with pytest.raises(PlanRefusedError) as refused:
        opened(file)
    assert said in refused.value.what
    assert refused.value.exit_code == 3
    assert "civicline deployments fetch" in refused.value.hint


def test_a_changed_record_is_refused_also_where_no_key_is_pinned(file: Path) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    unpin(file)
    rewritten(file, lambda d: d.update(stack="prod"))
    with pytest.raises(PlanRefusedError, match="its seal does not hold"):
        opened(file)


def test_half_a_record_is_damaged_and_not_tampered_with(file: Path) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    text = file.read_text(encoding="utf-8")
    for part in (text[: len(text) // 2], text[:-3], ""):
        write_whole(file, part)
        with pytest.raises(UsageError, match="half written"):
            opened(file)


def test_a_member_that_is_there_twice_means_the_same_to_the_seal_and_to_the_reader(file: Path) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    text = file.read_text(encoding="utf-8")
    write_whole(file, text.replace('"stack": "dev"', '"stack": "dev", "stack": "prod"'))
    with pytest.raises(PlanRefusedError):
        opened(file)
    write_whole(file, text.replace('"stack": "dev"', '"stack": "prod", "stack": "dev"'))
    assert opened(file)[0].deployed.stack == "dev"


@pytest.mark.parametrize(
    "text", ["", "no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "\udcff"]
)
def test_a_damaged_pin_lets_nothing_pass(file: Path, text: str) -> None:
    write_sealed(file, DEPLOYED, SIGNER)
    pin_of(file).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PlanRefusedError):
        opened(file)


def test_a_pin_is_kept_for_each_target_and_environment(file: Path) -> None:
    pin(file, SIGNER.der)
    assert pin_of(file) == file.parents[2] / "trusted" / "sandbox" / "hi-dev.pem"
    assert pinned(file) == SIGNER.der
    assert pinned(file.with_name("hi-prod.json")) is None
    pin(file, STRANGER.der)
    assert fingerprint(pinned(file) or b"") == fingerprint(STRANGER.der)
    unpin(file)
    unpin(file)
    assert pinned(file) is None
