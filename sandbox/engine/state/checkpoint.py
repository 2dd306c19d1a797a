"""A stack's state as the text of a Pulumi version-3 checkpoint, and back.

Whatever this engine cannot read without loss is refused with the place and the reason; the file stays as it is.
source   `apitype.VersionedCheckpoint`, `CheckpointV3`, `DeploymentV3` of github.com/pulumi/pulumi/sdk/v3
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sandbox.engine import VERSION
from sandbox.engine.state.model import Deployment, Operation, Pending, Resource, now
from sandbox.engine.state.records import from_record, to_record
from sandbox.engine.values.crypter import Crypter, dumps
from spec.errors import UsageError

CHECKPOINT_VERSION = 3
DEPLOYMENT_KEYS = frozenset({"manifest", "secrets_providers", "resources", "pending_operations", "metadata"})


def load_checkpoint(text: str, crypter: Crypter, where: str) -> Deployment:
    """The deployment in a checkpoint file's text; empty text is an empty stack."""
    return load_deployment(latest(text, where), crypter, where)


def latest(text: str, where: str) -> Mapping[str, Any]:
    """The deployment object inside a checkpoint file's text, secrets still sealed; {} for an empty stack."""
    if not text.strip():
        return {}
    try:
        document = json.loads(text)
    except ValueError as error:
        raise unreadable(where, f"not JSON ({error})") from error
    if not isinstance(document, dict) or not isinstance(document.get("checkpoint"), dict):
        raise unreadable(where, "no `checkpoint` object in it")
    refuse_newer(document, where)
    found = document["checkpoint"].get("latest") or {}
    if not isinstance(found, dict):
        raise unreadable(where, "`checkpoint.latest` is not an object")
    return found


def refuse_newer(document: Mapping[str, Any], where: str) -> None:
    """Refuse the `version` and `features` of a file written by a newer Pulumi."""
    version, features = document.get("version"), document.get("features") or []
    if version != CHECKPOINT_VERSION or features:
        what = f"version {version}" + (f" with features {', '.join(map(str, features))}" if features else "")
        raise UsageError(
            where,
            f"the state has {what}; this engine reads and writes version {CHECKPOINT_VERSION}",
            "use the Pulumi release that wrote it, or restore the newest backup of this file",
        )


def unreadable(where: str, why: str) -> UsageError:
    return UsageError(
        where, f"the state cannot be read: {why}", "restore the newest backup or history checkpoint of this stack"
    )


def load_deployment(found: Mapping[str, Any], crypter: Crypter, where: str) -> Deployment:
    """Also for `stack import`: the `deployment` object of an export."""
    if unknown := sorted(found.keys() - DEPLOYMENT_KEYS):
        raise UsageError(
            where,
            f"the state holds {', '.join(unknown)}, which this engine does not know",
            "use the Pulumi release that wrote it",
        )
    resources = tuple(
        _resource(record, crypter, f"{where}: resources[{index}]")
        for index, record in enumerate(found.get("resources") or ())
    )
    pending = tuple(
        _operation(record, crypter, f"{where}: pending_operations[{index}]")
        for index, record in enumerate(found.get("pending_operations") or ())
    )
    return Deployment(resources, pending, found.get("metadata") or {})


def _resource(record: Any, crypter: Crypter, where: str) -> Resource:
    try:
        return from_record(record, crypter)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(where, str(error) or type(error).__name__) from error


def _operation(record: Any, crypter: Crypter, where: str) -> Operation:
    try:
        return Operation(Pending(record["type"]), from_record(record["resource"], crypter))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(where, str(error) or type(error).__name__) from error


def manifest() -> dict[str, str]:
    version = f"v{VERSION}"
    return {"time": now(), "magic": hashlib.sha256(version.encode()).hexdigest(), "version": version}


class Serializer:
    """Turns deployments into checkpoint text; a resource that did not change is not serialized again."""

    def __init__(self, stack: str, project: str, crypter: Crypter) -> None:
        self._name = f"organization/{project}/{stack}"
        self._crypter = crypter
        self._fragments: WeakKeyDictionary[Resource, str] = WeakKeyDictionary()

    def fragment(self, resource: Resource) -> str:
        text = self._fragments.get(resource)
        if text is None:
            text = self._fragments[resource] = dumps(to_record(resource, self._crypter))
        return text

    def checkpoint(self, deployment: Deployment) -> str:
        return (
            f'{{"version":{CHECKPOINT_VERSION},"checkpoint":{{"stack":{dumps(self._name)},'
            f'"latest":{self.deployment(deployment)}}}}}'
        )

    def deployment(self, deployment: Deployment) -> str:
        """The inner object, as `stack export` shows it."""
        resources = ",".join(self.fragment(resource) for resource in deployment.resources)
        pending = ",".join(
            f'{{"resource":{self.fragment(item.resource)},"type":"{item.kind}"}}' for item in deployment.pending
        )
        salt = self._crypter.secrets.state
        secrets = {"type": "passphrase", "state": {"salt": salt} if salt else {}}
        return (
            f'{{"manifest":{dumps(manifest())},"secrets_providers":{dumps(secrets)},"resources":[{resources}],'
            f'"pending_operations":[{pending}],"metadata":{dumps(dict(deployment.metadata))}}}'
        )
