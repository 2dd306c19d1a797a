"""EventBridge rules and what they set off."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import camel, pascal, tag_list, tag_map

DEFAULT_BUS = "default"
_RULE = {
    "description": "Description",
    "eventBusName": "EventBusName",
    "eventPattern": "EventPattern",
    "roleArn": "RoleArn",
    "scheduleExpression": "ScheduleExpression",
}
_TARGET = {"arn": "Arn", "input": "Input", "inputPath": "InputPath", "roleArn": "RoleArn"}
_NESTED = {
    "deadLetterConfig": "DeadLetterConfig",
    "inputTransformer": "InputTransformer",
    "kinesisTarget": "KinesisParameters",
    "retryPolicy": "RetryPolicy",
    "sqsTarget": "SqsParameters",
}
_NESTED_NAMES = {"inputPaths": "InputPathsMap"}


class EventRule(Kind):
    repeatable = True
    shape = shape(
        "aws:cloudwatch/eventRule:EventRule",
        "events",
        inputs="description eventBusName eventPattern forceDestroy roleArn scheduleExpression state",
        computed="arn",
        replaces="name namePrefix eventBusName",
        documents="eventPattern",
        naming=Naming(longest=64, prefixed="namePrefix"),
        defaults={"eventBusName": DEFAULT_BUS, "state": "ENABLED", "forceDestroy": False},
        taggable=True,
    )

    def identity(self, inputs: Properties) -> str | None:
        bus, name = inputs.get("eventBusName", DEFAULT_BUS), inputs.get("name")
        return str(name) if bus == DEFAULT_BUS else f"{bus}/{name}"

    def create(self, call: Call) -> str:
        state = call.inputs.get("state", "ENABLED")
        call.client.put_rule(Name=call.inputs["name"], State=state, Tags=tag_list(call.tags), **call.pick(_RULE))
        return str(self.identity(call.inputs))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, state = call.client, call.inputs.get("state", "ENABLED")
        client.put_rule(Name=call.inputs["name"], State=state, **call.pick(_RULE))
        rule_arn = _described(call, id_)["Arn"]
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceARN=rule_arn, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceARN=rule_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        rule = _described(call, id_)
        tags = call.client.list_tags_for_resource(ResourceARN=rule["Arn"])["Tags"]
        shown = {own: rule.get(api) or None for own, api in _RULE.items()}
        return {**shown, "name": rule["Name"], "arn": rule["Arn"], "state": rule["State"], "tags": tag_map(tags)}

    def delete(self, call: Call, id_: str) -> None:
        bus, name = _parts(id_)
        force = bool(call.inputs.get("forceDestroy"))
        call.client.delete_rule(Name=name, EventBusName=bus, Force=force)


class EventTarget(Kind):
    repeatable = True
    shape = shape(
        "aws:cloudwatch/eventTarget:EventTarget",
        "events",
        inputs="deadLetterConfig eventBusName input inputPath inputTransformer kinesisTarget retryPolicy roleArn "
        "sqsTarget targetId",
        required="arn rule",
        replaces="rule eventBusName targetId",
        documents="input",
        naming=Naming("targetId", longest=64),
        defaults={"eventBusName": DEFAULT_BUS},
    )

    def identity(self, inputs: Properties) -> str | None:
        bus, rule, target = inputs.get("eventBusName", DEFAULT_BUS), inputs.get("rule"), inputs.get("targetId")
        return f"{rule}-{target}" if bus == DEFAULT_BUS else f"{bus}-{rule}-{target}"

    def create(self, call: Call) -> str:
        given = call.inputs
        nested = {api: pascal(given[own], _NESTED_NAMES) for own, api in _NESTED.items() if given.get(own)}
        if given.get("inputTransformer"):  # its map of paths has the user's own keys
            nested["InputTransformer"]["InputPathsMap"] = given["inputTransformer"].get("inputPaths") or {}
        target = {"Id": given["targetId"], **call.pick(_TARGET), **nested}
        call.client.put_targets(Rule=given["rule"], EventBusName=_bus(given), Targets=[target])
        return str(self.identity(given))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        given = call.inputs
        following: Properties = {}
        while True:
            where = {"Rule": given["rule"], "EventBusName": _bus(given)}
            page: dict[str, Any] = call.client.list_targets_by_rule(**where, **following)
            for target in page["Targets"]:
                if target["Id"] == given["targetId"]:
                    return self._shown(target)
            if not page.get("NextToken"):
                raise gone(f"target {id_}")
            following = {"NextToken": page["NextToken"]}

    def delete(self, call: Call, id_: str) -> None:
        given = call.inputs
        call.client.remove_targets(Rule=given["rule"], EventBusName=_bus(given), Ids=[given["targetId"]])

    @staticmethod
    def _shown(target: dict[str, Any]) -> Properties:
        shown = {own: target.get(api) for own, api in _TARGET.items()}
        nested = {own: camel(target[api], _NESTED_NAMES) for own, api in _NESTED.items() if target.get(api)}
        if "inputTransformer" in nested:
            nested["inputTransformer"]["inputPaths"] = target["InputTransformer"].get("InputPathsMap") or {}
        return {**shown, **nested, "targetId": target["Id"]}


def _bus(inputs: Properties) -> str:
    return str(inputs.get("eventBusName", DEFAULT_BUS))


def _parts(id_: str) -> tuple[str, str]:
    bus, slash, name = id_.rpartition("/")
    return (bus, name) if slash else (DEFAULT_BUS, id_)


def _described(call: Call, id_: str) -> dict[str, Any]:
    bus, name = _parts(id_)
    return dict(call.client.describe_rule(Name=name, EventBusName=bus))
