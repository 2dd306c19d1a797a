"""E-mail identities, configuration sets and contact lists of Amazon SES (version 2 of its API)."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from collections.abc import Mapping
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


class EmailIdentity(Kind):
    shape = shape(
        "aws:sesv2/emailIdentity:EmailIdentity",
        "sesv2",
        inputs="configurationSetName dkimSigningAttributes",
        required="emailIdentity",
        computed="arn identityType verificationStatus verifiedForSendingStatus",
        replaces="emailIdentity",
        taggable=True,
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("emailIdentity")

    def create(self, call: Call) -> str:
        arguments: Properties = {"EmailIdentity": call.inputs["emailIdentity"], "Tags": tag_list(call.tags)}
        if call.inputs.get("dkimSigningAttributes"):
            arguments["DkimSigningAttributes"] = _signing(call.inputs["dkimSigningAttributes"])
        arguments |= call.pick({"configurationSetName": "ConfigurationSetName"})
        call.client.create_email_identity(**arguments)
        return str(call.inputs["emailIdentity"])

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        if given.get("configurationSetName") != old.get("configurationSetName"):
            chosen = call.pick({"configurationSetName": "ConfigurationSetName"})
            client.put_email_identity_configuration_set_attributes(EmailIdentity=id_, **chosen)
        if given.get("dkimSigningAttributes") != old.get("dkimSigningAttributes"):
            signing = given.get("dkimSigningAttributes") or {}
            origin = "EXTERNAL" if signing.get("domainSigningPrivateKey") else "AWS_SES"
            settings = {"SigningAttributesOrigin": origin, "SigningAttributes": _signing(signing)}
            client.put_email_identity_dkim_signing_attributes(EmailIdentity=id_, **settings)
        identity_arn = call.arn(f"identity/{id_}", "ses")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=identity_arn, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceArn=identity_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_email_identity(EmailIdentity=id_)
        verified = bool(found.get("VerifiedForSendingStatus"))
        return {
            "emailIdentity": id_,
            "arn": call.arn(f"identity/{id_}", "ses"),
            "identityType": found.get("IdentityType"),
            "verifiedForSendingStatus": verified,
            "verificationStatus": found.get("VerificationStatus") or ("SUCCESS" if verified else "PENDING"),
            "configurationSetName": found.get("ConfigurationSetName"),
            "dkimSigningAttributes": _dkim(found.get("DkimAttributes"), call.inputs.get("dkimSigningAttributes")),
            "tags": tag_map(found.get("Tags")) if "Tags" in found else None,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_email_identity(EmailIdentity=id_)


class EmailIdentityMailFromAttributes(Kind):
    repeatable = True
    shape = shape(
        "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
        "sesv2",
        inputs="behaviorOnMxFailure mailFromDomain",
        required="emailIdentity",
        replaces="emailIdentity",
        defaults={"behaviorOnMxFailure": "USE_DEFAULT_VALUE"},
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("emailIdentity")

    def create(self, call: Call) -> str:
        optional = call.pick({"behaviorOnMxFailure": "BehaviorOnMxFailure", "mailFromDomain": "MailFromDomain"})
        identity = str(call.inputs["emailIdentity"])
        call.client.put_email_identity_mail_from_attributes(EmailIdentity=identity, **optional)
        return identity

    def update(self, call: Call, id_: str, old: Properties) -> None:
        self.create(call)

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_email_identity(EmailIdentity=id_).get("MailFromAttributes") or {}
        domain, behavior = found.get("MailFromDomain"), found.get("BehaviorOnMxFailure")
        if not domain and call.inputs.get("mailFromDomain"):
            raise gone(f"MAIL FROM domain of {id_}")
        return {"emailIdentity": id_, "mailFromDomain": domain, "behaviorOnMxFailure": behavior}

    def delete(self, call: Call, id_: str) -> None:
        call.client.put_email_identity_mail_from_attributes(EmailIdentity=id_)


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


class ContactList(Kind):
    shape = shape(
        "aws:sesv2/contactList:ContactList",
        "sesv2",
        inputs="description topics",
        required="contactListName",
        computed="arn createdTimestamp lastUpdatedTimestamp",
        replaces="contactListName",
        taggable=True,
    )

    def identity(self, inputs: Properties) -> str | None:
        return inputs.get("contactListName")

    def create(self, call: Call) -> str:
        name = str(call.inputs["contactListName"])
        call.client.create_contact_list(ContactListName=name, Tags=tag_list(call.tags), **self._settings(call))
        return name

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        client.update_contact_list(ContactListName=id_, **self._settings(call))
        list_arn = call.arn(f"contact-list/{id_}", "ses")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=list_arn, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceArn=list_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_contact_list(ContactListName=id_)
        return {
            "contactListName": id_,
            "arn": call.arn(f"contact-list/{id_}", "ses"),
            "description": found.get("Description"),
            "topics": camel(found.get("Topics")) or None,
            "createdTimestamp": str(found.get("CreatedTimestamp", "")),
            "lastUpdatedTimestamp": str(found.get("LastUpdatedTimestamp", "")),
            "tags": tag_map(found.get("Tags")) if found.get("Tags") else None,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_contact_list(ContactListName=id_)

    @staticmethod
    def _settings(call: Call) -> dict[str, Any]:
        topics = {"Topics": pascal(call.inputs["topics"])} if call.inputs.get("topics") else {}
        return {**call.pick({"description": "Description"}), **topics}


def _signing(attributes: Mapping[str, Any]) -> dict[str, Any]:
    taken = ("domainSigningPrivateKey", "domainSigningSelector", "nextSigningKeyLength")
    return dict(pascal({name: attributes[name] for name in taken if attributes.get(name)}))


def _dkim(found: Mapping[str, Any] | None, given: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What a program needs to publish its DNS records, with the private key that no read returns."""
    if not found:
        return dict(given) if given else None
    shown = {
        "currentSigningKeyLength": found.get("CurrentSigningKeyLength"),
        "signingAttributesOrigin": found.get("SigningAttributesOrigin"),
        "status": found.get("Status"),
        "tokens": found.get("Tokens"),
    }
    return {**(given or {}), **{name: value for name, value in shown.items() if value is not None}}
