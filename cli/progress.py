"""Live progress of an operation: how many resources are done, what is under way, how long it may still take.

`Tracker` is plain state, fed with engine events; `show` draws it: one live line on a terminal, plain lines elsewhere.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

from cli.planning.changes import CLOUD
from cli.render.kinds import spoken

UNCOUNTED = ("same", "read", "replace", "delete-replaced")
"""What changes nothing; and the second and third step of a replacement, which is one change of the plan."""
SHOWN_WAITING = 3
PLAIN_EVERY_SECONDS = 5.0
CANCELLING = "cancelling"
"""In what both engines say after Ctrl-C."""


@dataclass
class Tracker:
    """Counts cloud resources only: components and providers are not waited for.

    total     resources the operation will touch, from the plan; 0 when unknown
    stopping  the engine has heard Ctrl-C
    """

    total: int
    started: float
    done: int = 0
    failed: int = 0
    stopping: bool = False
    running: dict[str, float] = field(default_factory=dict)

    def feed(self, event: Any, now: float) -> None:
        """Take one engine event."""
        said = event.diagnostic_event
        self.stopping = self.stopping or (said is not None and CANCELLING in said.message)
        for kind, handle in (
            (event.resource_pre_event, self._begin),
            (event.res_outputs_event, self._end),
            (event.res_op_failed_event, self._fail),
        ):
            if kind is not None and kind.metadata is not None and kind.metadata.type.startswith(CLOUD):
                handle(str(getattr(kind.metadata.op, "value", kind.metadata.op)), kind.metadata.urn, now)

    def _begin(self, op: str, urn: str, now: float) -> None:
        if op not in UNCOUNTED:
            self.running[urn] = now

    def _end(self, op: str, urn: str, _now: float) -> None:
        self.running.pop(urn, None)
        if op not in UNCOUNTED:
            self.done += 1

    def _fail(self, _op: str, urn: str, _now: float) -> None:
        self.running.pop(urn, None)
        self.failed += 1

    def remaining_seconds(self, now: float) -> float | None:
        """At the pace so far; None until there is a pace."""
        if not self.done or self.total <= self.done:
            return None
        return (now - self.started) / self.done * (self.total - self.done)

    def ending(self) -> str:
        """`80/80 resources`: nothing is left to wait for."""
        bad = f"  {self.failed} failed" if self.failed else ""
        return f"{self.done}/{max(self.total, self.done)} resources{bad}"

    def line(self, now: float) -> str:
        """`12/80 resources  about 9 s left  waiting for Queue billing, User ana`: what may be cut off comes last."""
        names = [spoken(urn) for urn in sorted(self.running, key=self.running.__getitem__)]
        more = f" and {len(names) - SHOWN_WAITING} more" if len(names) > SHOWN_WAITING else ""
        waiting = f"  waiting for {', '.join(names[:SHOWN_WAITING])}{more}" if names else ""
        left = self.remaining_seconds(now)
        eta = f"  about {left:.0f} s left" if left is not None else ""
        end = "  stopping: what is under way is finished first; Ctrl-C again ends at once" if self.stopping else ""
        return f"{self.ending()}{end or eta}{waiting}"


@contextmanager
def show(
    total: int, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[Any], None]]:
    """Draw progress on stderr while the block runs; yields the function that takes engine events."""
    out = stream or sys.stderr
    tracker = Tracker(total, clock())
    lock = threading.Lock()

    def feed(event: Any) -> None:
        with lock:
            tracker.feed(event, clock())

    if out.isatty():
        with _live(out, tracker, lock, clock):
            yield feed
    else:
        with _plain(out, tracker, lock, clock):
            yield feed
    if tracker.total or tracker.done or tracker.failed:
        print(tracker.ending(), file=out)


@contextmanager
def _live(out: TextIO, tracker: Tracker, lock: threading.Lock, clock: Callable[[], float]) -> Iterator[None]:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    def draw() -> Text:
        with lock:
            return Text(tracker.line(clock()), overflow="ellipsis", no_wrap=True)

    with Live(get_renderable=draw, console=Console(file=out), refresh_per_second=8, transient=True):
        yield


@contextmanager
def _plain(out: TextIO, tracker: Tracker, lock: threading.Lock, clock: Callable[[], float]) -> Iterator[None]:
    """A line every few seconds, so that a log stays short."""
    over = threading.Event()

    def tell() -> None:
        while not over.wait(PLAIN_EVERY_SECONDS):
            with lock:
                text = tracker.line(clock())
            print(text, file=out, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
