"""KPIs with the definition they are judged by, damages, and self-reporting."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spec.models.base import Id, Label, Model, Percent, Text, default
from spec.models.queues import Channel


class Definition(StrEnum):
    """Formula of a KPI; the same data give different verdicts under different formulas."""

    SERVICE_LEVEL_CONTRACT = "service_level_contract"
    SERVICE_LEVEL_QUEUED = "service_level_queued"
    SERVICE_LEVEL_SHORT_ABANDON = "service_level_short_abandon"
    AVERAGE_WAIT = "average_wait"
    ABANDONMENT = "abandonment"
    ABANDONMENT_AFTER = "abandonment_after"
    MAXIMUM_WAIT = "maximum_wait"
    EMAIL_FIRST_RESPONSE = "email_first_response"
    EMAIL_TURNAROUND = "email_turnaround"
    CHAT_SERVICE_LEVEL = "chat_service_level"
    CASE_ACKNOWLEDGED = "case_acknowledged"
    CASE_UPDATED = "case_updated"
    CASE_RESOLVED = "case_resolved"
    FIRST_CONTACT_RESOLUTION = "first_contact_resolution"
    CUSTOMER_SATISFACTION = "customer_satisfaction"
    QUALITY_SCORE = "quality_score"
    BOUNCED = "bounced"
    POLICY_ANSWERED = "policy_answered"
    POLICY_REFERRAL_ACCURACY = "policy_referral_accuracy"
    CALLBACK_KEPT = "callback_kept"
    COMPLAINT_CLOSED = "complaint_closed"
    RECONCILIATION = "raw_data_reconciliation"
    REPORT_ON_TIME = "report_on_time"


class Unit(StrEnum):
    SECONDS = "seconds"
    PERCENT = "percent"
    BUSINESS_DAYS = "business_days"
    COUNT = "count"


class Comparison(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Period(StrEnum):
    EVENT = "event"
    DAILY = "daily"
    SEMI_MONTHLY = "semi_monthly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Benchmark(Model):
    """Explicit numbers: where we are, what is due, what would be excellent (BP-34, XC-41)."""

    baseline: float | None = Field(default=None, description="Measured before; left out until it is")
    target: float
    stretch: float


class Kpi(Model):
    id: Id
    name: Label
    definition: Definition
    comparison: Comparison
    target: float = Field(ge=0)
    unit: Unit
    period: Period
    channel: Channel | None = Field(default=None, description="All channels when left out")
    threshold_seconds: int | None = Field(default=None, gt=0, description="Seconds within which an answer counts")
    threshold_business_days: float | None = Field(default=None, gt=0)
    short_abandon_seconds: int = default(0, "no exclusion unless the contract states one", ge=0)
    scope: tuple[Id, ...] = Field(
        default=(), description="Centers or account managers it applies to; all when left out"
    )
    benchmark: Benchmark | None = None
    improvement: Text | None = Field(default=None, description="Target of improvement over time (BP-16)")


class Damage(Model):
    """Liquidated damages for a missed KPI."""

    kpi: Id
    period: Period
    usd_per_point_or_part: float | None = Field(default=None, gt=0)
    usd_per_event: float | None = Field(default=None, gt=0)
    usd_per_day: float | None = Field(default=None, gt=0)
    threshold_seconds: int | None = Field(default=None, gt=0, description="An event is a wait of at least this long")


class SelfReporting(Model):
    """Vendors report their own KPIs with raw data to back them (S29-14, S29-15)."""

    due_business_day: int = Field(ge=1, le=15, description="Business day of the month after")
    raw_data: str = default(
        "contact_level_csv", "figures are recomputed from contact rows", pattern=r"^contact_level_(csv|parquet)$"
    )
    tolerance_points: Percent = default(0.5, "rounding and late contacts")
    tolerance_counts: int = default(0, "rows reconcile exactly", ge=0)


class ServiceLevels(Model):
    kpis: tuple[Kpi, ...] = Field(min_length=1)
    damages: tuple[Damage, ...] = ()
    self_reporting: SelfReporting | None = None
