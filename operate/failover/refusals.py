"""What a refusal of AWS means for whoever may ask again."""

from __future__ import annotations

from operate.failover.ports import BusyError, DarkError
from spec.errors import CloudError

_BUSY_STATUS = 429
_FAULT_STATUS = 500
_BUSY = ("Throttl", "TooManyRequests", "Throughput", "RequestLimit", "TransactionInProgress")
"""Parts of the codes by which services limit requests (API References of Amazon Connect and DynamoDB)."""


def told_apart(error: CloudError, also: str = "") -> CloudError:
    """A DarkError where nothing came back, a BusyError for what may pass by itself, else the error as it is.

    also   a code that passes by itself, too
    """
    response = getattr(error.__cause__, "response", None)
    if response is None:
        return DarkError(error.where, error.what, error.hint)
    codes = [str(response.get("Error", {}).get("Code"))]
    codes += [str(reason.get("Code")) for reason in response.get("CancellationReasons", ())]
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    busy = status == _BUSY_STATUS or status >= _FAULT_STATUS or (bool(also) and also in codes)
    if busy or any(part in code for code in codes for part in _BUSY):
        return BusyError(error.where, error.what, error.hint)
    return error
