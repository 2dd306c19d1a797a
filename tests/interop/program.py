"""The Pulumi program whose state is checked: parents, dependencies, secrets, protection, replacement, assets, outputs."""

import time
from pathlib import Path
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, ResourceProvider, UpdateResult


class Shelf(ResourceProvider):
    """A provider that keeps what it is given."""

    def create(self, props: dict[str, Any]) -> CreateResult:
        if props.get("fail"):
            raise RuntimeError("refused on purpose")
        if props.get("slow"):
            Path(props["slow"]).write_text("creating", encoding="utf-8")
            time.sleep(60)
        return CreateResult(f"shelf-{props.get('size')}", {**props, "made": "made by the provider"})

    def diff(self, _id: str, olds: dict[str, Any], news: dict[str, Any]) -> DiffResult:
        changed = olds.get("note") != news.get("note") or olds.get("size") != news.get("size")
        return DiffResult(changes=changed, replaces=["size"] if olds.get("size") != news.get("size") else [])

    def update(self, _id: str, _olds: dict[str, Any], news: dict[str, Any]) -> UpdateResult:
        return UpdateResult({**news, "made": "made by the provider"})

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        return ReadResult(id_, props)


class Thing(Resource):
    made: pulumi.Output[str]

    def __init__(self, name: str, props: dict[str, Any], opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Shelf(), name, {"made": None, **props}, opts)


class Group(pulumi.ComponentResource):
    def __init__(self, name: str, token: pulumi.Output[str], size: int) -> None:
        super().__init__("interop:index:Group", name)
        child = pulumi.ResourceOptions(parent=self, additional_secret_outputs=["made"])
        self.first = Thing(f"{name}-first", {"token": token, "list": [1, pulumi.Output.secret("in a list")]}, child)
        self.second = Thing(
            f"{name}-second",
            {"size": size, "note": self.first.id},
            pulumi.ResourceOptions(parent=self, depends_on=[self.first], ignore_changes=["note"]),
        )
        self.register_outputs({"first": self.first.id})


config = pulumi.Config()
group = Group("g", config.require_secret("token"), config.get_int("size") or 1)
Thing("last", {"from": group.second.made}, pulumi.ResourceOptions(protect=True, retain_on_delete=True))
if config.get_bool("fail"):
    Thing("failing", {"fail": True})
if config.get("slow"):
    Thing("slow", {"slow": config.get("slow")})
pulumi.export("token", config.require_secret("token"))
pulumi.export("made", group.second.made)
pulumi.export("text", pulumi.StringAsset("hello"))
pulumi.export("folder", pulumi.AssetArchive({"a.txt": pulumi.StringAsset("a"), "b": pulumi.AssetArchive({})}))
