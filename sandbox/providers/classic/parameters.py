"""Parameters of Systems Manager."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map


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
