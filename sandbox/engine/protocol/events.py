"""Engine events as Pulumi emits them: to a file of JSON lines, or to the Automation API's event service.

source   `apitype.EngineEvent` of github.com/pulumi/pulumi/sdk/v3; the SDK asks for `tcp://` from CLI version 3.206 on
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, TextIO

import grpc
from pulumi.runtime.proto import events_pb2, events_pb2_grpc

STREAM = "tcp://"
FLUSH_SECONDS = 10
"""How long the end of an operation waits for the listener to take the last events."""


class Sink(Protocol):
    def put(self, line: str) -> None: ...

    def close(self) -> None: ...


class Events:
    """Numbers the events in the order of their emission; safe for many threads."""

    def __init__(self, sink: Sink | None) -> None:
        self._sink = sink
        self._sequence = 0
        self._lock = threading.Lock()

    @property
    def wanted(self) -> bool:
        return self._sink is not None

    def emit(self, kind: str, body: Mapping[str, Any]) -> None:
        if self._sink is None:
            return
        with self._lock:
            event = {"sequence": self._sequence, "timestamp": int(time.time()), kind: body}
            self._sequence += 1
            self._sink.put(json.dumps(event))

    def close(self) -> None:
        if self._sink is not None:
            self.emit("cancelEvent", {})
            self._sink.close()


def open_events(target: str) -> Events:
    """`tcp://host:port`, a file to append to, or nothing."""
    if not target:
        return Events(None)
    if target.startswith(STREAM):
        return Events(StreamSink(target.removeprefix(STREAM)))
    return Events(FileSink(Path(target).open("a", encoding="utf-8")))


class FileSink:
    def __init__(self, file: TextIO) -> None:
        self._file = file

    def put(self, line: str) -> None:
        self._file.write(line + "\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class StreamSink:
    """A client stream of `pulumirpc.Events`; gRPC's own thread sends, so that no step waits for a listener."""

    def __init__(self, address: str) -> None:
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._channel = grpc.insecure_channel(address)
        requests = (events_pb2.EventRequest(event=line) for line in iter(self._lines.get, None))
        self._call = events_pb2_grpc.EventsStub(self._channel).StreamEvents.future(requests)

    def put(self, line: str) -> None:
        self._lines.put(line)

    def close(self) -> None:
        self._lines.put(None)
        try:
            self._call.result(timeout=FLUSH_SECONDS)
        except (grpc.RpcError, grpc.FutureTimeoutError):
            pass  # the listener has gone; events are a courtesy, the operation itself is done
        finally:
            self._channel.close()
