"""Who may call a Lambda function, under which alias, and which streams feed it."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

import json
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.lambda_functions import invoke_arn
from sandbox.providers.classic.shape import Naming, shape

_PERMISSION = {
    "action": "Action",
    "principal": "Principal",
    "sourceArn": "SourceArn",
    "sourceAccount": "SourceAccount",
    "eventSourceToken": "EventSourceToken",
    "principalOrgId": "PrincipalOrgID",
    "qualifier": "Qualifier",
    "functionUrlAuthType": "FunctionUrlAuthType",
    "invokedViaFunctionUrl": "InvokedViaFunctionUrl",
}


class Permission(Kind):
    shape = shape(
        "aws:lambda/permission:Permission",
        "lambda",
        inputs="eventSourceToken functionUrlAuthType invokedViaFunctionUrl principalOrgId qualifier sourceAccount "
        "sourceArn",
        required="action function principal",
        replaces="action function principal eventSourceToken functionUrlAuthType invokedViaFunctionUrl principalOrgId "
        "qualifier sourceAccount sourceArn statementId statementIdPrefix",
        naming=Naming("statementId", longest=100, prefixed="statementIdPrefix"),
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("statementId")

    def create(self, call: Call) -> str:
        given = call.inputs
        arguments = {"FunctionName": given["function"], "StatementId": given["statementId"]}
        call.client.add_permission(**arguments, **call.pick(_PERMISSION))
        return str(given["statementId"])

    def live(self, call: Call, id_: str) -> Properties:
        qualifier = call.pick({"qualifier": "Qualifier"})
        policy = json.loads(call.client.get_policy(FunctionName=call.inputs["function"], **qualifier)["Policy"])
        statement = next((s for s in policy["Statement"] if s.get("Sid") == id_), None)
        if statement is None:
            raise gone(f"permission {id_}")
        return {"statementId": id_, "action": statement["Action"]}

    def delete(self, call: Call, id_: str) -> None:
        qualifier = call.pick({"qualifier": "Qualifier"})
        call.client.remove_permission(FunctionName=call.inputs["function"], StatementId=id_, **qualifier)


class Alias(Kind):
    shape = shape(
        "aws:lambda/alias:Alias",
        "lambda",
        inputs="description",
        required="functionName functionVersion",
        computed="arn invokeArn",
        replaces="name functionName",
        naming=Naming(longest=128),
    )

    def identity(self, inputs: Properties) -> str | None:
        return f"{inputs.get('functionName')}/{inputs.get('name')}"

    def create(self, call: Call) -> str:
        made = call.client.create_alias(**_alias(call))
        return str(made["AliasArn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        call.client.update_alias(**{"Description": "", **_alias(call)})

    def live(self, call: Call, id_: str) -> Properties:
        function, name = _parts(id_)
        found = call.client.get_alias(FunctionName=function, Name=name)
        given = str(call.inputs.get("functionName") or function)
        return {
            "name": name,
            "functionName": given if function in given else function,
            "functionVersion": found["FunctionVersion"],
            "description": found.get("Description") or None,
            "arn": found["AliasArn"],
            "invokeArn": invoke_arn(call.region, found["AliasArn"]),
        }

    def delete(self, call: Call, id_: str) -> None:
        function, name = _parts(id_)
        call.client.delete_alias(FunctionName=function, Name=name)

    def find(self, call: Call) -> str | None:
        function = str(call.inputs["functionName"]).rsplit(":", 1)[-1]
        return self.existing(call, call.arn(f"function:{function}:{call.inputs['name']}"))


class EventSourceMapping(Kind):
    shape = shape(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        "lambda",
        inputs="batchSize bisectBatchOnFunctionError enabled eventSourceArn functionResponseTypes "
        "maximumBatchingWindowInSeconds maximumRecordAgeInSeconds maximumRetryAttempts parallelizationFactor "
        "startingPosition",
        required="functionName",
        computed="arn functionArn lastModified lastProcessingResult state stateTransitionReason tagsAll uuid",
        replaces="eventSourceArn startingPosition",
        defaults={"enabled": True},
    )
    _API = {
        "batchSize": "BatchSize",
        "bisectBatchOnFunctionError": "BisectBatchOnFunctionError",
        "enabled": "Enabled",
        "functionName": "FunctionName",
        "functionResponseTypes": "FunctionResponseTypes",
        "maximumBatchingWindowInSeconds": "MaximumBatchingWindowInSeconds",
        "maximumRecordAgeInSeconds": "MaximumRecordAgeInSeconds",
        "maximumRetryAttempts": "MaximumRetryAttempts",
        "parallelizationFactor": "ParallelizationFactor",
    }

    def create(self, call: Call) -> str:
        source = call.pick({"eventSourceArn": "EventSourceArn", "startingPosition": "StartingPosition"})
        return str(call.client.create_event_source_mapping(**source, **call.pick(self._API))["UUID"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        call.client.update_event_source_mapping(UUID=id_, **call.pick(self._API))

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.get_event_source_mapping(UUID=id_)
        modified = found.get("LastModified")
        return {
            "uuid": id_,
            "arn": call.arn(f"event-source-mapping:{id_}"),
            "functionArn": found["FunctionArn"],
            "eventSourceArn": found.get("EventSourceArn"),
            "batchSize": found.get("BatchSize"),
            "state": found.get("State"),
            "stateTransitionReason": found.get("StateTransitionReason"),
            "lastProcessingResult": found.get("LastProcessingResult"),
            "lastModified": str(modified) if modified else None,
            "tagsAll": {},
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_event_source_mapping(UUID=id_)

    def find(self, call: Call) -> str | None:
        """Lambda allows one mapping for each pair of source and function."""
        pair = call.pick({"eventSourceArn": "EventSourceArn", "functionName": "FunctionName"})
        found = call.client.list_event_source_mappings(**pair)["EventSourceMappings"]
        return str(found[0]["UUID"]) if found else None


def _alias(call: Call) -> dict[str, Any]:
    names = {"functionName": "FunctionName", "name": "Name", "functionVersion": "FunctionVersion"}
    return call.pick({**names, "description": "Description"})


def _parts(alias_arn: str) -> tuple[str, str]:
    _, function, name = alias_arn.rsplit(":", 2)
    return function, name
