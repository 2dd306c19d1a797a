"""What is associated with an instance: storage, origins, security keys, functions, bots, integrations, use cases."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

_STORAGE = ("StorageType", "S3Config", "KinesisVideoStreamConfig", "KinesisStreamConfig", "KinesisFirehoseConfig")


def _storage(desk: Desk) -> Resource:
    for found in desk.inside("InstanceStorageConfig"):
        if found.model["AssociationId"] == desk.params["AssociationId"]:
            return found
    raise missing(f"Storage association not found: {desk.params['AssociationId']}")


@operation("ListInstanceStorageConfigs")
def storage_configs(desk: Desk) -> Answer:
    kind = desk.params["ResourceType"]
    found = [one.model for one in desk.inside("InstanceStorageConfig") if one.model["ResourceType"] == kind]
    rows, following = page(found, desk.params)
    return {"StorageConfigs": tell("ListInstanceStorageConfigs", "StorageConfigs", rows), **following}


@operation("DescribeInstanceStorageConfig")
def storage_config(desk: Desk) -> Answer:
    return {"StorageConfig": tell("DescribeInstanceStorageConfig", "StorageConfig", _storage(desk).model)}


@operation("AssociateInstanceStorageConfig")
def associate_storage(desk: Desk) -> Answer:
    model = {"ResourceType": desk.params["ResourceType"], **_config(desk)}
    return {"AssociationId": desk.create("InstanceStorageConfig", model).model["AssociationId"]}


@operation("UpdateInstanceStorageConfig")
def update_storage(desk: Desk) -> Answer:
    desk.change(_storage(desk), {**dict.fromkeys(_STORAGE), **_config(desk)})
    return {}


@operation("DisassociateInstanceStorageConfig")
def disassociate_storage(desk: Desk) -> Answer:
    desk.resources.delete(_storage(desk))
    return {}


def _config(desk: Desk) -> dict[str, Any]:
    return {name: value for name, value in desk.params["StorageConfig"].items() if name in _STORAGE}


def _scoped(desk: Desk, kind: str, model: dict[str, Any]) -> Resource:
    """These types name the instance by InstanceId, which holds its ARN."""
    arn = desk.instance().identifier
    return desk.resources.create(f"AWS::Connect::{kind}", {"InstanceId": arn, **model})


def _remove(desk: Desk, kind: str, **wanted: Any) -> Answer:
    for found in desk.inside(kind):
        if all(found.model.get(name) == value for name, value in wanted.items()):
            desk.resources.delete(found)
            return {}
    raise missing(f"{kind} not found: {wanted}")


@operation("ListApprovedOrigins")
def origins(desk: Desk) -> Answer:
    rows, following = page([one.model["Origin"] for one in desk.inside("ApprovedOrigin")], desk.params, usual=25)
    return {"Origins": rows, **following}


@operation("AssociateApprovedOrigin")
def associate_origin(desk: Desk) -> Answer:
    _scoped(desk, "ApprovedOrigin", {"Origin": desk.params["Origin"]})
    return {}


@operation("DisassociateApprovedOrigin")
def disassociate_origin(desk: Desk) -> Answer:
    return _remove(desk, "ApprovedOrigin", Origin=desk.params["Origin"])


@operation("ListSecurityKeys")
def security_keys(desk: Desk) -> Answer:
    found = [{**one.model, "CreationTime": one.created} for one in desk.inside("SecurityKey")]
    rows, following = page(found, desk.params)
    return {"SecurityKeys": tell("ListSecurityKeys", "SecurityKeys", rows), **following}


@operation("AssociateSecurityKey")
def associate_key(desk: Desk) -> Answer:
    return {"AssociationId": _scoped(desk, "SecurityKey", {"Key": desk.params["Key"]}).model["AssociationId"]}


@operation("DisassociateSecurityKey")
def disassociate_key(desk: Desk) -> Answer:
    return _remove(desk, "SecurityKey", AssociationId=desk.params["AssociationId"])


def _integrations(desk: Desk, kind: str | None = None) -> list[Resource]:
    found = desk.inside("IntegrationAssociation")
    return [one for one in found if kind in (None, one.model["IntegrationType"])]


def _told(desk: Desk, one: Resource) -> dict[str, Any]:
    identifier = one.model["IntegrationAssociationId"]
    arn = f"{one.model['InstanceId']}/integration-association/{identifier}"
    return {**desk.told(one), **one.model, "IntegrationAssociationArn": arn}


@operation("ListIntegrationAssociations")
def integrations(desk: Desk) -> Answer:
    found = _integrations(desk, desk.params.get("IntegrationType"))
    arn = desk.params.get("IntegrationArn")
    told = [_told(desk, one) for one in found if arn in (None, one.model["IntegrationArn"])]
    rows, following = page(told, desk.params)
    member = "IntegrationAssociationSummaryList"
    return {member: tell("ListIntegrationAssociations", member, rows), **following}


@operation("CreateIntegrationAssociation")
def create_integration(desk: Desk) -> Answer:
    made = _scoped(desk, "IntegrationAssociation", desk.properties({}))
    told = _told(desk, made)
    return {name: told[name] for name in ("IntegrationAssociationId", "IntegrationAssociationArn")}


@operation("DeleteIntegrationAssociation")
def delete_integration(desk: Desk) -> Answer:
    wanted = desk.params["IntegrationAssociationId"]
    return _remove(desk, "IntegrationAssociation", IntegrationAssociationId=wanted)


@operation("ListLambdaFunctions")
def functions(desk: Desk) -> Answer:
    arns = [one.model["IntegrationArn"] for one in _integrations(desk, "LAMBDA_FUNCTION")]
    rows, following = page(arns, desk.params, usual=25)
    return {"LambdaFunctions": rows, **following}


@operation("AssociateLambdaFunction")
def associate_function(desk: Desk) -> Answer:
    model = {"IntegrationType": "LAMBDA_FUNCTION", "IntegrationArn": desk.params["FunctionArn"]}
    _scoped(desk, "IntegrationAssociation", model)
    return {}


@operation("DisassociateLambdaFunction")
def disassociate_function(desk: Desk) -> Answer:
    arn = desk.params["FunctionArn"]
    return _remove(desk, "IntegrationAssociation", IntegrationType="LAMBDA_FUNCTION", IntegrationArn=arn)


@operation("ListBots")
def bots(desk: Desk) -> Answer:
    found = _integrations(desk, "LEX_BOT") if desk.params["LexVersion"] == "V2" else []
    rows, following = page([{"LexV2Bot": {"AliasArn": one.model["IntegrationArn"]}} for one in found], desk.params, 25)
    return {"LexBots": rows, **following}


@operation("AssociateBot")
def associate_bot(desk: Desk) -> Answer:
    arn = desk.params["LexV2Bot"]["AliasArn"]
    _scoped(desk, "IntegrationAssociation", {"IntegrationType": "LEX_BOT", "IntegrationArn": arn})
    return {}


@operation("DisassociateBot")
def disassociate_bot(desk: Desk) -> Answer:
    arn = desk.params["LexV2Bot"]["AliasArn"]
    return _remove(desk, "IntegrationAssociation", IntegrationType="LEX_BOT", IntegrationArn=arn)


@operation("ListUseCases")
def use_cases(desk: Desk) -> Answer:
    wanted = desk.params["IntegrationAssociationId"]
    found = [one.model for one in desk.inside("UseCase") if one.model["IntegrationAssociationId"] == wanted]
    rows, following = page(found, desk.params)
    return {"UseCaseSummaryList": tell("ListUseCases", "UseCaseSummaryList", rows), **following}
