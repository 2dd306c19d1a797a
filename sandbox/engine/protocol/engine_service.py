"""The Engine service: the program's log, and the one root resource."""

from __future__ import annotations

from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from sandbox.engine.steps.control import Control
from sandbox.engine.steps.reporting import Reporter

SEVERITY = {engine_pb2.INFO: "info", engine_pb2.WARNING: "warning", engine_pb2.ERROR: "error"}


class EngineService(engine_pb2_grpc.EngineServicer):
    """An error in the log fails the operation, as in Pulumi. `errors` keeps them, to report nothing twice."""

    def __init__(self, reporter: Reporter, control: Control) -> None:
        self._reporter, self._control = reporter, control
        self._root = ""
        self.errors: list[str] = []

    def Log(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:  # noqa: N802
        del context
        severity = SEVERITY.get(request.severity)
        if severity is not None:
            if severity == "error":
                self.errors.append(request.message)
                self._control.failed = True
            self._reporter.say(
                severity, request.message, request.urn, stream=request.streamId, ephemeral=request.ephemeral
            )
        return empty_pb2.Empty()

    def GetRootResource(self, request: Any, context: grpc.ServicerContext) -> engine_pb2.GetRootResourceResponse:  # noqa: N802
        del request, context
        return engine_pb2.GetRootResourceResponse(urn=self._root)

    def SetRootResource(self, request: Any, context: grpc.ServicerContext) -> engine_pb2.SetRootResourceResponse:  # noqa: N802
        del context
        self._root = request.urn
        return engine_pb2.SetRootResourceResponse()

    def RequirePulumiVersion(  # noqa: N802
        self, request: Any, context: grpc.ServicerContext
    ) -> engine_pb2.RequirePulumiVersionResponse:
        del request, context
        return engine_pb2.RequirePulumiVersionResponse()
