"""Runs requests on moto, one at a time, each in a recorded moment."""

import itertools
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sandbox.aws import settings as aws_settings
from sandbox.server.calls import Call, environ_of, identify, is_modeled
from sandbox.server.codec import settings_from
from sandbox.server.journal import Entry, Journal, SettingsEntry, TimeEntry, kept_headers
from sandbox.server.messages import HttpAnswer, HttpRequest
from sandbox.server.mirror import Mirror
from sandbox.server.moment import Binder, moment
from sandbox.server.reads import is_read
from sandbox.server.refusals import refusal

log = logging.getLogger(__name__)

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_FAILED = "the emulation failed; see the sandbox's log"
_SERVER_FAULT = 500


class Dispatcher:
    """The one door to moto. Records what changes anything before it happens, so that a replay is the same history."""

    def __init__(
        self,
        application: WsgiApplication,
        journal: Journal,
        *,
        clock: Callable[[], float] = time.time,
        mirror: Mirror | None = None,
    ) -> None:
        self._application, self._journal, self._clock = application, journal, clock
        self._mirror = mirror
        self._lock = threading.RLock()
        self._binder = Binder()
        self._met: set[tuple[str, str]] = set()

    def run(self, call: Call, request: HttpRequest, *, delay: float = 0.0) -> HttpAnswer:
        """Record if need be, then carry out. Raises CloudError, with nothing changed, when it can't be recorded.

        delay  seconds for which the service would keep the work waiting: it happens now and is dated that much later,
               so that an asynchronous request stays in progress for so long
        """
        with self._lock:
            at, seed = self._clock() + delay, secrets.randbits(63)
            self._let_pass(at)
            if self._must_record(call, request):
                request = replace(request, headers=kept_headers(request.headers))
                number = self._journal.sequence + 1
                self._journal.append(Entry(sequence=number, at=at, seed=seed, request=request))
            return self._carry_out(call, request, at=at, seed=seed)

    def replay(self, entry: Entry) -> HttpAnswer:
        """Carry out what the journal holds, as it was carried out then."""
        with self._lock:
            call = identify(entry.request)
            self._must_record(call, entry.request)  # so that this region of the service counts as met
            self._journal.sequence = entry.sequence
            return self._carry_out(call, entry.request, at=entry.at, seed=entry.seed)

    def catch_up(self) -> None:
        """Let happen what is due by now. Raises CloudError, with nothing changed, when it can't be recorded."""
        with self._lock:
            self._let_pass(self._clock())

    def _let_pass(self, at: float) -> None:
        dark = self._mirror.due(at) if self._mirror else None
        if self._mirror and dark is not None:
            self._journal.append(TimeEntry(sequence=self._journal.sequence + 1, at=at, dark=tuple(sorted(dark))))
            self._mirror.let_pass(at, dark)

    def replay_time(self, entry: TimeEntry) -> None:
        """Let happen what happened then."""
        with self._lock:
            self._journal.sequence = entry.sequence
            if self._mirror:
                self._mirror.let_pass(entry.at, frozenset(entry.dark))

    def change_settings(self, document: dict[str, Any]) -> None:
        """Record new settings of the emulation in their place among the requests, then put them in force."""
        with self._lock:
            self._let_pass(self._clock())
            self._journal.append(SettingsEntry(sequence=self._journal.sequence + 1, settings=document))
            aws_settings.use(settings_from(document))

    def _must_record(self, call: Call, request: HttpRequest) -> bool:
        """Changes, and the first request to a service in a region: moto then makes what an account has from the start
        (default VPC, managed keys), with fresh identifiers that have to be the same next time.
        """
        first = (call.service, call.region) not in self._met
        self._met.add((call.service, call.region))
        return first or not is_read(call, request.method)

    def _carry_out(self, call: Call, request: HttpRequest, *, at: float, seed: int) -> HttpAnswer:
        self._binder.bind()
        try:
            with moment(at, seed):
                answer = _answer(self._application, environ_of(request))
        except NotImplementedError:
            return _unsupported(call)
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            return refusal(call, "unreadable", str(error))
        except Exception:  # a bug of the emulation must look like the service's own, not end the server
            if not is_modeled(call):
                return _unsupported(call)
            log.exception("%s failed", call)
            return refusal(call, "error", _FAILED)
        if not _is_error_page(answer):
            return answer
        return _unsupported(call) if answer.status < _SERVER_FAULT else refusal(call, "error", _FAILED)


def _unsupported(call: Call) -> HttpAnswer:
    return refusal(
        call, "unsupported", f"The sandbox does not emulate the operation {call.operation} of {call.service}."
    )


def _is_error_page(answer: HttpAnswer) -> bool:
    """Flask's page for a path that moto does not know, or for a failure in it. S3's own answers have no such page."""
    return answer.status in (404, 405, 500) and answer.body.lstrip()[:15].lower() == b"<!doctype html>"


def _answer(application: WsgiApplication, environ: dict[str, Any]) -> HttpAnswer:
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:  # noqa: ARG001  # WSGI's signature
        started.append((status, headers))
        return _no_write

    chunks = application(environ, start_response)
    try:
        body = b"".join(itertools.chain(chunks))
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return HttpAnswer(status=int(status.split(" ", 1)[0]), headers=tuple(headers), body=body)


def _no_write(data: bytes) -> None:
    raise AssertionError(f"Flask returns its body, it doesn't write it ({len(data)} bytes)")
