"""Every request that changes the emulated AWS, written down before it is carried out.

One JSON object per line, appended with a single write to an unbuffered file: a kill -9 leaves whole lines and at most
one half line at the end, which the next start cuts off. There is no fsync per line: a crash of the whole machine may
lose the last second, which a sandbox can bear; `close` syncs. Only its owner can read it: it holds what clients sent.
"""

import base64
import binascii
import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sandbox.server.messages import HttpRequest
from spec.errors import CloudError

OWNER_ONLY = 0o600
_FORMAT = 1

# Of no consequence for what a request does, or a secret (the session token, the signature in `authorization`).
_LEFT_OUT = frozenset({
    "accept", "accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "connection", "content-length", "date",
    "expect", "user-agent", "x-amz-date", "x-amz-security-token", "x-amz-user-agent",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One recorded request: what was asked, when, and with which random seed it ran."""

    sequence: int
    at: float
    seed: int
    request: HttpRequest


@dataclass(frozen=True, kw_only=True)
class SettingsEntry:
    """A change of the sandbox's settings, in its place among the requests."""

    sequence: int
    settings: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TimeEntry:
    """Time went by up to a moment, and what was due by then happened, but for regions that were dark (`mirror.py`)."""

    sequence: int
    at: float
    dark: tuple[str, ...]


Record = Entry | SettingsEntry | TimeEntry


class Sink(Protocol):
    """Where lines go. `write` takes all bytes or raises OSError; `truncate` undoes a write that failed half-way."""

    def write(self, data: bytes) -> None: ...
    def truncate(self, size: int) -> None: ...
    def sync(self) -> None: ...
    def close(self) -> None: ...


class FileSink:
    """An unbuffered file at its end, made for its owner only."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, OWNER_ONLY), "ab", buffering=0)

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]

    def truncate(self, size: int) -> None:
        self._file.truncate(size)

    def sync(self) -> None:
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


class Journal:
    """The writing side. Not thread-safe: its caller holds the lock that orders the requests."""

    def __init__(self, sink: Sink, *, size: int = 0, sequence: int = 0) -> None:
        self._sink, self._size, self.sequence = sink, size, sequence
        self._half_line = False

    def append(self, record: Record) -> None:
        """Write `record`, or raise CloudError and leave the file as it was."""
        line = _encode(record)
        try:
            if self._half_line:
                self._undo()
            self._half_line = True
            self._sink.write(line)
            self._half_line = False
        except OSError as error:
            with contextlib.suppress(OSError):  # tried again before the next line: it would be joined to the half one
                self._undo()
            reason = f"the request can't be recorded: {error.strerror or error}"
            raise CloudError("sandbox journal", reason, "free some disk space; nothing was changed") from error
        self._size += len(line)
        self.sequence = record.sequence

    def _undo(self) -> None:
        self._sink.truncate(self._size)
        self._half_line = False

    def close(self) -> None:
        self._sink.sync()
        self._sink.close()


def open_journal(path: Path) -> tuple[Journal, Iterator[Record]]:
    """The journal ready to append, and the records it already holds; a half-written last line is cut off."""
    size = _whole_lines(path)
    records = _read(path)
    return Journal(FileSink(path), size=size), records


def _whole_lines(path: Path) -> int:
    """Cut a last line without its end; the size that remains."""
    if not path.exists():
        return 0
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        size = end
        while size:
            start = max(0, size - 65536)
            file.seek(start)
            newline = file.read(size - start).rfind(b"\n")
            if newline >= 0:
                size = start + newline + 1
                break
            size = start
        if size != end:
            file.truncate(size)
    return size


def _read(path: Path) -> Iterator[Record]:
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield _decode(line)
            except (ValueError, KeyError, TypeError, binascii.Error) as error:
                raise CloudError(f"{path}:{number}", f"the journal is damaged: {error}",
                                 "`civicline sandbox reset` starts over with an empty sandbox") from error  # fmt: skip


def kept_headers(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers that a replay needs. Of the signature only the credential scope: it names service and region."""
    kept = []
    for name, value in headers:
        lower = name.lower()
        if lower == "authorization":
            kept.append((name, value.partition(",")[0]))
        elif lower not in _LEFT_OUT:
            kept.append((name, value))
    return tuple(kept)


def _encode(record: Record) -> bytes:
    if isinstance(record, SettingsEntry):
        document: dict[str, Any] = {"v": _FORMAT, "n": record.sequence, "settings": record.settings}
    elif isinstance(record, TimeEntry):
        document = {"v": _FORMAT, "n": record.sequence, "t": record.at, "dark": record.dark}
    else:
        request = record.request
        what = {"m": request.method, "u": request.target, "h": request.headers, **_encode_body(request.body)}
        document = {"v": _FORMAT, "n": record.sequence, "t": record.at, "s": record.seed, **what}
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def _encode_body(body: bytes) -> dict[str, str]:
    try:
        return {"b": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"b64": base64.b64encode(body).decode("ascii")}


def _decode(line: bytes) -> Record:
    document = json.loads(line)
    if document["v"] != _FORMAT:
        raise ValueError(f"format {document['v']} is not the one this version writes ({_FORMAT})")
    if "settings" in document:
        return SettingsEntry(sequence=document["n"], settings=document["settings"])
    if "dark" in document:
        return TimeEntry(sequence=document["n"], at=document["t"], dark=tuple(document["dark"]))
    body = document["b"].encode() if "b" in document else base64.b64decode(document["b64"], validate=True)
    headers = tuple((str(name), str(value)) for name, value in document["h"])
    request = HttpRequest(method=document["m"], target=document["u"], headers=headers, body=body)
    return Entry(sequence=document["n"], at=document["t"], seed=document["s"], request=request)
