"""`civicline test`: what is refused before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.main import main

PROGRAM = Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml"


def test_a_report_that_cannot_be_written_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for option, place in (
        ("--junit", tmp_path),
        ("--junit", tmp_path / "no" / "x.xml"),
        ("--native", tmp_path / "file"),
    ):
        assert main(["test", str(PROGRAM), option, str(place)]) == 2
        said = capsys.readouterr()
        assert said.err.startswith(f"error: {option} {place}: ")
        assert said.out == ""


def test_a_selection_without_a_scenario_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(PROGRAM), "--select", "nothing-of-this-name"]) == 2
    assert "no scenario matches 'nothing-of-this-name'" in capsys.readouterr().err
