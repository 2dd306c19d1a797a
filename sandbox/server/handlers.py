"""Which API operation a Cloud Control request makes its handler call, from the permissions in the registry's schema."""

import functools
import json
import re
from collections.abc import Iterable

from sandbox.registry.permissions import actions_of
from sandbox.server.calls import Call
from sandbox.server.messages import HttpRequest

_OPERATIONS = {
    "CreateResource": "create",
    "GetResource": "read",
    "UpdateResource": "update",
    "DeleteResource": "delete",
    "ListResources": "list",
}
_VERBS = {
    "create": ("Create", "Claim", "Associate", "Put", "Update"),
    "read": ("Describe", "Get", "BatchGet", "List", "Search"),
    "update": ("Update", "Put", "Associate"),
    "delete": ("Delete", "Release", "Disassociate", "Update"),
    "list": ("List", "Search", "Describe"),
}
# IAM prefix -> boto3's client name, for the services of the contact center; the others have no throttle in the table.
_SERVICES = {
    "cases": "connectcases",
    "connect": "connect",
    "connect-campaigns": "connectcampaignsv2",
    "profile": "customer-profiles",
    "wisdom": "qconnect",
}


def handler_call(call: Call, request: HttpRequest) -> Call | None:
    """The one API call that counts for a Cloud Control request; None for types of other services.

    Handlers make further calls (tags, quick connects, a read at the end), which spend throttles of their own and are
    left out here: the principal call is what decides how fast resources of a type come into being.
    """
    if call.service != "cloudcontrol" or call.operation not in _OPERATIONS:
        return None
    found = _principal(_type_name(request), _OPERATIONS[call.operation])
    return Call(service=found[0], operation=found[1], region=call.region) if found else None


def _type_name(request: HttpRequest) -> str:
    try:
        document = json.loads(request.body)
    except ValueError:
        return ""
    return str(document.get("TypeName", "")) if isinstance(document, dict) else ""


@functools.lru_cache(maxsize=4096)
def _principal(type_name: str, handler: str) -> tuple[str, str] | None:
    kind = type_name.rpartition("::")[2]
    actions = sorted(actions_of(type_name, (handler,)))
    pairs = [
        (_SERVICES[prefix], name)
        for prefix, _, name in (action.partition(":") for action in actions)
        if prefix in _SERVICES
    ]
    return next((pair for wanted in _preferred(kind, handler) for pair in pairs if wanted.fullmatch(pair[1])), None)


def _preferred(kind: str, handler: str) -> Iterable[re.Pattern[str]]:
    """Forms of operation names: the type itself, then what begins with it, then any of the right verb."""
    for ending in (f"{kind}(e?s)?", f"{kind}.*", ".*"):
        yield from (re.compile(verb + ending) for verb in _VERBS[handler])
