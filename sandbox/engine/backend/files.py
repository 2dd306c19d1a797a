"""Reading and replacing small text files: a crash, a full disk or a power cut leaves the old or the new, whole."""

from __future__ import annotations

import contextlib
import os
import stat
import time
import uuid
from pathlib import Path

from spec.errors import CloudError

_TRIES, _PAUSE = 10, 0.02


def replace_text(path: Path, text: str, *, private: bool = True) -> None:
    """Write `text` beside `path`, force it to the disk, then put it in place; on failure `path` is as it was.

    A link is followed; an existing file keeps its permissions, and a new one is the user's own if `private`.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode if target.exists() else None
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        _move(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise CloudError(
            f"saving {path}",
            error.strerror or str(error),
            "the file is as it was before; make room or allow writing, then repeat",
        ) from error


def _move(temporary: Path, path: Path) -> None:
    """Windows refuses to replace a file that someone is just reading; that lasts an instant."""
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


def read_text(path: Path) -> str | None:
    """The file's text; None when there is no such file. Raises CloudError naming a file that cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise CloudError(f"reading {path}", reason or str(error), "check the file and who may read it") from error
