"""What is compared: an expected part of the center, what was found, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from spec.faults import Path


class Kind(StrEnum):
    """One per thing that the spec asks for and the service can show."""

    INSTANCE = "instance"
    REPLICA = "replica"
    STORAGE = "storage"
    ORIGIN = "approved origin"
    HOURS = "hours of operation"
    QUEUE = "queue"
    ROUTING_PROFILE = "routing profile"
    SECURITY_PROFILE = "security profile"
    USER = "user"
    AGENT_STATUS = "agent status"
    QUICK_CONNECT = "quick connect"
    SKILL = "predefined attribute"
    PROMPT = "prompt"
    FLOW = "contact flow"
    MODULE = "flow module"
    PHONE_NUMBER = "phone number"
    FUNCTION = "function"
    BOT = "bot"
    EMAIL_ADDRESS = "email address"
    EMAIL_DOMAIN = "email domain"
    CASE_TEMPLATE = "case template"
    CASE_FIELD = "case field"


class State(StrEnum):
    VERIFIED = "verified"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Expected:
    """Something the spec asks for.

    name    how the service names it; unique within its kind and center
    wants   property in plain words -> value; compared for equality with what was read
    where   property -> its own place in the spec, when it has one; `path` otherwise
    """

    path: Path
    kind: Kind
    name: str
    wants: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Path] = field(default_factory=dict)


Found = Mapping[Kind, Mapping[str, Mapping[str, Any]]]
"""Kind -> name -> property in plain words -> value, as read from the service."""


@dataclass(frozen=True, slots=True)
class Difference:
    property: str
    wanted: Any
    found: Any
    path: Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the conformity table."""

    center: str
    path: Path
    kind: Kind
    name: str
    state: State
    differences: tuple[Difference, ...] = ()
