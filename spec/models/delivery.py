"""How the service is delivered, by whom, and under which contract."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from spec.models.base import Id, Label, Model, Percent, Text, default


class DeliveryModel(StrEnum):
    IN_HOUSE = "in_house"
    OUTSOURCED = "outsourced"
    VENDOR = "vendor"


class ProviderSelection(Model):
    """Decision record: who chose the provider and why (S31-8, S31-13)."""

    chosen_by: Id = Field(description="Agency or party that chose")
    provider: Id = Field(description="Party that provides the service")
    rationale: Text = Field(description="Why: cost against oversight")
    decided_on: dt.date | None = None


class Contract(Model):
    """What binds an outside provider."""

    kpi_exhibit: bool = Field(description="The KPI section is an exhibit of the contract")
    damages: bool = Field(description="Liquidated damages apply")
    monthly_credit_cap_percent: Percent | None = Field(
        default=None, description="Most that may be deducted from one monthly invoice"
    )
    grace_days: int = default(
        90,
        "published contracts commonly charge nothing in the first 90 days",
        ge=0,
        description="Days after launch in which damages are computed but not charged",
    )


class SharedAgents(Model):
    """Agents who serve other services too (S31-16, S31-17)."""

    allowed: bool
    services: tuple[Label, ...] = Field(default=(), description="Other services of these agents")
    capability: Text | None = Field(
        default=None, description="How the provider keeps services, knowledge and reports apart"
    )


class Budget(Model):
    """Resource constraint of the program (XC-15)."""

    yearly_usd: int = Field(gt=0)
    note: Text | None = None


class Delivery(Model):
    """One delivery model for the program; a center may state another for its own scope (S31-7)."""

    model: DeliveryModel
    selection: ProviderSelection
    provider: Id | None = Field(default=None, description="Party that runs the center when it is not the state")
    sites: tuple[Label, ...] = Field(default=(), description="Where agents work")
    contract: Contract | None = None
    shared_agents: SharedAgents = default(
        SharedAgents(allowed=False),
        "agents serve this program only unless the provider declares the capability (S31-17)",
    )
    budget: Budget | None = None
