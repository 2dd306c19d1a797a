"""What is written is what is read; what can't be written is not done."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.server.journal import (
    Entry,
    FileSink,
    Journal,
    Record,
    SettingsEntry,
    TimeEntry,
    kept_headers,
    open_journal,
)
from sandbox.server.messages import HttpRequest
from spec.errors import CloudError


def entry(sequence: int, body: bytes = b"body") -> Entry:
    return Entry(
        sequence=sequence,
        at=1.5 * sequence,
        seed=sequence,
        request=HttpRequest(method="PUT", target="/a%20b", body=body),
    )


def reopened(path: Path) -> list[Record]:
    journal, records = open_journal(path)
    try:
        return list(records)
    finally:
        journal.close()


class FullDisk:
    """Takes `room` bytes, then has none; may fail at undoing, too."""

    def __init__(self, room: int) -> None:
        self.content, self.room, self.undo_fails = b"", room, False

    def write(self, data: bytes) -> None:
        fitting = data[: max(0, self.room - len(self.content))]
        self.content += fitting
        if fitting != data:
            raise OSError(errno.ENOSPC, "No space left on device")

    def truncate(self, size: int) -> None:
        if self.undo_fails:
            raise OSError(errno.EIO, "Input/output error")
        self.content = self.content[:size]

    def sync(self) -> None: ...

    def close(self) -> None: ...


@given(
    st.lists(st.tuples(st.binary(max_size=80), st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20), st.floats(0, 1e10), st.integers(0, 2**63 - 1)), max_size=5),
    st.integers(1, 40),
)  # fmt: skip
def test_records_come_back_as_they_were_and_a_half_line_is_dropped(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[bytes, str, float, int]], half: int
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    journal, _ = open_journal(path)
    records: list[Record] = [
        Entry(
            sequence=number,
            at=at,
            seed=seed,
            request=HttpRequest(method="POST", target="/", headers=(("X", value),), body=body),
        )
        for number, (body, value, at, seed) in enumerate(asked, start=1)
    ]
    records.append(SettingsEntry(sequence=len(records) + 1, settings={"real_limits": True, "undeletable_types": ["A"]}))
    records.append(TimeEntry(sequence=len(records) + 1, at=1.5, dark=("us-east-1",)))
    for record in records:
        journal.append(record)
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: min(half, whole.index(b"\n"))])
    assert reopened(path) == records
    assert path.read_bytes() == whole


def test_a_file_of_one_half_line_is_an_empty_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"v":1,' + b"x" * 200_000)
    assert reopened(path) == []
    assert path.read_bytes() == b""


def test_appending_goes_on_where_the_file_ends(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for number in (1, 2):
        journal, records = open_journal(path)
        assert len(list(records)) == number - 1
        journal.append(entry(number))
        journal.close()
    assert reopened(path) == [entry(1), entry(2)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    FileSink(tmp_path / "journal").close()
    assert stat.S_IMODE((tmp_path / "journal").stat().st_mode) == 0o600


def test_a_full_disk_is_said_and_leaves_whole_lines() -> None:
    disk = FullDisk(room=300)
    journal = Journal(disk)
    journal.append(entry(1))
    before = disk.content
    with pytest.raises(CloudError, match="No space left"):
        journal.append(entry(2, b"x" * 500))
    assert disk.content == before
    assert journal.sequence == 1


def test_a_half_line_that_could_not_be_removed_goes_before_the_next_is_written(tmp_path: Path) -> None:
    disk = FullDisk(room=50)
    disk.undo_fails = True
    journal = Journal(disk)
    for _ in range(2):
        with pytest.raises(CloudError):
            journal.append(entry(1))
    assert disk.content
    disk.undo_fails, disk.room = False, 10_000
    journal.append(entry(1))
    (tmp_path / "journal.jsonl").write_bytes(disk.content)
    assert reopened(tmp_path / "journal.jsonl") == [entry(1)]


@pytest.mark.parametrize(
    "line", [b"{}\n", b"[]\n", b"nonsense\n", b'{"v":2,"n":1}\n', b'{"v":1,"n":1,"b64":"?"}\n', b"null\n"]
)
def test_damage_in_the_middle_is_located(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "journal.jsonl"
    journal, _ = open_journal(path)
    journal.append(entry(1))
    journal.close()
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(CloudError, match=r"journal\.jsonl:2: the journal is damaged") as raised:
        reopened(path)
    assert "reset" in raised.value.hint


def test_signatures_and_session_tokens_are_not_kept() -> None:
    sent = (
        (
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=A/20270101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=5ec",
        ),
        ("X-Amz-Security-Token", "secret"),
        ("User-Agent", "Boto3"),
        ("x-amz-meta-a", "1"),
        ("Content-Type", "text/plain"),
    )
    assert kept_headers(sent) == (
        ("Authorization", "AWS4-HMAC-SHA256 Credential=A/20270101/us-east-1/s3/aws4_request"),
        ("x-amz-meta-a", "1"),
        ("Content-Type", "text/plain"),
    )
