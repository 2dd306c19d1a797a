"""What a request meets on its way in: who may ask, injected faults, limits; then moto.

All waiting happens here, outside the dispatcher's lock.
"""

import time
from collections.abc import Callable
from typing import Protocol

from sandbox.server import regions
from sandbox.server.calls import Call, host_name, identify
from sandbox.server.counters import Counted, Counters
from sandbox.server.fault import Fault
from sandbox.server.faults import FaultBook
from sandbox.server.handlers import handler_call
from sandbox.server.idle import IdleWatch
from sandbox.server.messages import ConnectionDropped, ConnectionHeld, HttpAnswer, HttpRequest
from sandbox.server.reads import is_read
from sandbox.server.refusals import access_refused, refusal
from spec.errors import CloudError

CONTROL_PATH = "/_civicline/"
_LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


class Runner(Protocol):
    """The dispatcher, as the gate needs it."""

    def run(self, call: Call, request: HttpRequest, *, delay: float = 0.0) -> HttpAnswer: ...


class Limits(Protocol):
    """What the service's own limits say to a request: see `limits.py`."""

    def check(self, call: Call, handled: Call | None) -> float | None: ...
    def answers_show_success(self) -> bool: ...


class Gate:
    """The HTTP application of the sandbox."""

    def __init__(
        self,
        runner: Runner,
        limits: Limits,
        control: Callable[[HttpRequest], HttpAnswer],
        *,
        faults: FaultBook,
        counters: Counters,
        idle: IdleWatch,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._runner, self._limits, self._control = runner, limits, control
        self._faults, self._counters, self._idle, self._sleep = faults, counters, idle, sleep

    def __call__(self, request: HttpRequest) -> HttpAnswer:
        if problem := stranger(request):
            return access_refused(problem)
        if request.path.startswith(CONTROL_PATH):
            return self._control(request)
        if request.path.startswith("/moto-api"):
            return access_refused("moto's own controls are closed: they would change state behind the journal")
        with self._idle:
            return self._aws(request)

    def _aws(self, request: HttpRequest) -> HttpAnswer:
        call = identify(request)
        if call.region not in regions.known():
            return refusal(call, "region", f"Credential should be scoped to a valid region, not '{call.region}'.")
        counted = Counted(call, changing=not is_read(call, request.method))
        self._counters.met(counted)
        fault = self._faults.strike(call)
        if fault is not None:
            if fault.kind != "slow":
                return self._fail(fault, counted)
            self._sleep(fault.duration)
        handled = handler_call(call, request)
        delay = self._limits.check(call, handled)
        if delay is None:
            self._counters.refused(counted, "throttled")
            return refusal(call, "throttle", "Rate exceeded")
        if handled is not None:
            self._counters.met(Counted(handled, changing=counted.changing, handled=True))
        try:
            answer = self._runner.run(call, request, delay=delay)
        except CloudError as error:  # it could not be recorded, so it was not done
            return refusal(call, "error", str(error))
        if delay and self._limits.answers_show_success():
            self._sleep(delay)
        return answer

    def _fail(self, fault: Fault, counted: Counted) -> HttpAnswer:
        throttled = fault.kind == "throttle"
        self._counters.refused(counted, "throttled" if throttled else "failed")
        if fault.kind == "dark":
            raise ConnectionDropped
        if fault.kind == "timeout":
            raise ConnectionHeld(fault.duration)
        return refusal(
            counted.call, "throttle" if throttled else "error", "Rate exceeded" if throttled else "injected fault"
        )


def stranger(request: HttpRequest) -> str:
    """Why the sender can't be a client on this machine; empty when it can.

    A web page in a browser may send requests to a loopback port, under a name of its own that resolves to it (DNS
    rebinding), or across origins; both show in headers that a page can't set.
    """
    name = host_name(request.header("Host"))
    if name not in _LOCAL_NAMES and not name.endswith(".localhost"):
        return f"the sandbox answers to 127.0.0.1 and localhost, not to {name or 'no name at all'}"
    origin = request.header("Origin")
    if origin and host_name(origin.partition("://")[2]) not in _LOCAL_NAMES:
        return f"the sandbox does not answer to pages of {origin}"
    return ""
