"""The reserved paths under `/_civicline/`: health, faults, counters, settings, stop. JSON in, JSON out."""

import hmac
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sandbox.server.fault import checked_fault
from sandbox.server.messages import HttpAnswer, HttpRequest
from sandbox.server.state import ServerState
from spec.errors import CiviclineError

TOKEN_HEADER = "X-Civicline-Token"  # noqa: S105  # the name of a header
_PREFIX = "/_civicline"
_JSON = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))

Document = dict[str, Any]
Handler = Callable[[Document], Document]


class Control:
    """Answers to whoever has the token; health alone needs none and says nothing worth hiding."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._handlers: dict[tuple[str, str], Handler] = {
            ("GET", "/health"): self._health,
            ("GET", "/status"): self._status,
            ("POST", "/stop"): self._stop,
            ("GET", "/counters"): self._counters,
            ("POST", "/counters/mark"): self._mark,
            ("GET", "/faults"): self._faults,
            ("POST", "/faults"): self._set_fault,
            ("POST", "/faults/clear"): self._clear_faults,
            ("POST", "/settings"): self._settings,
        }

    def __call__(self, request: HttpRequest) -> HttpAnswer:
        handler = self._handlers.get((request.method, request.path.removeprefix(_PREFIX)))
        if handler is None:
            return _answer(404, {"error": {"what": f"there is no {request.method} {request.path}"}})
        given = request.header(TOKEN_HEADER).encode()
        if handler != self._health and not hmac.compare_digest(given, self._state.record.token.encode()):
            return _answer(403, {"error": {"what": f"{TOKEN_HEADER} is missing or wrong"}})
        try:
            document = json.loads(request.body) if request.body else {}
            if not isinstance(document, dict):
                return _answer(400, {"error": {"what": "the request is not understood: no JSON object"}})
            return _answer(200, handler(document))
        except CiviclineError as error:
            return _answer(409, {"error": {"where": error.where, "what": error.what, "hint": error.hint}})
        except (ValueError, TypeError, KeyError) as error:
            return _answer(400, {"error": {"what": f"the request is not understood: {error}"}})

    def _health(self, _: Document) -> Document:
        return {"ok": True, "pid": self._state.record.pid}

    def _status(self, _: Document) -> Document:
        return self._state.describe()

    def _stop(self, _: Document) -> Document:
        self._state.request_stop()
        return {"stopping": True}

    def _counters(self, _: Document) -> Document:
        return {"counters": [asdict(count) for count in self._state.counters.read()]}

    def _mark(self, _: Document) -> Document:
        self._state.counters.mark()
        return {}

    def _faults(self, _: Document) -> Document:
        return {"faults": [asdict(fault) for fault in self._state.faults.list()]}

    def _set_fault(self, document: Document) -> Document:
        return {"fault": asdict(self._state.faults.set(checked_fault(document)))}

    def _clear_faults(self, document: Document) -> Document:
        return {"cleared": self._state.faults.clear(document.get("id"))}

    def _settings(self, document: Document) -> Document:
        self._state.change_settings(document)
        return self._state.describe()


def _answer(status: int, document: Document) -> HttpAnswer:
    return HttpAnswer(status=status, headers=_JSON, body=json.dumps(document).encode())
