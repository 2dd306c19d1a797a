"""The two Amazon Connect associations that have no CloudFormation type, or a poorer one."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import shape


class PhoneNumberContactFlowAssociation(Kind):
    shape = shape(
        "aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation",
        "connect",
        required="contactFlowId instanceId phoneNumberId",
        replaces="contactFlowId instanceId phoneNumberId",
    )

    def identity(self, inputs: Properties) -> str | None:
        parts = [inputs.get(name) for name in ("phoneNumberId", "instanceId", "contactFlowId")]
        return ",".join(map(str, parts)) if all(parts) else None

    def create(self, call: Call) -> str:
        given = call.inputs
        call.client.associate_phone_number_contact_flow(
            PhoneNumberId=given["phoneNumberId"],
            InstanceId=given["instanceId"],
            ContactFlowId=given["contactFlowId"],
        )
        return str(self.identity(given))

    def live(self, call: Call, id_: str) -> Properties:
        number, instance, flow = id_.split(",")
        associated = _flow_of(call, number, instance)
        if associated is None or _bare(associated) != _bare(flow):
            raise gone(f"association {id_}")
        return {"phoneNumberId": number, "instanceId": instance, "contactFlowId": flow}

    def delete(self, call: Call, id_: str) -> None:
        """Take the number off whatever flow it serves by now: like the provider, without asking which."""
        number, instance, _ = id_.split(",")
        if _flow_of(call, number, instance) is not None:
            call.client.disassociate_phone_number_contact_flow(PhoneNumberId=number, InstanceId=instance)


class LambdaFunctionAssociation(Kind):
    shape = shape(
        "aws:connect/lambdaFunctionAssociation:LambdaFunctionAssociation",
        "connect",
        required="functionArn instanceId",
        replaces="functionArn instanceId",
    )

    def identity(self, inputs: Properties) -> str | None:
        parts = [inputs.get(name) for name in ("instanceId", "functionArn")]
        return ",".join(map(str, parts)) if all(parts) else None

    def create(self, call: Call) -> str:
        given = call.inputs
        call.client.associate_lambda_function(InstanceId=given["instanceId"], FunctionArn=given["functionArn"])
        return str(self.identity(given))

    def live(self, call: Call, id_: str) -> Properties:
        instance, function = id_.split(",", 1)
        following: Properties = {}
        while True:
            page = call.client.list_lambda_functions(InstanceId=instance, **following)
            if function in page["LambdaFunctions"]:
                return {"instanceId": instance, "functionArn": function}
            if not page.get("NextToken"):
                raise gone(f"association {id_}")
            following = {"NextToken": page["NextToken"]}

    def delete(self, call: Call, id_: str) -> None:
        instance, function = id_.split(",", 1)
        call.client.disassociate_lambda_function(InstanceId=instance, FunctionArn=function)


def _bare(identifier: str) -> str:
    """The id at the end of an ARN, or the id itself."""
    return identifier.rsplit("/", 1)[-1]


def _flow_of(call: Call, number: str, instance: str) -> str | None:
    """The flow that a number leads to. Only ListFlowAssociations tells; DescribePhoneNumber does not."""
    following: dict[str, Any] = {}
    while True:
        page = call.client.list_flow_associations(InstanceId=instance, ResourceType="VOICE_PHONE_NUMBER", **following)
        for entry in page["FlowAssociationSummaryList"]:
            if _bare(entry["ResourceId"]) == _bare(number):
                return str(entry["FlowId"])
        if not page.get("NextToken"):
            return None
        following = {"NextToken": page["NextToken"]}
