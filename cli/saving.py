"""Files that a person asked for."""

from __future__ import annotations

import secrets
from pathlib import Path

from spec.errors import UsageError


def save(file: Path, text: str) -> None:
    """Replace the file in one step: who reads it meanwhile sees the old one or the new one. Raises UsageError.

    Whoever may read files of this user by default may read it: a web server, for one.
    """
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(str(file), f"cannot be written: {error.strerror}", "name another file") from error
