import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine.provider import ProviderError
from sandbox.engine.values.model import ARCHIVE, ASSET, SIGNATURE
from sandbox.providers.archives import archive_zip, asset_bytes


def asset(**given: Any) -> dict[str, Any]:
    return {SIGNATURE: ASSET, **given}


def archive(**given: Any) -> dict[str, Any]:
    return {SIGNATURE: ARCHIVE, **given}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {info.filename: packed.read(info) for info in packed.infolist()}


def test_the_order_of_a_map_and_the_age_of_files_do_not_show(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text("b", encoding="utf-8")
    one = archive(assets={"a.py": asset(text="a"), "b.py": asset(path="b.py")})
    first = archive_zip(one, tmp_path)
    (tmp_path / "b.py").write_text("b", encoding="utf-8")
    (tmp_path / "b.py").touch()
    other = archive(assets={"b.py": asset(path="b.py"), "a.py": asset(text="a")})
    assert archive_zip(other, tmp_path) == first
    assert members(first) == {"a.py": b"a", "b.py": b"b"}


def test_a_folder_a_map_and_a_zip_file_of_the_same_members_are_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "code" / "inner"
    folder.mkdir(parents=True)
    (folder / "m.py").write_text("x", encoding="utf-8")
    (tmp_path / "code" / "__pycache__").mkdir()
    (tmp_path / "code" / "__pycache__" / "m.pyc").write_bytes(b"old")
    from_folder = archive_zip(archive(path="code"), tmp_path)
    nested = archive(assets={"inner": archive(assets={"m.py": asset(text="x")})})
    assert archive_zip(nested, tmp_path) == from_folder
    (tmp_path / "code.zip").write_bytes(from_folder)
    assert archive_zip(archive(path="code.zip"), tmp_path) == from_folder


def test_another_content_is_another_zip(tmp_path: Path) -> None:
    packed = {archive_zip(archive(assets={"a": asset(text=text)}), tmp_path) for text in ("1", "2")}
    assert len(packed) == 2


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (asset(path="missing.py"), "cannot be read"),
        (asset(uri="https://files.example/x"), "fetches nothing from the network"),
        (archive(path="x"), "no asset"),
    ],
)
def test_an_asset_that_cannot_be_had_is_named(tmp_path: Path, value: dict[str, Any], message: str) -> None:
    with pytest.raises(ProviderError, match=message):
        asset_bytes(value, tmp_path)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ProviderError, match="neither a folder nor a ZIP file"):
        archive_zip(archive(path="notes.txt"), tmp_path)
