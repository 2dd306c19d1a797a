"""Scenario files: what is accepted, and where each fault is."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from contact_flows.scenarios.load import ScenarioFaultsError, check_files, check_text, load_scenarios
from contact_flows.scenarios.wording import CODES
from spec.load import load

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests/cases/scenarios"
PROGRAM = load(ROOT / "stacks/washington-outsourced/program.yaml")
STACKS = sorted(ROOT.glob("stacks/*/program.yaml"))


@pytest.mark.parametrize("path", sorted((CASES / "bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_file_has_its_fault_at_its_place(path: Path) -> None:
    expected = re.match(r"# expect: (\w+) (\d+):(\d+) (.*)\n", path.read_text(encoding="utf-8"))
    assert expected is not None
    found = check_files((path,), PROGRAM).faults
    assert [(f.code, str(f.line), str(f.column)) for f in found] == [expected.group(1, 2, 3)]
    assert expected[4] in f"{found[0].message} {found[0].hint}"


@pytest.mark.parametrize("path", sorted((CASES / "good").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_good_file_has_no_fault(path: Path) -> None:
    assert check_files((path,), PROGRAM).faults == ()


@pytest.mark.parametrize("path", STACKS, ids=lambda path: path.parent.name)
def test_the_examples_have_at_least_ten_telling_calls_without_fault(path: Path) -> None:
    assert len(load_scenarios(path, load(path)).scenarios) >= 10


def test_a_program_without_scenarios_has_none(tmp_path: Path) -> None:
    assert load_scenarios(tmp_path / "program.yaml", PROGRAM).scenarios == ()


def test_an_id_is_taken_over_all_files(tmp_path: Path) -> None:
    text = "scenarios:\n  - {id: a, title: t, then: {ends: queue}}\n"
    paths = (tmp_path / "one.yaml", tmp_path / "two.yaml")
    for path in paths:
        path.write_text(text, encoding="utf-8")
    found = check_files(paths, PROGRAM)
    assert [(fault.code, fault.file, fault.line) for fault in found.faults] == [("T201", str(paths[1]), 2)]
    assert len(found.scenarios) == 1


def test_faults_of_all_files_are_raised_together_with_the_first_in_front(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "a.yaml").write_text("scenarios:\n  - {id: a, title: t, then: {ends: quue}}\n", encoding="utf-8")
    (folder / "b.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ScenarioFaultsError, match=r"a\.yaml:2:\d+: T103 .* \(and 1 more\)") as caught:
        load_scenarios(tmp_path / "program.yaml", PROGRAM)
    assert caught.value.exit_code == 2
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


def test_every_code_that_a_file_can_have_is_listed() -> None:
    codes = {check_files((path,), PROGRAM).faults[0].code for path in (CASES / "bad").glob("*.yaml")}
    assert {code for code in codes if code.startswith("T")} <= set(CODES)


def test_a_scenario_knows_its_place() -> None:
    found = check_text("scenarios:\n  - {id: a, title: t, then: {ends: queue}}\n", "x.yaml", PROGRAM)
    assert found.places == {"a": "x.yaml:2:5"}
