"""Hashes of assets and archives, equal to those Pulumi's own SDKs compute, so that a state moved between engines
shows no spurious difference.

An asset's hash is SHA-256 of its bytes. An archive that is an archive file already hashes as that file; any other
archive hashes as the tar stream of its members, sorted by name (`tar_headers`).
source   package documentation of `resource/asset` and `resource/archive` of github.com/pulumi/pulumi/sdk/v3
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Protocol
from urllib.parse import urlparse
from urllib.request import url2pathname

from sandbox.engine.values.model import ARCHIVE, ASSET, SIGNATURE
from sandbox.engine.values.tar_headers import END, file_header, padding
from spec.errors import UsageError

_ZIPS, _TARS = (".zip", ".jar"), (".tar", ".tgz", ".tar.gz")
_BOOKKEEPING = ".pulumi"
_URL_TIMEOUT = 60

Member = tuple[str, bytes]


class _Sink(Protocol):
    def update(self, data: bytes, /) -> object: ...


def asset_hash(asset: Mapping[str, Any], base: Path) -> str:
    """SHA-256 of what the signature map `asset` holds; relative paths start at `base`."""
    return hashlib.sha256(_asset_bytes(asset, base)).hexdigest()


def archive_hash(archive: Mapping[str, Any], base: Path) -> str:
    """SHA-256 of the archive file, or of the tar stream of the members; relative paths start at `base`."""
    digest = hashlib.sha256()
    packed = _packed_source(archive, base)
    if packed is not None:
        digest.update(packed)
    else:
        _write_tar(_members(archive, base), digest)
    return digest.hexdigest()


def _write_tar(members: Iterator[Member], sink: _Sink) -> None:
    seen = set()
    for name, data in members:
        if name not in seen:
            seen.add(name)
            for part in (file_header(name, len(data)), data, padding(len(data))):
                sink.update(part)
    sink.update(END)


def _asset_bytes(asset: Mapping[str, Any], base: Path) -> bytes:
    if asset.get("path"):
        path = base / asset["path"]
        if path.is_dir():
            raise UsageError("asset", f"'{path}' is a folder, not a file", "use an archive for a folder")
        return _read(path, "asset")
    if asset.get("uri"):
        return _fetch(asset["uri"], "asset")
    return str(asset.get("text") or "").encode()


def _packed_source(archive: Mapping[str, Any], base: Path) -> bytes | None:
    """Bytes of an archive that lies packed in a file or behind an address."""
    if archive.get("path"):
        path = base / archive["path"]
        return _read(path, "archive") if str(path).endswith(_ZIPS + _TARS) else None
    if archive.get("uri"):
        if not urlparse(archive["uri"]).path.endswith(_ZIPS + _TARS):
            raise UsageError("archive", f"'{archive['uri']}' is not a .zip, .jar, .tar or .tar.gz file")
        return _fetch(archive["uri"], "archive")
    return None


def _members(archive: Mapping[str, Any], base: Path) -> Iterator[Member]:
    packed = _packed_source(archive, base)
    if packed is not None:
        yield from _unpack(packed, str(archive.get("path") or urlparse(archive["uri"]).path))
    elif archive.get("path"):
        yield from _folder_members(base / archive["path"])
    else:
        assets: Mapping[str, Any] = archive.get("assets") or {}
        for name in sorted(assets, key=str.encode):
            yield from _named_member(name, assets[name], base)


def _named_member(name: str, value: Any, base: Path) -> Iterator[Member]:
    signature = value.get(SIGNATURE) if isinstance(value, Mapping) else None
    if signature == ASSET:
        yield name, _asset_bytes(value, base)
    elif signature == ARCHIVE:
        for inner, data in _members(value, base):
            yield _joined(name, inner), data
    else:
        raise UsageError("archive", f"member '{name}' is neither an asset nor an archive")


def _joined(*parts: str) -> str:
    """Cleaned like Go's `filepath.Join`: native separators, no `.` or `..`, empty parts left out."""
    return os.path.normpath("/".join(p for p in parts if p))


def _folder_members(root: Path) -> Iterator[Member]:
    if not root.exists():
        raise UsageError("archive", f"there is no '{root}'", "create it, or correct the archive's path")
    if not root.is_dir():
        raise UsageError("archive", f"'{root}' is neither a folder nor a .zip, .jar, .tar or .tar.gz file")
    if root.is_symlink() or root.name == _BOOKKEEPING:
        return  # Pulumi does not walk through a link, also not at the top
    for path in _files(root):
        yield PurePath(path.relative_to(root)).as_posix(), _read(path, "archive")


def _files(folder: Path) -> Iterator[Path]:
    """Files below, in the order in which Go walks: the names of a folder sorted by their bytes."""
    for path in sorted(folder.iterdir(), key=lambda p: os.fsencode(p.name)):
        if path.name == _BOOKKEEPING:
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        else:
            yield path


def _unpack(data: bytes, name: str) -> Iterator[Member]:
    try:
        if name.endswith(_ZIPS):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                yield from ((os.path.normpath(i.filename), packed.read(i)) for i in packed.infolist() if not i.is_dir())
            return
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is not None:
                    yield os.path.normpath(member.name), content.read()
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError) as error:
        raise UsageError("archive", f"cannot unpack '{name}': {error}", "pack it again") from error


def _read(path: Path, where: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(where, f"cannot read '{path}': {error.strerror}", "create it, or correct the path") from error


def _fetch(uri: str, where: str) -> bytes:
    parsed = urlparse(uri)
    if parsed.scheme == "file":
        return _read(Path(url2pathname(parsed.path)), where)
    if parsed.scheme not in ("http", "https"):
        raise UsageError(
            where, f"cannot read '{uri}': unknown scheme", "use a path, or a file:, http: or https: address"
        )
    try:
        with urllib.request.urlopen(uri, timeout=_URL_TIMEOUT) as answer:  # noqa: S310 - the scheme is checked above
            content: bytes = answer.read()
    except OSError as error:
        raise UsageError(where, f"cannot read '{uri}': {error}") from error
    return content
