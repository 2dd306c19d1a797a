"""What the running server knows of itself, for the control path."""

import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sandbox.aws import settings as aws_settings
from sandbox.server.codec import settings_document, settings_from
from sandbox.server.counters import Counters
from sandbox.server.faults import FaultBook
from sandbox.server.idle import IdleWatch
from sandbox.server.record import ServerRecord


class ServerState:
    """Shared by the connection threads; each part locks for itself."""

    def __init__(
        self,
        record: ServerRecord,
        idle: IdleWatch,
        record_settings: Callable[[dict[str, Any]], None],
        catch_up: Callable[[], None],
    ) -> None:
        self.record = record
        self.idle = idle
        self.counters = Counters()
        self.faults = FaultBook(catch_up)
        self.stopping = threading.Event()
        self._record_settings = record_settings

    def request_stop(self) -> None:
        self.stopping.set()

    def change_settings(self, document: dict[str, Any]) -> None:
        """Merge into the settings in force, and write that down: a replay needs them in their place."""
        changed = settings_from(document, aws_settings.current())
        if changed != aws_settings.current():
            self._record_settings(settings_document(changed))

    def describe(self) -> dict[str, Any]:
        return {
            "pid": self.record.pid,
            "started": self.record.started,
            "endpoint": self.record.endpoint,
            "requests": self.counters.total,
            "idle_minutes": self.idle.limit_seconds / 60,
            "settings": settings_document(aws_settings.current()),
            "faults": [asdict(fault) for fault in self.faults.list()],
        }
