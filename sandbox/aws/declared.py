"""The error that an operation declares for a refusal: clients make classes only of those in the operation's model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Handler error code of the refusal -> names that the services use for it, the closest first.
_NAMES: Mapping[str, Sequence[str]] = {
    "NotFound": ("ResourceNotFoundException", "NotFoundException"),
    "AlreadyExists": (
        "DuplicateResourceException",
        "AlreadyExistsException",
        "ResourceConflictException",
        "ConflictException",
    ),
    "ResourceConflict": ("ResourceInUseException", "ResourceConflictException", "ConflictException"),
    "ServiceLimitExceeded": ("LimitExceededException", "ServiceQuotaExceededException"),
    "InvalidRequest": ("InvalidParameterException",),
}
_COMMON = "ValidationException"
"""Any service may answer it ("Common Errors" in the API references)."""

_ANY = ("InvalidRequestException", "ValidationException", "BadRequestException")


def nearest(wanted: str, code: str, declared: Sequence[str]) -> str:
    """`wanted` where the operation declares it, else what it declares for such a refusal, else `wanted` again."""
    if wanted == _COMMON:
        return wanted
    candidates = (wanted, *_NAMES.get(code, ()), *_ANY)
    return next((name for name in candidates if name in declared), wanted)
