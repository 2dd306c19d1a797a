"""YAML's traps: each a folder with a file that falls into it, the places expected, and a file that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec.codes import READING
from spec.compose import MAX_FAULTS, MAX_VALUES
from spec.load import check, check_text

TRAPS = sorted(path.parent for path in (Path(__file__).parent / "bad").glob("*/expected.txt"))
ON_DISK = {"S001", "S002", "S003", "S004", "S005", "S006"}  # tests/spec/test_read_file.py
TOO_LARGE = {"S025"}  # generated below


def _name(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", TRAPS, ids=_name)
def test_a_trap_is_found_at_its_place(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = [fault for fault in check(folder / "bad.yaml").faults if fault.code < "S100"]
    said = [f"{fault.line}:{fault.column} {fault.code} {fault.message}" for fault in found]
    assert len(said) == len(expected), said
    for line, wanted in zip(said, expected, strict=True):
        assert line.startswith(wanted)
    assert all(fault.hint and fault.severity == "error" for fault in found)


@pytest.mark.parametrize("folder", TRAPS, ids=_name)
def test_a_file_beside_the_trap_is_read(folder: Path) -> None:
    checked = check(folder / "good.yaml")
    assert [fault for fault in checked.faults if fault.code < "S100"] == []
    assert checked.source is not None


def test_every_trap_has_a_case() -> None:
    traps = {code for code in READING if code < "S100"} - ON_DISK - TOO_LARGE
    assert {folder.name[:4] for folder in TRAPS} == traps


def test_hundreds_of_thousands_of_values_are_refused_soon() -> None:
    (fault,) = check_text("a: [" + "1," * (MAX_VALUES + 10) + "]", "program.yaml").faults
    assert fault.code == "S025"
    assert fault.column == 5 + 2 * (MAX_VALUES - 2)


def test_a_file_full_of_faults_ends_with_a_readable_number_of_them() -> None:
    assert len(check_text("a: 1\n" * 5_000, "program.yaml").faults) == MAX_FAULTS
    assert len(check_text("".join(f"k{i}: 1\n" for i in range(5_000)), "program.yaml").faults) == MAX_FAULTS
    assert len(check_text("a:\n" + "\tb: 1\n" * 5_000, "program.yaml").faults) == MAX_FAULTS
