"""E-mail identities of Amazon SES: domains and addresses that may send, and lists of contacts."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import camel, pascal, tag_list, tag_map


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
