"""SNS topics, who is told, and who may publish."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

import json
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map, text

_TOPIC = {
    "contentBasedDeduplication": "ContentBasedDeduplication",
    "deliveryPolicy": "DeliveryPolicy",
    "displayName": "DisplayName",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "policy": "Policy",
    "signatureVersion": "SignatureVersion",
    "tracingConfig": "TracingConfig",
}
_SUBSCRIPTION = {
    "deliveryPolicy": "DeliveryPolicy",
    "filterPolicy": "FilterPolicy",
    "filterPolicyScope": "FilterPolicyScope",
    "rawMessageDelivery": "RawMessageDelivery",
    "redrivePolicy": "RedrivePolicy",
    "subscriptionRoleArn": "SubscriptionRoleArn",
}
_PENDING = "PendingConfirmation"


class Topic(Kind):
    shape = shape(
        "aws:sns/topic:Topic",
        "sns",
        inputs="contentBasedDeduplication deliveryPolicy displayName fifoTopic kmsMasterKeyId policy signatureVersion "
        "tracingConfig",
        computed="arn beginningArchiveTime owner",
        replaces="name namePrefix fifoTopic",
        documents="policy deliveryPolicy",
        naming=Naming(longest=256, prefixed="namePrefix"),
        defaults={"fifoTopic": False, "contentBasedDeduplication": False},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        settings = _attributes(call.inputs, _TOPIC)
        if call.inputs.get("fifoTopic"):
            settings["FifoTopic"] = "true"
        arguments = {"Name": call.inputs["name"], "Attributes": settings, "Tags": tag_list(call.tags)}
        return str(call.client.create_topic(**arguments)["TopicArn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        before, after = _attributes(old, _TOPIC), _attributes(call.inputs, _TOPIC)
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name) and (name in after or name != "Policy"):
                client.set_topic_attributes(TopicArn=id_, AttributeName=name, AttributeValue=after.get(name, ""))
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=id_, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceArn=id_, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, str] = call.client.get_topic_attributes(TopicArn=id_)["Attributes"]
        tags = call.client.list_tags_for_resource(ResourceArn=id_)["Tags"]
        return {
            **_shown(found, _TOPIC),
            "name": id_.rsplit(":", 1)[1],
            "arn": id_,
            "owner": found["Owner"],
            "beginningArchiveTime": found.get("BeginningArchiveTime", ""),
            "fifoTopic": found.get("FifoTopic") == "true",
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_topic(TopicArn=id_)

    def find(self, call: Call) -> str | None:
        return self.existing(call, call.arn(str(call.inputs["name"])))


class TopicSubscription(Kind):
    shape = shape(
        "aws:sns/topicSubscription:TopicSubscription",
        "sns",
        inputs="confirmationTimeoutInMinutes deliveryPolicy endpointAutoConfirms filterPolicy filterPolicyScope "
        "rawMessageDelivery redrivePolicy subscriptionRoleArn",
        required="endpoint protocol topic",
        computed="arn confirmationWasAuthenticated ownerId pendingConfirmation",
        replaces="endpoint protocol topic",
        documents="deliveryPolicy filterPolicy redrivePolicy",
        defaults={"confirmationTimeoutInMinutes": 1, "endpointAutoConfirms": False, "rawMessageDelivery": False},
    )

    def create(self, call: Call) -> str:
        arguments = call.pick({"topic": "TopicArn", "protocol": "Protocol", "endpoint": "Endpoint"})
        settings = _attributes(call.inputs, _SUBSCRIPTION)
        made = call.client.subscribe(**arguments, Attributes=settings, ReturnSubscriptionArn=True)
        return str(made["SubscriptionArn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        before, after = _attributes(old, _SUBSCRIPTION), _attributes(call.inputs, _SUBSCRIPTION)
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                empty = "false" if name == "RawMessageDelivery" else "{}"
                value = after.get(name, empty)
                call.client.set_subscription_attributes(SubscriptionArn=id_, AttributeName=name, AttributeValue=value)

    def live(self, call: Call, id_: str) -> Properties:
        found: dict[str, str] = call.client.get_subscription_attributes(SubscriptionArn=id_)["Attributes"]
        return {
            **_shown(found, {own: api for own, api in _SUBSCRIPTION.items() if own in call.inputs}),
            "arn": id_,
            "topic": found["TopicArn"],
            "endpoint": found["Endpoint"],
            "protocol": found["Protocol"],
            "ownerId": found["Owner"],
            "pendingConfirmation": found.get("PendingConfirmation") == "true",
            "confirmationWasAuthenticated": found.get("ConfirmationWasAuthenticated") == "true",
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.unsubscribe(SubscriptionArn=id_)

    def find(self, call: Call) -> str | None:
        """A subscription has no name and no tags, but a topic tells an endpoint once."""
        given = call.inputs
        following: Properties = {}
        while True:
            page: dict[str, Any] = call.client.list_subscriptions_by_topic(TopicArn=given["topic"], **following)
            for entry in page["Subscriptions"]:
                same = (entry["Protocol"], entry["Endpoint"]) == (given["protocol"], given["endpoint"])
                if same and entry["SubscriptionArn"] != _PENDING:
                    return str(entry["SubscriptionArn"])
            if not page.get("NextToken"):
                return None
            following = {"NextToken": page["NextToken"]}


class TopicPolicy(Kind):
    repeatable = True
    shape = shape(
        "aws:sns/topicPolicy:TopicPolicy",
        "sns",
        required="arn policy",
        computed="owner",
        replaces="arn",
        documents="policy",
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("arn")

    def create(self, call: Call) -> str:
        self._put(call, call.inputs["arn"], text(call.inputs["policy"]))
        return str(call.inputs["arn"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_topic_attributes(TopicArn=id_)["Attributes"]
        if found.get("Policy") == _closed(id_, found["Owner"]):
            raise gone(f"policy of {id_}")
        return {"arn": id_, "policy": found.get("Policy"), "owner": found["Owner"]}

    def delete(self, call: Call, id_: str) -> None:
        """A topic is never without a policy: only its owner may publish from now on, as the real provider leaves it."""
        owner = call.client.get_topic_attributes(TopicArn=id_)["Attributes"]["Owner"]
        self._put(call, id_, _closed(id_, owner))

    @staticmethod
    def _put(call: Call, topic: str, policy: str) -> None:
        call.client.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)


def _closed(topic: str, owner: str) -> str:
    statement = {
        "Sid": "civicline-owner-only",
        "Effect": "Allow",
        "Principal": {"AWS": owner},
        "Action": ["SNS:Publish", "SNS:Subscribe"],
        "Resource": topic,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _attributes(inputs: Properties, names: dict[str, str]) -> dict[str, str]:
    """SNS takes every setting as text."""
    given = {api: inputs[own] for own, api in names.items() if inputs.get(own) is not None}
    return {api: str(value).lower() if isinstance(value, bool) else str(value) for api, value in given.items()}


def _shown(found: dict[str, str], names: dict[str, str]) -> Properties:
    words = {"true": True, "false": False}
    return {own: words.get(found[api], found[api]) for own, api in names.items() if found.get(api)}
