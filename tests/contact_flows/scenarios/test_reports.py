"""JUnit, the matrix, and what was reached."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from cli.render.scenarios import Report, as_json, as_text
from contact_flows.scenarios.expect import Unmet
from contact_flows.scenarios.junit import as_junit
from contact_flows.scenarios.matrix import Cell, matrix_of
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Result


def result(id_: str, unmet: Unmet | None = None, **names: Any) -> Result:
    scenario = Scenario.model_validate({"id": id_, "title": f"Title of {id_}", "then": {"ends": "queue"}, **names})
    return Result(scenario, unmet, "queue", "queue:billing", "billing", (("en-US", "Hi \x07"),), frozenset(), (), 12.5)


FAILED = Unmet("queue: billing", "queue general")
RESULTS = (
    result("a", row="main 1", column="open"),
    result("b", FAILED, row="main 1", column="open"),
    result("c", row="main 2", column="closed"),
    result("d", FAILED),
)


def test_junit_counts_and_names_what_failed() -> None:
    root = ET.fromstring(as_junit(RESULTS, "wa", {"d": "x.yaml:3:5"}))
    cases = {case.attrib["name"]: case for case in root.iter("testcase")}
    assert (root.attrib["tests"], root.attrib["failures"]) == ("4", "2")
    assert cases["d: Title of d"].attrib["file"] == "x.yaml:3:5"
    failure = cases["b: Title of b"].find("failure")
    assert failure is not None
    assert "instead queue general" in (failure.text or "")


def test_the_matrix_has_rows_of_wishes_and_columns_of_worlds() -> None:
    found = matrix_of(RESULTS)
    assert found.columns == ("open", "closed", "scenario")
    assert dict(found.rows)["main 1"] == (Cell(1, 1), None, None)
    assert dict(found.rows)["d"] == (None, None, Cell(0, 1))


def test_the_first_lines_say_which_failed_and_why() -> None:
    lines = as_text(Report(RESULTS, {}, (), {"d": "x.yaml:3:5"}), 80).splitlines()
    assert lines[0] == "FAILED b: Title of b"
    assert lines[1] == "  expected queue: billing; instead queue general"
    assert lines[2].startswith("FAILED x.yaml:3:5: d")
    assert lines[-1] == "4 scenarios: 2 passed, 2 failed"
    assert max(map(len, lines)) <= 80


def test_scenarios_of_files_and_the_sweep_are_a_line_each() -> None:
    every = (*RESULTS, result("e", row="sweep line-main", column="faults"))
    text = as_text(Report(every, {}, (), {}), 80)
    assert "scenarios of files: 0 passed, 1 failed" in text
    assert "sweep of the branches that are left: 1 passed, 0 failed" in text
    assert "columns: a open, b closed; " in text
    assert "sweep line-main" not in text
    assert "sweep line-main" in as_text(Report(every, {}, (), {}), 80, every=True)


def test_json_has_what_was_said_for_each_failure() -> None:
    text = as_json(Report(RESULTS, {}, (), {}))
    assert '"expected": "queue: billing"' in text
    assert '"failed": 2' in text
