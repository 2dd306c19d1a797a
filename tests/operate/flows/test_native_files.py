"""Test cases from files: named as in the spec, and resolved for the center that has all they name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from operate.flows.native_files import case_files, cases_of
from spec.errors import UsageError
from tests.operate.fake_connect import CENTER, INSTANCE


def written(folder: Path, name: str, queue: str) -> None:
    case = {
        "Name": name,
        "Description": "Reaches a queue",
        "EntryPoint": {"Type": "VOICE_CALL", "VoiceCallEntryPointParameters": {"FlowId": "$ref:flow:line-main"}},
        "InitializationData": {"Attributes": {}, "SegmentAttributes": {}},
        "Content": {"Version": "2019-10-30", "Observations": [{"Operand": f"$ref:queue:{queue}"}]},
    }
    (folder / f"{name}.json").write_text(json.dumps(case), encoding="utf-8")


def test_names_of_the_spec_become_arns(tmp_path: Path) -> None:
    written(tmp_path, "billing", "billing")
    (test,) = cases_of(case_files(tmp_path), CENTER)
    assert test.entry_point["VoiceCallEntryPointParameters"]["FlowId"] == f"{INSTANCE}/contact-flow/f1"
    assert json.loads(test.content)["Observations"] == [{"Operand": f"{INSTANCE}/queue/q1"}]
    assert json.loads(test.initialization) == {"Attributes": {}, "SegmentAttributes": {}}


def test_a_case_of_another_center_is_left_out(tmp_path: Path) -> None:
    written(tmp_path, "billing", "billing")
    written(tmp_path, "elsewhere", "enrollment")
    assert [test.name for test in cases_of(case_files(tmp_path), CENTER)] == ["billing"]


@pytest.mark.parametrize("text", ["", "5", "[]", "{}", "not json"])
def test_a_file_that_is_no_test_case_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as wrong:
        case_files(tmp_path)
    assert wrong.value.where.endswith("odd.json")


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no test cases") as wrong:
        case_files(tmp_path)
    assert "--native" in wrong.value.hint
