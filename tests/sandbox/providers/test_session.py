"""What happens when nobody answers, or badly: small servers that misbehave on purpose."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.engine.provider import ProviderError
from sandbox.providers.classic.provider import AwsClassic
from sandbox.providers.failures import AwsError, Trouble, classify
from sandbox.providers.patience import Patience
from sandbox.providers.session import ANSWER_VARIABLE, Session

ROLE = "aws:iam/role:Role"
QUICK = Patience(sleep=lambda _: None)


@contextmanager
def serving(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def handler_of(*statuses: int, hang: threading.Event | None = None) -> Any:
    """Answers with these HTTP statuses in turn (the last one for ever), or not at all until `hang` is set."""
    left = list(statuses)

    class Handler(http.server.BaseHTTPRequestHandler):
        asked = 0

        def do_POST(self) -> None:
            type(self).asked += 1
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if hang is not None:
                hang.wait(20)
                return
            status = left.pop(0) if len(left) > 1 else left[0]
            identity = "<Account>123456789012</Account><Arn>arn</Arn><UserId>u</UserId>"
            ok = f"<GetCallerIdentityResponse><GetCallerIdentityResult>{identity}</GetCallerIdentityResult></GetCallerIdentityResponse>"
            codes = {503: "ServiceUnavailable", 400: "Throttling", 403: "AccessDenied"}
            error = (
                f"<ErrorResponse><Error><Code>{codes.get(status)}</Code><Message>no</Message></Error></ErrorResponse>"
            )
            body = (ok if status == 200 else error).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Tests are quiet."""

    return Handler


def session(url: str, **env: str) -> Session:
    return Session("aws", {"region": "us-east-1"}, {}, {"AWS_ENDPOINT_URL": url, **env}, QUICK)


def test_a_throttled_and_then_broken_service_is_asked_until_it_answers() -> None:
    handler = handler_of(400, 400, 503, 200)
    with serving(handler) as url:
        assert session(url).account() == "123456789012"
    assert handler.asked == 4


def test_a_refusal_is_asked_once_and_told_in_the_services_words() -> None:
    handler = handler_of(403)
    with serving(handler) as url, pytest.raises(AwsError, match=r"^AccessDenied: no$"):
        session(url).account()
    assert handler.asked == 1


def test_a_service_that_stays_broken_ends_after_bounded_tries() -> None:
    handler = handler_of(503)
    with serving(handler) as url, pytest.raises(AwsError, match="ServiceUnavailable"):
        session(url).account()
    assert handler.asked == QUICK.broken_tries


def test_a_service_that_hangs_ends_in_a_timeout_that_says_so() -> None:
    release = threading.Event()
    with serving(handler_of(200, hang=release)) as url:
        try:
            with pytest.raises(AwsError, match=r"timeout: http://127.0.0.1:\d+ did not answer sts.get_caller_identity"):
                session(url, **{ANSWER_VARIABLE: "0.2"}).account()
        finally:
            release.set()


def test_a_dead_sandbox_is_named_with_the_command_that_starts_it() -> None:
    with serving(handler_of(200)) as url:
        pass
    provider = AwsClassic(session(url), Path())
    with pytest.raises(ProviderError, match=rf"the sandbox at {url} does not answer: civicline sandbox start"):
        provider.create("urn:pulumi:d::p::t::n", ROLE, {"name": "r", "assumeRolePolicy": "{}"}, "t")


def test_clients_made_by_many_threads_at_once_are_one() -> None:
    with serving(handler_of(200)) as url:
        shared = session(url)
        clients: list[Any] = []
        threads = [threading.Thread(target=lambda: clients.append(shared.client("sts")._raw)) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(clients) == 16
    assert len({id(client) for client in clients}) == 1


def test_a_region_of_the_resource_wins_over_that_of_the_provider() -> None:
    with serving(handler_of(200)) as url:
        assert session(url).client("sts", "us-west-2").region == "us-west-2"
        assert session(url).client("sts").region == "us-east-1"


def test_a_rate_that_is_exceeded_is_throttling_under_any_code() -> None:
    answer: Any = {"Error": {"Code": "LimitExceeded", "Message": "Rate exceeded"}}
    assert classify(ClientError(answer, "CreateRole"), "iam.create_role", "").trouble is Trouble.THROTTLED
    answer = {"Error": {"Code": "LimitExceeded", "Message": "Cannot exceed quota for RolesPerAccount: 1000"}}
    assert classify(ClientError(answer, "CreateRole"), "iam.create_role", "").trouble is Trouble.REFUSED


def test_an_error_page_becomes_one_readable_line() -> None:
    page = "<!doctype html>\n<title>500</title>\n<h1>Internal Server Error</h1>"
    answer: Any = {"Error": {"Code": "500", "Message": page}, "ResponseMetadata": {"HTTPStatusCode": 500}}
    error = classify(ClientError(answer, "GetRole"), "iam.get_role", "http://127.0.0.1")
    assert str(error) == "500: 500 Internal Server Error"
    assert error.trouble is Trouble.BROKEN
