"""Evidence is found, or it could not be read; there is no third way, and what could not be read is never a pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from operate.aws import call
from operate.readiness.flaw import Flaw, Touch
from spec.errors import CloudError

T = TypeVar("T")
MISSING = frozenset(
    (
        "ResourceNotFoundException",
        "NotFoundException",
        "NoSuchEntity",
        "404",
        "NoSuchBucket",
        "NotFound",
        "StateMachineDoesNotExist",
    )
)


class Unread(NamedTuple):
    """what: the evidence, such as "the Lambda functions"; why: the words of the service or the network."""

    what: str
    why: str


def reading(what: str, read: Callable[[], T]) -> T | Unread:
    """What a reader finds, or why it found nothing out."""
    try:
        return read()
    except CloudError as error:
        return Unread(what, f"{error.where}: {cause_of(error)}")
    except (LookupError, TypeError, ValueError) as error:
        # A service that answers otherwise than documented must not end a check on which a shift waits.
        return Unread(what, f"the answer is not as documented: {error!r}")


def found(client: Any, operation: str, **arguments: Any) -> Any:
    """The answer about one thing; None where the service says that it is not there. Raises CloudError."""
    try:
        return call(client, operation, **arguments)
    except CloudError as error:
        if code_of(error) in MISSING:
            return None
        raise


def code_of(error: CloudError) -> str:
    """By which the service refused; empty where it did not answer."""
    response = getattr(error.__cause__, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def cause_of(error: CloudError) -> str:
    """The words of the service; of a network that fails only how, since its words are mostly an address."""
    cause = error.__cause__
    return error.what if code_of(error) or cause is None else type(cause).__name__


def unread(evidence: Unread, region: str, touches: tuple[Touch, ...], *, loss: bool = False) -> Flaw:
    """loss: of the other region, which may be the very one that failed; without it nothing can be compared."""
    if loss:
        what = f"{evidence.what} of {region} could not be read, and so not be compared ({evidence.why})"
        return Flaw(touches, breaks=False, what=what, todo=f"check again when {region} answers")
    what = f"{evidence.what} in {region} could not be read, so nobody can tell ({evidence.why})"
    return Flaw(
        touches, breaks=True, what=what, todo="let your role read it, or wait for the service; then check again"
    )
