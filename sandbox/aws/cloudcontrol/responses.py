"""Cloud Control on the wire: moto parses by botocore's model and serializes from it."""

from __future__ import annotations

import json
from typing import Any

from sandbox.aws.cloudcontrol.exceptions import CloudControlError
from sandbox.aws.cloudcontrol.models import CloudControlBackend, cloudcontrol_backends
from sandbox.aws.wire import Params, ServiceResponse, page


class CloudControlResponse(ServiceResponse):
    service = "cloudcontrol"
    error = CloudControlError
    unsupported = ("UnsupportedActionException", "The sandbox does not emulate the operation {operation} of {service}.")

    @property
    def backend(self) -> CloudControlBackend:
        backend: CloudControlBackend = cloudcontrol_backends[self.current_account][self.region]
        return backend

    def answer(self, operation: str, params: Params) -> dict[str, Any] | None:
        handlers = {
            "CreateResource": self._create,
            "GetResource": self._read,
            "UpdateResource": self._update,
            "DeleteResource": self._delete,
            "ListResources": self._list,
            "GetResourceRequestStatus": self._status,
            "CancelResourceRequest": self._cancel,
            "ListResourceRequests": self._requests,
        }
        return handlers[operation](params) if operation in handlers else None

    def _create(self, params: Params) -> dict[str, Any]:
        event = self.backend.create(params["TypeName"], params["DesiredState"], params.get("ClientToken"))
        return {"ProgressEvent": event}

    def _read(self, params: Params) -> dict[str, Any]:
        properties = json.dumps(self.backend.read(params["TypeName"], params["Identifier"]))
        description = {"Identifier": params["Identifier"], "Properties": properties}
        return {"TypeName": params["TypeName"], "ResourceDescription": description}

    def _update(self, params: Params) -> dict[str, Any]:
        name, identifier, patch = params["TypeName"], params["Identifier"], params["PatchDocument"]
        return {"ProgressEvent": self.backend.update(name, identifier, patch, params.get("ClientToken"))}

    def _delete(self, params: Params) -> dict[str, Any]:
        event = self.backend.delete(params["TypeName"], params["Identifier"], params.get("ClientToken"))
        return {"ProgressEvent": event}

    def _list(self, params: Params) -> dict[str, Any]:
        found = self.backend.list(params["TypeName"], params.get("ResourceModel"))
        rows, following = page(found, params, usual=100)
        return {"TypeName": params["TypeName"], "ResourceDescriptions": rows, **following}

    def _status(self, params: Params) -> dict[str, Any]:
        return {"ProgressEvent": self.backend.requests.get(params["RequestToken"]).event()}

    def _cancel(self, params: Params) -> dict[str, Any]:
        return {"ProgressEvent": self.backend.requests.cancel(params["RequestToken"]).event()}

    def _requests(self, params: Params) -> dict[str, Any]:
        wanted = params.get("ResourceRequestStatusFilter") or {}
        events = [
            request.event()
            for request in self.backend.requests
            if request.operation in wanted.get("Operations", [request.operation])
            and request.status in wanted.get("OperationStatuses", [request.status])
        ]
        rows, following = page(events, params, usual=100)
        return {"ResourceRequestStatusSummaries": rows, **following}
