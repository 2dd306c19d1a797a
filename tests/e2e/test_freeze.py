"""A center that stands, in a freeze window: what is refused, what passes, and where the reason is kept."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.e2e.home import HAWAII, Home

pytestmark = pytest.mark.xdist_group("e2e-changes")

WHY = "The recording promises the wrong fee."


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """Set-up A, frozen around today in every environment."""
    folder = tmp_path / "stack"
    shutil.copytree(HAWAII.parent, folder)
    today = dt.datetime.now(dt.UTC).date()
    first, last = today - dt.timedelta(days=2), today + dt.timedelta(days=2)
    text = HAWAII.read_text(encoding="utf-8")
    freezes = f"  freezes: [{{from: {first}, till: {last}, reason: The launch.}}]"
    (folder / "program.yaml").write_text(text.replace("\ndates:\n", f"\ndates:\n{freezes}\n"), encoding="utf-8")
    return folder / "program.yaml"


def test_a_freeze_refuses_up_lets_plan_and_drift_through_and_keeps_the_reason_of_who_breaks_it(
    standing: Home, frozen: Path
) -> None:
    for command in ("up", "destroy"):
        refused = standing.run(command, frozen, "--yes")
        assert refused.code == 3
        assert "frozen from" in refused.err
        assert "The launch." in refused.err
    assert standing.run("drift", frozen).code == 0
    planned = standing.run("plan", frozen)
    assert planned.code == 0
    assert "`up` would be refused today" in planned.err

    broken = standing.run("up", frozen, "--yes", "--break-freeze", WHY)

    assert broken.code == 0, broken.err
    assert f"freeze broken: {WHY}" in broken.err
    history = [path.read_text(encoding="utf-8") for path in standing.folder.rglob("*.history.json")]
    assert sum(f"freeze broken: {WHY}" in text for text in history) == 1
