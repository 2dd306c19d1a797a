"""People: roles, roster, staffing, volumes and training."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from spec.models.base import Email, Id, Label, LanguageCode, Model, Share, Text, default


class RoleBase(StrEnum):
    """Role templates; each is a least-privilege security profile."""

    AGENT = "agent"
    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"
    QUALITY = "quality"
    AUDITOR = "auditor"
    CONTENT_APPROVER = "content_approver"
    OPERATOR = "operator"
    BREAK_GLASS = "break_glass"


class Role(Model):
    id: Id
    name: Label
    base: RoleBase
    center: Id | None = Field(default=None, description="Only in this center; in all when left out")
    goals: tuple[Text, ...] = Field(default=(), description="Goals given to this role (BP-20)")
    may_see_sensitive: bool = default(False, "sensitive cases are open to named roles only (BP-27)")


class Agent(Model):
    """A person on the roster. Signs in by SAML: there is no password here."""

    username: str = Field(pattern=r"^[A-Za-z0-9._@-]{1,100}$")
    first_name: Label
    last_name: Label
    email: Email
    center: Id | None = None
    role: Id
    routing_profile: Id
    agency: Id | None = Field(default=None, description="Agency or party whose hierarchy group the agent belongs to")
    languages: tuple[LanguageCode, ...] = default(("en-US",), "English unless more is offered")
    skills: dict[Id, Label] = Field(default_factory=dict, description="Skill to value")
    trained: tuple[Id, ...] = Field(default=(), description="Training modules passed")
    remote: bool = default(False, "works at a site")


class AgentStatus(Model):
    name: Label
    description: Text | None = None
    center: Id | None = None


class TrainingModule(Model):
    id: Id
    name: Label
    covers: str = Field(pattern=r"^(sop|faq|both)$")
    required: bool = default(True, "all agents are trained, not a sample (S31-10)")


class Testing(Model):
    """Proof that representatives are trained (S31-14)."""

    mystery_contacts_per_month: int = Field(gt=0)
    pass_mark_percent: float = Field(gt=0, le=100)
    note: Text | None = None


class StaffingStep(Model):
    """Agents scheduled in a phase."""

    phase: str = Field(pattern=r"^(weeks_1_4|weeks_5_12|steady)$")
    agents: int = Field(ge=1)
    supervisors: int = Field(ge=1)


class VolumeStep(Model):
    """Contacts per business day in a phase, and the handle time."""

    phase: str = Field(pattern=r"^(weeks_1_4|weeks_5_12|steady)$")
    calls: int = Field(ge=0)
    emails: int = default(0, "none expected", ge=0)
    chats: int = default(0, "none expected", ge=0)
    handle_time_seconds: int = Field(gt=0)


class CenterLoad(Model):
    """Staffing and volumes of one center."""

    center: Id | None = None
    staffing: tuple[StaffingStep, ...] = Field(min_length=1)
    volumes: tuple[VolumeStep, ...] = Field(min_length=1)
    busy_hour_share: Share = default(0.14, "12 to 16 percent of a day's calls come in its busiest hour", gt=0)
    shrinkage: Share = default(0.30, "paid time not on contacts: leave, training, breaks")


class OutOfOffice(Model):
    """Message while somebody is away for a day or more (BP-52 to BP-54)."""

    template: Text = Field(description="Must use {return_date}, {backup_name}, {backup_phone} and {backup_email}")
    required_after_hours: int = default(24, "an absence of 24 hours or more needs a message (BP-52)", gt=0, le=24)


class Absence(Model):
    username: str
    from_: dt.date = Field(alias="from")
    till: dt.date
    out_of_office: bool = default(False, "a message is there only when somebody sets it")
    backup: str | None = None


class Workforce(Model):
    roles: tuple[Role, ...] = Field(min_length=1)
    agents: tuple[Agent, ...] = Field(min_length=1)
    statuses: tuple[AgentStatus, ...] = ()
    loads: tuple[CenterLoad, ...] = Field(min_length=1)
    remote_allowed: bool = default(True, "agents must be able to work from home, at least occasionally (S29-17)")
    remote_share: Share = default(0.0, "nobody works from home until the agency says so")
    on_premises_pbx: bool = default(False, "agents use softphones")
    training: tuple[TrainingModule, ...] = Field(min_length=1)
    testing: Testing
    out_of_office: OutOfOffice
    absences: tuple[Absence, ...] = ()
