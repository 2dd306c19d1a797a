"""Tar headers as Pulumi's archive hash expects them: byte for byte those of Go's `archive/tar` for a plain file.

Python's `tarfile` writes the same information with other bytes (device numbers, padding of the end, PAX names), and the
hash of an archive is the hash of these bytes. Only what an asset archive needs is here: regular files, mode 0600, no
owner, time zero.
source   POSIX.1-2001 "ustar" and "pax" interchange formats; choices between them as in Go's archive/tar documentation
"""

from __future__ import annotations

BLOCK = 512
END = bytes(2 * BLOCK)
_NAME, _PREFIX = 100, 155
_LARGEST_OCTAL = 8**11 - 1
_CHECKSUM = slice(148, 156)


def padding(size: int) -> bytes:
    """Zeros that fill a file's last block."""
    return bytes(-size % BLOCK)


def file_header(name: str, size: int) -> bytes:
    """Header block of one file, preceded by a PAX record when the name or the size does not fit."""
    records = {}
    prefix, short = _split(name)
    if short is None:
        records["path"] = name
    if size > _LARGEST_OCTAL:
        records["size"] = str(size)
    if not records:
        return _block((short or "").encode("ascii"), prefix.encode("ascii"), 0o600, size, b"0", device=b"0000000\0")
    body = b"".join(_pax_record(key, value) for key, value in sorted(records.items()))
    ascii_name = _ascii(name)
    shown = size if size <= _LARGEST_OCTAL else 0
    return (
        _block(_ascii(_pax_name(name))[:_NAME].rstrip(b"/"), b"", 0, len(body), b"x", device=b"")
        + body
        + padding(len(body))
        + _block(ascii_name[:_NAME], b"", 0o600, shown, b"0", device=b"0000000\0")
    )


def _split(name: str) -> tuple[str, str | None]:
    """Prefix and name of the ustar fields; (_, None) when they cannot hold it."""
    if not name.isascii():
        return "", None
    if len(name) <= _NAME:
        return "", name
    window = name[: _PREFIX + 1] if len(name) > _PREFIX + 1 else name.removesuffix("/")
    cut = window.rfind("/")
    rest = len(name) - cut - 1
    if cut <= 0 or cut > _PREFIX or not 0 < rest <= _NAME:
        return "", None
    return name[:cut], name[cut + 1 :]


def _pax_name(name: str) -> str:
    folder, slash, file = name.rpartition("/")
    parts = [p for p in [*(folder + slash).split("/"), "PaxHeaders.0", file] if p]
    return ("/" if name.startswith("/") else "") + "/".join(parts)


def _pax_record(key: str, value: str) -> bytes:
    """`LENGTH key=value` and a newline, where LENGTH counts itself."""
    rest = f" {key}={value}\n".encode()
    length = len(rest)
    while len(str(length)) + len(rest) != length:
        length = len(str(length)) + len(rest)
    return str(length).encode() + rest


def _ascii(text: str) -> bytes:
    return bytes(ord(c) for c in text if 0 < ord(c) < 0x80)  # noqa: PLR2004 - the ASCII range


def _octal(number: int, width: int) -> bytes:
    return f"{number:0{width - 1}o}".encode() + b"\0"


def _block(name: bytes, prefix: bytes, mode: int, size: int, kind: bytes, *, device: bytes) -> bytes:
    block = bytearray(BLOCK)
    fields = (
        (0, name),
        (100, _octal(mode, 8)),
        (108, _octal(0, 8)),
        (116, _octal(0, 8)),
        (124, _octal(size, 12)),
        (136, _octal(0, 12)),
        (156, kind),
        (257, b"ustar\x0000"),
        (329, device),
        (337, device),
        (345, prefix),
    )
    for start, content in fields:
        block[start : start + len(content)] = content
    block[_CHECKSUM] = b" " * 8
    block[_CHECKSUM] = f"{sum(block):06o}".encode() + b"\0 "
    return bytes(block)
