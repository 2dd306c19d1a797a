"""What the sandbox itself refuses, in the words of each service, after botocore's model of it."""

import functools
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError, Shape
from moto.core.utils import get_service_model

from sandbox.server.calls import Call
from sandbox.server.messages import HttpAnswer

Kind = Literal["throttle", "error", "unsupported", "unreadable", "region"]

_THROTTLING = (
    "ThrottlingException",
    "TooManyRequestsException",
    "ThrottledException",
    "Throttling",
    "LimitExceededException",
)
_FAULTS = (
    "InternalServiceException", "InternalServerException", "InternalServerError", "ServiceException", "InternalError",
    "InternalException", "ServiceFailure", "KMSInternalException",
    "ServiceUnavailableException",
)  # fmt: skip

_NAMES: dict[Kind, tuple[str, ...]] = {"throttle": _THROTTLING, "error": _FAULTS}

# What the services answer where the model of the operation names no such error ("Common Errors" and, for S3, "Error
# Responses" in the API references).
_DEFAULT: dict[tuple[str, Kind], tuple[str, int]] = {
    ("s3", "throttle"): ("SlowDown", 503),
    ("s3", "error"): ("InternalError", 500),
    ("s3", "unsupported"): ("NotImplemented", 501),
    ("s3", "unreadable"): ("MalformedXML", 400),
    ("s3", "region"): ("AuthorizationHeaderMalformed", 400),
    ("query", "throttle"): ("Throttling", 400),
    ("query", "error"): ("InternalFailure", 500),
    ("query", "unsupported"): ("InvalidAction", 400),
    ("query", "unreadable"): ("MalformedQueryString", 400),
    ("query", "region"): ("SignatureDoesNotMatch", 403),
    ("json", "throttle"): ("ThrottlingException", 400),
    ("json", "error"): ("InternalFailure", 500),
    ("json", "unsupported"): ("UnknownOperationException", 400),
    ("json", "unreadable"): ("SerializationException", 400),
    ("json", "region"): ("InvalidSignatureException", 403),
}


@dataclass(frozen=True)
class _Words:
    code: str
    status: int
    protocol: str


def refusal(call: Call, kind: Kind, message: str) -> HttpAnswer:
    """The answer with which the service of `call` throttles, fails by its own fault, or does not take the request."""
    words = _words(call.service, call.operation, kind)
    render = {"query": _query, "ec2": _query, "rest-xml": _query}.get(words.protocol, _json)
    if call.service == "s3":
        render = _s3
    return render(words, message, str(uuid.uuid4()))


def access_refused(message: str) -> HttpAnswer:
    """For a caller that is no AWS client of this machine."""
    return HttpAnswer(status=403, headers=(("Content-Type", "text/plain; charset=utf-8"),), body=message.encode())


@functools.lru_cache(maxsize=4096)
def _words(service: str, operation: str, kind: Kind) -> _Words:
    try:
        model = get_service_model(service)
        protocol = str(model.resolved_protocol if hasattr(model, "resolved_protocol") else model.protocol)
    except UnknownServiceError:
        return _Words(*_DEFAULT["json", kind], "json")
    try:
        shapes = model.operation_model(operation).error_shapes
    except OperationNotFoundError:
        shapes = []
    errors = {code: error for shape in shapes for code, error in _names(shape)}
    for name in _NAMES.get(kind, ()):
        if name in errors:
            error = errors[name]
            status = int(error.get("httpStatusCode", 429 if kind == "throttle" and protocol == "rest-json" else 400))
            return _Words(str(error.get("code", name)), status if kind == "throttle" else max(status, 500), protocol)
    family = "s3" if service == "s3" else "query" if protocol in {"query", "ec2", "rest-xml"} else "json"
    return _Words(*_DEFAULT[family, kind], protocol)


def _names(shape: Shape) -> Iterable[tuple[str, dict[str, Any]]]:
    """An error is known by its shape, and where the wire says it otherwise, by its code."""
    error = shape.metadata.get("error", {})
    yield shape.name, error
    yield error.get("code", shape.name), error


def _json(words: _Words, message: str, request_id: str) -> HttpAnswer:
    body = json.dumps({"__type": words.code, "message": message, "Message": message}).encode()
    kind = "application/json" if words.protocol == "rest-json" else "application/x-amz-json-1.1"
    headers = (("Content-Type", kind), ("x-amzn-ErrorType", words.code), ("x-amzn-RequestId", request_id))
    return HttpAnswer(status=words.status, headers=headers, body=body)


def _query(words: _Words, message: str, request_id: str) -> HttpAnswer:
    sender = "Receiver" if words.status >= 500 else "Sender"  # noqa: PLR2004  # the class of HTTP statuses
    error = f"<Error><Type>{sender}</Type><Code>{words.code}</Code><Message>{escape(message)}</Message></Error>"
    body = f"<ErrorResponse>{error}<RequestId>{request_id}</RequestId></ErrorResponse>"
    headers = (("Content-Type", "text/xml"), ("x-amzn-RequestId", request_id))
    return HttpAnswer(status=words.status, headers=headers, body=body.encode())


def _s3(words: _Words, message: str, request_id: str) -> HttpAnswer:
    error = f"<Code>{words.code}</Code><Message>{escape(message)}</Message><RequestId>{request_id}</RequestId>"
    body = f'<?xml version="1.0" encoding="UTF-8"?><Error>{error}</Error>'
    headers = (("Content-Type", "application/xml"), ("x-amz-request-id", request_id))
    return HttpAnswer(status=words.status, headers=headers, body=body.encode())
