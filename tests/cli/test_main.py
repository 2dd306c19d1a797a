"""The command line as a person meets it: exit codes, one clear message, help everywhere."""

import json
from pathlib import Path

import pytest
import typer

from cli.main import app, main
from spec.errors import CheckFailedError, CiviclineError, CloudError, PlanRefusedError, SpecError, UsageError

HAWAII = str(Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path / "home"))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_good_program_validates(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "validate", HAWAII)
    assert (code, out) == (0, "")
    assert err.endswith("0 errors, 0 warnings\n")


def test_json_of_a_good_program_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "validate", HAWAII, "--format", "json")
    assert (code, json.loads(out)["problems"]) == (0, [])


def test_a_person_can_see_what_the_spec_does_not_decide(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "validate", HAWAII, "--defaults")
    assert "infrastructure.queues.max_contacts = 50 (8 places): beyond it callers hear the queue-full branch" in out
    assert "Decided otherwise than the default, with a reason:" in out


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (["validate", "no-such.yaml"], 2, "there is no such file"),
        (["validate", "."], 2, "folder"),
        (["up", HAWAII], 2, "--yes"),
        (["destroy", HAWAII], 2, "--yes"),
        (["plan", HAWAII, "--stack", "prd"], 2, "did you mean --stack prod?"),
        (["plan", HAWAII, "--target", "moon"], 2, "sandbox"),
        (["up", "no-such.yaml", "--yes"], 2, "there is no such file"),
        (["outputs", HAWAII], 2, "nothing is deployed here yet"),
        (["fly"], 2, "No such command"),
        (["up"], 2, "PROGRAM"),
        (["sandbox", "fault", "set", "--kind", "flood"], 2, "flood"),
        (["sandbox", "fault", "list"], 2, "civicline sandbox start"),
        (["init", "x", "--setup", "in-house", "--state", "ZZ"], 2, "ZZ"),
        (["init", "x", "--setup", "in-house", "--state", "oregon"], 2, "write OR"),
        (["init", HAWAII, "--setup", "in-house", "--state", "OR"], 2, "check the path"),
        (["engine", "policy", HAWAII, "--out", HAWAII], 2, "check the path"),
        (["validate", HAWAII, "--defaults", "--format", "json"], 2, "--defaults: has no json form"),
        (["validate", HAWAII, HAWAII], 2, "unexpected extra argument"),
        (["sandbox", "start", "--port", "99999"], 2, "65535"),
        (["sandbox", "start", "--limits", "some"], 2, "rates"),
        (["sandbox", "start", "--number-quota", "-1"], 2, "--number-quota"),
        (["sandbox", "fault", "set", "--kind", "slow", "--rate", "7"], 2, "--rate"),
        (["sandbox", "fault", "set", "--kind", "slow", "--region", "us-wst-2"], 2, "did you mean us-west-2?"),
        (["sandbox", "fault", "set", "--kind", "slow", "--service", "conect"], 2, "did you mean connect?"),
        (["plan", HAWAII, "--target", "aws"], 2, "civicline engine install"),
    ],
    ids=lambda value: " ".join(value)[-40:] if isinstance(value, list) else None,
)
def test_wrong_input_gets_one_message_and_exit_code_two(
    words: list[str], code: int, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    got, out, err = said(capsys, *words)
    assert got == code
    assert what in out + err
    assert "Traceback" not in out + err


def test_a_faulty_program_never_reaches_an_engine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "program.yaml"
    bad.write_text(
        Path(HAWAII).read_text(encoding="utf-8").replace("queue: eligibility_enrollment", "queue: eligibilty"),
        encoding="utf-8",
    )
    code, _, err = said(capsys, "up", str(bad), "--yes")
    assert code == SpecError.exit_code
    assert f"{bad}:" in err
    assert not (tmp_path / "home").exists()


def test_init_writes_a_program_that_validates_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "mine")
    words = ("init", folder, "--setup", "outsourced", "--state", "vt")
    assert said(capsys, *words)[0] == 0
    assert said(capsys, "validate", f"{folder}/program.yaml")[0] == 0
    code, _, err = said(capsys, *words)
    assert code == PlanRefusedError.exit_code
    assert "nothing was written" in err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CheckFailedError, 1),
        (SpecError, 2),
        (UsageError, 2),
        (PlanRefusedError, 3),
        (CloudError, 4),
        (CiviclineError, 70),
    ],
)
def test_each_meaning_has_one_exit_code(error: type[CiviclineError], code: int) -> None:
    assert error("where", "what").exit_code == code


def commands(group: typer.Typer, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    own = [(*prefix, str(command.name)) for command in group.registered_commands]
    return own + [
        c
        for g in group.registered_groups
        if g.typer_instance
        for c in commands(g.typer_instance, (*prefix, str(g.name)))
    ]


@pytest.mark.parametrize("words", commands(app), ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, *words, "--help")
    assert code == 0
    paragraph = " ".join(out.split("\n\n")[1].split())
    assert paragraph.endswith(".")


def test_every_command_stands_in_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert [words for words in commands(app) if f"civicline {' '.join(words)}" not in text] == []
    assert capsys.readouterr().err == ""
