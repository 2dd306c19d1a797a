"""`civicline flows diff` between commits: what callers meet now instead of before, and wrong words."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.main import main

HAWAII = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"

Out = pytest.CaptureFixture[str]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="commits are read with git")


def git(folder: Path, *words: str) -> None:
    who = [
        "-c",
        "user.name=Dana Whitfield",
        "-c",
        "user.email=dana@evergreenmile.example",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spec in a repository, in a folder below its root, committed once and tagged."""
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "checkout" / "programs"
    shutil.copytree(HAWAII.parent, folder)
    git(tmp_path / "checkout", "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    git(folder, "tag", "launch")
    return folder / "program.yaml"


def edit(program: Path, old: str, new: str) -> None:
    text = program.read_text(encoding="utf-8")
    assert old in text
    program.write_text(text.replace(old, new), encoding="utf-8")


def told(capsys: Out, program: Path, *words: str) -> str:
    assert main(["flows", "diff", str(program), *words]) == 0
    return capsys.readouterr().out


def refused(capsys: Out, program: Path, *words: str) -> str:
    assert main(["flows", "diff", str(program), *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_an_unchanged_spec_says_that_nothing_changed(program: Path, capsys: Out) -> None:
    text = told(capsys, program, "--from", "launch")
    assert text.startswith("office: from launch to the spec")
    assert "the flows are the same, and so is what callers meet" in text


def test_another_sentence_is_told_once_with_the_one_before(program: Path, capsys: Out) -> None:
    edit(program, "greeting: Aloha.", "greeting: Good day.")
    text = " ".join(told(capsys, program, "--from", "launch").split())
    assert 'now "Good day." instead of "Aloha."' in text
    assert text.count("Good day.") == 1


def test_another_queue_is_told_as_what_the_caller_does_now(program: Path, capsys: Out) -> None:
    before = told(capsys, program, "--from", "launch", "--json")
    assert json.loads(before)[0]["callers"] == []
    edit(program, '["07:45-16:30"]', '["07:45-12:00"]')
    git(program.parent, "commit", "--quiet", "-a", "-m", "shorter days")
    (center,) = json.loads(told(capsys, program, "--from", "launch", "--to", "HEAD", "--json"))
    assert (center["center"], center["from"], center["to"]) == ("office", "launch", "HEAD")
    assert any(change["now"] == "leaves a request" for change in center["callers"])
    assert all({"sentence", "titles", "worse"} <= set(change) for change in center["callers"])
    assert center["flows"] == []  # hours are not part of a flow


def test_what_is_not_committed_counts_only_without_to(program: Path, capsys: Out) -> None:
    edit(program, "greeting: Aloha.", "greeting: Good day.")
    assert "the same" in told(capsys, program, "--from", "launch", "--to", "HEAD")


def test_an_unknown_commit_is_named_with_the_reason_that_git_gives(program: Path, capsys: Out) -> None:
    assert "nope: git cannot read it: " in refused(capsys, program, "--from", "nope")


def test_a_commit_is_never_taken_for_an_option_of_git(program: Path, capsys: Out) -> None:
    assert "git cannot read it" in refused(capsys, program, "--from=--output=stolen")
    assert not (program.parent / "stolen").exists()


def test_a_commit_without_the_spec_says_so(program: Path, capsys: Out) -> None:
    git(program.parent, "mv", "program.yaml", "moved.yaml")
    assert "is not in this commit" in refused(capsys, program.with_name("moved.yaml"), "--from", "launch")


def test_a_spec_outside_of_any_checkout_cannot_be_compared(tmp_path: Path, capsys: Out) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(HAWAII.parent, alone)
    assert "git cannot read it" in refused(capsys, alone / "program.yaml", "--from", "HEAD")


def test_after_without_before_is_wrong_usage(program: Path, capsys: Out) -> None:
    assert "add --from COMMIT" in refused(capsys, program, "--to", "HEAD")


def test_an_unknown_center_is_wrong_input_before_git_is_asked(program: Path, capsys: Out) -> None:
    assert "it has office" in refused(capsys, program, "--from", "launch", "--center", "east")
