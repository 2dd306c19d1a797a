"""Who runs the program and who answers what."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Email, Id, Label, Model, Phone, Text, default


class VehicleClass(StrEnum):
    LIGHT_EV = "light_ev"
    LIGHT = "light"
    COMMERCIAL = "commercial"


class PrimaryFunction(StrEnum):
    ANSWER = "answer"
    ROUTE = "route"
    ESCALATE = "escalate"
    CASE = "case"
    NOTIFY = "notify"
    REPORT = "report"


class Agency(Model):
    """A public agency that administers vehicles of the program."""

    id: Id
    name: Label = Field(description="Name as callers know it")
    vehicle_classes: tuple[VehicleClass, ...] = Field(
        description="Vehicle classes this agency is responsible for", min_length=1
    )
    functions: tuple[PrimaryFunction, ...] = default(
        tuple(PrimaryFunction),
        "the primary functions are the same whatever the agency (S29-12)",
        description="Functions it performs",
    )
    department: Id | None = Field(default=None, description="Case department that owns its requests")


class PartyRole(StrEnum):
    STATE = "state"
    OPERATOR = "operator"
    ACCOUNT_MANAGER = "account_manager"
    COUNTY = "county"
    LICENSING = "licensing"
    ENFORCEMENT = "enforcement"


class QuestionKind(StrEnum):
    POLICY = "policy"
    GENERAL = "general"
    TECHNICAL = "technical"
    OPERATIONAL = "operational"


class Answers(StrEnum):
    """What a party answers: the four kinds of question, and complaints about an account manager."""

    POLICY = "policy"
    GENERAL = "general"
    TECHNICAL = "technical"
    OPERATIONAL = "operational"
    AM_ESCALATION = "am_escalation"


class Party(Model):
    """Someone who answers, or to whom contacts are handed."""

    id: Id
    name: Label
    role: PartyRole
    answers: tuple[Answers, ...] = Field(
        default=(), description="What this party answers; empty for a hand-off target only"
    )
    faces_customers: bool = default(
        True,
        "a party answers the public unless the spec says otherwise",
        description="Has lines of its own for the public",
    )
    phone: Phone | None = Field(default=None, description="Where a contact is handed over by telephone")
    email: Email | None = Field(default=None, description="Where a message is handed over")
    note: Text | None = None
