"""Rate and burst of each operation, from the table of the emulated AWS."""

from sandbox.server.calls import Call
from sandbox.server.throttle import Rate


def rate_of(call: Call) -> Rate | None:
    return Rate(2, 5) if call.service == "connect" else None
