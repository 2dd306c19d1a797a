"""What the journal holds is what there was: a replay gives the same resources, identifiers, secrets and times."""

from pathlib import Path

import pytest

from sandbox.server.server import Options, opened
from tests.sandbox.server.workload import TRUST, Cloud, picture, run_workload


@pytest.mark.parametrize("seed", range(2))
def test_a_replayed_journal_gives_back_everything_that_can_be_read(tmp_path: Path, seed: int) -> None:
    with opened(Options(home=tmp_path)) as server:
        cloud = Cloud(server.endpoint)
        run_workload(cloud, seed, steps=30)
        before = picture(cloud)
    with opened(Options(home=tmp_path, port=server.port)) as server:  # queue URLs hold the port
        assert picture(cloud) == before
        cloud.close()


def test_what_a_key_encrypted_can_be_decrypted_after_a_restart(tmp_path: Path) -> None:
    with opened(Options(home=tmp_path)) as server:
        cloud = Cloud(server.endpoint)
        key = cloud("kms").create_key()["KeyMetadata"]["KeyId"]
        sealed = cloud("kms").encrypt(KeyId=key, Plaintext=b"state secret")["CiphertextBlob"]
    with opened(Options(home=tmp_path, port=server.port)):
        assert cloud("kms").decrypt(CiphertextBlob=sealed)["Plaintext"] == b"state secret"
        cloud.close()


def test_functions_are_kept_and_not_run(tmp_path: Path) -> None:
    with opened(Options(home=tmp_path)) as server:
        cloud = Cloud(server.endpoint)
        role = cloud("iam").create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        server.state.change_settings({"latency_scale": 0.0})  # the role can be assumed at once
        code = {"ZipFile": b"PK\x05\x06" + b"\0" * 18}  # an empty archive
        cloud("lambda").create_function(FunctionName="f", Role=role, Runtime="python3.12", Handler="m.f", Code=code)
        assert cloud("lambda").invoke(FunctionName="f", Payload=b'"hello"')["Payload"].read() == b'"hello"'
        cloud.close()
