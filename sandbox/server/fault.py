"""An injected fault, as a person sets it."""

import fnmatch
import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

from spec.errors import UsageError

FaultKind = Literal["throttle", "error", "slow", "timeout", "dark"]
KINDS: tuple[FaultKind, ...] = get_args(FaultKind)

DEFAULT_SLOW_SECONDS = 2.0
DEFAULT_TIMEOUT_SECONDS = 120.0
_MAX_SECONDS = 3600.0
_WHERE = "sandbox fault"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A rule that makes matching requests fail.

    kind       throttle, error (5xx), slow (a delay), timeout (no answer), dark (the connection ends at once)
    region     None for all, as for service (boto3's client name) and operation (may hold `*`)
    rate       share of matching requests that meet the fault, above 0 and up to 1
    count      how many requests may meet it before the rule goes; None for no end
    seconds    of the delay (slow), or until an unanswered connection is closed (timeout)
    seed       of the draw that `rate` makes: the same requests in the same order meet the same fate
    """

    id: int = 0
    kind: FaultKind
    region: str | None = None
    service: str | None = None
    operation: str | None = None
    rate: float = 1.0
    count: int | None = None
    seconds: float | None = None
    seed: int = 0

    @property
    def duration(self) -> float:
        default = DEFAULT_SLOW_SECONDS if self.kind == "slow" else DEFAULT_TIMEOUT_SECONDS
        return default if self.seconds is None else self.seconds

    def concerns(self, service: str, operation: str, region: str) -> bool:
        return (
            self.region in {None, region}
            and self.service in {None, service}
            and (self.operation is None or fnmatch.fnmatchcase(operation, self.operation))
        )


def checked_fault(values: dict[str, Any]) -> Fault:
    """A fault from loose values; UsageError says which one is wrong."""
    for name in values:
        if name not in Fault.__dataclass_fields__:
            raise UsageError(_WHERE, f"a fault has no field {name!r}", f"use {', '.join(Fault.__dataclass_fields__)}")
    if values.get("kind") not in KINDS:
        raise UsageError(_WHERE, f"there is no kind {values.get('kind')!r}", f"use one of {', '.join(KINDS)}")
    for name in ("region", "service", "operation"):
        if not isinstance(values.get(name), str | None):
            raise UsageError(_WHERE, f"{name} {values[name]!r} is not a name")
    _check_numbers(Fault(**values))
    return Fault(**values)


def _check_numbers(fault: Fault) -> None:
    if not _is_number(fault.rate) or not 0 < fault.rate <= 1:
        raise UsageError(_WHERE, f"rate {fault.rate} is not above 0 and up to 1", "0.2 means every fifth request or so")
    if fault.count is not None and (not isinstance(fault.count, int) or fault.count < 1):
        raise UsageError(_WHERE, f"count {fault.count} is not a whole number from 1", "leave it out for no end")
    if fault.seconds is not None and (not _is_number(fault.seconds) or not 0 <= fault.seconds <= _MAX_SECONDS):
        raise UsageError(_WHERE, f"{fault.seconds} is not a number of seconds up to {_MAX_SECONDS:.0f}")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
