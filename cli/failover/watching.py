"""`failover status --watch`: look again and again, check at a slower pace, and show what was seen until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TextIO

import typer

from cli.render.failover import automatic, doors
from cli.render.failover.drills import practices_json
from cli.render.failover.observed import observed_json
from cli.render.failover.status import status_json
from cli.render.failover.watch import About, page
from cli.terminal import columns
from operate.failover.aside import Aside
from operate.failover.ports import Pace
from operate.failover.watching import Checked, Instant, Watch

if TYPE_CHECKING:
    from operate.failover.reading import Seen

CHECK_SECONDS = 300.0
"""Between two checks; what changed is checked sooner, yet never sooner than SOONEST_SECONDS after the last."""
SOONEST_SECONDS = 20.0
HEAR_SECONDS = 30.0
"""Between two looks at what changes by the minute: alarms, probes, questions, doors."""
BLINK = 0.2
"""Seconds after which Ctrl-C is heard at the latest."""
ALARMING = (
    "WAITS",
    "ASKS",
    "OVERDUE",
    "ALARM",
    "RING",
    "SILENT",
    "NOT answered",
    "NO ANSWER",
    "NOT READY",
    "NOT the switchboard",
    "UNDER WAY",
    "NOWHERE",
    "BUT ",
    "nobody can tell",
)
"""Words that are set in color as well, where there is any."""

Looks = Callable[[], "Sequence[Seen]"]
Checks = Callable[[str], Checked]
Hears = Callable[["Sequence[Seen]"], Aside]


@dataclass
class Watcher:
    """Looks in one thread, checks in another, and keeps what both saw.

    looks    may raise; then the watch ends with what was raised
    checks   of one region; raises nothing, and returns soon after `stopping` is set
    hears    what else is known of centers that were just seen; raises nothing of AWS
    """

    looks: Looks
    checks: Checks
    regions: Sequence[str]
    pace: Pace
    every: float
    hears: Hears = lambda _: Aside()
    each: Callable[[Watch], None] = lambda _: None
    stopping: threading.Event = field(default_factory=threading.Event)
    state: Watch = field(default_factory=Watch)
    asking_since: float | None = None
    failed: BaseException | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _due: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self) -> Iterator[None]:
        works = (self._look_on, self._check_on, self._hear_on)
        threads = [threading.Thread(target=self._guarded, args=[work], daemon=True) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stopping.set()
            self._due.set()

    @property
    def asking(self) -> float:
        """Seconds of the look under way."""
        since = self.asking_since
        return 0.0 if since is None else self.pace.elapsed() - since

    def now(self) -> Instant:
        return Instant(self.pace.now(), self.pace.elapsed())

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # raised again by whoever shows the page
            self.failed = error

    def _look_on(self) -> None:
        while not self.stopping.is_set():
            self.asking_since = self.pace.elapsed()
            seen = self.looks()
            self.asking_since = None
            self._keep(partial(Watch.looked, seen=seen, when=self.now()))
            self.stopping.wait(self.every)

    def _check_on(self) -> None:
        while not self.stopping.is_set():
            self._due.clear()
            for region in self.regions:
                found = self.checks(region)
                if self.stopping.is_set():
                    return
                self._keep(partial(Watch.checked, region=region, found=found))
            self.stopping.wait(SOONEST_SECONDS)
            self._due.wait(CHECK_SECONDS - SOONEST_SECONDS)

    def _hear_on(self) -> None:
        while self.state.when is None:  # which region is silent is known after the first look
            if self.stopping.wait(BLINK):
                return
        while not self.stopping.is_set():
            self._keep(partial(Watch.heard, aside=self.hears(self.state.seen), when=self.now()))
            self.stopping.wait(HEAR_SECONDS)

    def _keep(self, then: Callable[[Watch], Watch]) -> None:
        with self._lock:
            before, self.state = self.state, then(self.state)
            if self.state.when != before.when and self.state.changes != before.changes:
                self._due.set()
            self.each(self.state)


def show(watcher: Watcher, about: About, out: TextIO, *, as_json: bool) -> None:
    """Until Ctrl-C, which is how it is meant to end. Raises what a look raised."""
    on_screen = out.isatty() and os.environ.get("TERM") != "dumb" and not as_json
    with watcher.running(), _interrupted() as ended:

        def over() -> bool:
            return bool(ended) or watcher.failed is not None

        if on_screen:
            _on_screen(watcher, about, out, over)
        else:
            _in_blocks(watcher, about, out, over, as_json=as_json)
    if watcher.failed is not None:
        raise watcher.failed
    if on_screen:
        typer.echo(page(watcher.state, about, watcher.now(), columns(out), None), file=out)


def _on_screen(watcher: Watcher, about: About, out: TextIO, over: Callable[[], bool]) -> None:
    """On the terminal's second screen, so that what was there before is there afterwards."""
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    console = Console(file=out, highlight=False)

    def draw() -> Text:
        width, height = console.size
        words = page(watcher.state, about, watcher.now(), width, height, watcher.asking)
        text = Text(words, no_wrap=True, overflow="crop")
        text.highlight_words(ALARMING, "bold red")
        return text

    with Live(get_renderable=draw, console=console, screen=True, refresh_per_second=2):
        while not over():
            time.sleep(BLINK)


def _in_blocks(watcher: Watcher, about: About, out: TextIO, over: Callable[[], bool], *, as_json: bool) -> None:
    """Into a pipe or a file: a block for each look, in full; a line of JSON each, where that is wanted."""
    told: Instant | None = None
    while not over():
        state = watcher.state
        if state.when is None or state.when == told:
            time.sleep(BLINK)
            continue
        told = state.when
        block = _line(state) if as_json else f"{told.at:%Y-%m-%d} {page(state, about, told, columns(out), None)}\n"
        typer.echo(block, file=out)


def _line(state: Watch) -> str:
    """`status --json` on one line, with the moment and what was checked."""
    when = state.when.at.isoformat(timespec="seconds") if state.when else None
    checks = {
        region: {"state": found.state.value, "at": found.when.at.isoformat(timespec="seconds"), "why": found.failure}
        for region, found in state.checks.items()
    }
    aside = state.aside or Aside()
    told = {"at": when, **status_json(state.seen), "checks": checks, "observed": observed_json(aside.observed)}
    told |= {"automatic": automatic.as_json(aside.automatic), "doors": doors.as_json(aside.doors)}
    told |= {"practice": practices_json(aside.practices, state.when.at) if state.when else {}}
    return json.dumps(told, ensure_ascii=False)


@contextmanager
def _interrupted() -> Iterator[list[int]]:
    """Not empty once Ctrl-C was pressed. Only the main thread can hear it."""
    pressed: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield pressed
        return
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
