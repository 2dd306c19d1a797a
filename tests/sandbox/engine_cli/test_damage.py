"""Damaged, half-written and unwritable files: one clear message, and nothing is changed."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.engine.backend.files import replace_text
from spec.errors import CloudError
from tests.sandbox.engine_cli.console import Console, chain, deployment

HALF = '{"version":3,"checkpoint":{"stack":"organization/demo/dev","latest":{"manif'


@pytest.mark.parametrize(
    "text", [HALF, "", "\x00" * 40, "[]", '{"version":3}', '{"version":3,"checkpoint":{"latest":7}}']
)
@pytest.mark.parametrize("command", [("stack", "export"), ("preview",), ("destroy", "--yes")])
def test_an_unreadable_state_names_the_file_and_its_backup(
    console: Console, text: str, command: tuple[str, ...]
) -> None:
    console.with_stack(resources=chain())
    files = console.files()
    files.state.write_text(text, encoding="utf-8")
    message = console.refused(*command)
    assert str(files.state) in message
    assert str(files.backup) in message
    assert files.state.read_text(encoding="utf-8") == text


def test_a_state_of_a_newer_version_is_refused_and_kept(console: Console) -> None:
    console.with_stack(resources=chain())
    text = json.dumps({"version": 4, "features": ["refreshBeforeUpdate"], "checkpoint": {"latest": {}}})
    console.files().state.write_text(text, encoding="utf-8")
    message = console.refused("up", "--yes")
    assert "version 4" in message
    assert "use the Pulumi release that wrote it" in message
    assert console.files().read() == text


def test_each_save_keeps_the_one_before_as_the_backup(console: Console) -> None:
    console.with_stack(resources=chain())
    before = console.files().read()
    console.files().write_deployment(deployment([]))
    assert console.files().backup.read_text(encoding="utf-8") == before
    assert console.files().deployment()["resources"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_save_keeps_the_permissions_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    replace_text(path, "old")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    replace_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_save_goes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "real" / "dev.json")
    replace_text(tmp_path / "link.json", "{}")
    assert (tmp_path / "real" / "dev.json").read_text(encoding="utf-8") == "{}"
    assert (tmp_path / "link.json").is_symlink()


def test_a_save_that_fails_is_told_and_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CloudError, match="the file is as it was before"):
        replace_text(tmp_path / "file" / "dev.json", "{}")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


LIMITED = """
import pathlib, resource, signal, sys
from sandbox.engine.backend.files import replace_text
from spec.errors import CloudError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    replace_text(pathlib.Path(sys.argv[1]), "new" * 1000)
except CloudError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size to run into")
def test_no_room_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    replace_text(path, "old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert f"saving {path}: File too large" in done.stdout
    assert "make room" in done.stdout
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("dev.json", "old")]


def test_a_broken_settings_file_is_told_with_its_line(dev: Console) -> None:
    (dev.folder / "Pulumi.dev.yaml").write_text("config:\n  a: [1\n  b: 2\n", encoding="utf-8")
    message = dev.refused("config", "get", "a")
    assert f"{dev.folder / 'Pulumi.dev.yaml'}:3:" in message
    assert "not valid YAML" in message


def test_a_settings_file_of_another_shape_is_told(dev: Console) -> None:
    (dev.folder / "Pulumi.dev.yaml").write_text("config: [a, b]\n", encoding="utf-8")
    assert "`config` must be a mapping" in dev.refused("config")


def test_a_settings_file_in_another_encoding_is_told(dev: Console) -> None:
    (dev.folder / "Pulumi.dev.yaml").write_bytes("config:\n  a: caf\u00e9\n".encode("latin-1"))
    assert "it is not UTF-8 text" in dev.refused("config")


def test_a_damaged_history_entry_is_left_out(dev: Console) -> None:
    dev.files().history.mkdir(parents=True)
    (dev.files().history / "dev-1.history.json").write_text("{", encoding="utf-8")
    assert dev.read("stack", "history") == []


def test_damaged_tags_are_told(dev: Console) -> None:
    dev.files().tags.write_text("{", encoding="utf-8")
    assert str(dev.files().tags) in dev.refused("stack", "tag", "ls")
