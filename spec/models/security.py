"""Security, retention, integrations and reporting."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Email, Id, Label, Model, Phone, Region, Text, default


class Contact(Model):
    name: Label
    phone: Phone
    email: Email


class Security(Model):
    """Security requirements (S29-21)."""

    customer_managed_keys: bool = default(True, "contact data is encrypted with a key of the program's own")
    single_sign_on: bool = default(True, "no passwords in the contact center")
    mfa: bool = default(True, "enforced by the identity provider")
    pii_redaction: bool = default(True, "transcripts are redacted by Contact Lens")
    log_retention_days: int = default(365, "one year of audit trail", ge=30, le=3653)
    data_residency: tuple[Region, ...] = Field(description="Regions in which data may be kept", min_length=1)
    incident_contact: Contact
    govcloud: bool = default(False, "GovCloud has no second region, e-mail, cases or phone number type")
    program: Label | None = Field(default=None, description="Security program to follow, such as GovRAMP")
    cards_by_agent: bool = default(False, "agents never take card numbers")


class RetentionClass(Model):
    """How long one class of records is kept, and by which schedule. There is no default guess."""

    record: str = Field(
        pattern=r"^(call_recordings|chat_transcripts|email_messages|attachments|contact_records|cases|location_and_daily_use|evaluations|screen_recordings)$"
    )
    days: int = Field(gt=0, le=36_500)
    schedule_ref: Text = Field(description="Records schedule or statute")


class Level(StrEnum):
    NONE = "none"
    LINK = "link"
    LOOKUP = "lookup"
    TRANSACT = "transact"


class Integration(Model):
    """How deep one agency's system is integrated (S29-11)."""

    id: Id
    system: Label
    agency: Id
    level: Level
    note: Text | None = None


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    SEMI_MONTHLY = "semi_monthly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Report(Model):
    """A report that somebody is owed (S29-22)."""

    id: Id
    name: Label
    cadence: Cadence
    recipients: tuple[Email, ...] = Field(min_length=1)
    format: str = Field(pattern=r"^(csv|xlsx|pdf|html|json)$")
    retention_days: int = Field(gt=0)
