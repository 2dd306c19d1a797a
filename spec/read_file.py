"""Bytes to text, or the reason why not: missing, a directory, too large, another encoding."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from spec.faults import Fault, Mark

MAX_BYTES = 2_000_000
"""The largest real program is under 100 kB; a file beyond this is not a spec, and would only be slow to refuse."""

_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE = "save it as UTF-8; most editors offer this under 'Save as' or 'Encoding'"
# What YAML may hold, without the line breaks that editors do not count (U+0085, U+2028, U+2029).
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path) -> str | Fault:
    """The file's text. A fault, never an exception, when there is none to be had."""
    raw = _read(path)
    if isinstance(raw, Fault):
        return raw
    return _unreadable(raw, str(path)) or _decoded(raw, str(path))


def position(text: str, index: int) -> Mark:
    """Line and column of a character, with any of the three line endings."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _fault(code: str, path: object, message: str, hint: str, mark: Mark | None = None) -> Fault:
    return Fault(code=code, severity="error", path=(), message=message, hint=hint).at(str(path), mark)


def _read(path: Path) -> bytes | Fault:
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return _fault(
                "S003", path, "this is a folder, not a file", f"name the spec in it, such as {path}/program.yaml"
            )
        if not stat.S_ISREG(kind):
            return _fault("S005", path, "this is a device or a pipe, not a file", "name a YAML file")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if path.is_symlink():
            return _fault("S002", path, "this link leads to a file that does not exist", "point the link at the spec")
        return _fault("S001", path, "there is no such file", "check the path, or make a spec with 'civicline init'")
    except PermissionError:
        return _fault("S004", path, "this file may not be read", "ask its owner for read permission")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _fault("S001", path, f"this file cannot be read ({reason})", "check the path")
    if len(raw) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        return _fault(
            "S006", path, f"this file is larger than {limit}", "name the spec; texts and data go in files beside it"
        )
    return raw


def _unreadable(raw: bytes, file: str) -> Fault | None:
    for mark, name in _ENCODINGS:
        if raw.startswith(mark):
            return _fault("S007", file, f"this file is written in {name}, not UTF-8", _SAVE, Mark(1, 1))
    if raw.startswith(b"\xef\xbb\xbf"):
        message = "this file starts with a byte order mark, which some tools read as part of the first key"
        return _fault("S008", file, message, "save it as UTF-8 without a byte order mark (BOM)", Mark(1, 1))
    return None


def unprintable(text: str, file: str) -> Fault | None:
    """The first character that may not stand in a spec, if any."""
    if strange := _UNPRINTABLE.search(text):
        message = f"the invisible character U+{ord(strange[0]):04X} may not stand in a spec"
        return _fault("S009", file, message, "delete it, or type the place again", position(text, strange.start()))
    return None


def _decoded(raw: bytes, file: str) -> str | Fault:
    if (zero := raw.find(b"\0")) >= 0:
        mark = position(raw[:zero].decode("utf-8", "replace"), zero)
        message = "this file has a zero byte: it is no text, or it is UTF-16 without a mark"
        return _fault("S009", file, message, _SAVE, mark)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = position(raw[: error.start].decode("utf-8", "replace"), error.start)
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; the file is probably Latin-1 or Windows-1252"
        return _fault("S007", file, message, _SAVE, mark)
