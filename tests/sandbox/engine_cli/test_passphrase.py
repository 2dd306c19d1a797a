import base64

import pytest

from sandbox.engine.backend.passphrase import Passphrase, phrase_from
from spec.errors import UsageError
from tests.sandbox.engine_cli.console import PHRASE, SALT, Console

SEALED = "v1:RUBC24aOBmrJK+j2:UJDwDhogsErj2qP5XTeNd1CfJhf0r2r0FPwbhy4y1YqcIiMixOv7"
PLAIN = "Ko\u02bbolau 1-808-555-0142"


def test_what_pulumis_own_code_sealed_opens() -> None:
    assert Passphrase(PHRASE, SALT).decrypt(SEALED) == PLAIN


def test_a_sealed_text_opens_again_and_never_looks_the_same() -> None:
    secrets = Passphrase(PHRASE, SALT)
    first, second = secrets.encrypt(PLAIN), secrets.encrypt(PLAIN)
    assert first != second
    assert secrets.decrypt(first) == secrets.decrypt(second) == PLAIN


def test_a_new_stack_gets_a_salt_of_eight_bytes_and_a_check_word() -> None:
    state = Passphrase(PHRASE, "").ensure()
    version, salt, *check = state.split(":")
    assert (version, len(base64.b64decode(salt)), check[0]) == ("v1", 8, "v1")
    assert Passphrase(PHRASE, state).ensure() == state


def test_nothing_is_derived_before_a_secret_is_needed() -> None:
    assert Passphrase(None, SALT).state == SALT


def test_a_wrong_passphrase_is_told() -> None:
    with pytest.raises(UsageError, match=r"^incorrect passphrase"):
        Passphrase("guess", SALT).decrypt(SEALED)


def test_no_passphrase_is_told_with_the_variables_that_give_it() -> None:
    with pytest.raises(UsageError, match="PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE"):
        Passphrase(None, SALT).decrypt(SEALED)


@pytest.mark.parametrize("sealed", ["", "v2:a:b", "v1:RUBC24aOBmrJK+j2:AAAA", SEALED[:-4] + "AAAA"])
def test_a_damaged_secret_is_told_without_its_text(sealed: str) -> None:
    with pytest.raises(UsageError, match="damaged or of another stack"):
        Passphrase(PHRASE, SALT).decrypt(sealed)


@pytest.mark.parametrize("state", ["v2:AQIDBAUGBwg=:v1:x:y", "v1:AQIDBAUGBwg=", "v1:%%%:v1:x:y"])
def test_a_damaged_salt_is_told(state: str) -> None:
    with pytest.raises(UsageError, match="the encryption salt is damaged"):
        Passphrase(PHRASE, state).decrypt(SEALED)


def test_the_passphrase_may_lie_in_a_file(dev: Console) -> None:
    dev.do("config", "set", "--secret", "token", "hunter2")
    (dev.folder / "phrase.txt").write_text(PHRASE + "\n", encoding="utf-8")
    del dev.env["PULUMI_CONFIG_PASSPHRASE"]
    dev.env["PULUMI_CONFIG_PASSPHRASE_FILE"] = str(dev.folder / "phrase.txt")
    assert dev.do("config", "get", "token") == "hunter2"


def test_a_passphrase_file_that_is_not_there_is_named(dev: Console) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*nowhere\.txt"):
        phrase_from({"PULUMI_CONFIG_PASSPHRASE_FILE": str(dev.folder / "nowhere.txt")})


def test_the_passphrase_can_be_changed(dev: Console) -> None:
    dev.do("config", "set", "--secret", "token", "hunter2")
    dev.do("stack", "change-secrets-provider", "passphrase", typed="another phrase\n")
    assert "incorrect passphrase" in dev.refused("config", "get", "token")
    dev.env["PULUMI_CONFIG_PASSPHRASE"] = "another phrase"
    assert dev.do("config", "get", "token") == "hunter2"
