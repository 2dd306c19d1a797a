"""A program in a file: the engine starts a language host of its own for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pulumi import automation as auto

from sandbox.engine.inprocess import EmbeddedPulumiCommand
from tests.sandbox.engine.fakes import Cloud, factory
from tests.sandbox.engine.rig import PASSPHRASE

PROGRAM = """
import pulumi
print("hello from the program")
thing = pulumi.CustomResource("fake:index:Thing", "one", {"size": 1, "arn": None})
pulumi.export("arn", thing.arn)
"""


def opened(folder: Path, program: str, cloud: Cloud) -> auto.Stack:
    (folder / "state").mkdir()
    project = f"name: rehearsal\nruntime: python\nbackend:\n  url: file://{(folder / 'state').as_posix()}\n"
    (folder / "Pulumi.yaml").write_text(project, "utf-8")
    (folder / "__main__.py").write_text(program, "utf-8")
    options = auto.LocalWorkspaceOptions(
        pulumi_command=EmbeddedPulumiCommand(factory(cloud)),
        env_vars={"PULUMI_CONFIG_PASSPHRASE": PASSPHRASE, "PULUMI_HOME": str(folder / "home")},
    )
    return auto.create_or_select_stack("dev", work_dir=str(folder), opts=options)


def test_a_program_in_a_file_goes_up_and_what_it_prints_is_shown(tmp_path: Path) -> None:
    cloud, lines = Cloud(), list[str]()
    stack = opened(tmp_path, PROGRAM, cloud)
    result = stack.up(on_output=lines.append)
    assert result.outputs["arn"].value == "arn:fake:thing-1"
    assert "hello from the program" in lines


def test_an_error_in_a_file_program_is_shown_and_fails_the_run(tmp_path: Path) -> None:
    stack = opened(tmp_path, "import pulumi\nraise ValueError('the spec is gone')\n", Cloud())
    with pytest.raises(auto.errors.CommandError, match="the spec is gone"):
        stack.up()
