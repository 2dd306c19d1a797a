"""Options and event destinations of configuration sets, which moto's version 2 lacks; the account's state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.backends import get_backend

from sandbox.aws.errors import Refusal
from sandbox.aws.place import Place
from sandbox.aws.wire import Params

Answer = dict[str, Any]
Operation = Callable[[Params, Place], Answer]

# Operation -> where moto keeps what it puts.
_OPTIONS = {
    "PutConfigurationSetTrackingOptions": "tracking_options",
    "PutConfigurationSetDeliveryOptions": "delivery_options",
    "PutConfigurationSetReputationOptions": "reputation_options",
    "PutConfigurationSetSuppressionOptions": "suppression_options",
}


def _find(params: Params, place: Place) -> Any:
    name = str(params["ConfigurationSetName"])
    known = get_backend("ses")[place.account][place.region].config_sets
    if name not in known:
        raise Refusal("NotFound", "NotFoundException", f"Configuration set <{name}> does not exist.")
    return known[name]


def _put(attribute: str) -> Operation:
    def put(params: Params, place: Place) -> Answer:
        given = {name: value for name, value in params.items() if name != "ConfigurationSetName"}
        setattr(_find(params, place), attribute, given)
        return {}

    return put


def _put_vdm(params: Params, place: Place) -> Answer:
    _find(params, place).vdm_options = params.get("VdmOptions") or {}
    return {}


def _put_sending(params: Params, place: Place) -> Answer:
    _find(params, place).enabled = {"SendingEnabled": bool(params.get("SendingEnabled", False))}
    return {}


def get(params: Params, place: Place) -> Answer:
    found = _find(params, place)
    enabled = found.enabled.get("SendingEnabled", True) if isinstance(found.enabled, dict) else bool(found.enabled)
    return {
        "ConfigurationSetName": found.configuration_set_name,
        "TrackingOptions": found.tracking_options or None,
        "DeliveryOptions": found.delivery_options or None,
        "ReputationOptions": found.reputation_options or None,
        "SendingOptions": {"SendingEnabled": enabled},
        "Tags": found.tags,
        "SuppressionOptions": found.suppression_options or None,
        "VdmOptions": found.vdm_options or None,
    }


def _destinations(params: Params, place: Place) -> dict[str, Any]:
    found = _find(params, place)
    if not hasattr(found, "sandbox_destinations"):
        found.sandbox_destinations = {}
    destinations: dict[str, Any] = found.sandbox_destinations
    return destinations


def create_destination(params: Params, place: Place) -> Answer:
    known, name = _destinations(params, place), params["EventDestinationName"]
    if name in known:
        raise Refusal("AlreadyExists", "AlreadyExistsException", f"Event destination {name} already exists.")
    known[name] = {"Name": name, "Enabled": False, **params["EventDestination"]}
    return {}


def _known(params: Params, place: Place) -> dict[str, Any]:
    known = _destinations(params, place)
    if params["EventDestinationName"] not in known:
        message = f"Event destination {params['EventDestinationName']} does not exist."
        raise Refusal("NotFound", "NotFoundException", message)
    return known


def update_destination(params: Params, place: Place) -> Answer:
    name = params["EventDestinationName"]
    _known(params, place)[name] = {"Name": name, "Enabled": False, **params["EventDestination"]}
    return {}


def delete_destination(params: Params, place: Place) -> Answer:
    del _known(params, place)[params["EventDestinationName"]]
    return {}


def destinations(params: Params, place: Place) -> Answer:
    return {"EventDestinations": list(_destinations(params, place).values())}


def account(_: Params, place: Place) -> Answer:
    """Out of the SES sandbox: sending is as in a production account."""
    del place
    return {
        "DedicatedIpAutoWarmupEnabled": False,
        "EnforcementStatus": "HEALTHY",
        "ProductionAccessEnabled": True,
        "SendQuota": {"Max24HourSend": 50_000.0, "MaxSendRate": 14.0, "SentLast24Hours": 0.0},
        "SendingEnabled": True,
    }


OPERATIONS: dict[str, Operation] = {
    **{name: _put(attribute) for name, attribute in _OPTIONS.items()},
    "PutConfigurationSetVdmOptions": _put_vdm,
    "PutConfigurationSetSendingOptions": _put_sending,
    "GetConfigurationSet": get,
    "CreateConfigurationSetEventDestination": create_destination,
    "UpdateConfigurationSetEventDestination": update_destination,
    "DeleteConfigurationSetEventDestination": delete_destination,
    "GetConfigurationSetEventDestinations": destinations,
    "GetAccount": account,
}
