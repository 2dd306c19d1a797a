"""The client's side of the control paths: one small HTTP exchange, and errors in the project's words."""

import http.client
import json
from typing import Any

from sandbox.server.record import ServerRecord
from spec.errors import CloudError, UsageError

TIMEOUT_SECONDS = 10.0
_WHERE = "sandbox"
_HINT = "civicline sandbox stop, then start it again"
_TOKEN_HEADER = "X-Civicline-Token"  # noqa: S105  # the name of a header
_OK, _BAD_REQUEST, _FORBIDDEN, _CONFLICT = 200, 400, 403, 409


def exchange(record: ServerRecord, method: str, path: str, document: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the server answers; CloudError when it does not, UsageError when it objects to what was asked."""
    connection = http.client.HTTPConnection("127.0.0.1", record.port, timeout=TIMEOUT_SECONDS)
    body = json.dumps(document).encode() if document is not None else None
    try:
        connection.request(method, f"/_civicline{path}", body, {_TOKEN_HEADER: record.token})
        response = connection.getresponse()
        status, content = response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        reason = str(error) or type(error).__name__
        raise CloudError(_WHERE, f"{record.endpoint} does not answer: {reason}", _HINT) from error
    finally:
        connection.close()
    return _understood(record, status, content)


def _understood(record: ServerRecord, status: int, content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except ValueError:
        raise CloudError(_WHERE, f"{record.endpoint} is not a Civicline sandbox", _HINT) from None
    if status == _OK and isinstance(answer, dict):
        return answer
    error = answer.get("error", {}) if isinstance(answer, dict) else {}
    kind = UsageError if status in {_BAD_REQUEST, _CONFLICT} else CloudError
    hint = error.get("hint", "") or (_HINT if status == _FORBIDDEN else "")
    raise kind(error.get("where", "") or _WHERE, error.get("what", f"unexpected answer {status}"), hint)
