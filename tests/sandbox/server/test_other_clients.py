"""Requests as other SDKs send them: chunks with a trailing checksum, a wait for the go-ahead, kept connections."""

import base64
import http.client
import json
import socket
import zlib
from collections.abc import Iterator

import pytest

from sandbox.server.server import Options, RunningServer, opened

SCOPE = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=x"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with opened(Options(home=tmp_path_factory.mktemp("home"))) as running:
        yield running


@pytest.fixture
def connection(server: RunningServer) -> Iterator[http.client.HTTPConnection]:
    found = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    yield found
    found.close()


def ask(
    connection: http.client.HTTPConnection, method: str, target: str, service: str, body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, target, body=body, headers={"Authorization": SCOPE.format(service), **named})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_an_object_in_chunks_with_a_trailing_checksum_is_kept_as_it_is(
    server: RunningServer, connection: http.client.HTTPConnection
) -> None:
    assert ask(connection, "PUT", "/chunked", "s3")[0] == 200
    content = bytes(range(256)) * 300
    checksum = base64.b64encode(zlib.crc32(content).to_bytes(4, "big")).decode()
    pieces = [content[:65_536], content[65_536:], b""]
    coded = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b"0\r\n" for piece in pieces)
    coded += f"x-amz-checksum-crc32:{checksum}\r\n\r\n".encode()
    head = (
        f"PUT /chunked/a%20b/%C3%BC HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nExpect: 100-continue\r\n"
        f"Authorization: {SCOPE.format('s3')}\r\nContent-Encoding: aws-chunked\r\nTransfer-Encoding: chunked\r\n"
        "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nx-amz-trailer: x-amz-checksum-crc32\r\n"
        f"x-amz-sdk-checksum-algorithm: CRC32\r\nx-amz-decoded-content-length: {len(content)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as peer:
        peer.sendall(head.encode())
        assert peer.recv(100).startswith(b"HTTP/1.1 100 ")
        peer.sendall(b"%x\r\n%b\r\n0\r\n\r\n" % (len(coded), coded))
        assert peer.recv(65_536).startswith(b"HTTP/1.1 200 ")
    assert ask(connection, "GET", "/chunked/a%20b/%C3%BC", "s3")[2] == content


def test_an_error_names_its_type_in_a_header_and_the_connection_stays(connection: http.client.HTTPConnection) -> None:
    for _ in range(2):
        status, headers, body = ask(connection, "GET", "/queues-summary/nobody?maxResults=5", "connect")
        assert (status, json.loads(body)["Message"]) == (404, "Instance not found: nobody")
        assert headers["x-amzn-errortype"].partition(":")[0] == "ResourceNotFoundException"
        assert "connection" not in headers


def test_an_arn_in_a_path_may_be_escaped(connection: http.client.HTTPConnection) -> None:
    arn = "arn%3Aaws%3Aconnect%3Aus-east-1%3A123456789012%3Ainstance%2Fnobody"
    status, _, body = ask(connection, "GET", f"/instance/{arn}", "connect")
    assert (status, json.loads(body)["Message"].endswith(":instance/nobody")) == (404, True)


@pytest.mark.parametrize(
    ("method", "target", "service", "body", "status"),
    [
        ("GET", "/nope/x/y", "connect", b"", 404),
        ("PUT", "/queues/i", "connect", b"\xff\xfe{{", 400),
        ("PUT", "/queues/i", "connect", b"[]", 400),
        ("GET", "/queues-summary/i?maxResults=many", "connect", b"", 400),
        ("GET", "/nope", "cases", b"", 404),
        ("GET", "/v2/nope", "ses", b"", 404),
        ("GET", "/2015-03-31/nope", "lambda", b"", 400),
    ],
)
def test_what_makes_no_sense_is_refused_in_json(
    connection: http.client.HTTPConnection, method: str, target: str, service: str, body: bytes, status: int
) -> None:
    answered, headers, text = ask(connection, method, target, service, body, Content_Type="application/json")
    assert (answered, headers["content-type"]) == (status, "application/json")
    assert json.loads(text)["__type"] == headers["x-amzn-errortype"]
