"""Faults as text, JSON and SARIF."""

from __future__ import annotations

import json

from cli.render.faults import as_json, as_sarif, as_text
from spec.faults import Fault, Mark

PLACED = Fault(
    code="R201",
    severity="error",
    path=("infrastructure", "queues", 2, "overflow"),
    message="there is no queue 'polcy'",
    hint="did you mean 'policy'?",
).at("stacks/my program.yaml", Mark(10, 23))
WHOLE = Fault(code="S001", severity="error", path=(), message="there is no such file").at("gone.yaml", None)
WARNING = Fault(code="M103", severity="warning", path=("a",), message="no chat").at("gone.yaml", Mark(1, 1))


def test_text_has_a_place_that_editors_jump_to_and_what_to_do() -> None:
    assert as_text([PLACED, WHOLE]).splitlines() == [
        "stacks/my program.yaml:10:23 R201 error: there is no queue 'polcy'",
        "  try: did you mean 'policy'?",
        "gone.yaml S001 error: there is no such file",
    ]


def test_no_faults_are_no_text() -> None:
    assert as_text([]) == ""


def test_json_keeps_the_keys_that_scripts_rely_on() -> None:
    assert json.loads(as_json([PLACED, WHOLE])) == {
        "problems": [
            {
                "code": "R201",
                "severity": "error",
                "message": "there is no queue 'polcy'",
                "file": "stacks/my program.yaml",
                "line": 10,
                "column": 23,
                "path": "infrastructure.queues[2].overflow",
                "hint": "did you mean 'policy'?",
            },
            {
                "code": "S001",
                "severity": "error",
                "message": "there is no such file",
                "file": "gone.yaml",
                "line": None,
                "column": None,
                "path": "",
                "hint": None,
            },
        ]
    }


def test_sarif_has_what_the_standard_requires() -> None:
    log = json.loads(as_sarif([PLACED, WHOLE, WARNING]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "civicline"
    assert [rule["id"] for rule in driver["rules"]] == ["M103", "R201", "S001"]
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_sarif_places_are_addresses_and_regions() -> None:
    first, second, third = json.loads(as_sarif([PLACED, WHOLE, WARNING]))["runs"][0]["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "stacks/my%20program.yaml"}
    assert place["region"] == {"startLine": 10, "startColumn": 23}
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert third["level"] == "warning"


def test_sarif_of_a_good_spec_has_a_run_without_results() -> None:
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []
