"""Hashes of assets and archives. The expected ones were computed by Pulumi's Go SDK; `make interop` computes them anew."""

from pathlib import Path

import pytest

from sandbox.engine.values.hashing import archive_hash, asset_hash
from sandbox.engine.values.model import ASSET, SIGNATURE
from sandbox.engine.values.tar_headers import BLOCK, END, file_header, padding
from spec.errors import UsageError
from tests.interop.hash_cases import archive, asset, cases, make_files

EXPECTED = {
    "asset of text": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "asset of no text": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "asset of text beyond ASCII": "d4e80b1642d5d8f01b6537b06d907c096e448936097eadbeb83e5bebc0adaa9a",
    "asset of a file": "03e693d9f2f687e0f40e36a8df7fcb4d1c22974012b7c2a55c000eb30f305824",
    "asset of a file URI": "b8fb07e729d2c238732229327c1b0669dcb8a15705340409cbbed2a6995898e2",
    "archive of nothing": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
    "archive of one text": "abe1608443363f153db85c1098d8bff5dd0feb574270b05b451d81bc2807abde",
    "archive of texts, sorted by bytes": "64e367cb7601ec74220d2dbfc3ce4583800dc725fdcd29c1dd8d906335f22bdc",
    "archive of a text and a file": "ed7a127a93e784082dfd22fc564b19708076753ad354af4c7b71c33d2603ea49",
    "archive with a name of 100 bytes": "076107286481b77b9c714a59d5cb9985b45c736a35a28d81b405dc19c1351247",
    "archive with a name of 101 bytes": "87e6107211c0f5c5efdc44df2b52bc98dbb8f2555da0ff493d3acdde19fe8d15",
    "archive with a name to be split": "1f373aad7d817064f4ff1fb74fb885291a5abd036058a872e857a16b0152ff8c",
    "archive with a name too long to split": "c3542e72341757a8e4721379e4218968cfeeb8539b1c6a9f0fbd94baae4ed492",
    "archive with a long name beyond ASCII": "5d704588031dd66e0edbe46e27324394bd0d5d6b9b196e38b1dcee245d81ded2",
    "archive of a folder": "9c0847358fbabee0eccb4f4fc0ee0aebd29cb73219772205f50b887f8bd4ba93",
    "archive of an empty folder": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
    "archive of a folder, absolute": "9c0847358fbabee0eccb4f4fc0ee0aebd29cb73219772205f50b887f8bd4ba93",
    "archive file, tar": "53de6916b6fee489731547a17d7360696f0a6e2173b1bd0e53a4f8c97de44f11",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hash_is_pulumis(name: str, tmp_path: Path) -> None:
    make_files(tmp_path)
    value = cases(tmp_path)[name]
    assert (asset_hash if value[SIGNATURE] == ASSET else archive_hash)(value, tmp_path) == EXPECTED[name]


def test_a_folder_behind_a_link_is_not_walked(tmp_path: Path) -> None:
    make_files(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "code", target_is_directory=True)
    assert archive_hash(archive(path="link"), tmp_path) == EXPECTED["archive of nothing"]


def test_a_change_of_one_byte_changes_the_hash(tmp_path: Path) -> None:
    make_files(tmp_path)
    before = archive_hash(archive(path="code"), tmp_path)
    (tmp_path / "code" / "app.py").write_bytes(b"print('hellp')\n")
    assert archive_hash(archive(path="code"), tmp_path) != before


def test_headers_fill_whole_blocks() -> None:
    assert len(file_header("a", 3)) == BLOCK
    assert len(file_header("a" * 101, 3)) == 3 * BLOCK
    assert len(padding(513)) == 511
    assert bytes(1024) == END


def test_a_file_beyond_eight_gigabytes_gets_a_record_of_its_size() -> None:
    assert b"size=8589934592\n" in file_header("large", 8 * 1024**3)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (asset(path="code"), "is a folder, not a file"),
        (asset(path="nowhere"), "cannot read"),
        (asset(uri="ftp://agency.example/a"), "unknown scheme"),
        (archive(path="nowhere"), "there is no"),
        (archive(path="text.txt"), "is neither a folder nor"),
        (archive(uri="https://agency.example/a.txt"), "is not a .zip"),
        (archive(assets={"a": "text"}), "member 'a' is neither an asset nor an archive"),
    ],
)
def test_what_cannot_be_hashed_is_told(value: dict[str, object], message: str, tmp_path: Path) -> None:
    make_files(tmp_path)
    with pytest.raises(UsageError, match=message):
        (asset_hash if value[SIGNATURE] == ASSET else archive_hash)(value, tmp_path)
