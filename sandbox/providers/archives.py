"""Assets and archives of a program as bytes. An archive becomes a ZIP whose bytes depend on its members only.

The same members give the same ZIP on every machine and day, so a function's code hash changes when its code does.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from sandbox.engine.provider import ProviderError
from sandbox.engine.values.model import ARCHIVE, ASSET, signature

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest time that a ZIP can carry
_MODE = 0o644 << 16
_SKIPPED = frozenset({"__pycache__", ".DS_Store"})

Member = tuple[str, bytes]


def is_archive(value: Any) -> bool:
    return signature(value) == ARCHIVE


def asset_bytes(asset: Mapping[str, Any], base: Path) -> bytes:
    """The content of a text or file asset."""
    if signature(asset) != ASSET:
        raise ProviderError("the value is no asset; use pulumi.FileAsset or pulumi.StringAsset")
    if asset.get("path"):
        return _read(base / asset["path"])
    if asset.get("uri"):
        raise ProviderError(f"asset {asset['uri']}: the embedded engine fetches nothing from the network; use a file")
    return str(asset.get("text") or "").encode()


def archive_zip(archive: Mapping[str, Any], base: Path) -> bytes:
    """A deterministic ZIP of a folder, of a map of assets, or of a ZIP file's own members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in sorted(_members(archive, base, PurePosixPath())):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr, info.compress_type = 3, _MODE, zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return buffer.getvalue()


def _members(archive: Mapping[str, Any], base: Path, below: PurePosixPath) -> Iterator[Member]:
    if signature(archive) != ARCHIVE:
        raise ProviderError("the value is no archive; use pulumi.AssetArchive or pulumi.FileArchive")
    if archive.get("uri"):
        raise ProviderError(
            f"archive {archive['uri']}: the embedded engine fetches nothing from the network; use a file"
        )
    if "assets" in archive:
        for name, inner in archive["assets"].items():
            if is_archive(inner):
                yield from _members(inner, base, below / name)
            else:
                yield str(below / name), asset_bytes(inner, base)
        return
    path = base / archive["path"]
    yield from _folder(path, below) if path.is_dir() else _zip_file(path, below)


def _folder(path: Path, below: PurePosixPath) -> Iterator[Member]:
    for file in path.rglob("*"):
        inner = file.relative_to(path)
        if file.is_file() and not _SKIPPED & set(inner.parts):
            yield str(below / inner.as_posix()), _read(file)


def _zip_file(path: Path, below: PurePosixPath) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(_read(path))) as packed:
            for info in packed.infolist():
                if not info.is_dir():
                    yield str(below / info.filename), packed.read(info)
    except zipfile.BadZipFile as error:
        raise ProviderError(f"archive {path}: it is neither a folder nor a ZIP file") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProviderError(f"asset {path}: it cannot be read ({error.strerror})") from error
