"""`civicline flows lint` as a person, a script and an editor meet it."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.linting import gathered
from cli.main import main
from contact_flows.language.document import FlowType
from contact_flows.lint import RULES
from spec.errors import UsageError

CASES = Path("tests/cases/flows")
WELCOME = CASES / "good" / "welcome.json"
DANGLING = CASES / "lint" / "FG101-dangling" / "bad.json"
STACK = Path("stacks/hawaii-in-house/program.yaml")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["flows", "lint", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_warnings_do_not_fail(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(WELCOME))
    assert code == 0
    assert "warning" in out
    assert "0 errors" in err


def test_an_error_fails_with_file_code_block_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(DANGLING))
    assert code == 1
    assert out.splitlines()[0].startswith(f"{DANGLING}:")
    assert "FG101 error: block 'hello': a transition leads to 'gone'" in out
    assert "\n  try: " in out


def test_json_keeps_the_keys_that_scripts_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(DANGLING), "--json")
    _, same, _ = run(capsys, str(DANGLING), "--format", "json")
    assert out == same
    report = json.loads(out)
    assert report["files"] == 1
    keys = {"code", "severity", "message", "file", "line", "column", "flow", "block", "path", "hint"}
    assert all(set(problem) == keys for problem in report["problems"])
    assert ("FG101", "error", "hello") in {(p["code"], p["severity"], p["block"]) for p in report["problems"]}


def test_sarif_describes_every_rule_that_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(DANGLING), "--format", "sarif")
    (log,) = json.loads(out)["runs"]
    described = {rule["id"]: rule["shortDescription"]["text"] for rule in log["tool"]["driver"]["rules"]}
    assert described["FG101"] == RULES["FG101"].title
    assert {result["ruleId"] for result in log["results"]} == set(described)


def test_a_folder_is_judged_as_a_whole() -> None:
    report = gathered([CASES / "good"])
    assert report.files == len(list((CASES / "good").glob("*.json")))
    assert report.errors == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [("", ":"), ('{"Actions": [}', ":1:14 "), ("[]", ":"), ('{"Version": "2019-10-30"}', ":"), ("nul", ":1:1 ")],
)
def test_a_file_that_is_no_flow_is_a_located_complaint(
    text: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "flow.json"
    file.write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, str(file))
    assert code == 2
    assert out.startswith(f"{file}{place.rstrip(':')}")
    assert "FE001 error" in out


def test_one_file_that_is_no_flow_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_text(DANGLING.read_text("utf-8"), encoding="utf-8")
    code, out, err = run(capsys, str(tmp_path))
    assert code == 2
    assert "FE001" in out
    assert "FG101" in out
    assert err.startswith("2 flows")


def test_bytes_that_are_no_text_are_a_complaint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "flow.json"
    file.write_bytes(b'{"Actions": "\xff"}')
    assert run(capsys, str(file))[0] == 2


@pytest.mark.parametrize("name", ["gone.json", "gone"])
def test_a_path_that_is_not_there_says_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        gathered([tmp_path / name])


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no JSON file"):
        gathered([tmp_path])


def test_the_name_of_a_file_may_tell_the_type_of_its_flow(tmp_path: Path) -> None:
    text = (CASES / "good" / "hold.CUSTOMER_HOLD.json").read_text("utf-8")
    (tmp_path / "hold.CUSTOMER_HOLD.json").write_text(text, encoding="utf-8")
    (tmp_path / "plain.json").write_text(text, encoding="utf-8")
    report = gathered([tmp_path], FlowType.CONTACT_FLOW)
    assert {placed.file for placed in report.problems if placed.finding.code == "FP101"} == {
        str(tmp_path / "plain.json")
    }


def test_flows_of_a_spec_are_located_in_the_spec(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(STACK), "--json")
    report: dict[str, Any] = json.loads(out)
    assert code in (0, 1)
    assert report["files"] > 5
    assert all(problem["file"] == str(STACK) for problem in report["problems"])
    assert all(problem["line"] for problem in report["problems"] if problem["path"])


def test_a_spec_with_faults_is_refused_with_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "program.yaml"
    file.write_text("program: {}\n", encoding="utf-8")
    code, _, err = run(capsys, str(file))
    assert code == 2
    assert "program.yaml" in err
