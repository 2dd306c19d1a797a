"""The five steps that each classic type describes, and the context of one step."""

from __future__ import annotations

import functools
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sandbox.engine.provider import Properties
from sandbox.providers.classic.shape import Shape
from sandbox.providers.failures import AwsError, Trouble
from sandbox.providers.partitions import arn
from sandbox.providers.session import Client, Session

MARK = "civicline:urn"
"""Tag by which a resource without a natural name is found again after an interrupted create."""
_LONGEST_TAG = 256


@dataclass(frozen=True)
class Call:
    """One step on one resource: whose inputs, in which region, on behalf of which URN."""

    session: Session
    shape: Shape
    inputs: Properties
    urn: str
    base: Path
    token: str = ""
    """The engine's idempotency token of a create; empty in other steps."""

    @property
    def region(self) -> str:
        return str(self.inputs.get("region") or self.session.region)

    @property
    def client(self) -> Client:
        return self.session.client(self.shape.service, self.region)

    def service(self, name: str) -> Client:
        """A client of another service in the same region."""
        return self.session.client(name, self.region)

    @functools.cached_property
    def tags(self) -> dict[str, str]:
        """The provider's default tags and the resource's own."""
        return {**self.session.default_tags(), **(self.inputs.get("tags") or {})} if self.shape.taggable else {}

    @property
    def mark(self) -> str:
        """The URN as a tag value: tags take no `$` and 256 characters."""
        text = self.urn.replace("$", "/")
        if len(text) <= _LONGEST_TAG:
            return text
        digest = hashlib.sha256(text.encode()).hexdigest()
        return f"{text[: _LONGEST_TAG - len(digest) - 1]}@{digest}"

    def arn(self, resource: str, service: str = "") -> str:
        return arn(service or self.shape.service, self.region, self.session.account(), resource)

    def pick(self, names: Mapping[str, str]) -> dict[str, Any]:
        """API arguments from inputs that are given: {"description": "Description"}."""
        return {api: self.inputs[own] for own, api in names.items() if self.inputs.get(own) is not None}


class Kind(ABC):
    """One classic resource type. Methods raise AwsError; "not found" ones are understood by the provider."""

    shape: ClassVar[Shape]
    repeatable: ClassVar[bool] = False
    """`create` puts a document in its place: doing it again changes nothing."""
    anonymous: ClassVar[bool] = False
    """`create` makes another one each time it is called; `find` knows how to look for an earlier one."""

    @abstractmethod
    def create(self, call: Call) -> str:
        """Bring it into existence and return its id; whatever takes more calls belongs into `finish`."""

    def finish(self, call: Call, id_: str) -> None:  # noqa: B027 - most kinds are complete after one call
        """The rest of a creation; may be repeated."""

    def update(self, call: Call, id_: str, old: Properties) -> None:  # noqa: B027 - some kinds only replace
        """Make `call.inputs` true; `old` holds the inputs until now."""

    @abstractmethod
    def live(self, call: Call, id_: str) -> Properties:
        """What the service says of it, under the type's own property names; AwsError when it is gone."""

    @abstractmethod
    def delete(self, call: Call, id_: str) -> None: ...

    def identity(self, inputs: Properties) -> str | None:
        """The id as the inputs alone tell it, or None for a type whose service makes it up."""
        naming = self.shape.naming
        return inputs.get(naming.property) if naming else None

    def find(self, call: Call) -> str | None:
        """The id of the resource that an earlier create with the same inputs made, or None."""
        id_ = self.identity(call.inputs)
        return None if id_ is None else self.existing(call, id_)

    def existing(self, call: Call, id_: str) -> str | None:
        """The id itself when the service knows it."""
        try:
            self.live(call, id_)
        except AwsError as error:
            if error.gone:
                return None
            raise
        return id_


def gone(what: str) -> AwsError:
    """For services that answer with an empty list instead of an error."""
    return AwsError(what, Trouble.REFUSED, "NotFound", f"{what} does not exist")
