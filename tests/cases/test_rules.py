"""Each rule against its bad case, the place of the fault, and the smallest repair."""

from __future__ import annotations

import copy
import datetime as dt
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from calendars.check import check, check_text
from calendars.rules import ALL_RULES, Horizon
from spec.codes import sentences
from spec.load import Checked
from spec.models.dates import Stage

HERE = Path(__file__).parent
TODAY = "2026-11-22"


def _sibling(name: str) -> ModuleType:
    found = importlib.util.spec_from_file_location(f"cases_{name}", HERE / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


edits = _sibling("edits")
BASES = {folder.name: edits.read(folder / "program.yaml") for folder in sorted((HERE / "good").iterdir())}
CASES = sorted(path.parent for path in (HERE / "bad").glob("*/case.yaml"))


def _name(folder: Path) -> str:
    return folder.name


def _checked(case: dict[str, Any], *names: str) -> tuple[str, Checked]:
    data = copy.deepcopy(BASES[case["base"]])
    for name in names:
        edits.apply(data, case[name])
    text = edits.dump(data)
    today = dt.date.fromisoformat(case.get("today", TODAY))
    deployed = tuple(
        Horizon(found["environment"], "sandbox", dt.date.fromisoformat(found["till"]))
        for found in case.get("deployed", {}).get(names[-1], ())
    )
    stage = Stage(case.get("stage", "live"))
    return text, check_text(text, "program.yaml", stage, today=today, deployed=lambda _: deployed)


@pytest.mark.parametrize("name", BASES)
def test_a_good_spec_has_no_fault_at_any_stage(name: str) -> None:
    for stage in Stage:
        assert check(HERE / "good" / name / "program.yaml", stage, today=dt.date.fromisoformat(TODAY)).faults == ()


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_a_bad_case_has_its_fault_at_its_place(folder: Path) -> None:
    case = edits.read(folder / "case.yaml")
    expect, code = case["expect"], folder.name[:4]
    text, checked = _checked(case, "bad")
    faults = [fault for fault in checked.faults if fault.code == code]
    assert len(faults) == expect.get("count", 1), checked.faults
    path = edits.parts(expect["path"])
    found = next((fault for fault in faults if fault.path == path), None)
    assert found is not None, faults
    assert expect["message"] in found.message
    assert found.hint
    assert (found.line, found.column) == edits.place(text, path, key=expect.get("at") == "key")
    assert {fault.code for fault in checked.faults} == {code, *expect.get("also", [])}


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_the_smallest_repair_of_a_bad_case_is_accepted(folder: Path) -> None:
    case = edits.read(folder / "case.yaml")
    _, checked = _checked(case, "bad", "good")
    assert {fault.code for fault in checked.faults} == set(case["expect"].get("after", []))


def test_every_rule_and_every_fault_of_shape_has_a_bad_case() -> None:
    shape = {code for code in sentences(ALL_RULES) if code.startswith("S1")}
    assert {folder.name[:4] for folder in CASES} == set(ALL_RULES) | shape


def test_every_rule_says_what_must_hold_and_which_row_asks_for_it() -> None:
    for rule in ALL_RULES.values():
        assert rule.sentence[0].isupper() or rule.sentence[0].islower()
        assert all(re.fullmatch(r"(S\d\d|BP|XC|N\d\d|NUT|P)-\d+", row) for row in rule.rows), rule
