from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _nothing_is_deployed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call hears what operators switched where its program is deployed: not so on the machine of whoever tests."""
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path / "home"))
