"""Identities of SES, whichever API made them: v1, v2 or Cloud Control. Their DKIM and MAIL FROM settings."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from moto.backends import get_backend

from sandbox.aws.errors import Refusal
from sandbox.aws.place import Place
from sandbox.aws.wire import Params

Answer = dict[str, Any]
_TOKENS, _TOKEN_LENGTH = 3, 32
_KEY_LENGTH = "RSA_2048_BIT"


def names_of(place: Place) -> frozenset[str]:
    """Domains and addresses that SES knows in this account and region."""
    return frozenset(get_backend("ses")[place.account][place.region].email_identities)


def add(name: str, place: Place) -> None:
    """An identity that another API made."""
    get_backend("ses")[place.account][place.region].create_email_identity_v2(name, None, None, None)


def drop(name: str, place: Place) -> None:
    get_backend("ses")[place.account][place.region].email_identities.pop(name, None)


def find(params: Params, place: Place) -> Any:
    """The object that moto keeps."""
    name = str(params["EmailIdentity"])
    known = get_backend("ses")[place.account][place.region].email_identities
    if name not in known:
        raise Refusal("NotFound", "NotFoundException", f"Email identity {name} does not exist.")
    return known[name]


def settings_of(identity: Any, place: Place) -> dict[str, Any]:
    """What moto keeps no place for. A new domain signs with Easy DKIM, and the sandbox's DNS is always right."""
    if not hasattr(identity, "sandbox_settings"):
        tokens = _tokens(identity.email_identity, place) if identity.identity_type == "DOMAIN" else []
        identity.sandbox_settings = {
            "dkim": {
                "SigningEnabled": True,
                "Status": "SUCCESS",
                "Tokens": tokens,
                "SigningAttributesOrigin": "AWS_SES",
                "NextSigningKeyLength": _KEY_LENGTH,
                "CurrentSigningKeyLength": _KEY_LENGTH,
            },
            "mail_from": {},
            "feedback": True,
        }
    settings: dict[str, Any] = identity.sandbox_settings
    return settings


def _tokens(domain: str, place: Place) -> list[str]:
    """Of the domain in this account and region: reading them writes no journal, so a restart must not change them."""
    seed = f"{place.account}|{place.region}|{domain}"
    digests = (hashlib.sha256(f"{seed}|{number}".encode()).digest() for number in range(_TOKENS))
    return [base64.b32encode(digest)[:_TOKEN_LENGTH].decode().lower() for digest in digests]


def get(params: Params, place: Place) -> Answer:
    identity = find(params, place)
    settings = settings_of(identity, place)
    answer = {
        "IdentityType": identity.identity_type,
        "FeedbackForwardingStatus": settings["feedback"],
        "VerifiedForSendingStatus": True,
        "VerificationStatus": "SUCCESS",
        "DkimAttributes": settings["dkim"],
        "Policies": identity.policies,
        "Tags": identity.tags or [],
    }
    if identity.configuration_set_name:
        answer["ConfigurationSetName"] = identity.configuration_set_name
    if settings["mail_from"]:
        answer["MailFromAttributes"] = settings["mail_from"]
    return answer


def put_dkim(params: Params, place: Place) -> Answer:
    settings_of(find(params, place), place)["dkim"]["SigningEnabled"] = bool(params.get("SigningEnabled", False))
    return {}


def put_dkim_signing(params: Params, place: Place) -> Answer:
    dkim = settings_of(find(params, place), place)["dkim"]
    dkim["SigningAttributesOrigin"] = params["SigningAttributesOrigin"]
    length = (params.get("SigningAttributes") or {}).get("NextSigningKeyLength")
    if length:
        dkim["NextSigningKeyLength"] = length
    return {"DkimStatus": dkim["Status"], "DkimTokens": dkim["Tokens"]}


def put_mail_from(params: Params, place: Place) -> Answer:
    """No domain means that the identity goes back to the default."""
    identity = find(params, place)
    domain = params.get("MailFromDomain")
    if domain and not str(domain).endswith(f".{identity.email_identity}"):
        message = f"The MAIL FROM domain {domain} must be a subdomain of {identity.email_identity}."
        raise Refusal("InvalidRequest", "BadRequestException", message)
    behavior = params.get("BehaviorOnMxFailure", "USE_DEFAULT_VALUE")
    told = {"MailFromDomain": domain, "MailFromDomainStatus": "SUCCESS", "BehaviorOnMxFailure": behavior}
    settings_of(identity, place)["mail_from"] = told if domain else {}
    return {}


def put_configuration_set(params: Params, place: Place) -> Answer:
    find(params, place).configuration_set_name = params.get("ConfigurationSetName")
    return {}


def put_feedback(params: Params, place: Place) -> Answer:
    settings_of(find(params, place), place)["feedback"] = bool(params.get("EmailForwardingEnabled", False))
    return {}


OPERATIONS = {
    "GetEmailIdentity": get,
    "PutEmailIdentityDkimAttributes": put_dkim,
    "PutEmailIdentityDkimSigningAttributes": put_dkim_signing,
    "PutEmailIdentityMailFromAttributes": put_mail_from,
    "PutEmailIdentityConfigurationSetAttributes": put_configuration_set,
    "PutEmailIdentityFeedbackAttributes": put_feedback,
}
