"""YAML's traps: each a folder with a file that falls into it, the places expected, and a file that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec.codes import READING
from spec.load import check

TRAPS = sorted(path.parent for path in (Path(__file__).parent / "bad").glob("*/expected.txt"))
ON_DISK = {"S001", "S002", "S003", "S004", "S005", "S006"}  # tests/spec/test_read_file.py


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
    traps = {code for code in READING if code < "S100"} - ON_DISK
    assert {folder.name[:4] for folder in TRAPS} == traps
