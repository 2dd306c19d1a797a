"""What the counters say, as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Count:
    """Calls of one operation in one region, whatever became of them.

    changing   the operation is one that changes something (it goes into the journal)
    handled    not called by a client, but by the handler of a Cloud Control request, which is counted as well
    throttled  how many of `calls` were refused by the limits or by a throttle fault
    failed     how many of `calls` met an injected error, time-out or darkness
    """

    service: str
    operation: str
    region: str
    changing: bool
    handled: bool = False
    calls: int = 0
    throttled: int = 0
    failed: int = 0
