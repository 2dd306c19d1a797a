"""The three example programs, loaded once per worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec.load import load
from spec.models import ProgramSpec

STACKS = Path(__file__).parent.parent.parent / "stacks"


@pytest.fixture(scope="session")
def hawaii() -> ProgramSpec:
    return load(STACKS / "hawaii-in-house" / "program.yaml")


@pytest.fixture(scope="session")
def washington() -> ProgramSpec:
    return load(STACKS / "washington-outsourced" / "program.yaml")


@pytest.fixture(scope="session")
def oregon() -> ProgramSpec:
    return load(STACKS / "oregon-vendor" / "program.yaml")
