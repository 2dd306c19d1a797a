"""Bytes in, bytes out: the server under the emulation, without it."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest

from sandbox.server.http import LoopbackServer
from sandbox.server.messages import ConnectionDropped, ConnectionHeld, HttpAnswer, HttpRequest
from spec.errors import CloudError, UsageError


def echo(request: HttpRequest) -> HttpAnswer:
    if request.path == "/dark":
        raise ConnectionDropped
    if request.path == "/held":
        raise ConnectionHeld(30)
    if request.path == "/bug":
        raise ZeroDivisionError
    headers = (("X-Target", request.target), ("X-Spelled", request.header("x-amz-meta-a_b")), ("Content-Length", "99"))
    return HttpAnswer(status=204 if request.path == "/nothing" else 200, headers=headers, body=request.body)


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    running = LoopbackServer(echo)
    thread = threading.Thread(target=running.serve)
    thread.start()
    yield running
    running.stop()
    thread.join()


@pytest.fixture
def connection(server: LoopbackServer) -> Iterator[http.client.HTTPConnection]:
    found = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    yield found
    found.close()


def raw(server: LoopbackServer, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as peer:
        peer.sendall(data)
        received = b""
        while piece := peer.recv(65536):
            received += piece
        return received


def test_one_connection_serves_many_requests(connection: http.client.HTTPConnection) -> None:
    for number in range(3):
        connection.request("POST", "/k%2Fey?a=%20", body=b"x" * number)
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("X-Target"), answer.read()) == (200, "/k%2Fey?a=%20", b"x" * number)
        assert answer.getheader("Connection") is None


def test_a_chunked_body_arrives_whole(connection: http.client.HTTPConnection) -> None:
    connection.request(
        "PUT", "/", body=iter([b"one", b"two"]), encode_chunked=True, headers={"Transfer-Encoding": "chunked"}
    )
    assert connection.getresponse().read() == b"onetwo"


def test_headers_keep_their_underscores(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/", headers={"X-Amz-Meta-A_B": "kept"})
    answer = connection.getresponse()
    answer.read()
    assert answer.getheader("X-Spelled") == "kept"


def test_head_tells_the_length_and_sends_no_body(connection: http.client.HTTPConnection) -> None:
    connection.request("HEAD", "/")
    answer = connection.getresponse()
    assert (answer.getheader("Content-Length"), answer.read()) == ("99", b"")


def test_no_content_has_no_length(connection: http.client.HTTPConnection) -> None:
    connection.request("POST", "/nothing", body=b"x")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Length"), answer.read()) == (204, None, b"")


def test_a_client_that_asks_first_is_told_to_go_on(server: LoopbackServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as peer:
        peer.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        assert peer.recv(100).startswith(b"HTTP/1.1 100 ")
        peer.sendall(b"ok")
        assert b"200 OK" in peer.recv(1000)


def test_a_proxy_style_target_loses_its_host(server: LoopbackServer) -> None:
    answer = raw(server, b"GET http://elsewhere.example/p?q=1 HTTP/1.0\r\n\r\n")
    assert b"X-Target: /p?q=1" in answer


@pytest.mark.parametrize(
    "framing",
    [b"Content-Length: -1", b"Content-Length: many", b"Content-Length: 99999999999999", b"Transfer-Encoding: chunked"],
)
def test_a_body_of_unknown_length_is_refused_and_ends_the_connection(server: LoopbackServer, framing: bytes) -> None:
    answer = raw(server, b"PUT / HTTP/1.1\r\nHost: x\r\n" + framing + b"\r\n\r\nzz\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"Connection: close" in answer


def test_darkness_ends_the_connection_without_a_word(server: LoopbackServer) -> None:
    assert raw(server, b"GET /dark HTTP/1.1\r\nHost: x\r\n\r\n") == b""


def test_a_held_connection_is_given_up_by_the_client(server: LoopbackServer) -> None:
    patient = http.client.HTTPConnection("127.0.0.1", server.port, timeout=0.2)
    patient.request("GET", "/held")
    with pytest.raises(TimeoutError):
        patient.getresponse()
    patient.close()


def test_a_bug_is_a_500_and_the_connection_goes_on(connection: http.client.HTTPConnection) -> None:
    for path, status in (("/bug", 500), ("/", 200)):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status


def test_only_loopback_is_served() -> None:
    with pytest.raises(UsageError, match="not a loopback address"):
        LoopbackServer(echo, host="0.0.0.0")


def test_a_port_in_use_is_said_clearly(server: LoopbackServer) -> None:
    with pytest.raises(CloudError, match=f"port {server.port} can't be used"):
        LoopbackServer(echo, port=server.port)


def test_an_impossible_port_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match="70000 is not a port"):
        LoopbackServer(echo, port=70000)
