"""HTTP/1.1 on a loopback address: keep-alive, chunked bodies, one thread per connection.

The standard library's server, because werkzeug's closes every connection after one answer, and an `up` makes thousands
of requests over a few dozen connections. It knows nothing of AWS: it turns bytes into `HttpRequest` and back.
"""

import http.server
import ipaddress
import logging
import os
import select
import socket
import socketserver
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from sandbox.server.messages import ConnectionDropped, ConnectionHeld, HttpAnswer, HttpRequest
from spec.errors import CloudError, UsageError

Application = Callable[[HttpRequest], HttpAnswer]

LOOPBACK = "127.0.0.1"
MAX_BODY_BYTES = 512 * 1024 * 1024
IDLE_CONNECTION_SECONDS = 300.0
_HOLD_STEP_SECONDS = 0.2
_LINE_LIMIT = 65537
_WHERE = "starting the sandbox"
_NO_BODY = frozenset({204, 304})

log = logging.getLogger(__name__)


class _BadBodyError(Exception):
    """The body's framing can't be trusted, so neither can what follows on the connection."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "CiviclineSandbox"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave in one segment
    timeout = IDLE_CONNECTION_SECONDS
    server: "LoopbackServer"

    def handle_one_request(self) -> None:
        try:
            self.raw_requestline = self.rfile.readline(_LINE_LIMIT)
            if not self.raw_requestline:
                self.close_connection = True
                return
            if self.parse_request():  # has answered by itself when it returns False
                self._serve(self._read())
        except _BadBodyError as error:
            self._answer(HttpAnswer(status=400, body=str(error).encode()), keep=False)
        except (TimeoutError, ConnectionError):
            self.close_connection = True

    def handle_expect_100(self) -> bool:
        going_on = super().handle_expect_100()
        self.wfile.flush()  # the client waits for it before it sends the body
        return going_on

    def _read(self) -> HttpRequest:
        chunked = "chunked" in self.headers.get("Transfer-Encoding", "").lower()
        body = self._read_chunks() if chunked else self._read_exactly(self._content_length())
        headers = tuple((k, v) for k, v in self.headers.items() if k.lower() != "transfer-encoding")
        if chunked:
            headers = (*headers, ("Content-Length", str(len(body))))
        return HttpRequest(method=self.command, target=_origin_form(self.path), headers=headers, body=body)

    def _content_length(self) -> int:
        text = self.headers.get("Content-Length", "0")
        if not text.isdecimal() or int(text) > MAX_BODY_BYTES:
            raise _BadBodyError(f"Content-Length {text!r} is not a number up to {MAX_BODY_BYTES}")
        return int(text)

    def _read_exactly(self, length: int) -> bytes:
        body = self.rfile.read(length) if length else b""
        if len(body) < length:
            raise ConnectionResetError("the client stopped in the middle of a body")
        return body

    def _read_chunks(self) -> bytes:
        body = bytearray()
        while size := self._chunk_size():
            if len(body) + size > MAX_BODY_BYTES:
                raise _BadBodyError(f"a body of more than {MAX_BODY_BYTES} bytes")
            body += self._read_exactly(size)
            self.rfile.readline(_LINE_LIMIT)
        while self.rfile.readline(_LINE_LIMIT).strip():  # trailers
            pass
        return bytes(body)

    def _chunk_size(self) -> int:
        line = self.rfile.readline(_LINE_LIMIT).partition(b";")[0].strip()
        try:
            return int(line, 16)
        except ValueError:
            raise _BadBodyError(f"{line[:20]!r} is not a chunk size") from None

    def _serve(self, request: HttpRequest) -> None:
        try:
            answer = self.server.application(request)
        except ConnectionDropped:
            self.close_connection = True  # the peer sees the connection end without a word
        except ConnectionHeld as held:
            self._hold(held.seconds)
        except Exception:  # one bad request must not cost the connection's others
            log.exception("%s %s failed", request.method, request.path)
            self._answer(HttpAnswer(status=500, body=b"internal error of the sandbox; see its log"), keep=True)
        else:
            self._answer(answer, keep=True)

    def _answer(self, answer: HttpAnswer, *, keep: bool) -> None:
        self.send_response(answer.status)
        length = str(len(answer.body))
        for name, value in answer.headers:
            lower = name.lower()
            if lower == "content-length" and self.command == "HEAD":
                length = value  # of the object, which HEAD does not send
            if lower not in {"content-length", "connection", "transfer-encoding", "date", "server"}:
                self.send_header(name, value)
        if answer.status not in _NO_BODY:
            self.send_header("Content-Length", length)
        if not keep:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD" and answer.status not in _NO_BODY:
            self.wfile.write(answer.body)
        self.wfile.flush()

    def _hold(self, seconds: float) -> None:
        self.close_connection = True
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.server.stopping:
            readable, _, _ = select.select([self.connection], [], [], _HOLD_STEP_SECONDS)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return  # the client gave up

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        log.debug(format, *args)


def _origin_form(target: str) -> str:
    """Path and query; a proxy-style absolute target loses its scheme and host."""
    if target.startswith(("http://", "https://")):
        parts = urlsplit(target)
        return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return target


class LoopbackServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves `application` on a loopback address until `stop`."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    # On Windows the option would let two processes share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, application: Application, *, port: int = 0, host: str = LOOPBACK) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise UsageError(_WHERE, f"{host} is not a loopback address", "it is never reachable from outside")
        self.application = application
        self.stopping = False
        try:
            super().__init__((host, port), _Handler)
        except OverflowError:
            raise UsageError(_WHERE, f"{port} is not a port number", "1 to 65535, or none at all") from None
        except OSError as error:
            hint = "choose another with --port, or leave it out and any free port is taken"
            raise CloudError(_WHERE, f"port {port} can't be used: {error.strerror or error}", hint) from error

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def serve(self) -> None:
        self.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """End `serve` and refuse new connections. Call it from another thread than `serve`'s."""
        self.stopping = True
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002  # the base class's
        log.error("a connection ended badly", exc_info=True)  # noqa: LOG014  # called while it is handled
