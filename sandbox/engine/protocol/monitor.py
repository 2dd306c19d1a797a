"""The ResourceMonitor service: what a running Pulumi program talks to. It translates; `registrar` decides.

source   pulumi/resource.proto of pulumi/pulumi
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Mapping
from typing import Any, Never, TypeVar

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import resource_pb2, resource_pb2_grpc

from sandbox.engine.ports import Stack
from sandbox.engine.protocol.requests import Refused, incoming, read_goal, registration
from sandbox.engine.protocol.transforms import Transforms
from sandbox.engine.provider import ProviderError
from sandbox.engine.state.urns import make_urn
from sandbox.engine.steps.control import Stopped
from sandbox.engine.steps.reading import read_resource
from sandbox.engine.steps.registrar import Registrar
from sandbox.engine.values.model import has_unknown, plain
from sandbox.engine.values.wire import to_struct
from spec.errors import CiviclineError

FEATURES = {
    "secrets": resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS,
    "resourceReferences": resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    "outputValues": resource_pb2.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    "aliasSpecs": resource_pb2.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    "deletedWith": resource_pb2.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    "transforms": resource_pb2.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
    "parameterization": resource_pb2.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
}
"""Each feature the SDK may use, by its old and its new name; what is missing it refuses or works around by itself."""
SHUT_DOWN = "resource monitor shut down"
Method = TypeVar("Method", bound=Callable[..., Any])


def answered(method: Method) -> Method:
    """Counts the call as work in progress, and turns exceptions into the statuses that the SDK expects.

    A program whose monitor is UNAVAILABLE ends quietly; the reason has been reported already.
    """

    @functools.wraps(method)
    def wrapper(self: Monitor, request: Any, context: grpc.ServicerContext) -> Any:
        if self.control.stopped:
            return context.abort(grpc.StatusCode.UNAVAILABLE, SHUT_DOWN)
        with self.control.working():
            try:
                return method(self, request, context)
            except Stopped:
                status, details = grpc.StatusCode.UNAVAILABLE, SHUT_DOWN
            except ProviderError as error:
                status, details = grpc.StatusCode.UNKNOWN, str(error)
            except (Refused, CiviclineError, OSError) as error:
                self.report(str(error))
                status, details = grpc.StatusCode.UNAVAILABLE, SHUT_DOWN
            except Exception as error:  # noqa: BLE001 - it goes to the person and, as a defect, to the caller
                self.report(f"the embedded engine failed ({type(error).__name__}: {error}); please report it")
                status, details = grpc.StatusCode.UNAVAILABLE, SHUT_DOWN
                self.defects.append(error)
        return context.abort(status, details)

    return wrapper  # type: ignore[return-value]  # functools.wraps keeps the signature


class Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """`on_signal` is called when the program has registered everything; it then waits until `release` is set."""

    def __init__(self, registrar: Registrar, stack: Stack, *, preview: bool, parallel: int) -> None:
        self._registrar, self._stack, self._preview, self._parallel = registrar, stack, preview, parallel
        self.control = registrar.executor.control
        self.transforms = Transforms(self._parent_of)
        self.on_signal: Callable[[], None] = _nothing
        self.release = threading.Event()
        self.defects: list[Exception] = []
        self._packages: dict[str, str] = {}

    def report(self, message: str) -> None:
        self.control.failed = True
        self._registrar.reporter.say("error", message)

    def _parent_of(self, urn: str) -> str:
        resource = self._registrar.snapshot.settled(urn)
        return resource.parent if resource else ""

    # what the program may know and use (method names are the protocol's)
    def GetDeploymentInfo(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.DeploymentInfo:  # noqa: N802
        del request, context
        return resource_pb2.DeploymentInfo(
            supportedFeatures=list(FEATURES.values()),
            project=self._stack.project,
            stack=self._stack.name,
            organization="organization",
            config=dict(self._stack.config),
            configSecretKeys=sorted(self._stack.secret_keys),
            dryRun=self._preview,
            parallel=self._parallel,
        )

    def SupportsFeature(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.SupportsFeatureResponse:  # noqa: N802
        del context
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in FEATURES)

    def RegisterPackage(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.RegisterPackageResponse:  # noqa: N802
        del context
        reference = f"{request.name}@{request.version}"
        self._packages[reference] = request.version
        return resource_pb2.RegisterPackageResponse(ref=reference)

    def RegisterStackTransform(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:  # noqa: N802
        del context
        self.transforms.add_stack_transform(request)
        return empty_pb2.Empty()

    # what it declares
    @answered
    def RegisterResource(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.RegisterResourceResponse:  # noqa: N802
        del context
        self.transforms.apply(request)
        goal = registration(request, self._stack, self._version(request))
        self.transforms.remember(goal.urn, request)
        try:
            done = self._registrar.register(goal)
        except Stopped:
            if self.control.stopped or not request.supportsResultReporting:
                raise
            return resource_pb2.RegisterResourceResponse(urn=goal.urn, result=resource_pb2.FAIL)
        resource = done.resource
        properties = to_struct(resource.outputs if resource.custom else resource.inputs)
        return resource_pb2.RegisterResourceResponse(
            urn=goal.urn, id=resource.id, object=properties, unknown=done.skipped
        )

    @answered
    def RegisterResourceOutputs(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:  # noqa: N802
        del context
        self._registrar.set_outputs(request.urn, incoming(request.outputs, self._stack, keep_references=True))
        return empty_pb2.Empty()

    @answered
    def ReadResource(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.ReadResourceResponse:  # noqa: N802
        del context
        goal = read_goal(request, self._stack, self._version(request))
        found = read_resource(self._registrar, self._stack, goal, request.id)
        return resource_pb2.ReadResourceResponse(urn=goal.urn, id=found.id, properties=to_struct(found.outputs))

    @answered
    def ExistsResource(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.ExistsResourceResponse:  # noqa: N802
        del context
        if has_unknown(request.id):
            return resource_pb2.ExistsResourceResponse(unknown=True)
        executor = self._registrar.executor
        _, provider = executor.providers.resolve(request.type, request.provider, self._version(request))
        known = plain(incoming(request.properties, self._stack))
        urn = make_urn(self._stack.name, self._stack.project, request.parent, request.type, request.id)
        found, _, _ = executor.call(provider.read, urn, request.type, request.id, known, {})
        return resource_pb2.ExistsResourceResponse(exists=found is not None)

    @answered
    def Invoke(self, request: Any, context: grpc.ServicerContext) -> resource_pb2.ResourceInvokeResponse:  # noqa: N802
        del context
        arguments = incoming(request.args, self._stack)
        if request.tok == "pulumi:pulumi:getResource":
            return _returning(self._state_of(str(arguments.get("urn", ""))))
        if has_unknown(arguments):
            return _returning({})
        executor = self._registrar.executor
        _, provider = executor.providers.resolve(request.tok, request.provider, self._version(request))
        return _returning(executor.call(provider.invoke, request.tok, plain(arguments)))

    @answered
    def Call(self, request: Any, context: grpc.ServicerContext) -> Never:  # noqa: N802
        del context
        raise Refused(f"method {request.tok} needs a plugin, and the embedded engine runs none; use Pulumi")

    @answered
    def RegisterStackInvokeTransform(self, request: Any, context: grpc.ServicerContext) -> Never:  # noqa: N802
        del request, context
        raise Refused("invoke transforms are not supported by the embedded engine; use Pulumi")

    @answered
    def RegisterResourceHook(self, request: Any, context: grpc.ServicerContext) -> Never:  # noqa: N802
        del context
        raise Refused(f"resource hook '{request.name}' is not supported by the embedded engine; use Pulumi")

    @answered
    def RegisterErrorHook(self, request: Any, context: grpc.ServicerContext) -> Never:  # noqa: N802
        del context
        raise Refused(f"error hook '{request.name}' is not supported by the embedded engine; use Pulumi")

    def SignalAndWaitForShutdown(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:  # noqa: N802
        del request, context
        self.on_signal()
        self.release.wait()
        return empty_pb2.Empty()

    def _version(self, request: Any) -> str:
        return self._packages.get(request.packageRef, "") if request.packageRef else str(request.version)

    def _state_of(self, urn: str) -> Mapping[str, Any]:
        resource = self._registrar.snapshot.settled(urn)
        if resource is None:
            raise ProviderError(f"unknown resource {urn}")
        return {"urn": resource.urn, "id": resource.id, "state": resource.outputs}


def _nothing() -> None:
    """Nobody waits for the signal yet."""


def _returning(properties: Mapping[str, Any]) -> resource_pb2.ResourceInvokeResponse:
    response = resource_pb2.ResourceInvokeResponse()
    getattr(response, "return").CopyFrom(to_struct(dict(properties)))
    return response
