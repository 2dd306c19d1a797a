"""The real service's limits, applied to a request when the switch is on."""

import json
from collections.abc import Callable

from sandbox.aws import settings as aws_settings
from sandbox.server.calls import Call
from sandbox.server.handlers import handler_call
from sandbox.server.messages import HttpRequest
from sandbox.server.rates import rate_of
from sandbox.server.throttle import RateOf, Throttle

# A throttled handler waits and tries again while its request stays IN_PROGRESS; how long is not documented.
HANDLER_PATIENCE_SECONDS = 30.0


class ServiceLimits:
    """Says for each request: refuse it, or let it through, with the time its handler has to wait."""

    def __init__(
        self, rates: RateOf = rate_of, *, throttle: Throttle | None = None, on: Callable[[], bool] | None = None
    ) -> None:
        self._throttle = throttle or Throttle(rates)
        self._on = on or (lambda: aws_settings.current().real_limits)

    def check(self, call: Call, request: HttpRequest) -> float | None:
        """Seconds that the work is kept waiting (0.0 for most); None when the service would answer with throttling.

        A Cloud Control request spends the throttle of the API that its handler calls: a change waits for it, as it is
        asynchronous anyway, and a read is refused at once.
        """
        if not self._on():
            return 0.0
        if call.service != "cloudcontrol":
            return 0.0 if self._throttle.admits(call) else None
        handled = handler_call(call, _document(request))
        if handled is None:
            return 0.0
        patience = 0.0 if handled.read else HANDLER_PATIENCE_SECONDS
        return self._throttle.reserve(handled.call, patience_seconds=patience)


def _document(request: HttpRequest) -> dict[str, object]:
    try:
        document = json.loads(request.body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
