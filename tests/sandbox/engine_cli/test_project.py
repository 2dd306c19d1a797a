from pathlib import Path

from tests.sandbox.engine_cli.console import SALT, Console
from tests.sandbox.engine_cli.test_config import opened

DECLARED = """\
name: demo
runtime: python
config:
  aws:region: us-east-1
  size:
    type: integer
    default: 3
  tags:
    type: object
    default: {team: roads}
  token:
    type: string
    secret: true
"""


def declared(folder: Path) -> Console:
    return Console(folder, DECLARED).with_stack()


def test_settings_lie_where_the_project_says(tmp_path: Path) -> None:
    console = Console(tmp_path, "name: demo\nruntime: python\nstackConfigDir: stacks\n")
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "Pulumi.dev.yaml").write_text(f"encryptionsalt: {SALT}\n", encoding="utf-8")
    console.do("stack", "init", "dev")
    console.do("config", "set", "a", "b")
    assert "demo:a: b" in (tmp_path / "stacks" / "Pulumi.dev.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "Pulumi.dev.yaml").exists()


def test_a_project_is_found_from_a_folder_below(dev: Console) -> None:
    below = dev.folder / "a" / "b"
    below.mkdir(parents=True)
    assert dev.run("stack", "--show-name", cwd=below).out == "dev"


def test_project_defaults_complete_a_stack(tmp_path: Path) -> None:
    console = declared(tmp_path)
    console.do("config", "set", "--secret", "token", "hunter2")
    assert opened(console).config == {
        "aws:region": "us-east-1",
        "demo:size": "3",
        "demo:tags": '{"team":"roads"}',
        "demo:token": "hunter2",
    }
    assert console.do("config", "get", "size") == "3"


def test_a_value_that_only_the_stack_can_give_is_asked_for(tmp_path: Path) -> None:
    message = declared(tmp_path).refused("up", "--yes")
    assert "Stack 'dev' is missing configuration value 'token'" in message


def test_a_secret_in_the_clear_is_refused(tmp_path: Path) -> None:
    console = declared(tmp_path)
    console.do("config", "set", "token", "hunter2")
    message = console.refused("preview")
    assert "configuration key 'token' must be encrypted as it's secret" in message
    assert "hunter2" not in message


def test_a_value_of_the_wrong_type_is_refused(tmp_path: Path) -> None:
    console = declared(tmp_path)
    console.do("config", "set-all", "--secret", "token=x", "--plaintext", "size=large")
    assert "configuration key 'size' must be of type 'integer'" in console.refused("preview")


def test_a_relative_backend_starts_at_the_project(tmp_path: Path) -> None:
    console = Console(tmp_path, "name: demo\nruntime: python\nbackend:\n  url: file://./kept\n")
    (tmp_path / "kept").mkdir()
    del console.env["PULUMI_BACKEND_URL"]
    console.with_stack()
    assert (tmp_path / "kept" / ".pulumi" / "stacks" / "demo" / "dev.json").is_file()
    assert (tmp_path / "kept" / ".pulumi" / "meta.yaml").read_text(encoding="utf-8") == "version: 1\n"
