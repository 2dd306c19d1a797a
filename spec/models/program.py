"""The whole spec: one reviewed file for one program."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from spec.models.account_managers import AccountManager
from spec.models.agencies import Agency, Party
from spec.models.base import Id, Label, Model, StateCode, Text, TimeZone, default
from spec.models.cases import Cases
from spec.models.centers import Center, Environment
from spec.models.content import Content
from spec.models.dates import Dates
from spec.models.delivery import Delivery
from spec.models.hours import HolidayCalendar, Hours
from spec.models.kpis import ServiceLevels
from spec.models.languages import Accessibility, Consent, InterpreterLine, Language
from spec.models.lines import Line
from spec.models.people import Workforce
from spec.models.queues import Callbacks, Queue, QuickConnect, RoutingProfile, Skill
from spec.models.resilience import Resilience
from spec.models.security import Integration, Report, RetentionClass, Security
from spec.models.topics import RoutingRules, Topic


class ServedRegion(Model):
    name: Label
    time_zone: TimeZone


class Document(Model):
    """A document this spec rests on, such as the concept of operations."""

    id: Label
    version: Label
    date: dt.date | None = None


class Rate(Model):
    per_mile_usd: float = Field(gt=0)
    annual_cap_usd: float | None = Field(default=None, gt=0)
    alternative_flat_usd: float | None = Field(default=None, gt=0)
    fuel_tax_credit: bool = default(False, "fuel tax is credited only where a statute says so")


class EnrollmentPhase(Model):
    """More vehicles from a date on."""

    date: dt.date
    adds_vehicles: int = Field(gt=0)


class Enrollment(Model):
    vehicles_at_launch: int = Field(gt=0)
    growth_per_year: float | None = Field(default=None, ge=0)
    phases: tuple[EnrollmentPhase, ...] = Field(default=(), description="Later phases, such as another vehicle class")


class Decision(Model):
    """Why the agency departs from a default (BP-38)."""

    path: Text = Field(description="Spec path, such as infrastructure.accessibility.dtmf_timeout_seconds")
    reason: Text
    decided_by: Label


class Program(Model):
    """The public service."""

    id: Id
    name: Label
    state: StateCode
    time_zone: TimeZone
    served_regions: tuple[ServedRegion, ...] = Field(default=(), description="Parts of the state in another time zone")
    owner: Id = Field(description="Agency that implements the program and owns this spec (S29-28)")
    concept_of_operations: Document | None = Field(default=None, description="Prerequisite (S29-29)")
    enrollment: Enrollment
    rate: Rate
    single_number: bool = default(False, "the state has a number of its own; one account manager may share it (S30-3)")
    single_party_represents_state: bool = default(False, "policy is answered by the state (S30-4)")


StateTask = Literal["policy", "general", "am_escalation", "help_me_choose"]


class StateLine(Model):
    """The state's own customer service (S30-2); with several account managers it may help people choose (S30-5)."""

    enabled: bool
    line: Id | None = None
    handles: tuple[StateTask, ...] = ()
    excluded: tuple[StateTask, ...] = ()


class Infrastructure(Model):
    """What is built."""

    resilience: Resilience
    environments: tuple[Environment, ...] = Field(min_length=1)
    centers: tuple[Center, ...] = Field(min_length=1)
    state_line: StateLine | None = None
    holidays: tuple[HolidayCalendar, ...] = ()
    hours: tuple[Hours, ...] = Field(min_length=1)
    lines: tuple[Line, ...] = Field(min_length=1)
    languages: tuple[Language, ...] = Field(min_length=1)
    interpreter_line: InterpreterLine | None = None
    accessibility: Accessibility = default(Accessibility(), "federal minimum")
    consent: Consent
    queues: tuple[Queue, ...] = Field(min_length=1)
    callbacks: Callbacks = default(Callbacks(), "a promise is made only where it can be kept")
    skills: tuple[Skill, ...] = ()
    routing_profiles: tuple[RoutingProfile, ...] = Field(min_length=1)
    quick_connects: tuple[QuickConnect, ...] = ()
    routing: RoutingRules
    integrations: tuple[Integration, ...] = ()
    security: Security
    retention: tuple[RetentionClass, ...] = Field(min_length=1)


class ProgramSpec(Model):
    """One program. Two halves are required: infrastructure and content (S29-2)."""

    version: Literal[1] = Field(description="Version of this format")
    program: Program
    agencies: tuple[Agency, ...] = Field(min_length=1)
    parties: tuple[Party, ...] = Field(min_length=1)
    delivery: Delivery
    account_managers: tuple[AccountManager, ...] = ()
    dates: Dates
    infrastructure: Infrastructure
    topics: tuple[Topic, ...] = Field(min_length=1)
    service_levels: ServiceLevels
    cases: Cases
    workforce: Workforce
    reporting: tuple[Report, ...] = Field(min_length=1)
    content: Content
    decisions: tuple[Decision, ...] = ()
