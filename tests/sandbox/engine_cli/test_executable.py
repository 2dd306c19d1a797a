"""`pulumi` as a process: what the SDKs of other languages start by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.engine_cli.console import Console

ROOT = Path(__file__).parents[3]
EXECUTABLE = ROOT / "sandbox" / "bin" / ("pulumi.cmd" if os.name == "nt" else "pulumi")


def call(console: Console, *argv: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **console.env, "CIVICLINE_PYTHON": sys.executable}
    return subprocess.run(
        [EXECUTABLE, *argv],
        cwd=console.folder,
        env=env,
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_executable_answers_from_any_folder(console: Console) -> None:
    assert call(console, "version").stdout == "v3.272.0\n"


def test_values_beyond_ascii_and_exit_codes_pass_through(dev: Console) -> None:
    assert call(dev, "config", "set", "--secret", "name", typed="Ko\u02bbolau\n").returncode == 0
    assert call(dev, "config", "get", "name").stdout == "Ko\u02bbolau\n"
    refused = call(dev, "stack", "select", "prod")
    assert refused.returncode == 6
    assert refused.stderr.startswith("error: no stack named 'prod' found\n")


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_executable_is_executable() -> None:
    assert os.access(EXECUTABLE, os.X_OK)
