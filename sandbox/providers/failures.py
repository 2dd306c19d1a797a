"""What can go wrong in a call to AWS, as one exception: refused, throttled, broken, late or not there at all."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from typing import Any


class Trouble(enum.Enum):
    REFUSED = "refused"
    """The service understood and said no; asking again would not help."""
    THROTTLED = "throttled"
    """Too many requests; nothing was done."""
    BROKEN = "broken"
    """An internal error or a lost connection; it may or may not have been done."""
    LATE = "late"
    """No answer in time; it may or may not have been done."""
    UNREACHABLE = "unreachable"
    """Nobody listens; nothing was done."""


THROTTLES = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "EC2ThrottledException",
        "BandwidthLimitExceeded",
        "SlowDown",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
    }
)
_BROKEN = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "InternalServiceError",
        "ServiceUnavailable",
        "OperationAborted",
        "ConcurrentOperationException",
        "ConcurrentModificationException",
    }
)
_SERVER_ERROR = 500
_TOO_MANY = 429
_GONE = ("notfound", "nosuch", "doesnotexist")
_EXISTS = ("alreadyexist", "alreadyowned", "resourceinuse", "duplicate", "conditionalcheckfailed")


class AwsError(Exception):
    """One failed operation, after its retries.

    code      the service's error code; for a call that got no answer, the kind of trouble
    repeated  the operation was sent more than once, so an earlier try may have succeeded
    """

    def __init__(self, operation: str, trouble: Trouble, code: str, message: str, *, repeated: bool = False) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.operation, self.trouble, self.code, self.message, self.repeated = (
            operation,
            trouble,
            code,
            message,
            repeated,
        )

    @property
    def gone(self) -> bool:
        """What was asked for does not exist."""
        return self.trouble is Trouble.REFUSED and self._says(_GONE)

    @property
    def uncertain(self) -> bool:
        """No answer says what became of it: a step that met this may have taken effect."""
        return self.trouble is not Trouble.REFUSED

    @property
    def exists(self) -> bool:
        """What was to be made is there already."""
        return self.trouble is Trouble.REFUSED and self._says(_EXISTS)

    def _says(self, signs: tuple[str, ...]) -> bool:
        code = self.code.lower()
        return any(sign in code for sign in signs) or (
            self.code == "404" and signs is _GONE and self.operation.startswith("s3.")
        )


def classify(error: Exception, operation: str, endpoint: str) -> AwsError:
    """A botocore exception as AwsError; anything else is a defect and is raised again."""
    from botocore import exceptions, parsers

    match error:
        case exceptions.ClientError():
            return _answered(error.response, operation)
        case exceptions.ReadTimeoutError() | exceptions.ConnectTimeoutError():
            return AwsError(operation, Trouble.LATE, "timeout", f"{endpoint} did not answer {operation} in time")
        case exceptions.EndpointConnectionError():
            why = f"the sandbox at {endpoint} does not answer: civicline sandbox start"
            return AwsError(operation, Trouble.UNREACHABLE, "unreachable", why)
        case parsers.ResponseParserError():
            return AwsError(operation, Trouble.BROKEN, "unreadable answer", f"{endpoint} answers no AWS protocol")
        case exceptions.HTTPClientError():
            return AwsError(operation, Trouble.BROKEN, "connection lost", f"{operation} at {endpoint}: {error}")
        case exceptions.ParamValidationError() | exceptions.BotoCoreError():
            return AwsError(operation, Trouble.REFUSED, type(error).__name__, _one_line(str(error)))
        case _:
            raise error


def _answered(response: Mapping[str, Any], operation: str) -> AwsError:
    fault: Mapping[str, Any] = response.get("Error", {})
    code, message = str(fault.get("Code", "Unknown")), str(fault.get("Message", ""))
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400))
    trouble = Trouble.REFUSED
    # Services whose model knows no throttling error say it under another code, in these words.
    if code in THROTTLES or status == _TOO_MANY or "rate exceeded" in message.lower():
        trouble = Trouble.THROTTLED
    elif code in _BROKEN or status >= _SERVER_ERROR:
        trouble = Trouble.BROKEN
    return AwsError(operation, trouble, code, _one_line(message))


def _one_line(text: str) -> str:
    if text.lstrip().lower().startswith("<!doctype"):  # a server's error page instead of an answer
        text = re.sub(r"<[^>]+>", " ", text)
    return " ".join(text.split())
