"""The time of this machine."""

from __future__ import annotations

import datetime as dt
import time


class SystemPace:
    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def elapsed(self) -> float:
        return time.monotonic()

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)
