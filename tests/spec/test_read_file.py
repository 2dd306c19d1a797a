"""Files that are no spec, before anything of YAML is known."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from spec.errors import SpecFaultsError
from spec.faults import Fault
from spec.load import check, load
from spec.read_file import MAX_BYTES


def only(path: Path) -> Fault:
    (fault,) = check(path).faults
    assert fault.file == str(path)
    assert fault.hint
    return fault


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    fault = only(tmp_path / "program.yaml")
    assert (fault.code, fault.line, fault.message) == ("S001", None, "there is no such file")


def test_a_folder_is_not_a_spec(tmp_path: Path) -> None:
    fault = only(tmp_path)
    assert fault.code == "S003"
    assert "program.yaml" in fault.hint


def test_a_file_beyond_the_limit_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "program.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert only(path).code == "S006"


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "program.yaml"
    path.write_text("# " + "x" * (MAX_BYTES - 2), encoding="utf-8")
    assert only(path).code == "S010"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_broken_link_is_told_from_a_missing_file(tmp_path: Path) -> None:
    link = tmp_path / "program.yaml"
    link.symlink_to(tmp_path / "gone.yaml")
    assert only(link).code == "S002"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "program.yaml"
    link.symlink_to(link)
    assert only(link).code == "S001"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "program.yaml"
    os.mkfifo(pipe)
    assert only(pipe).code == "S005"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may read everything")
def test_a_file_without_permission_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "program.yaml"
    path.write_text("version: 1", encoding="utf-8")
    path.chmod(0)
    assert only(path).code == "S004"


def test_a_path_with_a_zero_byte_is_a_fault_and_not_a_crash() -> None:
    assert only(Path("a\0b.yaml")).code == "S001"


def test_loading_raises_one_error_that_carries_every_fault(tmp_path: Path) -> None:
    path = tmp_path / "program.yaml"
    path.write_text("version: 2\nprogram: {}\n", encoding="utf-8")
    with pytest.raises(SpecFaultsError) as caught:
        load(path)
    assert caught.value.exit_code == 2
    assert len(caught.value.faults) > 10
    assert str(caught.value).startswith(f"{path}:1:1: S101")
    assert "more)" in str(caught.value)
