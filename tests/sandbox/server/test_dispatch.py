"""One request after the other, recorded before it runs."""

import errno
import json
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from sandbox.server.calls import Call
from sandbox.server.dispatch import Dispatcher
from sandbox.server.journal import Entry, Journal, open_journal
from sandbox.server.messages import HttpAnswer, HttpRequest
from spec.errors import CloudError

CREATE = Call(service="kms", operation="CreateKey", region="us-east-1")
LIST = Call(service="kms", operation="ListKeys", region="us-east-1")
REQUEST = HttpRequest(method="POST", target="/")


class FakeAws:
    """A WSGI application that remembers what it was asked, and never two things at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._busy = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        assert self._busy.acquire(blocking=False), "two requests at once"
        time.sleep(0.001)
        self.asked.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/bug":
            self._busy.release()
            raise ZeroDivisionError
        if environ["PATH_INFO"] == "/unwritten":
            self._busy.release()
            raise NotImplementedError
        if environ["PATH_INFO"] == "/garbage":
            self._busy.release()
            json.loads("{{")
        if environ["PATH_INFO"] == "/failed":
            self._busy.release()
            start_response("500 INTERNAL SERVER ERROR", [("Content-Type", "text/html; charset=utf-8")])
            return [b"<!doctype html>"]
        if environ["PATH_INFO"] == "/page":
            self._busy.release()
            start_response("404 NOT FOUND", [("Content-Type", "text/html; charset=utf-8")])
            return [b"<!doctype html>"]
        start_response("200 OK", [("X-A", "1")])
        self._busy.release()
        return [b"an", b"swer"]


class FullDisk:
    def write(self, data: bytes) -> None:
        raise OSError(errno.ENOSPC, f"No space left for {len(data)} bytes")

    def truncate(self, size: int) -> None: ...

    def sync(self) -> None: ...

    def close(self) -> None: ...


def recorded(path: Path) -> list[Entry]:
    journal, records = open_journal(path)
    try:
        return [record for record in records if isinstance(record, Entry)]
    finally:
        journal.close()


def test_changes_and_the_first_request_to_a_service_are_recorded(tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    dispatcher = Dispatcher(FakeAws(), journal, clock=lambda: 7.0)
    for call, target in [(LIST, "/first"), (LIST, "/second"), (CREATE, "/third")]:
        answer = dispatcher.run(call, HttpRequest(method="POST", target=target))
        assert answer == HttpAnswer(status=200, headers=(("X-A", "1"),), body=b"answer")
    journal.close()
    assert [(entry.sequence, entry.request.target, entry.at) for entry in recorded(tmp_path / "j")] == [
        (1, "/first", 7.0),
        (2, "/third", 7.0),
    ]


def test_work_that_has_to_wait_is_dated_later(tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    Dispatcher(FakeAws(), journal, clock=lambda: 7.0).run(CREATE, REQUEST, delay=1.5)
    journal.close()
    assert [entry.at for entry in recorded(tmp_path / "j")] == [8.5]


def test_what_can_not_be_recorded_is_not_done() -> None:
    aws = FakeAws()
    with pytest.raises(CloudError, match="can't be recorded: No space left"):
        Dispatcher(aws, Journal(FullDisk())).run(CREATE, REQUEST)
    assert aws.asked == []


@pytest.mark.parametrize("target", ["/bug", "/failed"])
def test_a_bug_of_the_emulation_looks_like_a_fault_of_the_service(target: str, tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    answer = Dispatcher(FakeAws(), journal).run(CREATE, HttpRequest(method="POST", target=target))
    journal.close()
    assert (answer.status, b"KMSInternalException" in answer.body) == (500, True)


@pytest.mark.parametrize("target", ["/unwritten", "/page"])
def test_an_operation_that_moto_lacks_is_refused_by_name(target: str, tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    answer = Dispatcher(FakeAws(), journal).run(CREATE, HttpRequest(method="POST", target=target))
    journal.close()
    refused = json.loads(answer.body)
    assert (answer.status, refused["__type"]) == (400, "UnknownOperationException")
    assert refused["message"] == "The sandbox does not emulate the operation CreateKey of kms."


def test_a_body_that_cannot_be_read_is_the_fault_of_its_sender(tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    answer = Dispatcher(FakeAws(), journal).run(CREATE, HttpRequest(method="POST", target="/garbage"))
    journal.close()
    assert (answer.status, json.loads(answer.body)["__type"]) == (400, "SerializationException")


@pytest.mark.parametrize(
    ("service", "status", "text"),
    [("ses", 400, b"<Code>InvalidAction</Code>"), ("frobnicate", 400, b"UnknownOperationException")],
)
def test_what_no_model_knows_is_refused_by_name(service: str, status: int, text: bytes, tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    call = Call(service=service, operation="Nope", region="us-east-1")
    answer = Dispatcher(FakeAws(), journal).run(call, HttpRequest(method="POST", target="/bug"))
    journal.close()
    assert (answer.status, text in answer.body) == (status, True)


def test_threads_wait_for_each_other(tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "j")
    aws = FakeAws()
    dispatcher = Dispatcher(aws, journal)
    threads = [threading.Thread(target=dispatcher.run, args=(CREATE, REQUEST)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    assert len(aws.asked) == 20
    assert [entry.sequence for entry in recorded(tmp_path / "j")] == list(range(1, 21))
