"""Resource and stack transforms: callbacks into the program that may change a registration before it is read.

A resource's own transforms run first, then those of its parents from the nearest outwards, then the stack's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import grpc
from google.protobuf.message import Message
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc, resource_pb2

from sandbox.engine.protocol.channel import CHANNEL_OPTIONS

Request = resource_pb2.RegisterResourceRequest
LISTS = {
    "depends_on": "dependencies",
    "ignore_changes": "ignoreChanges",
    "replace_on_changes": "replaceOnChanges",
    "additional_secret_outputs": "additionalSecretOutputs",
    "aliases": "aliases",
}
SCALARS = {
    "protect": "protect",
    "version": "version",
    "provider": "provider",
    "plugin_download_url": "pluginDownloadURL",
    "retain_on_delete": "retainOnDelete",
    "deleted_with": "deletedWith",
}


class Transforms:
    def __init__(self, parent_of: Callable[[str], str]) -> None:
        self._parent_of = parent_of
        self._lock = threading.Lock()
        self._stack: list[callback_pb2.Callback] = []
        self._of_component: dict[str, list[callback_pb2.Callback]] = {}
        self._channels: dict[str, grpc.Channel] = {}

    def add_stack_transform(self, callback: callback_pb2.Callback) -> None:
        with self._lock:
            self._stack.append(callback)

    def remember(self, urn: str, request: Request) -> None:
        """A component's transforms also hold for its children."""
        if request.transforms and not request.custom:
            with self._lock:
                self._of_component[urn] = list(request.transforms)

    def apply(self, request: Request) -> None:
        for callback in self._due(request):
            self._apply(callback, request)

    def close(self) -> None:
        for channel in self._channels.values():
            channel.close()

    def _due(self, request: Request) -> list[callback_pb2.Callback]:
        found = list(request.transforms)
        with self._lock:
            anywhere = bool(self._of_component)
        at = request.parent if anywhere else ""
        while at:
            with self._lock:
                found += self._of_component.get(at, ())
            at = self._parent_of(at)
        with self._lock:
            return found + self._stack

    def _apply(self, callback: callback_pb2.Callback, request: Request) -> None:
        asked = resource_pb2.TransformRequest(
            type=request.type,
            name=request.name,
            custom=request.custom,
            parent=request.parent,
            properties=request.object,
            options=_options(request),
        )
        answer = resource_pb2.TransformResponse.FromString(self._invoke(callback, asked))
        if answer.HasField("properties"):
            request.object.CopyFrom(answer.properties)
        if answer.HasField("options"):
            _take_options(request, answer.options)

    def _invoke(self, callback: callback_pb2.Callback, asked: Message) -> bytes:
        with self._lock:
            if callback.target not in self._channels:
                self._channels[callback.target] = grpc.insecure_channel(callback.target, options=CHANNEL_OPTIONS)
            stub = callback_pb2_grpc.CallbacksStub(self._channels[callback.target])
        request = callback_pb2.CallbackInvokeRequest(token=callback.token, request=asked.SerializeToString())
        response: bytes = stub.Invoke(request).response
        return response


def _options(request: Request) -> resource_pb2.TransformResourceOptions:
    options = resource_pb2.TransformResourceOptions(providers=dict(request.providers))
    for ours, theirs in SCALARS.items():
        setattr(options, ours, getattr(request, theirs))
    for ours, theirs in LISTS.items():
        getattr(options, ours).extend(getattr(request, theirs))
    if request.HasField("customTimeouts"):
        options.custom_timeouts.CopyFrom(request.customTimeouts)
    if request.deleteBeforeReplaceDefined:
        options.delete_before_replace = request.deleteBeforeReplace
    if request.importId:
        setattr(options, "import", request.importId)
    return options


def _take_options(request: Request, options: resource_pb2.TransformResourceOptions) -> None:
    for ours, theirs in SCALARS.items():
        setattr(request, theirs, getattr(options, ours))
    for ours, theirs in LISTS.items():
        del getattr(request, theirs)[:]
        getattr(request, theirs).extend(getattr(options, ours))
    if options.HasField("custom_timeouts"):
        request.customTimeouts.CopyFrom(options.custom_timeouts)
    if options.HasField("delete_before_replace"):
        request.deleteBeforeReplaceDefined = True
        request.deleteBeforeReplace = options.delete_before_replace
    request.importId = getattr(options, "import")
    package = request.type.split(":", 1)[0]
    if not request.provider and package in options.providers:
        request.provider = options.providers[package]
