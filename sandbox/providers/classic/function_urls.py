"""Function URLs: an HTTPS address of a Lambda function."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.words import camel, pascal


class FunctionUrl(Kind):
    shape = shape(
        "aws:lambda/functionUrl:FunctionUrl",
        "lambda",
        inputs="cors invokeMode",
        required="authorizationType functionName",
        computed="functionArn functionUrl urlId",
        replaces="functionName",
        defaults={"invokeMode": "BUFFERED"},
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("functionName")

    def create(self, call: Call) -> str:
        call.client.create_function_url_config(**_settings(call))
        return str(call.inputs["functionName"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        call.client.update_function_url_config(**_settings(call))

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.get_function_url_config(FunctionName=id_)
        url = f"{str(found['FunctionUrl']).rstrip('/')}/"
        return {
            "functionName": id_,
            "authorizationType": found["AuthType"],
            "cors": camel(found["Cors"]) if found.get("Cors") else None,
            "functionArn": found["FunctionArn"],
            "functionUrl": url,
            "urlId": url.removeprefix("https://").partition(".")[0],
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_function_url_config(FunctionName=id_)


def _settings(call: Call) -> dict[str, Any]:
    names = {"functionName": "FunctionName", "authorizationType": "AuthType", "invokeMode": "InvokeMode"}
    return {**call.pick(names), "Cors": pascal(call.inputs.get("cors") or {})}
