"""The text of an agency's .ics file, or why there is none."""

from __future__ import annotations

from pathlib import Path

from spec.errors import UsageError

MAX_BYTES = 50_000_000
"""Ten thousand events are about five."""
EXPORT = "export the agency's calendar as iCalendar (.ics) in UTF-8"


def official_text(path: Path) -> str:
    """Raises UsageError, with the line that is not UTF-8."""
    if path.is_dir():
        raise UsageError(f"--official {path}", "this is a folder", "name an .ics file in it")
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"--official {path}", "there is no such file", "check the path") from None
    if len(raw) > MAX_BYTES:
        raise UsageError(f"--official {path}", f"this file is larger than {MAX_BYTES // 1_000_000} MB", EXPORT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"this file is not UTF-8: byte {raw[error.start]:#04x} stands here"
        raise UsageError(f"{path}:{line}", what, EXPORT) from None
