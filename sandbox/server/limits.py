"""The real service's limits, applied to a request when the switch is on."""

from collections.abc import Callable

from sandbox.aws import settings as aws_settings
from sandbox.aws.limits_table import limit_of
from sandbox.server.calls import Call
from sandbox.server.reads import is_read
from sandbox.server.throttle import Throttle

# A throttled handler waits and tries again while its request stays IN_PROGRESS; how long is not documented.
HANDLER_PATIENCE_SECONDS = 30.0


class ServiceLimits:
    """Says for each request: refuse it, or let it through, with the time its handler has to wait."""

    def __init__(self, throttle: Throttle | None = None, on: Callable[[], bool] | None = None) -> None:
        self._throttle = throttle or Throttle(lambda call: limit_of(call.service, call.operation))
        self._on = on or (lambda: aws_settings.current().real_limits)

    def check(self, call: Call, handled: Call | None) -> float | None:
        """Seconds that the work is kept waiting (0.0 for most); None when the service would answer with throttling.

        handled  the API call that the handler of a Cloud Control request makes (`handlers.handler_call`). It spends the
                 throttle of that API: a change waits for it, as it is asynchronous anyway; a read is refused at once.
        """
        if not self._on():
            return 0.0
        if handled is None:
            return 0.0 if self._throttle.admits(call) else None
        patience = 0.0 if is_read(handled, "") else HANDLER_PATIENCE_SECONDS
        return self._throttle.reserve(handled, patience_seconds=patience)

    def answers_show_success(self) -> bool:
        """Whether asynchronous work is done when its request is answered: a wait then has to come before."""
        return aws_settings.current().latency_scale == 0
