"""Reading a public page: only what answers 200 in UTF-8, and soon."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from operate.aws import Target
from operate.pages import MAX_BYTES, read_from, read_page
from spec.errors import CloudError

PAGES = {"/ok": (200, b'{"a": "\xc3\xa4"}'), "/gone": (404, b""), "/odd": (200, b"\xff"), "/long": (200, b"x" * 70_000)}


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = PAGES[self.path]
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_page_is_read_as_text(port: int) -> None:
    assert read_from(HTTPConnection("127.0.0.1", port, timeout=3), "/ok") == '{"a": "ä"}'


@pytest.mark.parametrize(
    ("path", "what"),
    [("/gone", "status 404"), ("/odd", "not UTF-8"), ("/long", f"{MAX_BYTES + 1} bytes")],
)
def test_what_is_no_page_is_said(port: int, path: str, what: str) -> None:
    with pytest.raises(CloudError, match=what):
        read_from(HTTPConnection("127.0.0.1", port, timeout=3), path)


def test_a_host_that_does_not_answer_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(CloudError, match=r"127\.0\.0\.1: it does not answer: ConnectionRefusedError"):
        read_page(f"https://127.0.0.1:{port}/serving")


@pytest.mark.parametrize("url", ["http://door.example/", "file:///etc/hosts", "door"])
def test_nothing_but_https_is_opened(url: str) -> None:
    with pytest.raises(CloudError, match="no address of a public page"):
        read_page(url)


def test_the_sandbox_has_no_pages() -> None:
    assert Target("http://127.0.0.1:9").page("https://door.example/") is None
