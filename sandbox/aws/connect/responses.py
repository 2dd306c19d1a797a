"""The Connect API on the wire."""

from __future__ import annotations

import importlib
from typing import Any

from sandbox.aws.cloudcontrol.models import cloudcontrol_backends
from sandbox.aws.connect import operations
from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.exceptions import ConnectError
from sandbox.aws.wire import Params, ServiceResponse

importlib.import_module("sandbox.aws.connect.api")


class ConnectServiceResponse(ServiceResponse):
    service = "connect"
    error = ConnectError
    malformed = "InvalidParameterException"
    unsupported = ("InvalidRequestException", "The sandbox does not emulate the operation {operation} of {service}.")

    def answer(self, operation: str, params: Params) -> dict[str, Any] | None:
        function = operations.find(operation)
        if function is None:
            return None
        resources = cloudcontrol_backends[self.current_account][self.region].resources
        return function(Desk(resources, params))
