"""Where a program keeps evidence and settings: CloudTrail, Secrets Manager, Parameter Store, the Glue catalog."""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import pascal, tag_list, tag_map, text
from sandbox.providers.failures import AwsError

_TRAIL = {
    "s3BucketName": "S3BucketName",
    "s3KeyPrefix": "S3KeyPrefix",
    "snsTopicName": "SnsTopicName",
    "includeGlobalServiceEvents": "IncludeGlobalServiceEvents",
    "isMultiRegionTrail": "IsMultiRegionTrail",
    "isOrganizationTrail": "IsOrganizationTrail",
    "enableLogFileValidation": "EnableLogFileValidation",
    "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
    "cloudWatchLogsRoleArn": "CloudWatchLogsRoleArn",
    "kmsKeyId": "KmsKeyId",
}
_TRAIL_READ = {**_TRAIL, "enableLogFileValidation": "LogFileValidationEnabled"}


class Trail(Kind):
    shape = shape(
        "aws:cloudtrail/trail:Trail",
        "cloudtrail",
        inputs=" ".join([*_TRAIL, "enableLogging", "eventSelectors"]),
        required="s3BucketName",
        computed="arn homeRegion snsTopicArn",
        replaces="name",
        naming=Naming(longest=128),
        defaults={
            "enableLogging": True,
            "includeGlobalServiceEvents": True,
            "isMultiRegionTrail": False,
            "isOrganizationTrail": False,
            "enableLogFileValidation": False,
        },
        taggable=True,
    )

    def create(self, call: Call) -> str:
        tags = {"TagsList": tag_list(call.tags)} if call.tags else {}
        made = call.client.create_trail(Name=call.inputs["name"], **call.pick(_TRAIL), **tags)
        return str(made["TrailARN"])

    def finish(self, call: Call, id_: str) -> None:
        client, given = call.client, call.inputs
        if given.get("eventSelectors"):
            selectors = pascal(given["eventSelectors"])
            client.put_event_selectors(TrailName=id_, EventSelectors=selectors)
        if given.get("enableLogging", True):
            client.start_logging(Name=id_)
        else:
            client.stop_logging(Name=id_)

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        client.update_trail(Name=id_, **call.pick(_TRAIL))
        self.finish(call, id_)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.add_tags(ResourceId=id_, TagsList=tag_list(tags)),
            lambda keys: client.remove_tags(ResourceId=id_, TagsList=[{"Key": key} for key in keys]),
        )

    def live(self, call: Call, id_: str) -> Properties:
        trail: dict[str, Any] = call.client.get_trail(Name=id_)["Trail"]
        logging = call.client.get_trail_status(Name=id_)["IsLogging"]
        tags = call.client.list_tags(ResourceIdList=[id_])["ResourceTagList"]
        shown = {own: trail.get(api) for own, api in _TRAIL_READ.items() if own in call.inputs or not call.inputs}
        return {
            **shown,
            "name": trail["Name"],
            "arn": trail["TrailARN"],
            "homeRegion": trail.get("HomeRegion", call.region),
            "snsTopicArn": trail.get("SnsTopicARN", ""),
            "enableLogging": logging,
            "tags": tag_map(tags[0]["TagsList"]) if tags else None,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_trail(Name=id_.rsplit("/", 1)[1])

    def find(self, call: Call) -> str | None:
        return self.existing(call, call.arn(f"trail/{call.inputs['name']}"))


class Secret(Kind):
    """The container only: its value is put by whoever knows it, never by a program."""

    shape = shape(
        "aws:secretsmanager/secret:Secret",
        "secretsmanager",
        inputs="description kmsKeyId policy recoveryWindowInDays",
        computed="arn",
        replaces="name namePrefix",
        documents="policy",
        naming=Naming(longest=512, prefixed="namePrefix"),
        defaults={"recoveryWindowInDays": 30},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        optional = call.pick({"description": "Description", "kmsKeyId": "KmsKeyId"})
        # The token makes a repeated request answer with the first one's secret.
        request = hashlib.sha256(f"{call.urn}|{call.token}".encode()).hexdigest()[:64]
        arguments = {"Name": call.inputs["name"], "ClientRequestToken": request, "Tags": tag_list(call.tags)}
        return str(call.client.create_secret(**arguments, **optional)["ARN"])

    def finish(self, call: Call, id_: str) -> None:
        if call.inputs.get("policy"):
            call.client.put_resource_policy(SecretId=id_, ResourcePolicy=text(call.inputs["policy"]))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        optional = call.pick({"kmsKeyId": "KmsKeyId"})
        client.update_secret(SecretId=id_, Description=given.get("description", ""), **optional)
        if old.get("policy") and not given.get("policy"):
            client.delete_resource_policy(SecretId=id_)
        self.finish(call, id_)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(SecretId=id_, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(SecretId=id_, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.describe_secret(SecretId=id_)
        if found.get("DeletedDate"):
            raise gone(f"secret {id_}")
        policy = None
        if "policy" in call.inputs:
            policy = call.client.get_resource_policy(SecretId=id_).get("ResourcePolicy")
        return {
            "name": found["Name"],
            "arn": found["ARN"],
            "description": found.get("Description") or None,
            "kmsKeyId": found.get("KmsKeyId") or None,
            "policy": policy,
            "tags": tag_map(found.get("Tags")),
        }

    def delete(self, call: Call, id_: str) -> None:
        days = int(call.inputs.get("recoveryWindowInDays", 30))
        how: Properties = {"RecoveryWindowInDays": days} if days else {"ForceDeleteWithoutRecovery": True}
        try:
            call.client.delete_secret(SecretId=id_, **how)
        except AwsError as error:
            if "deleted" not in error.message.lower():
                raise

    def find(self, call: Call) -> str | None:
        try:
            found = call.client.describe_secret(SecretId=call.inputs["name"])
        except AwsError as error:
            if error.gone:
                return None
            raise
        return None if found.get("DeletedDate") else str(found["ARN"])


class Parameter(Kind):
    shape = shape(
        "aws:ssm/parameter:Parameter",
        "ssm",
        inputs="allowedPattern dataType description insecureValue keyId overwrite tier value",
        required="type",
        computed="hasValueWo version",
        replaces="name",
        naming=Naming(longest=1011),
        defaults={"dataType": "text", "tier": "Standard"},
        taggable=True,
    )
    _API = {
        "allowedPattern": "AllowedPattern",
        "dataType": "DataType",
        "description": "Description",
        "keyId": "KeyId",
        "tier": "Tier",
        "type": "Type",
    }

    def create(self, call: Call) -> str:
        overwrite = bool(call.inputs.get("overwrite"))
        tags = {"Tags": tag_list(call.tags)} if call.tags and not overwrite else {}
        self._put(call, Overwrite=overwrite, **tags)
        return str(call.inputs["name"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, names = call.client, {"ResourceType": "Parameter", "ResourceId": id_}
        self._put(call, Overwrite=True)
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.add_tags_to_resource(**names, Tags=tag_list(tags)),
            lambda keys: client.remove_tags_from_resource(**names, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, Any] = call.client.get_parameter(Name=id_, WithDecryption=True)["Parameter"]
        names = {"ResourceType": "Parameter", "ResourceId": id_}
        tags = call.client.list_tags_for_resource(**names)["TagList"]
        own = "insecureValue" if "insecureValue" in call.inputs else "value"
        return {
            "name": found["Name"],
            "arn": found["ARN"],
            "type": found["Type"],
            own: found["Value"],
            "version": found["Version"],
            "dataType": found.get("DataType", "text"),
            "hasValueWo": False,
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_parameter(Name=id_)

    def _put(self, call: Call, **more: Any) -> None:
        given = call.inputs
        value = given["value"] if given.get("value") is not None else given.get("insecureValue", "")
        call.client.put_parameter(Name=given["name"], Value=value, **call.pick(self._API), **more)


class CatalogDatabase(Kind):
    shape = shape(
        "aws:glue/catalogDatabase:CatalogDatabase",
        "glue",
        inputs="catalogId description locationUri parameters",
        computed="arn",
        replaces="name catalogId",
        naming=Naming(longest=255, lower=True),
        taggable=True,
    )
    _API = {"description": "Description", "locationUri": "LocationUri", "parameters": "Parameters"}

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("name")

    def create(self, call: Call) -> str:
        database = {"Name": call.inputs["name"], **call.pick(self._API)}
        catalog = call.pick({"catalogId": "CatalogId"})
        call.client.create_database(DatabaseInput=database, Tags=call.tags, **catalog)
        return f"{call.inputs.get('catalogId') or call.session.account()}:{call.inputs['name']}"

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, name = call.client, id_.split(":", 1)[1]
        client.update_database(Name=name, DatabaseInput={"Name": name, **call.pick(self._API)})
        database = call.arn(f"database/{name}")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=database, TagsToAdd=tags),
            lambda keys: client.untag_resource(ResourceArn=database, TagsToRemove=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        catalog, name = id_.split(":", 1)
        found = call.client.get_database(Name=name)["Database"]
        shown = {own: found.get(api) or None for own, api in self._API.items()}
        return {**shown, "name": name, "catalogId": catalog, "arn": call.arn(f"database/{name}")}

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_database(Name=id_.split(":", 1)[1])

    def find(self, call: Call) -> str | None:
        account = call.inputs.get("catalogId") or call.session.account()
        return self.existing(call, f"{account}:{call.inputs['name']}")
