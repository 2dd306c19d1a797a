"""Configuration sets of Amazon SES: how mail is sent, and who hears of bounces."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import camel, pascal, tag_list, tag_map

_SET_OPTIONS = {
    "deliveryOptions": ("DeliveryOptions", "put_configuration_set_delivery_options"),
    "reputationOptions": ("ReputationOptions", "put_configuration_set_reputation_options"),
    "sendingOptions": ("SendingOptions", "put_configuration_set_sending_options"),
    "suppressionOptions": ("SuppressionOptions", "put_configuration_set_suppression_options"),
    "trackingOptions": ("TrackingOptions", "put_configuration_set_tracking_options"),
    "vdmOptions": ("VdmOptions", "put_configuration_set_vdm_options"),
}


_OPTION_NAMES = {"customRedirectDomain": "CustomRedirectDomain"}


_EVENT_NAMES = {
    "cloudWatchDestination": "CloudWatchDestination",
    "configurationSetArn": "ConfigurationSetArn",
}


class ConfigurationSet(Kind):
    shape = shape(
        "aws:sesv2/configurationSet:ConfigurationSet",
        "sesv2",
        inputs=" ".join(_SET_OPTIONS),
        required="configurationSetName",
        computed="arn",
        replaces="configurationSetName",
        taggable=True,
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("configurationSetName")

    def create(self, call: Call) -> str:
        name = str(call.inputs["configurationSetName"])
        options = {
            api: pascal(call.inputs[own], _OPTION_NAMES)
            for own, (api, _) in _SET_OPTIONS.items()
            if call.inputs.get(own)
        }
        call.client.create_configuration_set(ConfigurationSetName=name, Tags=tag_list(call.tags), **options)
        return name

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        for own, (api, method) in _SET_OPTIONS.items():
            if given.get(own) != old.get(own):
                value = pascal(given.get(own) or {}, _OPTION_NAMES)
                getattr(client, method)(ConfigurationSetName=id_, **({api: value} if own == "vdmOptions" else value))
        set_arn = call.arn(f"configuration-set/{id_}", "ses")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=set_arn, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceArn=set_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_configuration_set(ConfigurationSetName=id_)
        shown = {
            own: camel(found[api], _OPTION_NAMES)
            for own, (api, _) in _SET_OPTIONS.items()
            if own in call.inputs and found.get(api)
        }
        set_arn = call.arn(f"configuration-set/{id_}", "ses")
        tags = tag_map(found.get("Tags")) if "Tags" in found else None
        return {"configurationSetName": id_, "arn": set_arn, **shown, "tags": tags}

    def delete(self, call: Call, id_: str) -> None:
        call.client.get_configuration_set(ConfigurationSetName=id_)  # says clearly when it is gone
        call.client.delete_configuration_set(ConfigurationSetName=id_)


class ConfigurationSetEventDestination(Kind):
    shape = shape(
        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
        "sesv2",
        required="configurationSetName eventDestination eventDestinationName",
        replaces="configurationSetName eventDestinationName",
    )

    def identity(self, inputs: Properties) -> str | None:
        return f"{inputs.get('configurationSetName')}|{inputs.get('eventDestinationName')}"

    def create(self, call: Call) -> str:
        call.client.create_configuration_set_event_destination(**self._arguments(call.inputs))
        return str(self.identity(call.inputs))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        call.client.update_configuration_set_event_destination(**self._arguments(call.inputs))

    def live(self, call: Call, id_: str) -> Properties:
        owner, name = id_.split("|", 1)
        page = call.client.get_configuration_set_event_destinations(ConfigurationSetName=owner)
        for found in page["EventDestinations"]:
            if found["Name"] == name:
                shown = camel({key: value for key, value in found.items() if key != "Name"}, _EVENT_NAMES)
                return {"configurationSetName": owner, "eventDestinationName": name, "eventDestination": shown}
        raise gone(f"event destination {id_}")

    def delete(self, call: Call, id_: str) -> None:
        owner, name = id_.split("|", 1)
        names = {"ConfigurationSetName": owner, "EventDestinationName": name}
        call.client.delete_configuration_set_event_destination(**names)

    @staticmethod
    def _arguments(inputs: Properties) -> dict[str, Any]:
        return {
            "ConfigurationSetName": inputs["configurationSetName"],
            "EventDestinationName": inputs["eventDestinationName"],
            "EventDestination": pascal(inputs["eventDestination"], _EVENT_NAMES),
        }
