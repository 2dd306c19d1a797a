"""The Glue catalog, by which Athena finds contact records."""

from __future__ import annotations

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag


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
