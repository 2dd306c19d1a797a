"""How the emulated services refuse. One refusal, two voices: a Cloud Control event and a service's API error."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):  # noqa: N818 - it is an answer of the emulated service, not a fault of ours
    """A handler error code (`AlreadyExists`) for Cloud Control and an error name for the service's own API."""

    def __init__(self, code: str, error: str, message: str, event: str = "", **members: Any) -> None:
        super().__init__(message)
        self.code, self.error, self.message = code, error, message
        self.event_message = event or message
        self.members = members


def already_exists(type_name: str, identifier: str, name: str) -> Refusal:
    kind = type_name.rsplit("::", maxsplit=1)[-1]
    return Refusal(
        "AlreadyExists",
        "DuplicateResourceException",
        f"{kind} with the name {name} already exists.",
        event=f"Resource of type '{type_name}' with identifier '{identifier}' already exists.",
    )


def not_found(type_name: str, identifier: str) -> Refusal:
    kind = type_name.rsplit("::", maxsplit=1)[-1]
    event = f"Resource of type '{type_name}' with identifier '{identifier}' was not found."
    return Refusal("NotFound", "ResourceNotFoundException", f"{kind} not found: {identifier}", event=event)


def invalid(message: str, error: str = "InvalidParameterException", **members: Any) -> Refusal:
    return Refusal("InvalidRequest", error, message, event=f"Invalid request provided: {message}", **members)


def conflict(type_name: str, identifier: str, reason: str, error: str = "ResourceInUseException") -> Refusal:
    event = f"Resource of type '{type_name}' with identifier '{identifier}' has a conflict. Reason: {reason}."
    return Refusal("ResourceConflict", error, reason, event=event)


def over_limit(type_name: str, reason: str, error: str = "LimitExceededException") -> Refusal:
    event = f"Limit exceeded for resource of type '{type_name}'. Reason: {reason}"
    return Refusal("ServiceLimitExceeded", error, reason, event=event)
