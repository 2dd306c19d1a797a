"""Odd surroundings: a home that is a file, streams that are closed, files that are damaged."""

import io
import json
import sys
from pathlib import Path

import pytest

from cli.main import main
from cli.streams import prepare
from spec.errors import CloudError, UsageError

HAWAII = str(Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Zuhause mit Leerzeichen und \u00fc"
    monkeypatch.setenv("CIVICLINE_HOME", str(folder))
    return folder


def deployed(home: Path, text: str) -> None:
    file = home / "deployed" / "sandbox" / "hi-kalamiles-dev.json"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("words", [["plan", HAWAII], ["sandbox", "start"], ["drift", HAWAII]], ids=lambda w: w[0])
def test_a_home_that_is_a_file_is_said_to_be_unusable(
    words: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("", encoding="utf-8")
    assert main(words) == CloudError.exit_code
    assert "set CIVICLINE_HOME to another one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ('{"version": 1, "prog', "damaged or half written", "civicline up"),
        ("{}", "version is not as expected", "civicline up"),
        (json.dumps({"version": 9}), "newer Civicline", "update Civicline"),
    ],
    ids=["half", "empty", "newer"],
)
def test_a_damaged_record_of_what_is_deployed_says_how_to_get_a_new_one(
    text: str, what: str, hint: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(home, text)
    assert main(["outputs", HAWAII]) == UsageError.exit_code
    said = capsys.readouterr().err
    assert what in said
    assert hint in said


def test_closed_streams_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    prepare()
    with sys.stdin as stdin, sys.stdout as stdout, sys.stderr as stderr:
        assert (stdin.read(), stdout.write("x"), stderr.write("x")) == ("", 1, 1)


def test_a_pipe_gets_utf_8_whatever_the_code_page_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    pipe = io.TextIOWrapper(raw, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", pipe)
    prepare()
    pipe.write("\u02bbohana")
    pipe.flush()
    assert raw.getvalue() == "\u02bbohana".encode()
