"""`pulumi up` in a checkout: the root program, run from its file by way of the protocol."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path

import pytest
from pulumi import automation as auto

from sandbox.engine.inprocess import EmbeddedPulumiCommand

ROOT = Path(__file__).parents[2]
NOBODY = "http://127.0.0.1:9"  # a preview asks no cloud


@pytest.fixture
def stack(tmp_path: Path) -> auto.Stack:
    shutil.copy(ROOT / "__main__.py", tmp_path / "__main__.py")
    project = (ROOT / "Pulumi.yaml").read_text(encoding="utf-8")
    ours = project.replace("virtualenv: .venv", f"virtualenv: {Path(sys.prefix).as_posix()}")
    (tmp_path / "Pulumi.yaml").write_text(ours, encoding="utf-8")
    (tmp_path / "stacks").mkdir()
    (tmp_path / "state").mkdir()
    env = {
        "PULUMI_BACKEND_URL": (tmp_path / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "x",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
        "AWS_ENDPOINT_URL": NOBODY,
    }
    options = auto.LocalWorkspaceOptions(pulumi_command=EmbeddedPulumiCommand(), env_vars=env)
    return auto.create_or_select_stack("test", work_dir=str(tmp_path), opts=options)


def test_the_root_program_declares_the_environment_that_the_stack_is_named_after(stack: auto.Stack) -> None:
    stack.set_config("civicline:program", auto.ConfigValue(str(ROOT / "stacks" / "hawaii-in-house" / "program.yaml")))
    names: list[str] = []
    result = stack.preview(on_event=lambda event: names.append(str(event.resource_pre_event)))
    assert result.change_summary[auto.OpType.CREATE] > 200
    assert "kalamiles-test" in " ".join(names)


def test_a_program_file_that_is_missing_is_named(stack: auto.Stack) -> None:
    stack.set_config("civicline:program", auto.ConfigValue("stacks/nowhere.yaml"))
    with pytest.raises(auto.errors.CommandError, match=r"nowhere\.yaml"):
        stack.preview()


def test_an_update_in_a_freeze_is_refused_and_a_preview_is_not(stack: auto.Stack, tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(ROOT / "stacks" / "hawaii-in-house", folder)
    today = dt.datetime.now(dt.UTC).date()
    first, last = today - dt.timedelta(days=2), today + dt.timedelta(days=2)
    freezes = f"  freezes: [{{from: {first}, till: {last}, reason: The launch.}}]"
    text = (folder / "program.yaml").read_text(encoding="utf-8")
    (folder / "program.yaml").write_text(text.replace("\ndates:\n", f"\ndates:\n{freezes}\n"), encoding="utf-8")
    stack.set_config("civicline:program", auto.ConfigValue(str(folder / "program.yaml")))
    assert stack.preview().change_summary[auto.OpType.CREATE] > 200
    with pytest.raises(auto.errors.CommandError, match="frozen from"):
        stack.up()
