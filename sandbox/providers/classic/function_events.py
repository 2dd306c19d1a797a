"""Events of a Lambda function for which nobody waits: how old they may become, how often a failed one comes again."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import shape

_API = {
    "functionName": "FunctionName",
    "maximumEventAgeInSeconds": "MaximumEventAgeInSeconds",
    "maximumRetryAttempts": "MaximumRetryAttempts",
}


class FunctionEventInvokeConfig(Kind):
    repeatable = True
    shape = shape(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        "lambda",
        inputs="maximumEventAgeInSeconds maximumRetryAttempts",
        required="functionName",
        replaces="functionName",
        defaults={"maximumRetryAttempts": 2},
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("functionName")

    def create(self, call: Call) -> str:
        call.client.put_function_event_invoke_config(**call.pick(_API))
        return str(call.inputs["functionName"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.delete(call, id_)  # moto would keep the first settings beside the new ones, and tell of those
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.get_function_event_invoke_config(FunctionName=id_)
        settings = {own: found.get(api) for own, api in _API.items() if own != "functionName"}
        return {"functionName": id_, **settings}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_function_event_invoke_config(FunctionName=id_)
