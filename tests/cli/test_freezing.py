"""`up` and `destroy` inside a freeze window: refused before anything is started; what passes, passes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from cli.main import main

OFFICE = Path(__file__).parents[1] / "cases" / "good" / "office" / "program.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A freeze of prod around today, whatever the zone."""
    today = dt.datetime.now(dt.UTC).date()
    first, last = today - dt.timedelta(days=2), today + dt.timedelta(days=2)
    freeze = f"  freezes: [{{from: {first}, till: {last}, reason: The election., environments: [prod]}}]"
    file = tmp_path / "program.yaml"
    text = OFFICE.read_text(encoding="utf-8")
    file.write_text(text.replace("dates:\n", f"dates:\n{freeze}\n", 1), encoding="utf-8")
    return file


@pytest.mark.parametrize("command", ["up", "destroy"])
def test_a_freeze_refuses_before_anything_is_started(
    command: str, program: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(program), "--stack", "prod", "--yes"]) == 3
    said = capsys.readouterr().err
    assert "prod: frozen from" in said
    assert "The election." in said
    assert '--break-freeze "..."' in said
    assert not home.exists()


def test_a_freeze_is_not_broken_for_an_empty_reason(
    program: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["up", str(program), "--stack", "prod", "--yes", "--break-freeze", " "]) == 2
    assert "the reason is empty" in capsys.readouterr().err
    assert not home.exists()


def test_validate_warns_when_what_is_deployed_runs_out(
    program: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "deployed" / "sandbox" / "office-dev.json"
    file.parent.mkdir(parents=True)
    soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=100)
    known = {"version": 1, "program": "p", "stack": "dev", "target": "sandbox", "spec_digest": "", "deployed_at": ""}
    file.write_text(json.dumps({**known, "centers": {}, "hours_till": f"{soon}"}), encoding="utf-8")
    assert main(["validate", str(program), "--format", "json"]) == 0
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["severity"]) == ("H630", "warning")
    assert f"deployed in 'dev' (sandbox) end on {soon}" in problem["message"]
    assert problem["path"] == "infrastructure.environments[0]"


def test_a_damaged_record_of_what_is_deployed_does_not_keep_a_spec_from_being_judged(
    program: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "deployed" / "sandbox" / "office-dev.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"version"', encoding="utf-8")
    assert main(["validate", str(program)]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_sarif_knows_the_sentence_of_a_rule_that_needs_a_calendar(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = program.read_text(encoding="utf-8")
    text = text.replace(
        "{id: hawaii, state: HI}", "{id: hawaii, state: HI, removals: [{date: 2027-07-06, name: A day, reason: None}]}"
    )
    program.write_text(text, encoding="utf-8")
    assert main(["validate", str(program), "--format", "sarif"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule == {"id": "H622", "shortDescription": {"text": "what is removed is a holiday"}}
